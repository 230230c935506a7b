/* What scripts add to a text: reading tools, the meaning of a word in its place, the part that is read now. Nothing here
 * sends or fetches anything. It stands on app.js (`page`) and aids.js (`aids`), which pages with a text load before it.
 *
 *   [data-reading-tools]  gets the panel: text size, space, colours, print, back to normal, and reading aloud
 *   [data-read-aloud]     is read by a voice on this device, where there is one
 *   [data-contents]       marks the part that is on the screen; it is open where it stands beside the text
 *   .doc-term             opens the meaning that stands at the end of the page, in its place
 */
(() => {
  "use strict";

  const { all, make, button, say } = page;
  const GROUPS = [
    ["size", "Text size", [["", "Normal"], ["big", "Big"], ["bigger", "Bigger"], ["biggest", "Biggest"]]],
    ["space", "Space", [["", "Normal"], ["wide", "Wide"]]],
    ["colour", "Colours", [["", "Normal"], ["cream", "Cream"], ["dark", "Dark"]]],
  ];
  const SPEED = ["speed", "Reading speed", [["", "Normal"], ["slow", "Slow"]]];

  /* ---- the panel ---- */

  const pressed = [];
  const showPressed = () => pressed.forEach(([one, name, value]) => one.setAttribute("aria-pressed", aids.chosen(name) === value));

  function group([name, title, steps], changed = () => {}) {
    const id = `aids-${name}`;
    const place = make("div", { class: "aids__group", role: "group", "aria-labelledby": id });
    place.append(make("p", { class: "aids__title", id }, title));
    for (const [value, words] of steps) {
      const step = button(words, () => {
        aids.choose(name, value);
        aids.keep();
        showPressed();
        // The text above may have grown: the button that was pressed stays in sight.
        step.scrollIntoView({ block: "nearest" });
        changed();
      });
      pressed.push([step, name, value]);
      place.append(step);
    }
    return place;
  }

  function panel(place) {
    const box = make("details", { class: "govuk-details doc-reveal aids__panel" });
    const summary = make("summary", { class: "govuk-details__summary" });
    summary.append(make("span", { class: "govuk-details__summary-text" }, "Reading tools"));
    const inside = make("div", { class: "govuk-details__text" });
    const last = make("div", { class: "tools" });
    last.append(
      button("Back to normal", () => {
        aids.names.forEach((name) => aids.choose(name, ""));
        aids.keep();
        showPressed();
        say("The page is back to normal");
      }),
      button("Print this page", () => window.print()),
    );
    inside.append(...GROUPS.map((one) => group(one)), last, make("p", { class: "aids__promise" }, "Your choices stay on this device."));
    box.append(summary, inside);
    place.append(box);
    return inside;
  }

  /* ---- reading aloud ---- */

  const SPOKEN = "h2, h3, h4, p, li, dt, dd, th, td, label, figcaption";
  const NOT_SPOKEN = ".doc-ways, .part__comment, .tools, .govuk-hint, .doc-notes";

  function readAloud(text, inside) {
    const device = window.speechSynthesis;
    const ours = () => device.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith("en"));
    const parts = all(SPOKEN, text).filter((part) => !part.querySelector(SPOKEN) && !part.closest(NOT_SPOKEN));
    let now = -1; // the part that is read
    let turn = 0; // goes up with whatever ends what is being said, so that its end starts nothing
    let began = null; // the button that was pressed to begin
    let isPaused = false;

    const show = (on) => { if (parts[now]) parts[now].classList.toggle("read-now", on); };
    const hush = () => { turn += 1; device.cancel(); };

    function speak() {
      const words = new SpeechSynthesisUtterance(parts[now].innerText);
      const mine = turn;
      words.voice = ours();
      words.lang = "en-GB";
      words.rate = aids.chosen("speed") === "slow" ? 0.6 : 0.9;
      words.onend = () => { if (mine === turn) step(1); };
      words.onerror = () => { if (mine === turn) stop(); };
      device.speak(words);
    }

    // Goes to a part and reads it. Parts that are closed or empty have no words, and are passed over.
    function go(to, way) {
      hush();
      show(false);
      now = to;
      while (parts[now] && !parts[now].innerText.trim()) now += way;
      if (!parts[now]) { stop(); return; }
      show(true);
      parts[now].scrollIntoView({ block: "center" });
      setPaused(false);
      speak();
    }

    const step = (way) => go(Math.max(now + way, 0), way);

    // Some devices end what they say when they are asked to pause: so the part is begun again.
    function setPaused(paused) {
      isPaused = paused;
      pause.textContent = paused ? "Carry on" : "Pause";
    }

    function stop() {
      hush();
      show(false);
      now = -1;
      bar.remove();
      document.documentElement.classList.remove("is-reading");
      if (began) began.focus({ preventScroll: true });
      began = null;
    }

    function begin(from, by) {
      began = by;
      document.body.append(bar);
      document.documentElement.classList.add("is-reading");
      pause.focus({ preventScroll: true });
      go(from, 1);
    }

    const pause = button("Pause", () => {
      if (isPaused) { go(now, 1); return; }
      hush();
      setPaused(true);
    });
    const bar = make("div", { class: "listen", role: "region", "aria-label": "Reading aloud" });
    bar.append(pause, button("Back", () => step(-1)), button("Next", () => step(1)), button("Stop", stop));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && now >= 0 && !event.defaultPrevented) stop(); });
    window.addEventListener("pagehide", hush);

    function offer() {
      if (!ours() || inside.querySelector(".aids__listen")) return;
      const listen = make("div", { class: "tools aids__listen" });
      const whole = button("Read aloud", () => begin(0, whole));
      listen.append(whole);
      inside.prepend(listen, group(SPEED, () => { if (now >= 0 && !isPaused) go(now, 1); }));
      showPressed();
      for (const heading of all("h2[id]", text)) {
        const here = button("Listen", () => begin(parts.indexOf(heading), here), "listen-here");
        here.setAttribute("aria-label", `Listen from “${heading.textContent.trim()}”`);
        heading.before(here);
      }
    }
    // Only voices on the device: others would send the words away. Some browsers name their voices late.
    device.addEventListener("voiceschanged", offer);
    offer();
  }

  /* ---- the meaning of a word, in its place ---- */

  const BLOCK = "p, li, dd, td";
  let closeMeaning = () => {};

  function explain(link) {
    const meaning = document.querySelector(`#${CSS.escape(link.hash.slice(1))} dd > span`);
    if (!meaning) return;
    const place = make("span", { class: "doc-meaning", id: `${link.id}_meaning` }, meaning.textContent);
    const word = button(link.textContent, () => (place.isConnected ? close() : open()), "doc-term");
    const close = () => {
      place.remove();
      word.setAttribute("aria-expanded", "false");
      closeMeaning = () => {};
    };
    const open = () => {
      closeMeaning();
      // At the end of its sentence’s block, so that nothing is covered and the words after it stay together.
      (word.closest(BLOCK) || word.parentElement).append(place);
      word.setAttribute("aria-expanded", "true");
      say(place.textContent);
      closeMeaning = (event) => {
        if (event) { event.preventDefault(); word.focus(); }
        close();
      };
    };
    word.id = link.id;
    word.setAttribute("aria-expanded", "false");
    link.replaceWith(word);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".doc-meaning")) closeMeaning(event);
  });

  /* ---- the part that is read now ---- */

  function follow(list) {
    const links = all("a[href^='#']", list);
    const heads = links.map((link) => document.getElementById(link.hash.slice(1)));
    const side = list.closest(".side");
    const wide = window.matchMedia("(min-width: 60em)");
    const open = () => { if (side && wide.matches) all("details", side).forEach((part) => { part.open = true; }); };
    const mark = () => {
      const line = window.innerHeight / 3;
      const last = heads.findLastIndex((head) => head && head.getBoundingClientRect().top < line);
      links.forEach((link, place) => (place === last ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")));
      if (side && last >= 0) side.scrollTop = links[last].offsetTop - side.clientHeight / 2;
    };
    // Everything above the line at a third of the window counts as met: so a jump past a heading is noticed as well.
    const watcher = new IntersectionObserver(mark, { rootMargin: "999999px 0px -66% 0px" });
    heads.filter(Boolean).forEach((head) => watcher.observe(head));
    wide.addEventListener("change", open);
    open();
  }

  const panels = all("[data-reading-tools]").map(panel);
  showPressed();
  if (panels.length && "speechSynthesis" in window) all("[data-read-aloud]").slice(0, 1).forEach((text) => readAloud(text, panels[0]));
  all("a.doc-term").forEach(explain);
  all("[data-contents]").forEach(follow);
})();
