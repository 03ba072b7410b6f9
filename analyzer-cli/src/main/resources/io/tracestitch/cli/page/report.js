"use strict";
(() => {
  const search = document.getElementById("search");
  const fold = document.getElementById("fold");
  const none = document.getElementById("none");
  const rows = [...document.querySelectorAll("#incidents > li")].map(row => ({row, text: row.textContent.toLowerCase()}));
  const boxes = [...document.querySelectorAll(".facets input")];

  /* Words must all occur; a word with a minus in front must not. Within a facet any checked value will do. */
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(word => word && word !== "-");
    const wanted = new Map();
    for (const box of boxes.filter(box => box.checked)) {
      wanted.set(box.name, [...(wanted.get(box.name) || []), box.value]);
    }
    let shown = 0;
    for (const {row, text} of rows) {
      const byText = words.every(word => word[0] === "-" ? !text.includes(word.slice(1)) : text.includes(word));
      const byFacet = [...wanted].every(([name, values]) => {
        const own = (row.dataset[name] || "").split("\n");
        return values.some(value => own.includes(value));
      });
      row.hidden = !(byText && byFacet);
      shown += row.hidden ? 0 : 1;
    }
    none.hidden = shown > 0 || rows.length === 0;
  };

  const all = open => {
    for (const {row} of rows) {
      row.querySelector("details").open = open;
    }
    fold.textContent = open ? "Close all" : "Open all";
    fold.setAttribute("aria-pressed", String(open));
  };

  const target = () => {
    const row = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const details = row && row.querySelector("details");
    if (details) {
      details.open = true;
      row.scrollIntoView();
    }
  };

  search.addEventListener("input", apply);
  boxes.forEach(box => box.addEventListener("change", apply));
  fold.addEventListener("click", () => all(fold.getAttribute("aria-pressed") !== "true"));
  window.addEventListener("hashchange", target);
  window.addEventListener("beforeprint", () => all(true));
  document.addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && document.activeElement === search) {
      search.value = "";
      apply();
      search.blur();
    }
  });
  if (rows.length === 1) {
    all(true);
  }
  target();
  apply();
})();
