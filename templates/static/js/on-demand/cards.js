/* Cards: what a link leads to, beside it. Without this file a link is a link. */

(() => {
  "use strict";

  const kept = document.getElementById("page_cards");
  if (!kept || !("popover" in kept)) return;
  const main = document.getElementById("page_main");
  const href = (one) => one.getAttribute("href");
  const [card, ...all] = kept.content.children;
  const cards = new Map(all.map((one) => [href(one.querySelector("a")), one]));
  let link = null; // whose card is open
  let held = false; // whether the finger that opened it has not been lifted yet
  let timer = 0;
  main.append(card);

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  const linkAt = (target) => main.contains(target) && !card.contains(target) && target.closest("a[href]");

  function isSeen(one) {
    const { top, bottom, height } = one.getBoundingClientRect();
    return one.checkVisibility() && height > 0 && bottom > 0 && top < innerHeight;
  }

  // What the page itself says is taken from there: a note, a source in the list, the line of a claim.
  function said(one) {
    // `x.html#p-1`; in a dossier of one file `#page/x.html:p-1`.
    const [, page, place] = /^(#page\/.*?\.html|[^#]*)[#:]?(.*)$/.exec(href(one));
    const known = cards.get(href(one)) ?? cards.get(page);
    if (known) return [known];
    if (/^doc-(note|biblio)ref$/.test(one.getAttribute("role"))) {
      const note = document.getElementById(decodeURIComponent(place));
      return note && !isSeen(note) ? [...note.childNodes] : [];
    }
    const line = !one.closest(".headline") && main.querySelector(`.headline > .claim[href="${page}"]`);
    const item = line && line.closest("li, dd");
    return item ? item.querySelectorAll(":scope > :is(.headline, .told, .line)") : [];
  }

  function copied(parts) {
    const copy = document.createElement("div");
    const around = parts[0].parentElement?.closest("[lang]");
    if (around) {
      copy.lang = around.lang;
      copy.dir = getComputedStyle(around).direction;
    }
    copy.append(...[...parts].map((one) => one.cloneNode(true)));
    for (const one of copy.querySelectorAll("details, [role=doc-backlink], .permalink, .passage, .access, .places"))
      one.remove();
    for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of copy.querySelectorAll("a")) one.tabIndex = -1; // the link leads there by keys
    return copy;
  }

  function open(one) {
    close();
    const parts = said(one);
    if (!parts.length) return;
    link = one;
    link.style.anchorName = "--carded";
    card.replaceChildren(copied(parts));
    card.showPopover();
    place();
  }

  function close() {
    clearTimeout(timer);
    if (!link) return;
    link.style.anchorName = "";
    link = null;
    card.hidePopover();
  }

  // Where style sheets cannot place it: in some browsers, and beside what is drawn.
  function place() {
    card.style.top = card.style.left = "";
    if (CSS.supports("position-area", "block-end") && link instanceof HTMLElement) return;
    const { top, bottom, left, right } = link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const { clientWidth, dir } = document.documentElement;
    const start = dir === "rtl" ? right - width : left;
    card.style.top = `${bottom + height + 14 < innerHeight || top < height + 14 ? bottom : top - height - 14}px`;
    card.style.left = `${Math.max(0, Math.min(start, clientWidth - width))}px`;
  }

  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    clearTimeout(timer);
    const one = linkAt(target);
    if (card.contains(target) || (one && one === link)) return;
    if (one) later(() => open(one), 350);
    else if (!link?.matches(":focus-visible")) later(close, 250);
  });

  addEventListener("focusin", ({ target }) => {
    if (target !== link && target.matches(":focus-visible") && linkAt(target)) later(() => open(target), 600);
  });
  addEventListener("focusout", ({ relatedTarget }) => card.contains(relatedTarget) || close());

  addEventListener("pointerdown", ({ target, pointerType }) => {
    held = false;
    if (card.contains(target)) return;
    close();
    const one = pointerType === "touch" && linkAt(target);
    if (!one) return;
    one.style.webkitTouchCallout = "none";
    later(() => {
      open(one);
      held = link !== null;
    }, 450);
  });
  for (const type of ["pointerup", "pointercancel"])
    addEventListener(type, ({ pointerType }) => pointerType === "touch" && clearTimeout(timer));
  for (const type of ["contextmenu", "click"])
    addEventListener(type, (event) => held && link?.contains(event.target) && event.preventDefault());

  addEventListener("keydown", ({ key }) => key === "Escape" && close());
  const scrolled = ({ target }) => link && target !== card && (isSeen(link) ? place() : close());
  addEventListener("scroll", scrolled, { capture: true, passive: true });
})();
