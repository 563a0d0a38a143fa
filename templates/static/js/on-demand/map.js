/* The map: move and enlarge it. Marks keep their size, and those that stood together have room on the
   sheet for an enlarged drawing. Without this file the sheet for the width of the window is shown. */

(() => {
  "use strict";

  const drawing = document.querySelector(".map-drawn .map-drawing");
  const svg = drawing?.querySelector("svg");
  const tools = document.querySelector(".drawing-tools");
  if (!svg || !tools) return;

  // That for the smallest drawing first, and on each of them what is in most articles.
  const placeOf = (mark) => {
    const { e: x, f: y } = mark.transform.baseVal[0].matrix;
    return { x, y };
  };
  const sheets = [...svg.querySelectorAll(".marks")].map((sheet) => ({
    sheet,
    unit: Number(sheet.dataset.unit),
    places: [...sheet.querySelectorAll("a")].map(placeOf),
  }));
  let shown = sheets[0];

  function lay() {
    const pixel = 1 / movable.scale;
    const fitting = sheets.filter(({ unit }) => pixel <= unit * 1.2);
    const chosen = fitting.at(-1) ?? sheets[0];
    svg.style.setProperty("--pixel", pixel);
    if (chosen.sheet.classList.contains("is-shown")) return;
    const lost = shown.sheet.contains(document.activeElement);
    for (const one of sheets) one.sheet.classList.toggle("is-shown", one === chosen);
    shown = chosen;
    if (lost) drawing.focus({ preventScroll: true });
  }

  // Buttons enlarge around the most important of the marks that are seen: there is the most to see.
  function around() {
    const { width, height } = movable.box;
    return shown.places
      .map(movable.place)
      .find(({ x, y }) => x > 0 && y > 0 && x < width && y < height);
  }

  const movable = movableDrawing({
    drawing,
    svg,
    tools,
    moved: () => lay(),
    rested: () => lay(),
    around,
  });

  svg.addEventListener("focusin", (event) => {
    const mark = event.target.closest("a");
    if (mark) movable.show(placeOf(mark));
  });
  movable.start();
})();
