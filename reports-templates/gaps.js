"use strict";
// Pages with source text: from gap to gap, by key and by button.
(() => {
  const { actions, keys } = Onceover;
  const lines = [...document.querySelectorAll(".code code")];

  // A stretch of missed lines is one stop (blank lines and comments do not end it), with the partial line that leads into it.
  const stops = [];
  let inGap = false;
  let part = null;
  for (const line of lines) {
    const block = line.closest(".code");
    if (block !== part) { part = block; inGap = false; }
    const classes = line.classList;
    if (classes.contains("more")) continue;
    const partial = classes.contains("partial");
    const isGap = partial || classes.contains("missed");
    if (partial || (isGap && !inGap)) stops.push(line);
    if (isGap || classes.contains("ran") || classes.contains("excluded")) inGap = isGap;
  }

  let at = -1;
  const step = document.getElementById("step");

  function show() { if (step) step.textContent = at < 0 ? `${stops.length} ${stops.length === 1 ? "gap" : "gaps"}` : `${at + 1} of ${stops.length}`; }

  function go(by) {
    if (!stops.length) return;
    if (at < 0) {
      const top = document.querySelector("header.top").offsetHeight;
      const below = stops.findIndex(line => line.getBoundingClientRect().top > top);
      at = by > 0 ? (below < 0 ? 0 : below) : (below < 0 ? stops.length : below) - 1;
      if (at < 0) at = stops.length - 1;
    } else at = (at + by + stops.length) % stops.length;
    mark(stops[at]);
    show();
  }

  function mark(line) {
    for (const old of document.querySelectorAll(".code .here")) old.classList.remove("here");
    line.classList.add("here");
    line.scrollIntoView({ block: "center" });
  }

  actions.next = () => go(1);
  actions.previous = () => go(-1);
  Object.assign(keys, { n: "next", p: "previous", j: "next", k: "previous" });
  const steps = document.querySelector(".steps");
  if (steps && stops.length) { steps.hidden = false; show(); }
  Onceover.gaps = stops;
})();
