// Autosave. Each element with data-save (an address) is sent there by itself when something in it changes, one after the other.
// What could not be saved stays where it was typed, is told of in one sentence beside it, and is sent again: at once when the network
// is back, else after longer and longer waits. Nothing but an answer from its own address is ever put into the page.
(() => {
  "use strict";
  const texts = document.getElementById("autosave")?.dataset;
  if (!texts) return;

  const person = document.body.dataset.person;
  const shelf = `unsaved:${person}:${location.pathname}`;
  const token = "__RequestVerificationToken";
  const longestWait = 60_000, answerWithin = 20_000;

  // What is not saved, in the order in which it was first changed. An entry that is held waits for her: sending the same again is no use.
  const unsaved = new Map();
  const lastSaved = new WeakMap();
  let sending = null, failures = 0, timer = 0, leaving = false;

  const parts = () => [...document.querySelectorAll("[data-save]")];
  const lineOf = part => part.querySelector("[data-saved]");
  const fieldsOf = part => [...part.querySelectorAll("input, select, textarea")]
    .filter(f => f.name && f.name !== token && (f.checked || !/^(radio|checkbox)$/.test(f.type)))
    .map(f => [f.name, f.value]);
  const isBase = ([name]) => /\.(Version|Was)$|^Shown\[/.test(name);
  const contentOf = part => JSON.stringify(fieldsOf(part).filter(f => !isBase(f)));

  // While she has not said which of two answers holds, hers stays made of what she saw before the other.
  const keptOf = (part, entry) => entry.base ? [...fieldsOf(part).filter(f => !isBase(f)), ...entry.base] : fieldsOf(part);
  const pageIn = text => /^\s*<!doctype/i.test(text) ? new DOMParser().parseFromString(text, "text/html") : null;

  // ---- What she is told

  const tell = (part, text, bad = true) => {
    const line = lineOf(part);
    line.replaceChildren(text);
    line.classList.toggle("bad", bad);
  };

  const tellAll = text => { for (const [part, entry] of unsaved) if (!entry.held) tell(part, typeof text === "function" ? text() : text); };

  // The bar tells how many are not saved as soon as something went wrong, and never that all is saved while it is not.
  const tellBar = text => {
    const bar = document.getElementById("saved-last");
    if (!bar && text) tell(parts()[0], text);
    if (!bar || (!text && unsaved.size === 0)) return;
    const wrong = [...unsaved.keys()].some(part => lineOf(part).classList.contains("bad"));
    bar.textContent = text ?? (!wrong ? "" : unsaved.size === 1 ? texts.one : texts.many.replace("{0}", unsaved.size));
    bar.classList.toggle("bad", wrong || Boolean(text));
  };

  const signInAgain = () => {
    const link = document.createElement("a");
    link.href = `${texts.signInLink}?returnUrl=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = texts.signIn;
    const said = document.createDocumentFragment();
    said.append(texts.signedOut, " ", link);
    return said;
  };

  // ---- What is kept in this tab, for this person

  const keep = () => {
    try {
      if (unsaved.size === 0) sessionStorage.removeItem(shelf);
      else sessionStorage.setItem(shelf, JSON.stringify([...unsaved].map(([part, entry]) => [part.dataset.save, keptOf(part, entry)])));
    } catch { /* No room, or not allowed: then it stays on the page only. */ }
  };

  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(shelf) ?? "[]");
    for (const [address, fields] of kept) {
      const part = parts().find(p => p.dataset.save === address);
      if (!part) continue;
      for (const field of part.querySelectorAll("input, select, textarea")) {
        if (/^(radio|checkbox)$/.test(field.type)) field.checked = fields.some(([name, value]) => name === field.name && value === field.value);
        else { const [, value] = fields.find(([name]) => name === field.name) ?? []; if (value !== undefined) field.value = value; }
      }
      part.closest("details")?.setAttribute("open", "");
      unsaved.set(part, { held: false });
      tell(part, texts.restored);
    }
    keep();
    tellBar();
    if (unsaved.size > 0) later(0);
  };

  // ---- Sending

  const changed = (part, wait = 0, anew = false, isDecided = false) => {
    if (!part || (!anew && !unsaved.has(part) && lastSaved.get(part) === contentOf(part))) return;
    if (!unsaved.get(part)?.base || isDecided) unsaved.set(part, { held: false });
    keep();
    tellBar();
    later(wait);
  };

  const later = wait => { clearTimeout(timer); timer = setTimeout(flush, wait); };

  const flush = () => sending ??= sendAll().finally(() => { sending = null; });

  const sendAll = async () => {
    clearTimeout(timer);
    for (let next; (next = [...unsaved].find(([, entry]) => !entry.held));) {
      const verdict = await send(...next);
      if (verdict === "again") later(Math.min(longestWait, 1000 * 2 ** ++failures));
      if (verdict !== "next") break;
      failures = 0;
    }
    keep();
    tellBar();
  };

  // "next" when the answer is dealt with, "again" when it is worth another try by itself, "stop" when she must do something first.
  const send = async (part, entry, renewed = false) => {
    const content = contentOf(part), base = fieldsOf(part).filter(isBase);
    let answer, text;
    try {
      answer = await fetch(part.dataset.save, {
        method: "POST", headers: { "HX-Request": "true" }, redirect: "manual", signal: AbortSignal.timeout(answerWithin),
        body: new URLSearchParams([...fieldsOf(part), [token, document.querySelector(`input[name="${token}"]`).value]]),
      });
      text = await answer.text();
    } catch {
      tellAll(texts.offline);
      return "again";
    }

    const page = pageIn(text);
    if (answer.type === "opaqueredirect" || answer.status === 401) { tellAll(signInAgain); return "stop"; }
    if (page && isStranger(page, part)) { tellAll(texts.stranger); return "stop"; }
    if (answer.ok && !page) {
      put(part, text, false);
      lastSaved.set(part, content);
      if (unsaved.get(part) === entry) unsaved.delete(part);
      settle(part);
      return "next";
    }

    if (answer.status === 400 && page && !renewed) return await renew(part) ?? send(part, entry, true);
    if (answer.status === 429 || answer.status >= 500) {
      if (page || answer.status !== 507) tellAll(texts.busy); else put(part, text, true);
      return "again";
    }

    entry.held = unsaved.get(part) === entry;
    if (page || answer.ok) tell(part, { 403: texts.forbidden, 404: texts.gone, 413: texts.large }[answer.status] ?? texts.unread);
    else put(part, text, true);
    if (part.querySelector(".conflict")) unsaved.set(part, { held: true, base });
    if (answer.status === 409) lineOf(part).scrollIntoView({ block: "center" });
    return "next";
  };

  // A form's token holds for who was signed in when the page was made. She gets a new one; somebody else does not.
  const renew = async part => {
    const fresh = await read();
    if (fresh === null) { tellAll(texts.offline); return "again"; }
    if (fresh === "signed out") { tellAll(signInAgain); return "stop"; }
    if (isStranger(fresh, part)) { tellAll(texts.stranger); return "stop"; }
    const value = fresh.querySelector(`input[name="${token}"]`)?.value;
    if (value) for (const field of document.querySelectorAll(`input[name="${token}"]`)) field.value = value;
    return null;
  };

  const read = async () => {
    try {
      const answer = await fetch(location.pathname + location.search, { redirect: "manual", signal: AbortSignal.timeout(answerWithin) });
      return answer.type === "opaqueredirect" ? "signed out" : pageIn(await answer.text());
    } catch {
      return null;
    }
  };

  // What is answered through a link of one's own is that link's, whoever is signed in.
  const isStranger = (page, part) => !("byLink" in part.dataset) && !["0", person].includes(page.body.dataset.person);

  // The answer is a sentence for the line, and elements that take the place of those of the page with the same id.
  const put = (part, text, bad) => {
    const answer = document.createElement("template");
    answer.innerHTML = text;
    for (const live of answer.content.querySelectorAll("[id]")) {
      const there = document.getElementById(live.id);
      if (there) there.replaceWith(live);
    }
    tell(part, answer.content, bad);
  };

  // A saved step is hers: it no longer asks whether last time's answer stands, nor which of two holds.
  const settle = part => {
    for (const done of part.querySelectorAll(".keep, .conflict")) {
      if (done.contains(document.activeElement)) part.querySelector(".cards input:checked")?.focus({ preventScroll: true });
      done.remove();
    }
  };

  // Gives up what was typed in a step for what holds now.
  const take = async part => {
    const fresh = await read();
    const now = fresh?.querySelectorAll && [...fresh.querySelectorAll("[data-save]")].find(p => p.dataset.save === part.dataset.save);
    if (!now) { tell(part, fresh === "signed out" ? signInAgain() : texts.offline); return; }
    for (const live of fresh.querySelectorAll("[data-live]")) if (!part.contains(document.getElementById(live.id))) document.getElementById(live.id)?.replaceWith(live);
    unsaved.delete(part);
    part.replaceWith(now);
    now.querySelector(".cards input:checked, .cards input")?.focus();
    keep();
    tellBar();
  };

  // ---- What she does

  const partOf = e => e.target.closest?.("[data-save]");
  document.addEventListener("input", e => { if (e.target.matches("textarea, input[type=text], input:not([type])")) changed(partOf(e), 900); });
  document.addEventListener("change", e => changed(partOf(e)));
  document.addEventListener("keydown", e => {
    const part = partOf(e);
    if (!part) return;

    // Enter in a field saves its step, as leaving the field does. The form itself is sent by its buttons.
    if (e.key === "Enter" && e.target.matches("input, select")) { e.preventDefault(); changed(part, 0, true); }
    if (e.key === " " && e.target.matches(".cards input:checked") && part.querySelector(".keep")) changed(part, 0, true);
  });
  document.addEventListener("click", e => {
    const part = partOf(e);
    if (!part) return;

    // The answer from last time is chosen already: choosing it says that it still stands.
    if (e.target.matches(".cards input:checked") && part.querySelector(".keep")) changed(part, 0, true);
    const button = e.target.closest("[data-keep], [data-take], [data-cause]");
    if (!button) return;
    e.preventDefault();
    if ("take" in button.dataset) { take(part); return; }
    for (const [field, value] of "cause" in button.dataset ? Object.entries({ Cause: button.dataset.cause, CauseText: button.dataset.text, ImprovementId: button.dataset.improvement }) : []) {
      const there = part.querySelector(`[name$=".${field}"]`);
      if (there) there.value = value ?? "";
    }
    changed(part, 0, true, button.closest(".conflict") !== null);
  });

  // Going on waits for what is not saved; when it cannot be, she stays and is told why.
  const goOn = async (e, go) => {
    if (leaving || (unsaved.size === 0 && navigator.onLine)) return;
    e.preventDefault();
    await flush();
    if (unsaved.size === 0 && navigator.onLine) { leaving = true; go(); return; }
    const [part] = unsaved.keys();
    part?.closest("details")?.setAttribute("open", "");
    if (part) lineOf(part).scrollIntoView({ block: "center" });
    tellBar(part ? texts.stay : texts.stayOffline);
  };
  document.addEventListener("submit", e => {
    if (e.target.matches("[data-save]") || e.target.querySelector("[data-save]")) goOn(e, () => e.target.requestSubmit(e.submitter));
  });
  document.addEventListener("click", e => {
    const link = e.target.closest?.("a[data-flush]");
    if (link) goOn(e, () => location.assign(link.href));
  });

  // What is told leads to where it can be mended; what is not saved waits in this tab.
  document.addEventListener("click", e => { if (e.target.closest?.("[data-saved] a")) leaving = true; });
  addEventListener("beforeunload", e => { if (unsaved.size > 0 && !leaving) e.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; });
  const tryNow = () => { if (unsaved.size > 0) { failures = 0; flush(); } };
  addEventListener("online", tryNow);
  addEventListener("focus", tryNow);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryNow(); });

  restore();
})();
