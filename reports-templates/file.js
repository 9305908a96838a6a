"use strict";
// A file's page: overview strip, highlighting, contexts.
(() => {
  const code = document.getElementById("code");
  const lines = [...code.querySelectorAll("code")];
  code.addEventListener("click", event => {
    // The number is drawn in the line's left margin.
    const line = event.target.closest("code");
    if (line && event.offsetX < parseFloat(getComputedStyle(line).paddingLeft) && !String(getSelection())) location.hash = line.id;
  });

  // ---- The strip beside the text: where the gaps are in the whole file.
  const strip = document.getElementById("strip");
  function drawStrip() {
    if (!Onceover.gaps.length || lines.length < 60) return;
    strip.hidden = false;
    strip.replaceChildren();
    let start = 0;
    for (let i = 1; i <= lines.length; i++) {
      const state = lines[start].classList[0];
      if (i < lines.length && lines[i].classList[0] === state) continue;
      if (state === "missed" || state === "partial") {
        const tick = document.createElement("i");
        tick.className = state;
        tick.style.top = 100 * start / lines.length + "%";
        tick.style.height = 100 * (i - start) / lines.length + "%";
        strip.append(tick);
      }
      start = i;
    }
  }
  strip.addEventListener("click", event => {
    const index = Math.floor(event.offsetY / strip.clientHeight * lines.length);
    lines[Math.min(Math.max(index, 0), lines.length - 1)]?.scrollIntoView({ block: "center" });
  });
  drawStrip();

  // ---- Contexts: which of them ran a line, by a click on it, or of all lines at once.
  const names = code.dataset.contexts?.split("\n");
  if (names) {
    const listOf = line => line.nextElementSibling?.classList.contains("contexts") ? line.nextElementSibling : null;
    const show = line => {
      const list = document.createElement("ul");
      list.className = "contexts";
      list.append(...line.dataset.c.split(" ").map(index => { const item = document.createElement("li"); item.textContent = names[+index]; return item; }));
      line.after(list);
    };
    code.addEventListener("click", event => {
      const line = event.target.closest("code[data-c]");
      if (!line || String(getSelection())) return;
      const list = listOf(line);
      if (list) list.remove(); else show(line);
    });
    Onceover.actions.contexts = () => {
      const button = document.querySelector("[data-do=contexts]");
      const wanted = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", wanted);
      for (const list of code.querySelectorAll(".contexts")) list.remove();
      // Lines that the same contexts ran are told once, at the first of them.
      let last = "";
      if (wanted) for (const line of code.querySelectorAll("code[data-c]")) {
        if (line.dataset.c !== last) show(line);
        last = line.dataset.c;
      }
    };
    Onceover.keys.c = "contexts";
  }

  // ---- Highlighting, where the browser can paint ranges of text without changing the page.
  if (!("highlights" in CSS)) return;
  const words = "False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try type while with yield";
  const token = new RegExp([
    /(?<comment>#.*)/, /(?<string>(?<![\w])[rRbBuUfFtT]{0,2}("""|'''))/, /(?<text>(?<![\w])[rRbBuUfFtT]{0,2}(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?))/,
    /(?<name>(?<=\b(?:def|class)\s+)\w+)/, new RegExp(`(?<keyword>\\b(?:${words.replaceAll(" ", "|")})\\b)`), /(?<number>\b\d[\w.]*)/,
  ].map(part => part.source).join("|"), "gu");
  const paint = Object.fromEntries(["comment", "string", "keyword", "name", "number"].map(kind => {
    const highlight = new Highlight();
    CSS.highlights.set("py-" + kind, highlight);
    return [kind, highlight];
  }));

  // Strings over several lines make the state at a line depend on those before it: one pass over the text finds it, painting waits.
  const quoteAt = new Array(lines.length);
  let quote = "";
  function scan(text, paintRange) {
    let from = 0;
    if (quote) {
      const end = text.indexOf(quote);
      if (end < 0) { paintRange?.("string", 0, text.length); return; }
      from = end + 3;
      paintRange?.("string", 0, from);
      quote = "";
    }
    token.lastIndex = from;
    for (let match; (match = token.exec(text));) {
      const kinds = match.groups;
      if (kinds.string !== undefined) {
        const mark = kinds.string.slice(-3);
        const end = text.indexOf(mark, token.lastIndex);
        const stop = end < 0 ? text.length : end + 3;
        paintRange?.("string", match.index, stop);
        if (end < 0) { quote = mark; return; }
        token.lastIndex = stop;
      } else {
        const kind = kinds.text !== undefined ? "string" : Object.keys(kinds).find(name => kinds[name] !== undefined);
        paintRange?.(kind, match.index, token.lastIndex);
      }
    }
  }
  lines.forEach((line, index) => { quoteAt[index] = quote; scan(line.textContent); });

  // A line's text is one node, or several where part of it is marked.
  function spread(line, start, end, use) {
    let before = 0;
    for (const node of line.childNodes) {
      const text = node.firstChild ?? node;
      const from = Math.max(start - before, 0), to = Math.min(end - before, text.data.length);
      if (from < to) use(text, from, to);
      before += text.data.length;
    }
  }

  const seen = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      for (const line of target.querySelectorAll("code")) {
        if (!line.firstChild) continue;
        quote = quoteAt[line.id - 1];
        scan(line.textContent, (kind, start, end) => spread(line, start, end, (text, from, to) =>
          paint[kind].add(new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to }))));
      }
    }
  }, { rootMargin: "600px" });
  for (const chunk of code.children) seen.observe(chunk);
})();
