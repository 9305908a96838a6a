"use strict";
// All pages: theme, help, keys, where names break. Loaded before the page is drawn, so that a chosen theme does not flash.
const Onceover = (() => {
  const store = {
    get(key) { try { return localStorage.getItem("onceover-" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("onceover-" + key, value); } catch { /* private browsing: not kept */ } },
  };
  const root = document.documentElement;
  root.classList.add("scripted");
  const chosen = store.get("theme");
  if (chosen) root.dataset.theme = chosen;

  const actions = {
    theme() {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      store.set("theme", root.dataset.theme);
      document.dispatchEvent(new Event("onceover-theme"));
    },
    up() { document.querySelector(".crumbs a")?.click(); },
    help() { document.getElementById("help").showModal(); },
  };
  const keys = { "?": "help", d: "theme", u: "up" };

  document.addEventListener("click", event => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name && actions[name]) actions[name](event);
  });
  document.addEventListener("keydown", event => {
    const typing = event.target.matches("input[type=search], input[type=text], textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || document.querySelector("dialog[open]")) return;
    const name = keys[event.key];
    if (name && actions[name]) { event.preventDefault(); actions[name](event); }
  });

  // Long names break after their folders, classes and words.
  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll(".card a, .card .where, .functions th a, .hotspots th :is(a, small), .patch th a")) {
      const text = place.firstElementChild ?? place;
      const parts = text.textContent.split(text === place ? /(?<=\/)/ : /(?<=\.|\w_(?=[^_]))/);
      if (parts.length > 1) text.replaceChildren(...parts.flatMap((part, index) => index ? [document.createElement("wbr"), part] : [part]));
    }
  });
  return { actions, keys, store };
})();
