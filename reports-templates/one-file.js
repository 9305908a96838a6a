"use strict";
// The site in one file: this page is the index; the others lie in it, packed, and open in a frame over it. What follows # in the address
// names the open page, so that back, forward and bookmarks work.
(() => {
  const packed = new Map([...document.querySelectorAll("script[data-page]")].map(script => [script.dataset.page, script]));
  const root = document.documentElement;
  const title = document.title;
  let frame = null;

  const asset = name => document.querySelector(`[data-name="${name}"]`).textContent;

  async function unpack(name) {
    const bytes = Uint8Array.from(atob(packed.get(name).textContent), sign => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  // A page with the style and the scripts in the place of what loads them.
  function whole(page) {
    const last = [];
    const inline = page
      .replace(/<link rel="stylesheet" href="(?:\.\.\/)*([\w.-]+)">/g, (_, name) => `<style>${asset(name)}</style>`)
      .replace(/<script src="(?:\.\.\/)*([\w.-]+)"( defer)?><\/script>/g, (_, name, deferred) => {
        const script = `<script>${asset(name)}<\/script>`;
        if (!deferred) return script;
        last.push(script);
        return "";
      });
    const theme = root.dataset.theme;
    return inline.replace("<html", () => theme ? `<html data-theme="${theme}"` : "<html").replace("</body>", () => last.join("") + "</body>");
  }

  function follow(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const href = link.getAttribute("href");
    const [name, place] = href.replace(/^(?:\.\.\/)+/, "").split("#");
    if (name === "" && link.ownerDocument !== document) frame.contentWindow.location.hash = place;
    else if (name === "index.html") location.hash = place ?? "";
    else if (packed.has(name)) location.hash = place ? `${name}#${place}` : name;
    else return;
    event.preventDefault();
  }

  function close() {
    if (!frame) return;
    const theme = frame.contentDocument?.documentElement.dataset.theme;
    if (theme) root.dataset.theme = theme;
    frame.remove();
    frame = null;
    for (const part of document.body.children) part.inert = false;
    root.classList.remove("covered");
    document.title = title;
  }

  async function show() {
    const wanted = location.hash;
    const [name, place] = decodeURIComponent(wanted.slice(1)).split("#");
    if (!packed.has(name)) { close(); return; }
    if (frame?.dataset.page === name) { if (place) frame.contentWindow.location.hash = place; return; }
    const page = whole(await unpack(name));
    if (location.hash !== wanted) return;
    close();
    // A new frame each time: another page in the same one would be one more step back.
    const opened = document.createElement("iframe");
    opened.className = "page";
    opened.dataset.page = name;
    opened.title = name;
    opened.srcdoc = page;
    opened.addEventListener("load", () => {
      opened.contentDocument.addEventListener("click", follow);
      document.title = opened.title = opened.contentDocument.title;
      if (place) opened.contentWindow.location.hash = place;
      opened.contentWindow.focus();
      opened.dataset.ready = "";
    }, { once: true });
    for (const part of document.body.children) part.inert = true;
    root.classList.add("covered");
    document.body.append(opened);
    frame = opened;
  }

  document.addEventListener("click", follow);
  addEventListener("hashchange", show);
  show();
})();
