// What the portal does better with script: keys on the scoring page, and a menu that closes. Everything works without.
(() => {
  "use strict";

  // Keys 1-9 answer the step in view, J goes to the next. Never while somebody writes.
  const steps = [...document.querySelectorAll("[data-step]")];
  const current = () =>
    steps.find(s => s.contains(document.activeElement)) ??
    steps.find(s => { const r = s.getBoundingClientRect(); return r.height > 0 && r.bottom > innerHeight * 0.3; });
  if (steps.length > 0) {
    document.addEventListener("keydown", e => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("textarea, select, input:not([type=radio])")) return;
      const step = current();
      if (!step) return;
      const choice = /^[1-9]$/.test(e.key) && step.querySelector(`.cards input[value="${e.key}"]`);
      if (choice) {
        step.closest("details")?.setAttribute("open", "");
        choice.focus({ preventScroll: true });
        choice.click();
        e.preventDefault();
      } else if (e.key === "j" || e.key === "J") {
        const next = steps[steps.indexOf(step) + 1];
        if (next) {
          next.closest("details")?.setAttribute("open", "");
          next.querySelector(".cards input:checked, .cards input")?.focus({ preventScroll: true });
          next.scrollIntoView({ block: "start" });
        }
        e.preventDefault();
      }
    });
  }

  // A link to a folded step opens it.
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const fold = target && (target.closest("details") ?? target.querySelector("details"));
    if (fold) { fold.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();

  // A click elsewhere, or Escape, closes the person's menu.
  const menu = document.querySelector("details.person");
  addEventListener("click", e => { if (menu?.open && !menu.contains(e.target)) menu.open = false; });
  addEventListener("keydown", e => { if (e.key === "Escape" && menu?.open) { menu.open = false; menu.querySelector("summary").focus(); } });

  // A save that found a newer version, or was refused, is shown where the saved state stands.
  document.addEventListener("htmx:beforeSwap", e => {
    if (e.detail.xhr.status === 409 || e.detail.xhr.status === 400) { e.detail.shouldSwap = true; e.detail.isError = false; }
  });
  document.addEventListener("htmx:sendError", e => {
    const saved = e.target.closest("form")?.querySelector("[data-saved]");
    if (saved) { saved.textContent = saved.dataset.offline; saved.classList.add("bad"); }
  });
})();
