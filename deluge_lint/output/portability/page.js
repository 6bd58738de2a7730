"use strict";
(() => {
  const { element, prose, link } = page;
  const data = JSON.parse(document.getElementById("data").textContent);
  const matrix = document.getElementById("matrix");
  if (!matrix) return;
  const body = matrix.tBodies[0];
  const rows = Array.from(body.rows);
  const details = document.getElementById("details");
  const form = document.getElementById("controls");
  const [search, service, status, order, count] =
    ["search", "service", "status", "order", "count"].map((id) => document.getElementById(id));
  const text = (at) => data.texts[at];
  const titles = Array.from(service.options).slice(1).map((option) => option.text);
  const words = { check: "check", fix: "fix", rework: "rework", block: "blocks" };
  const how = { safe: "--fix", unsafe: "--fix --unsafe-fixes", suggestion: "by hand" };
  const numbers = new Map(rows.map((row, at) => [row, at]));
  const haystack = rows.map((row) => row.cells[0].textContent.toLowerCase());

  // -- building -----------------------------------------------------------------------------------

  function snippet(numbers) {
    const lines = numbers.flatMap((number) => data.snippets[number]);
    if (!lines.length) return [];
    const wide = Math.max(...lines.map(([line]) => String(line).length));
    const indent = Math.min(...lines.map(([, before]) => before.length - before.trimStart().length));
    const made = element("pre", "");
    lines.forEach(([line, before, marked, behind], at) => {
      if (at) made.append("\n");
      made.append(element("span", "no", `${String(line).padStart(wide)}  `), before.slice(indent), element("mark", "", marked), behind);
    });
    return [made];
  }
  function issue(found) {
    const [need, message, help, evidence, source, rule, url, effort, fix, applies, preview, places, total, snippets] = found;
    const where = places.map(([line, column]) => `${line}:${column}`).join(", ");
    const made = element("div", "issue");
    made.append(element("p", "what", element("span", `need n-${need}`, words[need] || need), " ", ...prose(text(message))));
    made.append(...snippet(snippets));
    const more = total > places.length ? ` and ${total - places.length} more` : "";
    if (total > snippets.length) made.append(element("p", "meta", `at ${where}${more}`));
    if (text(help)) made.append(element("p", "", element("b", "", "Instead: "), ...prose(text(help))));
    if (applies) made.append(element("p", "", element("b", "", "Fix: "), `${text(fix)} (${how[applies]})`));
    const meta = element("p", "meta", `effort ${text(effort)} · `, link(text(url), text(rule)));
    if (preview) meta.append(", still being tried");
    if (text(evidence)) meta.append(" · ", text(source) ? link(text(source), text(evidence)) : text(evidence));
    made.append(meta);
    return made;
  }
  function dependency([said, line, at], column) {
    const made = element("p", "", `line ${line} calls `);
    if (at < 0) return made.append(...prose(text(said))), made;
    const jump = element("button", "link", ...prose(text(said)));
    jump.type = "button";
    jump.addEventListener("click", () => open(rows[at].cells[column + 1], true));
    made.append(jump);
    return made;
  }

  // -- the details of a cell ------------------------------------------------------------------------

  let shown = null;
  function open(cell, reveal) {
    const row = numbers.get(cell.parentNode);
    const column = cell.cellIndex - 1;
    if (column < 0) return;
    const [place, reason, outside, verdicts] = data.functions[row];
    const verdict = verdicts[column];
    if (reveal && cell.parentNode.hidden) { form.reset(); apply(); }
    if (shown) shown.classList.remove("open");
    shown = cell;
    cell.classList.add("open");
    focus(cell);
    const close = element("button", "close", "✕");
    close.type = "button";
    close.setAttribute("aria-label", "Close the details");
    close.addEventListener("click", shut);
    const head = element("header", "", element("h3", "", `${data.names[row]} → ${titles[column]}`), close);
    details.replaceChildren(head, element("p", "", element("small", "", text(place))));
    if (!verdict) {
      details.append(element("p", "", "It runs there already."));
    } else {
      const [level, said, effort, calls, issues, accepted] = verdict;
      const badge = element("p", "", element("span", `badge s${level}`, text(said)));
      if (text(effort)) badge.append(` effort ${text(effort)}`);
      details.append(badge);
      if (text(reason)) details.append(element("p", "", "Unknown: ", ...prose(text(reason))));
      calls.forEach((each) => details.append(dependency(each, column)));
      outside.forEach((each) => details.append(element("p", "", "calls ", element("code", "", text(each)), ", which is not among these files")));
      issues.forEach((each) => details.append(issue(each)));
      accepted.forEach(([message, line, at, why]) => details.append(element("div", "issue",
        element("p", "", element("span", "need n-check", "accepted"), ` ${line}:${at} `, ...prose(text(message))),
        element("p", "meta", text(why) ? `reason: ${text(why)}` : "no reason given"))));
      if (!issues.length && !accepted.length && !calls.length && !text(reason)) details.append(element("p", "", "Nothing known stands in the way."));
    }
    details.classList.remove("idle");
    details.scrollTop = 0;
    if (reveal) cell.scrollIntoView({ block: "center", inline: "nearest" });
  }
  function shut() {
    details.replaceChildren(element("p", "meta", "Choose a cell to see what stands in the way there."));
    details.classList.add("idle");
    if (!shown) return;
    shown.classList.remove("open");
    shown.focus();
    shown = null;
  }

  // -- moving with the keyboard ----------------------------------------------------------------------

  let current = null;
  function focus(cell) {
    if (current) current.tabIndex = -1;
    current = cell;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: false });
  }
  function neighbour(cell, down, right) {
    const row = cell.parentNode;
    let next = row;
    for (let left = Math.abs(down); left; ) {
      const step = down > 0 ? next.nextElementSibling : next.previousElementSibling;
      if (!step) break;
      next = step;
      if (!next.hidden) left -= 1;
    }
    if (next.hidden) next = row;
    let at = cell.cellIndex;
    for (let to = at + right; right && to > 0 && to < next.cells.length; to += right) {
      if (getComputedStyle(next.cells[to]).display !== "none") { at = to; break; }
    }
    return next.cells[at];
  }
  const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [15, 0], PageUp: [-15, 0] };
  body.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") open(cell);
    else if (moves[event.key]) focus(neighbour(cell, ...moves[event.key]));
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) shut();
  });
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell) open(cell);
  });

  // -- filters and order --------------------------------------------------------------------------------

  const sheet = document.styleSheets[0];
  let rule = -1;
  function onlyColumn(column) {
    if (rule >= 0) sheet.deleteRule(rule);
    rule = column === "" ? -1 : sheet.insertRule(
      `.matrix tr > :not(:first-child):not(:nth-child(${Number(column) + 2})) { display: none; }`, sheet.cssRules.length);
  }
  function fits(at) {
    if (!haystack[at].includes(search.value.trim().toLowerCase())) return false;
    if (status.value === "") return true;
    const verdicts = data.functions[at][3];
    const asked = service.value === "" ? verdicts : [verdicts[Number(service.value)]];
    return asked.some((each) => each && each[0] === Number(status.value));
  }
  function apply() {
    onlyColumn(service.value);
    let left = 0;
    rows.forEach((row, at) => { row.hidden = !fits(at); if (!row.hidden) left += 1; });
    count.textContent = left === rows.length ? `${left} functions` : `${left} of ${rows.length} functions`;
    const first = rows.find((row) => !row.hidden);
    if (first && (!current || current.parentNode.hidden)) {
      if (current) current.tabIndex = -1;
      current = first.cells[Number(service.value || 0) + 1];
      current.tabIndex = 0;
    }
  }
  function weight(at) {
    const asked = data.functions[at][3].filter((each, column) => each && (service.value === "" || column === Number(service.value)));
    return asked.reduce((sum, each) => sum + (each[0] === 3 ? 150 : each[0] * each[0] * 100) + each[4].length, 0);
  }
  function arrange() {
    const wanted = rows.map((_, at) => at);
    if (order.value === "worst") {
      const weights = wanted.map(weight);
      wanted.sort((a, b) => weights[b] - weights[a] || a - b);
    }
    body.append(...wanted.map((at) => rows[at]));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === order || (event.target === service && order.value)) arrange();
    apply();
  });
  form.addEventListener("reset", () => setTimeout(() => { arrange(); apply(); }));
  form.hidden = false;
  details.hidden = false;
  details.classList.add("idle");
  apply();
})();
