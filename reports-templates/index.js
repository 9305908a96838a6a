"use strict";
// The index: the table as a tree or a list, filtered and sorted, and the map.
(() => {
  const { actions, keys, store } = Onceover;
  const table = document.getElementById("files");
  const body = table.tBodies[0];
  const filter = document.getElementById("filter");
  const incomplete = document.getElementById("incomplete");
  const found = document.getElementById("found");
  const hasBranches = !!table.querySelector("thead .b");
  const natural = new Intl.Collator("en", { numeric: true });
  const number = new Intl.NumberFormat("en");

  const files = [...body.rows].map(row => {
    const link = row.querySelector("a");
    const file = {
      row, link, name: link.textContent, statements: +row.dataset.s, missing: +row.dataset.m,
      branches: +row.dataset.b, missingBranches: +row.dataset.mb, percentText: row.querySelector(".c").textContent,
    };
    file.lower = file.name.toLowerCase();
    return withPercent(file);
  });

  function withPercent(item) {
    const all = item.statements + item.branches;
    item.gap = item.missing + item.missingBranches;
    item.percent = all ? 100 * (all - item.gap) / all : 100;
    return item;
  }

  const digits = (files.find(file => file.percentText.includes("."))?.percentText.split(".")[1] ?? "%").length - 1;

  // The same rule as everywhere: what is not all or nothing never shows as 100 or 0.
  function percentText(percent) {
    const near = 10 ** -digits;
    const shown = percent > 0 && percent < near ? near : percent < 100 && percent > 100 - near ? 100 - near : percent;
    return shown.toFixed(digits) + "%";
  }

  function grade(item) {
    return !item.statements ? "none" : item.gap === 0 ? "full" : item.percent >= 80 ? "high" : item.percent >= 50 ? "mid" : "low";
  }

  // ---- The tree: folders with the sums of what is in them; a folder that holds nothing but one folder joins it.
  function tree() {
    const root = { name: "", path: "", folders: new Map(), files: [] };
    for (const file of files) {
      const parts = file.name.split("/");
      let at = root;
      for (const part of parts.slice(0, -1)) {
        if (!at.folders.has(part)) at.folders.set(part, { name: part, path: at.path + part + "/", folders: new Map(), files: [] });
        at = at.folders.get(part);
      }
      at.files.push({ ...file, short: parts.at(-1) });
    }
    const finish = folder => {
      let result = folder;
      while (result.path && result.folders.size === 1 && result.files.length === 0) {
        const only = result.folders.values().next().value;
        result = { ...only, name: result.name + "/" + only.name };
      }
      result.folders = [...result.folders.values()].map(finish);
      const inside = [...result.folders, ...result.files];
      for (const key of ["statements", "missing", "branches", "missingBranches"]) result[key] = inside.reduce((sum, item) => sum + item[key], 0);
      result.count = result.files.length + result.folders.reduce((sum, item) => sum + item.count, 0);
      return withPercent(result);
    };
    return finish(root);
  }

  const root = tree();
  const open = new Set();
  (function openSome(folder, budget) {
    // What fits one screen is open at once; a large project starts with its first folders.
    for (const inner of folder.folders) if (inner.count <= budget || folder.folders.length === 1) { open.add(inner.path); openSome(inner, budget); }
  })(root, files.length <= 40 ? Infinity : 0);

  function cell(className, text) {
    const td = document.createElement("td");
    td.className = className;
    td.textContent = text;
    return td;
  }

  function covered(item) {
    const td = cell("c", "");
    const bar = document.createElement("span");
    bar.className = "bar";
    bar.setAttribute("aria-hidden", "true");
    const fill = document.createElement("i");
    fill.className = grade(item);
    fill.style.width = item.percent.toFixed(2) + "%";
    bar.append(fill);
    const percent = document.createElement("span");
    percent.className = "pc";
    percent.textContent = percentText(item.percent);
    td.append(bar, percent);
    return td;
  }

  function folderRow(folder, depth, isOpen) {
    const row = document.createElement("tr");
    row.className = "folder";
    const head = document.createElement("th");
    head.scope = "row";
    head.style.setProperty("--depth", depth);
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-expanded", isOpen);
    button.textContent = folder.name + "/";
    button.addEventListener("click", () => { open.has(folder.path) ? open.delete(folder.path) : open.add(folder.path); draw(folder.path); });
    button.dataset.path = folder.path;
    const count = document.createElement("small");
    count.textContent = number.format(folder.count) + (folder.count === 1 ? " file" : " files");
    head.append(button, count);
    row.append(head, cell("n", number.format(folder.statements)), cell("n" + (folder.missing ? " bad" : ""), number.format(folder.missing)));
    if (hasBranches) row.append(cell("n b", number.format(folder.branches)), cell("n b" + (folder.missingBranches ? " bad" : ""), number.format(folder.missingBranches)));
    row.append(covered(folder));
    return row;
  }

  // ---- Drawing.
  let by = "name", descending = false, view = store.get("view") ?? "tree";

  // A browser takes seconds to lay out a table of ten thousand rows.
  let most = 500;
  const more = document.getElementById("more");
  more.addEventListener("click", () => { most = Infinity; draw(); body.rows[500]?.querySelector("a, button")?.focus(); });

  function compare(a, b) {
    const order = by === "name" ? natural.compare(a.name, b.name) : a[by] - b[by] || natural.compare(a.name, b.name);
    return descending ? -order : order;
  }

  function draw(focusPath) {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = file => words.every(word => file.lower.includes(word)) && (!incomplete.checked || file.gap > 0);
    const rows = [];
    let shown = 0;
    const fileRow = (file, depth, text) => {
      file.link.textContent = text;
      file.row.cells[0].style.setProperty("--depth", depth);
      rows.push(file.row);
    };
    if (view === "list") {
      for (const file of files.filter(wanted).sort(compare)) { fileRow(file, 0, file.name); shown++; }
    } else {
      const counts = new Map();
      const count = folder => {
        const inside = folder.files.filter(wanted).length + folder.folders.reduce((sum, inner) => sum + count(inner), 0);
        counts.set(folder, inside);
        return inside;
      };
      shown = count(root);
      const walk = (folder, depth) => {
        for (const inner of [...folder.folders].sort(compare)) {
          if (!counts.get(inner)) continue;
          const isOpen = open.has(inner.path) || words.length > 0;
          rows.push(folderRow(inner, depth, isOpen));
          if (isOpen) walk(inner, depth + 1);
        }
        for (const file of folder.files.filter(wanted).sort(compare)) fileRow(file, depth, file.short);
      };
      walk(root, 0);
    }
    body.replaceChildren(...rows.slice(0, most));
    body.className = "drawn";
    more.hidden = rows.length <= most;
    more.textContent = `Show all ${number.format(rows.length)} rows`;
    found.textContent = words.length || incomplete.checked
      ? shown === 0 ? "No file fits the filter." : `${number.format(shown)} of ${number.format(files.length)} files` : "";
    if (focusPath) [...body.querySelectorAll("button")].find(button => button.dataset.path === focusPath)?.focus();
  }

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      descending = by === head.dataset.by ? !descending : head.dataset.by !== "name" && head.dataset.by !== "percent";
      by = head.dataset.by;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      draw();
    });
  }

  function choose(name) {
    view = name;
    store.set("view", name);
    document.querySelector(`input[name=view][value=${name}]`).checked = true;
    draw();
  }

  document.querySelector(".filters").hidden = false;
  document.querySelector(".filters").addEventListener("submit", event => event.preventDefault());
  filter.addEventListener("input", () => draw());
  filter.addEventListener("keydown", event => { if (event.key === "Escape") { filter.value = ""; filter.blur(); draw(); } });
  incomplete.addEventListener("change", () => draw());
  for (const radio of document.querySelectorAll("input[name=view]")) radio.addEventListener("change", () => choose(radio.value));
  actions.filter = () => filter.focus();
  actions.incomplete = () => { incomplete.checked = !incomplete.checked; draw(); };
  actions.view = () => choose(view === "tree" ? "list" : "tree");
  Object.assign(keys, { "/": "filter", g: "incomplete", t: "view" });
  choose(view === "list" ? "list" : "tree");

  // ---- The map: a treemap, area by statements. What is too small to tell apart is drawn as its folder.
  const section = document.getElementById("map-section");
  const map = document.getElementById("map");
  const smallest = 7;

  function squarify(items, x, y, width, height, place) {
    const rest = items.filter(item => item.statements > 0).sort((a, b) => b.statements - a.statements);
    let total = rest.reduce((sum, item) => sum + item.statements, 0);
    while (rest.length) {
      const side = Math.min(width, height);
      const scale = width * height / total;
      const row = [];
      let sum = 0, worst = Infinity;
      while (rest.length) {
        const area = rest[0].statements * scale;
        const next = sum + area;
        const extremes = [row.length ? row[0].statements * scale : area, area];
        const ratio = Math.max(side * side * extremes[0] / (next * next), next * next / (side * side * extremes[1]));
        if (ratio > worst) break;
        worst = ratio;
        sum = next;
        row.push(rest.shift());
      }
      const thick = sum / side;
      let along = 0;
      for (const item of row) {
        const long = item.statements * scale / thick;
        if (width >= height) place(item, x, y + along, thick, long); else place(item, x + along, y, long, thick);
        along += long;
        total -= item.statements;
      }
      if (width >= height) { x += thick; width -= thick; } else { y += thick; height -= thick; }
    }
  }

  function box(item, x, y, width, height, isFolder) {
    const element = document.createElement(isFolder ? "div" : "a");
    element.className = isFolder ? "box folder" : "box";
    Object.assign(element.style, { left: x + "px", top: y + "px", width: width + "px", height: height + "px" });
    if (!isFolder) {
      if (item.link) element.href = item.link.href;
      element.tabIndex = -1;
      element.style.setProperty("--missed", (item.missing / item.statements * 100).toFixed(1) + "%");
      if (width > 54 && height > 20) element.textContent = item.short ?? item.name;
    }
    element.title = `${item.path ?? item.name}\n${percentText(item.percent)} covered, ${number.format(item.missing)} of ${number.format(item.statements)} statements never ran`;
    map.append(element);
    return element;
  }

  function drawMap() {
    section.hidden = false;
    map.replaceChildren();
    const width = map.clientWidth;
    const height = Math.max(180, Math.min(420, width * 0.32));
    map.style.height = height + "px";
    const inside = (folder, x, y, w, h) => squarify([...folder.folders, ...folder.files], x, y, w, h, (item, left, top, wide, high) => {
      if (!item.folders || wide < smallest * 3 || high < smallest * 3 || wide * high < smallest * smallest * (item.folders.length + item.files.length)) return box(item, left, top, wide, high, false);
      const titled = wide > 70 && high > 44;
      const frame = box(item, left, top, wide, high, true);
      if (titled) frame.textContent = item.name;
      inside(item, left + 2, top + (titled ? 17 : 2), wide - 4, high - (titled ? 19 : 4));
    });
    inside(root, 0, 0, width, height);
  }

  if (files.filter(file => file.statements > 0).length > 2) {
    drawMap();
    let drawn = map.clientWidth;
    new ResizeObserver(() => { if (map.clientWidth !== drawn) { drawn = map.clientWidth; drawMap(); } }).observe(section);
  }
})();
