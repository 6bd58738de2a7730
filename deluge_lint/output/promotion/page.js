"use strict";
(() => {
  const form = document.getElementById("controls");
  const [filter, level, count] = ["filter", "level", "count"].map((id) => document.getElementById(id));
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [
    row, row.textContent.toLowerCase(), (row.querySelector(".badge") || { textContent: "" }).textContent]);
  function apply() {
    const word = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const [row, words, badge] of rows) {
      row.hidden = !words.includes(word) || (level.value !== "" && level.value !== badge);
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    // what is folded away is searched, too
    for (const part of document.querySelectorAll("details")) part.open = true;
    apply();
  });
  form.addEventListener("reset", () => setTimeout(apply));
  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) { part.open = true; folded.push(part); }
  });
  window.addEventListener("afterprint", () => { for (const part of folded.splice(0)) part.open = false; });
  form.hidden = rows.length === 0;
  apply();
})();
