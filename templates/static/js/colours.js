/* Remembers which colours the reader has chosen. Without this file the choice is that of one page. */

(() => {
  "use strict";

  const KEY = "dossier-colours";
  const choice = [...document.querySelectorAll(".colours input")];

  // A browser that keeps nothing for this page says so by an error.
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const show = () => {
    const chosen = choice.find((one) => one.id === kept());
    if (chosen) chosen.checked = true;
  };

  for (const one of choice)
    one.addEventListener("change", () => {
      try {
        localStorage.setItem(KEY, one.id);
      } catch {
        // It holds for this page.
      }
    });

  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
})();
