"use strict";
(() => {
  const { element } = page;
  const data = JSON.parse(document.getElementById("data").textContent);
  const canvas = document.getElementById("canvas");
  const details = document.getElementById("details");
  const rows = Array.from(document.querySelectorAll("#functions tbody tr"));
  const byId = (id) => document.getElementById(id);
  const pictures = canvas ? Array.from(canvas.querySelectorAll("svg.graph")) : [];
  let picture = pictures[0] || null;
  let scale = 1;

  function jump(said, key) {
    const made = element("button", "link", said);
    made.type = "button";
    made.addEventListener("click", () => go(key));
    return made;
  }

  // -- the picture ------------------------------------------------------------------------------------

  const nodesOf = (svg) => Array.from(svg.querySelectorAll(".node"));
  function show(key) {
    const next = pictures.find((each) => each.dataset.picture === key);
    if (!next) return;
    picture = next;
    pictures.forEach((each) => {
      const box = each.closest("details.inside");
      each.toggleAttribute("hidden", each !== next);
      if (box) { box.hidden = each !== next; box.open = each === next; }
    });
    if (byId("picture")) byId("picture").value = key;
    clear();
    rove(nodesOf(picture)[0]);
    fit();
    canvas.scrollTo(0, 0);
  }
  function resize(factor) {
    if (!picture) return;
    scale = Math.min(3, Math.max(.1, factor));
    const box = picture.viewBox.baseVal;
    picture.setAttribute("width", Math.round(box.width * scale));
    picture.setAttribute("height", Math.round(box.height * scale));
  }
  function fit() {
    const box = picture.viewBox.baseVal;
    const room = canvas.clientWidth / box.width;
    resize(Math.min(1, Math.max(room, .45)));
  }
  function rove(node) {
    if (!node) return;
    picture.querySelectorAll('.node[tabindex="0"]').forEach((each) => each.setAttribute("tabindex", "-1"));
    node.setAttribute("tabindex", "0");
  }
  function clear() {
    pictures.forEach((each) => {
      each.classList.remove("dim");
      each.querySelectorAll(".near, .open").forEach((one) => one.classList.remove("near", "open"));
    });
  }
  function mark(keys, links) {
    clear();
    picture.classList.add("dim");
    nodesOf(picture).forEach((node) => node.classList.toggle("near", keys.has(node.dataset.key)));
    picture.querySelectorAll(".edge").forEach((edge) => edge.classList.toggle("near", links(edge.dataset)));
  }
  function choose(key) {
    const node = picture && picture.querySelector(`.node[data-key="${key}"]`);
    if (!node) return;
    const near = new Set([key]);
    picture.querySelectorAll(".edge").forEach(({ dataset }) => {
      if (dataset.from === key) near.add(dataset.to);
      if (dataset.to === key) near.add(dataset.from);
    });
    mark(near, (edge) => edge.from === key || edge.to === key);
    node.classList.add("open");
    rove(node);
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function act(key) {
    if (key.startsWith("g")) show(key); else { choose(key); tell(key); }
  }
  function nearest(node, across, down) {
    const from = node.getBoundingClientRect();
    let best = null, least = Infinity;
    nodesOf(picture).forEach((each) => {
      if (each === node) return;
      const to = each.getBoundingClientRect();
      const x = to.left - from.left, y = to.top - from.top;
      const along = across ? x * across : y * down;
      const aside = Math.abs(across ? y : x);
      if (along > 4 && along + 2 * aside < least) { least = along + 2 * aside; best = each; }
    });
    return best;
  }
  const moves = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  if (canvas) {
    canvas.addEventListener("click", (event) => {
      const node = event.target.closest(".node");
      if (node) act(node.dataset.key);
    });
    canvas.addEventListener("keydown", (event) => {
      const node = event.target.closest(".node");
      if (!node || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") act(node.dataset.key);
      else if (moves[event.key]) {
        const next = nearest(node, ...moves[event.key]);
        if (next) { rove(next); next.focus(); }
      } else return;
      event.preventDefault();
    });
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      resize(scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
    }, { passive: false });
    byId("smaller").addEventListener("click", () => resize(scale / 1.25));
    byId("larger").addEventListener("click", () => resize(scale * 1.25));
    byId("fit").addEventListener("click", fit);
    if (byId("picture")) byId("picture").addEventListener("change", (event) => show(event.target.value));
    byId("controls").addEventListener("submit", (event) => event.preventDefault());
    byId("controls").hidden = false;
    document.body.classList.add("ready");
    show(picture.dataset.picture);
  }

  // -- details and search -----------------------------------------------------------------------------

  function list(title, found) {
    if (!found.length) return [];
    const made = element("dd", "");
    found.forEach(([said, key], at) => { if (at) made.append(", "); made.append(data[key] ? jump(said, key) : said); });
    return [element("dt", "", title), made];
  }
  function tell(key) {
    const found = data[key];
    if (!found || !details) return;
    const close = element("button", "close", "✕");
    close.type = "button";
    close.setAttribute("aria-label", "Close the details");
    close.addEventListener("click", shut);
    const head = element("header", "", element("h3", "", found.title), close);
    const said = element("dl", "", ...list("called by", found.callers), ...list("calls", found.calls));
    found.facts.forEach(([word, words]) => said.append(element("dt", "", word), element("dd", "", words)));
    details.replaceChildren(head, element("small", "", found.place), said);
    details.hidden = false;
    details.scrollTop = 0;
  }
  function shut() {
    if (details) details.hidden = true;
    clear();
  }
  function go(key) {
    if (!pictures.length) return;
    const holds = (svg) => svg.querySelector(`.node[data-key="${key}"]:not(.far)`);
    if (!(picture && holds(picture))) {
      const other = pictures.find(holds);
      if (other) show(other.dataset.picture);
    }
    choose(key);
    tell(key);
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    const row = event.target.closest("#functions tbody tr");
    if (link) go(link.dataset.go);
    else if (row && event.target.closest("button")) { go(row.dataset.key); canvas?.scrollIntoView({ block: "nearest" }); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(); });

  const haystack = new Map(rows.map((row) => [row.dataset.key, row.textContent.toLowerCase()]));
  Object.entries(data).forEach(([key, found]) => {
    haystack.set(key, `${haystack.get(key) || ""} ${found.facts.map((each) => each[1]).join(" ").toLowerCase()}`);
  });
  function search() {
    const wanted = byId("search").value.trim().toLowerCase();
    let left = 0;
    const met = new Set();
    rows.forEach((row) => {
      row.hidden = !haystack.get(row.dataset.key).includes(wanted);
      if (!row.hidden) { left += 1; met.add(row.dataset.key); }
    });
    byId("count").textContent = wanted ? `${left} of ${rows.length} functions` : `${rows.length} functions`;
    clear();
    if (!wanted || !picture) return;
    if (picture.dataset.picture === "all") {
      pictures.slice(1).forEach((svg) => {
        if (nodesOf(svg).some((node) => met.has(node.dataset.key) && !node.classList.contains("far"))) met.add(svg.dataset.picture);
      });
    }
    mark(met, () => false);
  }
  if (byId("search")) {
    byId("search").addEventListener("input", search);
    search();
  }
})();
