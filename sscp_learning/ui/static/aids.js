/* How a reader likes to read: text size, space, colours. It runs before the page is drawn, so that nothing jumps or
 * flashes. What was chosen is kept on this device only (localStorage) and never sent; reading.js has the buttons.
 */
const aids = (() => {
  "use strict";

  const KEPT_AS = "reading";
  const CHOICES = { size: ["big", "bigger", "biggest"], space: ["wide"], colour: ["cream", "dark"], speed: ["slow"] };
  const root = document.documentElement;

  const choose = (name, value) => {
    if (CHOICES[name].includes(value)) root.dataset[name] = value;
    else delete root.dataset[name];
  };

  const chosen = (name) => root.dataset[name] || "";

  // Where the browser refuses storage, a choice lasts as long as the page.
  const keep = () => {
    const now = Object.fromEntries(Object.keys(CHOICES).map((name) => [name, chosen(name)]).filter((one) => one[1]));
    try {
      if (Object.keys(now).length) window.localStorage.setItem(KEPT_AS, JSON.stringify(now));
      else window.localStorage.removeItem(KEPT_AS);
    } catch { /* refused: see above */ }
  };

  let kept = {};
  try { kept = Object(JSON.parse(window.localStorage.getItem(KEPT_AS))); } catch { /* refused, or not ours */ }
  for (const name of Object.keys(CHOICES)) choose(name, kept[name]);
  root.classList.add("has-aids");

  return { names: Object.keys(CHOICES), choose, chosen, keep };
})();
