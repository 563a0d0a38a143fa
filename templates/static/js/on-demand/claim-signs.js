/* Remembers for all articles whether the marks of claims are switched off. Without this file the
   switch holds for the page. */

(() => {
  "use strict";

  const KEY = "dossier-claim-signs";
  const box = document.getElementById("claim_signs");
  if (!box) return;
  try {
    if (localStorage.getItem(KEY) === "off") box.checked = false;
  } catch {
    return; // a page that may not remember
  }
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    } catch {
      // then it holds for this page
    }
  });
})();
