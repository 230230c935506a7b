/* What the desk's script adds to the form of one part of a text: it saves by itself, and shows how readers will see it.
 * The page works without it. It sends what stands in the form, to the addresses that the page gives, and nothing else.
 * It stands on app.js (`page`), which asks before words are lost.
 *
 *   form[data-editor]    the form; `source` are its words, `seen` and `was` what they were made from
 *     [data-autosave]    where they are saved after a pause; without it (a new part) nothing is saved by itself
 *   [data-preview]       the place beside it for how it will look, and where that comes from
 *
 * No text is ever turned into HTML here: the look arrives as a document that the browser has read, with scripts off, and
 * its elements are taken over. So Trusted Types has nothing to refuse.
 */
(() => {
  "use strict";

  const { all, make, button, unsaved } = page;
  const PAUSE = 2000;
  const PAUSE_BEFORE_LOOKING = 500;
  const PATIENCE = 15000;
  const SOONEST = 5000;
  const LATEST = 60000;
  const OFFLINE = "Not saved: the site cannot be reached. Your words are safe as long as this page is open. We keep trying.";
  const SIGNED_OUT = "Not saved: you may have been signed out. Sign in on another page, then come back and press “Save”.";
  const REFUSED = "Not saved by itself. Press “Save”.";
  const CONFLICTS = 409;
  const BREAKS = 422;

  function saveByItself(form) {
    const box = form.elements.source;
    const status = make("p", { class: "editor-says", role: "status" });
    const rest = () => JSON.stringify(Array.from(new FormData(form)).filter(([name]) => !["source", "seen", "was"].includes(name)));
    const chosen = rest();
    let saved = box.value;
    let refused = null; // Words that the server would not take: they are not sent again as they are.
    let stopped = false; // Somebody else saved this part: from now on a person decides.
    let flight = null;
    let timer = 0;
    let wait = SOONEST;

    // The same words are not said twice: screen readers would read “Saved at 14:32” out after every pause.
    const tell = (words, wrong = false) => {
      if (status.textContent !== words) status.textContent = words;
      status.classList.toggle("editor-says--wrong", wrong);
    };
    const later = (pause) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, pause);
    };
    const isNew = () => box.value !== saved && box.value !== refused && !stopped;

    function keep(words, told) {
      saved = words;
      wait = SOONEST;
      form.elements.seen.value = told.seen;
      form.elements.was.value = told.was;
      form.action = told.at;
      form.dataset.autosave = `${told.at}autosave/`;
      if (box.value === words && rest() === chosen) unsaved.delete(form);
      tell(told.words);
    }

    function stop(words) {
      stopped = true;
      tell(`${words} `, true);
      status.append(button("Show both texts", () => form.requestSubmit()));
    }

    async function send(words, leaving) {
      const patience = new AbortController();
      const limit = window.setTimeout(() => patience.abort(), PATIENCE);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body: new FormData(form), redirect: "manual", keepalive: leaving, signal: patience.signal,
        });
        const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : {};
        if (answer.ok) { keep(words, told); return; }
        if (answer.status === CONFLICTS) { stop(told.words); return; }
        if (answer.status >= 500) throw new Error("the server is not well");
        refused = words;
        tell(answer.status === BREAKS ? told.words : answer.type === "opaqueredirect" ? SIGNED_OUT : REFUSED, true);
      } catch {
        tell(OFFLINE, true);
        later(wait);
        wait = Math.min(2 * wait, LATEST);
      } finally {
        window.clearTimeout(limit);
      }
    }

    // One at a time: the next one is made from what the one before it saved.
    function save(leaving = false) {
      window.clearTimeout(timer);
      if (flight || !isNew()) return;
      flight = send(box.value, leaving === true).finally(() => {
        flight = null;
        if (isNew() && !status.classList.contains("editor-says--wrong")) later(PAUSE);
      });
    }

    box.addEventListener("input", () => later(PAUSE));
    box.addEventListener("change", save);
    window.addEventListener("online", save);
    window.addEventListener("pagehide", () => save(true));
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (box.value === saved) tell(status.textContent || "Saved: nothing has changed");
      else save();
    });
    // A press of “Save” waits for a save that is on its way, or it would seem to be somebody else's. Before app.js hears
    // of it: a form is sent once.
    form.addEventListener("submit", (event) => {
      window.clearTimeout(timer);
      stopped = true;
      if (!flight) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const pressed = event.submitter;
      flight.then(() => form.requestSubmit(pressed));
    }, true);
    window.addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
    box.closest(".govuk-form-group").after(status);
    // What was typed is saved by now: the link does not leave the part as it was.
    for (const link of all(".govuk-button-group a", form)) link.textContent = "Go back to the text";
  }

  function saveByKey(form) {
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  // Elements of the look, with ids that stand nowhere else on this page.
  function takeOver(elements) {
    const taken = Array.from(elements, (one) => document.importNode(one, true));
    for (const one of taken.flatMap((top) => (top.querySelectorAll ? [top, ...all("*", top)] : []))) {
      for (const name of ["id", "for", "aria-labelledby", "aria-describedby"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, `look-${one.getAttribute(name)}`);
      }
      const target = one.getAttribute("href") || "";
      if (target.startsWith("#")) one.setAttribute("href", `#look-${target.slice(1)}`);
    }
    return taken;
  }

  function showAsTyped(form, place) {
    const box = form.elements.source;
    const shown = place.querySelector(".doc");
    const faults = make("div");
    let asked = null;
    let timer = 0;
    const look = () => {
      if (asked) asked.abort();
      asked = new XMLHttpRequest();
      asked.open("POST", place.dataset.preview);
      asked.responseType = "document";
      asked.onload = () => {
        const made = asked.response && asked.response.querySelector("[data-shown]");
        if (!made) return;
        for (const old of all(".desk-found", form)) old.remove();
        shown.replaceChildren(...takeOver(made.childNodes));
        faults.replaceChildren(...takeOver(asked.response.querySelector("[data-faults]").childNodes));
        faults.className = faults.querySelector("li") ? "desk-found" : "";
      };
      asked.send(new FormData(form));
    };
    box.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, PAUSE_BEFORE_LOOKING);
    });
    place.append(faults);
  }

  for (const form of all("form[data-editor]")) {
    if (form.dataset.autosave) saveByItself(form);
    else saveByKey(form);
    for (const place of all("[data-preview]")) showAsTyped(form, place);
  }
})();
