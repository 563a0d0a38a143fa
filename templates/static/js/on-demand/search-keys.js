/* Ctrl+K, and / where it is not switched off on the page of the search, open the search. */

(() => {
  "use strict";

  const link = document.querySelector(".masthead .to-search a");
  if (!link) return;
  link.hash = "part_search_field"; // where the page has its focus then

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
    const field = document.getElementById("part_search_field");
    if (field) field.focus();
    else location.href = link.href;
  });
})();
