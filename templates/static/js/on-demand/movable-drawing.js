/* A drawing that buttons, keys and the hand move and enlarge. It is moved as a whole, so it is painted
   once; the script of the page is told of each move, and when there are no more for a while. */

(() => {
  "use strict";

  globalThis.movableDrawing = ({ drawing, svg, tools, moved, rested, step, around }) => {
    const full = svg.viewBox.baseVal;
    // Which part is shown: the whole is enlarged by `by`, and its corner is at (x, y), in pixels.
    let view = { by: 1, x: 0, y: 0 };
    let waiting = 0;
    // Measured once: to ask the page between two changes would make it lay itself out each time.
    let box = { width: 0, height: 0 };
    const size = () => box.width / full.width;
    const most = () => Math.max(4, 2 / size());
    const between = (value, least, greatest) => Math.min(Math.max(value, least), greatest);
    const place = ({ x, y }) => ({
      x: x * size() * view.by + view.x,
      y: y * size() * view.by + view.y,
    });

    function look({ by, x, y }) {
      const { width, height } = box;
      const now = between(by, 1, most());
      view = { by: now, x: between(x, width * (1 - now), 0), y: between(y, height * (1 - now), 0) };
      svg.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.by})`;
      moved(view);
      drawing.classList.add("is-moving");
      drawing.classList.toggle("is-enlarged", view.by > 1);
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        drawing.classList.remove("is-moving");
        rested(view);
      }, 150);
    }

    // Enlarge around a place in the box, which stays where it is.
    const middle = () => ({ x: box.width / 2, y: box.height / 2 });
    function enlarge(times, { x, y } = around?.() ?? middle()) {
      const by = between(view.by * times, 1, most());
      const grown = by / view.by;
      look({ by, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown });
    }
    const shift = (right, down) =>
      look({
        by: view.by,
        x: view.x - right * box.width,
        y: view.y - down * box.height,
      });
    const moves = {
      in: () => enlarge(1.5),
      out: () => enlarge(1 / 1.5),
      left: () => shift(-0.25, 0),
      right: () => shift(0.25, 0),
      up: () => shift(0, -0.25),
      down: () => shift(0, 0.25),
      whole: () => look({ by: 1, x: 0, y: 0 }),
    };
    for (const button of tools.querySelectorAll("[data-move]"))
      button.addEventListener("click", () => moves[button.dataset.move]());

    // What has the focus must be seen.
    function show(point) {
      const { x, y } = place(point);
      if (x > 0 && y > 0 && x < box.width && y < box.height) return;
      look({ by: view.by, x: view.x + middle().x - x, y: view.y + middle().y - y });
    }

    // Keys: the arrows move the drawing, unless the page has a use for them.
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const sized = { "+": "in", "-": "out", 0: "whole" };
    drawing.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const way = ways[event.key];
      if (!way && !sized[event.key]) return;
      event.preventDefault();
      if (!way) moves[sized[event.key]]();
      else if (!step?.(event, way)) shift(way[0] / 4, way[1] / 4);
    });

    // The hand. Until the drawing is enlarged there is nothing to move in it, and a finger scrolls
    // the page.
    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && event.isPrimary && view.by > 1)
        held = { x: event.clientX, y: event.clientY, from: view, moved: false };
    });
    addEventListener("pointermove", (event) => {
      if (!held || !event.isPrimary) return;
      const [right, down] = [event.clientX - held.x, event.clientY - held.y];
      held.moved ||= Math.hypot(right, down) > 4;
      if (held.moved) look({ by: view.by, x: held.from.x + right, y: held.from.y + down });
    });
    for (const end of ["pointerup", "pointercancel"])
      addEventListener(end, () => setTimeout(() => (held = null)));
    svg.addEventListener("click", (event) => held?.moved && event.preventDefault(), true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    drawing.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const corner = drawing.getBoundingClientRect();
        const here = { x: event.clientX - corner.x, y: event.clientY - corner.y };
        enlarge(Math.exp(-event.deltaY / 300), here);
      },
      { passive: false },
    );

    function measure() {
      const { clientWidth: width, clientHeight: height } = svg;
      if (width === box.width && height === box.height) return;
      box = { width, height };
      moves.whole();
      rested(view);
    }

    return {
      place,
      show,
      get view() {
        return view;
      },
      get box() {
        return box;
      },
      // How many pixels a unit of the drawing is.
      get scale() {
        return size() * view.by;
      },
      get isHeld() {
        return held !== null;
      },
      start() {
        tools.hidden = false;
        drawing.classList.add("is-fitted");
        measure();
        new ResizeObserver(measure).observe(drawing);
      },
    };
  };
})();
