// The picture of the reactieschema to walk through. Without this file its boxes are links to the list below it.
"use strict";

(() => {
  const frame = () => document.querySelector(".picture-scroll");
  const boxes = () => [...document.querySelectorAll(".picture-scroll .box")];
  const byId = (id) => document.getElementById(id);
  const isBox = (element) => element?.matches?.(".picture-scroll .box");

  // With arrow keys it is a tree: a chain of questions are siblings, what follows a yes is a child. Screen readers
  // then hand the arrows to us. Without them the boxes stay what they are in the text: links.
  const setUp = () => {
    const svg = frame()?.querySelector("svg");
    if (!svg || svg.getAttribute("role") === "tree") return;
    svg.setAttribute("role", "tree");
    const end = boxes().filter((box) => box.classList.contains("went")).at(-1);
    const first = end ?? boxes()[0];
    for (const box of boxes()) {
      box.setAttribute("role", "treeitem");
      box.setAttribute("aria-level", box.dataset.niveau);
      box.setAttribute("tabindex", box === first ? "0" : "-1");
    }
    frame().setAttribute("tabindex", "-1"); // the tree scrolls with the focus, so it needs no stop of its own
    if (end) show(end);
  };

  // In the middle of the frame's height; to the side no further than needed, so that one sees where a line came from.
  const show = (box) => {
    const inner = box.querySelector(".shape").getBoundingClientRect();
    const outer = frame().getBoundingClientRect();
    const left = Math.min(0, inner.left - outer.left - 24);
    const right = Math.max(0, inner.right - outer.right + 24);
    frame().scrollBy(left || right, inner.top + inner.height / 2 - outer.top - outer.height / 2);
  };

  const go = (box) => {
    boxes().forEach((each) => each.setAttribute("tabindex", each === box ? "0" : "-1"));
    show(box);
    box.focus({ preventScroll: true });
  };

  // The panel tells what the list below tells of the same question or outcome.
  const explain = (box) => {
    const source = document.querySelector(`[id="${CSS.escape(box.getAttribute("href").slice(1))}"]`);
    const text = source?.querySelector(".explanation");
    if (!text) return;
    const panel = byId("explained");
    const title = source.querySelector("h3");
    byId("explained-title").textContent = title.textContent;
    byId("explained-title").lang = title.lang;
    panel.querySelector(".explained-text").replaceChildren(text.cloneNode(true));
    panel.dataset.of = box.id;
    panel.hidden = false;
    panel.focus({ preventScroll: true });
  };

  const close = () => {
    const panel = byId("explained");
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    const box = byId(panel.dataset.of);
    if (box) go(box);
  };

  const zoom = (how) => {
    const svg = frame().querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    const now = svg.width.baseVal.value / width;
    const fit = Math.min(1, frame().clientWidth / width, frame().clientHeight / height);
    const next = { in: Math.min(3, now * 1.25), out: Math.max(fit / 2, now / 1.25), fit, one: 1 }[how];
    const current = boxes().find((box) => box.getAttribute("tabindex") === "0");
    svg.setAttribute("width", width * next);
    svg.setAttribute("height", height * next);
    if (current && how !== "fit") show(current);
  };

  const to = (box, key) => {
    const { ja, nee, terug, naar } = box.dataset;
    const id = { ArrowDown: nee, ArrowRight: ja ?? naar, ArrowLeft: terug, ArrowUp: terug }[key];
    return key === "Home" ? boxes()[0] : byId(id);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.ctrlKey || event.metaKey || event.altKey || !isBox(document.activeElement)) return;
    const how = { "+": "in", "=": "in", "-": "out", 0: "one" }[event.key];
    if (event.key.startsWith("Arrow") || event.key === "Home" || how) event.preventDefault();
    if (how) return zoom(how);
    const next = event.key.startsWith("Arrow") || event.key === "Home" ? to(document.activeElement, event.key) : null;
    if (next) go(next);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom], [data-close]");
    if (button) return button.dataset.zoom ? zoom(button.dataset.zoom) : close();
    const link = event.target.closest(".picture-scroll .box, .explained a");
    if (!link) return;
    const box = isBox(link) ? link : byId(`vak-${link.hash.replace(/^#vraag-/, "")}`);
    if (!box) return;
    event.preventDefault();
    go(box);
    explain(box);
  });

  // What was tried is told with its way; also what could not be tried comes back as a page with a status of 422.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id === "schema" && event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "schema" && event.target.id !== "schema") return;
    setUp();
    document.querySelector("#schema [data-result]")?.focus();
  });
  setUp();
})();
