/* What scripts add to pages that work without them. Nothing here sends or fetches anything, and nothing is written as
 * HTML (so Trusted Types has nothing to refuse). Each part looks for its own mark in the page and else does nothing.
 *
 *   [data-error-summary]  is focused when the page opens
 *   [data-password]       gets a "Show" button
 *   [data-count]          counts characters down
 *   [data-once]           cannot be pressed twice
 *   [data-unsaved]        a form that asks before its words are lost
 *   [data-checklist]      keeps its ticks in this tab (sessionStorage) until it is closed
 *   [data-reflection]     gets "Save as a file", "Print" and "Clear"; never kept, never sent
 *   [data-exit]           leaves at once: by its button, or by pressing Shift three times
 *   [data-read-aloud]     is read by a voice on this device, where there is one
 *   [data-print]          a hidden button that prints
 *   .doc h2[id]           gets "Copy link" (not in easy read, where it would be one thing more)
 *   .doc-table            can be scrolled by keyboard when it is too wide
 */
(() => {
  "use strict";

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const plural = (count, noun) => `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;

  const make = (tag, attributes = {}, words = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = words;
    return element;
  };

  const button = (words, press, look = "tools__button") => {
    const element = make("button", { type: "button", class: look }, words);
    element.addEventListener("click", press);
    return element;
  };

  // One place that screen readers watch; every part that has something to say says it here.
  const speaker = make("div", { class: "govuk-visually-hidden", role: "status", "aria-live": "polite" });
  const say = (words) => {
    speaker.textContent = "";
    window.setTimeout(() => { speaker.textContent = words; }, 100);
  };

  // Ticks are kept for this tab only. Where the browser refuses storage, they last as long as the page.
  const kept = {
    read: (key) => { try { return window.sessionStorage.getItem(key); } catch { return null; } },
    write: (key, value) => { try { window.sessionStorage.setItem(key, value); } catch { /* refused: see above */ } },
    forget: (key) => { try { window.sessionStorage.removeItem(key); } catch { /* refused: see above */ } },
  };

  let leaving = false;

  function focusErrors(summary) {
    summary.focus();
    for (const link of all("a[href^='#']", summary)) {
      link.addEventListener("click", (event) => {
        const control = document.getElementById(link.hash.slice(1));
        if (!control) return;
        event.preventDefault();
        const group = control.closest("fieldset");
        const words = (group && group.querySelector("legend")) || document.querySelector(`label[for="${control.id}"]`);
        (words || control).scrollIntoView();
        control.focus({ preventScroll: true });
      });
    }
  }

  function showPassword(place) {
    const input = place.querySelector("input");
    const toggle = button("Show", () => {
      const shown = input.type === "password";
      input.type = shown ? "text" : "password";
      toggle.textContent = shown ? "Hide" : "Show";
      toggle.setAttribute("aria-label", shown ? "Hide password" : "Show password");
      say(shown ? "Your password is shown" : "Your password is hidden");
    }, "govuk-button govuk-button--secondary");
    toggle.setAttribute("aria-label", "Show password");
    toggle.setAttribute("aria-controls", input.id);
    place.append(toggle);
    // A shown password is hidden again before it is sent, so that no browser remembers it as ordinary text.
    if (input.form) input.form.addEventListener("submit", () => { input.type = "password"; });
  }

  function countDown(group) {
    const most = Number(group.dataset.count);
    const box = group.querySelector("textarea");
    const message = document.getElementById(`${box.id}-count`);
    let waiting = 0;
    const update = () => {
      const left = most - Array.from(box.value).length;
      message.textContent = left < 0
        ? `You have ${plural(-left, "character")} too many.`
        : `You have ${plural(left, "character")} left.`;
      message.classList.toggle("count--over", left < 0);
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => { if (left < most / 10) say(message.textContent); }, 1000);
    };
    box.addEventListener("input", update);
    if (box.value) update();
  }

  function sendOnce(form) {
    let sent = 0;
    form.addEventListener("submit", (event) => {
      if (Date.now() - sent < 5000) event.preventDefault();
      else sent = Date.now();
    });
    // Going back to the page brings it back as it was left: let it be sent again.
    window.addEventListener("pageshow", () => { sent = 0; });
  }

  // Words that would be lost: changed forms that are marked, and notes that were not saved as a file.
  const unsaved = new Set();
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size && !leaving) event.preventDefault();
  });

  function guardForm(form) {
    form.addEventListener("input", () => unsaved.add(form));
    form.addEventListener("submit", () => unsaved.delete(form));
  }

  function keepTicks(list) {
    const boxes = all("input[type='checkbox']", list).filter((box) => box.id);
    const key = (box) => `tick ${window.location.pathname} ${box.id}`;
    for (const box of boxes) {
      box.checked = kept.read(key(box)) === "1";
      box.addEventListener("change", () => (box.checked ? kept.write(key(box), "1") : kept.forget(key(box))));
    }
    if (!boxes.length) return;
    const clear = button("Clear the ticks", () => {
      for (const box of boxes) { box.checked = false; kept.forget(key(box)); }
      say("The ticks are cleared");
      boxes[0].focus();
    });
    const tools = make("div", { class: "tools" });
    tools.append(clear, button("Print this page", () => window.print()));
    list.append(tools);
  }

  function saveAsFile(name, words) {
    const address = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function keepNotes(box) {
    const label = document.querySelector(`label[for="${box.id}"]`);
    box.setAttribute("autocomplete", "off");
    box.addEventListener("input", () => (box.value.trim() ? unsaved.add(box) : unsaved.delete(box)));
    const save = button("Save as a file", () => {
      if (!box.value.trim()) { say("There is nothing to save yet"); box.focus(); return; }
      saveAsFile("my-notes.txt", `${document.title}\n${label ? label.textContent : ""}\n\n${box.value}\n`);
      unsaved.delete(box);
      say("Your notes are saved as a file on this device");
    });
    const clear = button("Clear", () => { box.value = ""; unsaved.delete(box); say("Your notes are cleared"); box.focus(); });
    const tools = make("div", { class: "tools" });
    tools.append(save, button("Print this page", () => window.print()), clear);
    box.after(tools);
  }

  // Leaving: the page is hidden before anything else, and the step back does not lead here (for a link).
  function leave(way) {
    leaving = true;
    document.documentElement.classList.add("leaving");
    if (way.tagName === "FORM") way.submit();
    else window.location.replace(way.href);
  }

  function exitQuickly(way) {
    way.addEventListener(way.tagName === "FORM" ? "submit" : "click", (event) => { event.preventDefault(); leave(way); });
    let presses = 0;
    let last = 0;
    let alone = false;
    // Only Shift by itself is a press: held for a capital letter, its release comes after the letter and counts for nothing.
    document.addEventListener("keydown", (event) => {
      alone = event.key === "Shift";
      if (!alone) presses = 0;
    });
    document.addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || !alone) return;
      if (Date.now() - last > 5000) presses = 0;
      last = Date.now();
      presses += 1;
      if (presses === 3) { say("Leaving this page"); leave(way); }
      else say(`Shift, press ${3 - presses} more to exit`);
    });
    window.addEventListener("pageshow", () => document.documentElement.classList.remove("leaving"));
  }

  function readAloud(text) {
    const voices = window.speechSynthesis;
    const ours = () => voices.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith("en"));
    const parts = all("h2, h3, p, li, dt, dd", text).filter((part) => !part.querySelector("p, li") && part.textContent.trim());
    let now = -1;
    const mark = (on) => { if (parts[now]) parts[now].classList.toggle("read-now", on); };
    const stop = () => { mark(false); now = -1; voices.cancel(); toggle.textContent = "Read this page aloud"; };
    const next = () => {
      mark(false);
      now += 1;
      if (!parts[now]) { stop(); return; }
      const words = new SpeechSynthesisUtterance(parts[now].innerText);
      words.voice = ours();
      words.lang = "en-GB";
      words.rate = 0.9;
      words.onend = () => { if (now >= 0) next(); };
      mark(true);
      parts[now].scrollIntoView({ block: "nearest" });
      voices.speak(words);
    };
    const toggle = button("Read this page aloud", () => {
      if (now >= 0) { stop(); return; }
      toggle.textContent = "Stop reading";
      next();
    });
    const tools = make("div", { class: "tools" });
    tools.append(toggle);
    // Only voices on the device: others would send the words away. Some browsers name their voices late.
    const offer = () => { if (ours() && !tools.isConnected) text.before(tools); };
    voices.addEventListener("voiceschanged", offer);
    window.addEventListener("pagehide", () => voices.cancel());
    offer();
  }

  function copyLink(heading) {
    const words = heading.textContent.trim();
    const copy = button("Copy link", async () => {
      const address = `${window.location.origin}${window.location.pathname}#${heading.id}`;
      try {
        await navigator.clipboard.writeText(address);
        copy.textContent = "Copied";
        say("The link is copied");
      } catch {
        window.location.hash = heading.id;
        say("The address of this part is in your browser’s address line");
      }
      window.setTimeout(() => { copy.textContent = "Copy link"; }, 3000);
    }, "copy-link");
    copy.setAttribute("aria-label", `Copy link to “${words}”`);
    heading.before(copy);
  }

  function reachByKeyboard(frame) {
    const caption = frame.querySelector("caption");
    const check = () => {
      if (frame.scrollWidth <= frame.clientWidth) return;
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", caption ? caption.textContent : "Table");
    };
    check();
    window.addEventListener("resize", check);
  }

  document.body.append(speaker);
  all("[data-error-summary]").forEach(focusErrors);
  all("[data-password]").forEach(showPassword);
  all("[data-count]").forEach(countDown);
  new Set(all("[data-once]").map((sender) => sender.form).filter(Boolean)).forEach(sendOnce);
  all("form[data-unsaved]").forEach(guardForm);
  all("[data-checklist]").forEach(keepTicks);
  all("textarea[data-reflection]").forEach(keepNotes);
  all("[data-exit]").slice(0, 1).forEach(exitQuickly);
  if ("speechSynthesis" in window) all("[data-read-aloud]").forEach(readAloud);
  if (navigator.clipboard) all(".doc:not(.easy-read) h2[id]").forEach(copyLink);
  all(".doc-table").forEach(reachByKeyboard);
  for (const printer of all("[data-print]")) {
    printer.hidden = false;
    printer.addEventListener("click", () => window.print());
  }
  // On paper everything that opens is open.
  window.addEventListener("beforeprint", () => all("details").forEach((part) => { part.open = true; }));
})();
