/* A button to copy each citation, and the address of the paragraph that was last gone to.
   Without this file a click selects a citation. */

(() => {
  "use strict";

  const cite = document.querySelector(".cite");
  if (!cite) return;
  const { address, copy, copied } = cite.dataset;
  const told = document.createElement("span");
  told.className = "unseen";
  told.setAttribute("role", "status");
  cite.append(told);

  const pieces = [];
  for (const text of cite.querySelectorAll(".citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = copy;
    const name = text.closest("div").querySelector("dt").textContent;
    button.setAttribute("aria-label", `${copy}: ${name}`);
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
      told.textContent = copied;
      button.textContent = copied;
      setTimeout(() => {
        told.textContent = "";
        button.textContent = copy;
      }, 3000);
    });
    text.before(button);
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) pieces.push([walk.currentNode, walk.currentNode.data]);
  }

  function point() {
    if (!address) return;
    const at = location.hash && document.getElementById(decodeURI(location.hash.slice(1)));
    const place = at && at.closest(".body") ? location.hash : "";
    for (const [node, words] of pieces) node.data = words.replaceAll(address, address + place);
  }

  addEventListener("hashchange", point);
  point();
})();
