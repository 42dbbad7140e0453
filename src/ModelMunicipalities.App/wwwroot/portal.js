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

  // What was typed and not saved is kept in the tab for who typed it: not for who signs in after her, and not when she signs out.
  const { person } = document.body.dataset;
  const forget = unless => Object.keys(sessionStorage).filter(k => k.startsWith("unsaved:") && !k.startsWith(unless)).forEach(k => sessionStorage.removeItem(k));
  if (person !== "0") forget(`unsaved:${person}:`);
  document.addEventListener("submit", e => { if ("signOut" in e.target.dataset) forget("unsaved:none"); });

  // A longer text in a form that does not save itself is kept while it is written, and is there again when the page is. What was
  // sent is forgotten once it has been taken: the next page that she is led to says whether it was, or holds it still.
  const shelf = `unsaved:${person}:texts:${location.pathname}`, sending = `unsaved:${person}:sending`;
  const texts = person === "0" ? [] : [...document.querySelectorAll("form[method=post] textarea[name]")].filter(t => !t.closest("[data-save]"));
  const keyOfText = t => `${t.name} ${texts.filter(o => o.name === t.name).indexOf(t)}`;
  const read = (key, none) => JSON.parse(sessionStorage.getItem(key)) ?? none;
  const write = (key, kept) => {
    try { if (Object.keys(kept).length > 0) sessionStorage.setItem(key, JSON.stringify(kept)); else sessionStorage.removeItem(key); }
    catch { /* No room, or not allowed: then it stays on the page only. */ }
  };
  if (document.querySelector("[data-kept]")) Object.keys(sessionStorage).filter(k => k.endsWith(":sending")).forEach(k => sessionStorage.removeItem(k));
  const sent = read(sending, null);
  if (sent && person !== "0" && performance.getEntriesByType("navigation")[0]?.type === "navigate") {
    if (document.body.dataset.status < 400) {
      const kept = read(sent.shelf, {});
      for (const key of sent.keys) delete kept[key];
      write(sent.shelf, kept);
    }
    sessionStorage.removeItem(sending);
  }
  for (const t of texts) {
    const [was, typed] = read(shelf, {})[keyOfText(t)] ?? [];
    if (typed === undefined || t.value !== was) continue;
    t.value = typed;
    t.closest("details")?.setAttribute("open", "");
    const note = document.createElement("p");
    note.className = "hint";
    note.textContent = document.body.dataset.restored;
    t.after(note);
  }
  document.addEventListener("input", e => {
    if (!texts.includes(e.target)) return;
    const { [keyOfText(e.target)]: before, ...others } = read(shelf, {});
    write(shelf, e.target.value === e.target.defaultValue ? others : { ...others, [keyOfText(e.target)]: [e.target.defaultValue, e.target.value] });
  });
  document.addEventListener("submit", e => {
    const keys = texts.filter(t => t.form === e.target).map(keyOfText);
    if (keys.length > 0) write(sending, { shelf, keys });
  });

  // A link to a folded step opens it.
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const fold = target && (target.closest("details") ?? target.querySelector("details"));
    if (fold) { for (let f = fold; f; f = f.parentElement.closest("details")) f.open = true; target.scrollIntoView(); }
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
})();
