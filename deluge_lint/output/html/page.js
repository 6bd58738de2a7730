"use strict";
(() => {
  const { element, prose, link } = page;
  const data = JSON.parse(document.getElementById("data").textContent);
  const list = document.getElementById("list");
  if (!list) return;
  const form = document.getElementById("controls");
  const more = document.getElementById("more");
  const [search, severity, category, rule, path, count] =
    ["search", "severity", "category", "rule", "path", "count"].map((id) => document.getElementById(id));
  const text = (at) => data.texts[at];
  const labels = ["", "hint", "info", "warning", "error"];
  const CHUNK = 200;

  function shown(row) {
    const [, where, ruleAt, level, line, column, message, help, fix, before, marked, behind] = row;
    const [code, name, , url] = data.rules[ruleAt];
    const made = element("article", "found",
      element("p", "", element("span", `badge v${level}`, labels[level]), " ", ...prose(text(message))));
    if (line) {
      const cut = before.length - before.trimStart().length;
      made.append(element("pre", "", element("span", "no", `${line}  `), before.slice(cut), element("mark", "", marked), behind));
    }
    if (text(help)) made.append(element("p", "", element("b", "", "Help: "), ...prose(text(help))));
    if (text(fix)) made.append(element("p", "", element("b", "", "Fix: "), ...prose(text(fix))));
    const meta = element("p", "meta", line ? `${line}:${column} · ` : "", link(url, `${code} ${name}`));
    if (text(where)) meta.append(` · in ${text(where)}`);
    made.append(meta);
    return made;
  }

  // -- filters; the list grows a chunk at a time, so that many findings do not stop the browser ----

  const hay = data.findings.map((row) =>
    [text(row[0]), text(row[1]), data.rules[row[2]][0], data.rules[row[2]][1], text(row[6]), row[9] + row[10] + row[11]].join("\n").toLowerCase());
  let left = [];
  let done = 0;
  let only = null;
  function fits(row, at) {
    const of = data.rules[row[2]];
    if (severity.value && row[3] !== Number(severity.value)) return false;
    if (category.value && of[2] !== category.value) return false;
    if (rule.value && of[1] !== rule.value) return false;
    if (path.value && text(row[0]) !== path.value) return false;
    if (only !== null && text(row[1]) !== only) return false;
    return hay[at].includes(search.value.trim().toLowerCase());
  }
  function grow(most) {
    const stop = Math.min(left.length, done + most);
    const made = document.createDocumentFragment();
    for (; done < stop; done += 1) {
      const row = left[done];
      if (!done || left[done - 1][0] !== row[0]) made.append(element("h3", "", text(row[0])));
      made.append(shown(row));
    }
    list.append(made);
    more.hidden = done === left.length;
    more.textContent = `Show more (${left.length - done} left)`;
  }
  function apply() {
    left = data.findings.filter(fits);
    done = 0;
    list.replaceChildren();
    const all = data.findings.length;
    count.textContent = (left.length === all ? `${all} findings` : `${left.length} of ${all} findings`) +
      (only === null ? "" : ` in ${only || "scripts"}`);
    grow(CHUNK);
  }
  more.addEventListener("click", () => {
    const at = list.children.length;
    grow(CHUNK);
    const next = list.children[at];
    if (next) { next.tabIndex = -1; next.focus(); }
  });
  if (window.IntersectionObserver) {
    new IntersectionObserver((seen) => {
      if (!more.hidden && seen.some((each) => each.isIntersecting)) grow(CHUNK);
    }, { rootMargin: "600px" }).observe(more);
  }
  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { only = null; clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  form.addEventListener("reset", () => setTimeout(() => { only = null; apply(); }));
  window.addEventListener("beforeprint", () => grow(left.length));

  // -- a cell of the heat map shows its findings; arrows move between cells --------------------------

  const heat = document.getElementById("heat");
  heat.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const cell = button.parentNode;
    const head = cell.parentNode.cells[0];
    form.reset();
    setTimeout(() => {
      path.value = head.querySelector("bdi").textContent;
      category.value = heat.tHead.rows[0].cells[cell.cellIndex].textContent;
      const name = head.firstChild.textContent.trim();
      only = name === "(script)" ? "" : name;
      apply();
      form.scrollIntoView({ block: "start" });
    });
  });
  const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  heat.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    const cell = event.target.closest("td");
    if (!move || !cell || event.ctrlKey || event.altKey || event.metaKey) return;
    const rows = heat.tBodies[0].rows;
    let row = cell.parentNode.sectionRowIndex + move[0];
    let column = cell.cellIndex + move[1];
    for (; rows[row] && rows[row].cells[column]; row += move[0], column += move[1]) {
      const next = rows[row].cells[column].querySelector("button");
      if (next) { next.focus(); break; }
    }
    event.preventDefault();
  });
  form.hidden = false;
  apply();
})();
