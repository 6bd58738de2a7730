"use strict";
// What the scripts of all pages build with: everything is text, nothing is markup.
const page = (() => {
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }
  function prose(value) {
    const parts = value.split("`");
    if (parts.length % 2 === 0) return [value];
    return parts.map((part, at) => (at % 2 ? element("code", "", part) : part)).filter((part) => part !== "");
  }
  function link(url, label) {
    if (!/^https?:/.test(url)) return label;
    const made = element("a", "", label);
    made.href = url;
    made.rel = "noopener noreferrer";
    made.target = "_blank";
    return made;
  }
  return { element, prose, link };
})();
