// What the pages do beyond htmx. Without this file everything still works.
"use strict";

(() => {
  const paused = () => document.body.classList.contains("paused");

  // The live part of a page stays as it is while nobody sees it, while it is paused, and while somebody is at work
  // in it: a swap would take the focus, the opened table or the value under the pointer away.
  const busy = (live) => live.querySelector("details[open]") !== null || live.contains(document.activeElement);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const live = event.target;
    if (live.id !== "live") return;
    if (document.hidden || paused() || busy(live)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-live]");
    if (!button) return;
    document.body.classList.toggle("paused");
    button.setAttribute("aria-pressed", String(paused()));
  });

  // When the console does not answer, the figures stay and the page says that they are old.
  const adrift = (yes) => (event) => event.target.id === "live" && document.body.classList.toggle("adrift", yes);
  document.addEventListener("htmx:responseError", adrift(true));
  document.addEventListener("htmx:sendError", adrift(true));
  document.addEventListener("htmx:beforeOnLoad", (event) => event.detail.xhr.status < 400 && adrift(false)(event));

  // After "more" the focus goes to the first of the new rows; its link is gone.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "more") return;
    const last = event.target.previousElementSibling;
    const rows = event.target.parentElement;
    const once = () => {
      const next = last ? last.nextElementSibling : rows.firstElementChild;
      next?.querySelector("a")?.focus({ preventScroll: true });
    };
    document.addEventListener("htmx:afterSettle", once, { once: true });
  });

  // The bars of the chart are one stop for the Tab key; the arrow keys go from bar to bar.
  const bars = () => [...document.querySelectorAll(".rhythm .bar")];
  const rove = () => bars().forEach((bar, index) => bar.setAttribute("tabindex", index ? "-1" : "0"));
  document.addEventListener("htmx:afterSettle", rove);
  document.addEventListener("keydown", (event) => {
    const all = bars();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || !all[to]) return;
    event.preventDefault();
    all[at].setAttribute("tabindex", "-1");
    all[to].setAttribute("tabindex", "0");
    all[to].focus();
  });
  rove();
  document.documentElement.classList.add("scripted");
})();
