/* What scripts add to pages that work without them. Nothing here sends or fetches anything, and nothing is written as
 * HTML (so Trusted Types has nothing to refuse). Each part looks for its own mark in the page and else does nothing.
 *
 *   [data-error-summary]  is focused when the page opens
 *   [data-password]       gets a "Show" button
 *   [data-count]          counts characters down
 *   [data-once]           cannot be pressed twice
 *   [data-unsaved]        a form that asks before its words are lost
 *   [data-checklist]      keeps its ticks in this tab (sessionStorage) until it is closed
 *   [data-reflection]     notes that are never kept and never sent
 *                         both get "Save as a file", "Print this page" and a way to clear them
 *   [data-exit]           leaves at once: by its button, or by pressing Shift three times
 *   .doc h2[id], h3[id]   gets "Copy link" (not in easy read, where it would be one thing more)
 *   .doc-table            can be scrolled by keyboard when it is too wide
 *
 * reading.js, which pages with a text have as well, and editor.js, for those who write, use what stands in `page`.
 */
const page = (() => {
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

  // What a press did, on the button itself for a moment, and for those who hear the page.
  const reply = (pressed, words) => {
    const usual = pressed.dataset.usual || pressed.textContent;
    pressed.dataset.usual = usual;
    pressed.textContent = words;
    say(words);
    window.setTimeout(() => { pressed.textContent = usual; }, 3000);
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
    list.append(tools("Clear the ticks", () => {
      for (const box of boxes) { box.checked = false; kept.forget(key(box)); }
      say("The ticks are cleared");
      boxes[0].focus();
    }));
  }

  // All of a note is seen, on paper too: the box grows with the words.
  function grow(box) {
    const least = Number(box.getAttribute("rows"));
    const fit = () => {
      box.rows = least;
      while (box.scrollHeight > box.clientHeight && box.rows < 200) box.rows += 1;
    };
    box.addEventListener("input", fit);
    window.addEventListener("beforeprint", fit);
  }

  function keepNotes(box) {
    box.setAttribute("autocomplete", "off");
    box.addEventListener("input", () => (box.value.trim() ? unsaved.add(box) : unsaved.delete(box)));
    grow(box);
    box.after(tools("Clear", () => { box.value = ""; unsaved.delete(box); say("Your notes are cleared"); box.focus(); }));
  }

  function tools(clearWords, clear) {
    const bar = make("div", { class: "tools" });
    const save = button("Save as a file", () => reply(save, saveTicksAndNotes() ? "Saved as a file" : "Nothing to save yet"));
    bar.append(save, button("Print this page", () => window.print()), button(clearWords, clear));
    return bar;
  }

  // What is ticked and written on the whole page, as it will stand in the file; nothing where there is nothing.
  function ticksAndNotes() {
    const boxes = all("[data-checklist] input[type='checkbox']");
    const notes = all("textarea[data-reflection]");
    if (!boxes.some((box) => box.checked) && !notes.some((box) => box.value.trim())) return "";
    const lines = [document.title];
    for (const tool of all("[data-checklist], textarea[data-reflection]")) {
      const title = tool.querySelector(".doc-checklist__title");
      if (title) lines.push("", spoken(title));
      if (tool.tagName === "TEXTAREA") lines.push("", spoken(labelOf(tool)), tool.value.trim() || "(nothing written)");
      for (const box of all("input[type='checkbox']", tool)) lines.push(`${box.checked ? "[x]" : "[ ]"} ${spoken(labelOf(box))}`);
    }
    return `${lines.join("\r\n")}\r\n`;
  }

  const labelOf = (control) => document.querySelector(`label[for="${control.id}"]`);
  const spoken = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");

  // One file for everything on the page: whoever has four lists and two boxes wants one piece of paper.
  function saveTicksAndNotes() {
    const words = ticksAndNotes();
    if (!words) return false;
    const address = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
    const link = make("a", { href: address, download: "my-notes.txt" });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 1000);
    for (const box of all("textarea[data-reflection]")) unsaved.delete(box);
    return true;
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
  }

  function copyLink(heading) {
    const words = heading.textContent.trim();
    const copy = button("Copy link", async () => {
      const address = `${window.location.origin}${window.location.pathname}#${heading.id}`;
      try {
        await navigator.clipboard.writeText(address);
        reply(copy, "Link copied");
      } catch {
        window.location.hash = heading.id;
        say("The address of this part is in your browser’s address line");
      }
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
  window.addEventListener("pageshow", () => {
    leaving = false;
    document.documentElement.classList.remove("leaving");
  });
  all("[data-error-summary]").forEach(focusErrors);
  all("[data-password]").forEach(showPassword);
  all("[data-count]").forEach(countDown);
  new Set(all("[data-once]").map((sender) => sender.form).filter(Boolean)).forEach(sendOnce);
  all("form[data-unsaved]").forEach(guardForm);
  all("[data-checklist]").forEach(keepTicks);
  all("textarea[data-reflection]").forEach(keepNotes);
  all("[data-exit]").slice(0, 1).forEach(exitQuickly);
  // No question about notes holds up somebody who has to get away.
  for (const way of all("a[href='/exit']")) way.addEventListener("click", () => { leaving = true; });
  if (navigator.clipboard) all(".doc:not(.easy-read) :is(h2, h3)[id]").forEach(copyLink);
  all(".doc-table").forEach(reachByKeyboard);
  // On paper everything that opens is open.
  window.addEventListener("beforeprint", () => all("details:not(.aids__panel)").forEach((part) => { part.open = true; }));

  return { all, make, button, say, reply, unsaved };
})();
