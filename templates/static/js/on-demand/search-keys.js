/* Ctrl+K, and / where it is not switched off on the page of the search, open the search. */

(() => {
  "use strict";

  const link = document.querySelector(".masthead .to-search a");
  if (!link) return;
  // Where the page has its focus then. In a dossier of one file the link to the page is a fragment already.
  const field = "part_search_field";
  if (!link.hash.endsWith(field)) link.hash += (link.hash && ":") + field;

  function slash() {
    try {
      return localStorage.getItem("dossier-search-key") !== "off";
    } catch {
      return true;
    }
  }

  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
    if (event.defaultPrevented || event.isComposing || altKey) return;
    if (target instanceof Element && target.closest("input, textarea, select, [contenteditable]")) return;
    const command = (ctrlKey || metaKey) && !shiftKey && key.toLowerCase() === "k";
    if (!command && !(key === "/" && !ctrlKey && !metaKey && slash())) return;
    event.preventDefault();
    const here = document.getElementById(field);
    if (here) here.focus();
    else location.href = link.href;
  });
})();
