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

  // The answer from last time is chosen already, so choosing it changes nothing: it says that it still stands.
  document.addEventListener("click", e => {
    if (e.target.matches?.(".cards input.was") && e.target.defaultChecked) {
      e.target.closest(".step-body")?.querySelector(".keep button")?.click();
    }
  });

  // Enter in a field saves its step, as leaving the field does. The form itself is sent by its buttons.
  document.addEventListener("keydown", e => {
    if (e.key === "Enter" && e.target.matches?.("[hx-post] input, [hx-post] select")) {
      e.preventDefault();
      if (e.target.type === "text") e.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  // A saved step is hers: it no longer asks whether last time's answer stands.
  document.addEventListener("htmx:afterSwap", e => {
    const body = e.detail.xhr.status < 300 && e.target.closest?.(".step-body");
    const keep = body && body.querySelector(".keep");
    if (!keep) return;
    if (keep.contains(document.activeElement)) body.querySelector(".cards input:checked")?.focus({ preventScroll: true });
    keep.remove();
  });

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

  // The map and the list beside it light each other by their keys; the map lights the mentor or the whole group too.
  if (document.querySelector(".map")) {
    let lit, focused;
    const keyOf = e => e.target.closest?.("[data-key]")?.dataset.key;
    const light = key => {
      if (key === lit) return;
      lit = key;
      const marked = [...document.querySelectorAll("[data-key]")];
      const mentor = marked.find(e => e.dataset.key === key && e.dataset.mentor)?.dataset.mentor;
      for (const e of marked) {
        const of = e.dataset;
        e.classList.toggle("lit", key !== undefined && (of.key === key || (e.closest(".map") !== null && (of.key === mentor || of.mentor === key))));
      }
      for (const map of document.querySelectorAll(".map > svg")) map.classList.toggle("dim", map.querySelector(".lit") !== null);
    };
    document.addEventListener("pointerover", e => light(keyOf(e) ?? focused));
    document.documentElement.addEventListener("pointerleave", () => light(focused));
    document.addEventListener("focusin", e => light(focused = keyOf(e)));
    document.addEventListener("focusout", () => light(focused = undefined));
  }

  // Why a step was not saved is told where its saved state stands: a newer version, a refusal, signed out, no connection.
  const tell = (e, text) => {
    const saved = e.target.closest("[data-step]")?.querySelector("[data-saved]");
    if (saved) { saved.textContent = text(saved.dataset); saved.classList.add("bad"); }
  };
  document.addEventListener("htmx:beforeSwap", e => {
    const { xhr } = e.detail;
    if (new URL(xhr.responseURL).pathname !== location.pathname) {
      e.detail.shouldSwap = false;
      tell(e, texts => texts.signedOut);
    } else {
      if ([400, 409, 507].includes(xhr.status)) { e.detail.shouldSwap = true; e.detail.isError = false; }
      e.detail.target.classList.toggle("bad", xhr.status >= 400);
    }
  });
  document.addEventListener("htmx:responseError", e => tell(e, texts => texts.offline));
  document.addEventListener("htmx:sendError", e => tell(e, texts => texts.offline));
})();
