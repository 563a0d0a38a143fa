/* Annotations: layers that a reader switches off, and notes beside their lines.
   Without this file everything is shown, and notes stand beside or below their paragraph. */

(() => {
  "use strict";

  const KEY = "dossier-layers-off";
  const GAP = 12;

  const prose = document.querySelector(".annotated > .prose");
  if (!prose) return;
  const notes = [...prose.querySelectorAll(".annotation")];
  const marks = new Map(
    [...prose.querySelectorAll(".note-mark")].map((mark) => [mark.textContent.trim(), mark]),
  );
  const numbered = new Map(notes.map((note) => [note.dataset.note, note]));
  const noted = [...prose.querySelectorAll(".noted")];
  const paper = matchMedia("print");
  const wide = matchMedia("(min-width: 62rem)");
  const typesOf = (element) =>
    [...element.classList].filter((one) => one.startsWith("type-")).map((one) => one.slice(5));

  const lookOf = (note) =>
    [...note.classList].find((one) => one.startsWith("look-"))?.slice(5) ?? typesOf(note)[0];

  // What is switched off is kept for all articles. Where a page may not remember, it does without.
  function remembered() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return new Set(Array.isArray(kept) ? kept : []);
    } catch {
      return new Set();
    }
  }

  function remember(off) {
    try {
      localStorage.setItem(KEY, JSON.stringify([...off]));
    } catch {
      // then it holds for this page
    }
  }

  const off = remembered();

  const isOff = (element) => typesOf(element).every((type) => off.has(type));

  function show() {
    for (const element of [...notes, ...marks.values()]) element.hidden = isOff(element);
    for (const element of noted) mark(element, (note) => !isOff(note));
    align();
  }

  // The look of a passage is that of the notes on it which are shown: of the first, and a line more
  // where there are others.
  function mark(element, isShown) {
    const on = element.dataset.notes.split(" ").map((one) => numbered.get(one)).filter(isShown);
    const looks = [...new Set(on.map(lookOf))];
    const old = [...element.classList].filter((one) => /^(look|also)-/.test(one));
    element.classList.remove("several", ...old);
    element.classList.toggle("is-off", on.length === 0);
    if (on.length > 0) element.classList.add(`look-${looks[0]}`);
    if (on.length > 1) element.classList.add("several", `also-${looks[1] ?? looks[0]}`);
  }

  // Paper has every note, whatever is switched off.
  function print() {
    for (const element of noted) mark(element, () => true);
  }

  // Each note as high as the line of its mark, or below the one before it.
  function align() {
    prose.classList.toggle("is-aligned", wide.matches);
    prose.style.minBlockSize = "";
    if (!wide.matches) {
      for (const note of notes) note.style.insetBlockStart = "";
      return;
    }
    const top = prose.getBoundingClientRect().top;
    const free = new Map();
    let lowest = 0;
    for (const note of notes.filter((one) => !one.hidden)) {
      const mark = marks.get(note.dataset.note);
      const holder = note.offsetParent ?? prose;
      const line = mark ? mark.getBoundingClientRect().top - top : 0;
      const place = Math.max(line - 4, free.get(prose) ?? 0);
      note.style.insetBlockStart = `${place - (holder.getBoundingClientRect().top - top)}px`;
      lowest = place + note.offsetHeight;
      free.set(prose, lowest + GAP);
    }
    prose.style.minBlockSize = `${lowest}px`;
  }

  // Beside the lines nothing is folded, so there is nothing to open with a key.
  function unfold() {
    for (const note of notes) {
      note.open = wide.matches;
      note.querySelector("summary").tabIndex = wide.matches ? -1 : 0;
    }
    show();
  }

  function reveal() {
    const said = /^#note_[\da-f-]+$/.test(location.hash) && document.querySelector(location.hash);
    const note = said && said.closest(".annotation");
    if (!note) return;
    for (const type of typesOf(note)) off.delete(type);
    for (const box of boxes) box.checked = !off.has(box.value);
    show();
    note.open = true;
    note.scrollIntoView({ block: "nearest" });
  }

  const fieldset = document.querySelector(".layers fieldset");
  const boxes = fieldset ? [...fieldset.querySelectorAll("input")] : [];
  for (const box of boxes) {
    box.checked = !off.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) off.delete(box.value);
      else off.add(box.value);
      remember(off);
      show();
    });
  }
  if (fieldset) fieldset.hidden = false;

  for (const note of notes) {
    const lit = prose.querySelectorAll(`.noted[data-notes~="${note.dataset.note}"]`);
    const light = (on) => {
      note.classList.toggle("is-lit", on);
      for (const element of lit) element.classList.toggle("is-lit", on);
    };
    for (const element of [note, ...lit]) {
      element.addEventListener("pointerenter", () => light(true));
      element.addEventListener("pointerleave", () => light(false));
    }
    for (const element of [note, marks.get(note.dataset.note)]) {
      element?.addEventListener("focusin", () => light(true));
      element?.addEventListener("focusout", () => light(false));
    }
  }

  wide.addEventListener("change", unfold);
  paper.addEventListener("change", () => (paper.matches ? print() : show()));
  addEventListener("beforeprint", print);
  addEventListener("afterprint", show);
  addEventListener("resize", align);
  addEventListener("load", align);
  addEventListener("hashchange", reveal);
  document.fonts?.ready.then(align);
  unfold();
  reveal();
})();
