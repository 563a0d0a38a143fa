/* The network: find a name, move and enlarge the drawing, see whom somebody is tied to, choose days.
   Without this file all of it is drawn in one size, and the choice of kinds works by style alone.

   The drawing itself is painted once. It is moved and enlarged as a whole, and what changes with each
   move of the hand, names and the ties of one, is painted on a second sheet above it. */

(() => {
  "use strict";

  const drawing = document.querySelector(".network-drawn .network-drawing");
  const svg = drawing?.querySelector("svg");
  const tools = document.querySelector(".drawing-tools");
  if (!svg || !tools) return;

  const LETTERS = 13; // pixels
  const MOST_NAMES = 150;

  // What is drawn, as values. Those with most ties come first.
  const nodes = [...svg.querySelectorAll(".nodes a")].map((link) => {
    const { e: x, f: y } = link.transform.baseVal[0].matrix;
    const [kind, group] = link.classList;
    const radius = link.querySelector("circle").r.baseVal.value;
    const name = link.querySelector("title").textContent;
    return { link, x, y, kind, group: group.slice(3), radius, name, beside: new Set() };
  });
  const byLink = new Map(nodes.map((node) => [node.link, node]));
  const at = new Map(nodes.map((node) => [`${node.x} ${node.y}`, node]));
  const paths = [...svg.querySelectorAll(".lines path")].map((path) => {
    const periods = path.dataset.periods?.split(",");
    const lines = path.getAttribute("d").split("M").slice(1);
    return {
      path,
      lines: lines.map((line, place) => ({
        line: `M${line}`,
        ends: line.split("L").map((end) => at.get(end)),
        periods: periods?.[place] ? periods[place].split(".").map(Number) : [],
      })),
    };
  });

  const make = (name, parent, attributes = {}) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent.append(made);
    return made;
  };
  const sheet = make("svg", drawing, { class: "sheet-above", "aria-hidden": "true" });

  // The whole is moved at once; what was painted above it goes with it until it is painted again.
  let written = { by: 1, x: 0, y: 0 }; // when names were last written
  const movable = movableDrawing({
    drawing,
    svg,
    tools,
    moved(view) {
      const grown = view.by / written.by;
      const [right, down] = [view.x - written.x * grown, view.y - written.y * grown];
      sheet.style.transform = `translate(${right}px, ${down}px) scale(${grown})`;
    },
    rested: () => paint(),
    step(event, way) {
      const here = nodeOf(event);
      const next = here && nearest(here, way);
      if (next) go(next);
      return Boolean(here);
    },
  });
  const { place } = movable;

  // Days: a line stays that has one of those chosen, or none at all, such as that of a relation.
  const [since, until] = ["part_since", "part_until"].map((id) => document.getElementById(id));
  function join() {
    const [first, last] = since ? [Number(since.value), Number(until.value)] : [0, Infinity];
    for (const node of nodes) node.beside.clear();
    for (const { path, lines } of paths) {
      const kept = lines.filter(
        ({ periods }) => !periods.length || periods.some((one) => first <= one && one <= last),
      );
      if (kept.length < lines.length || path.dataset.cut) {
        path.dataset.cut = lines.length - kept.length || "";
        path.setAttribute("d", kept.map(({ line }) => line).join(""));
      }
      for (const { ends } of kept) {
        ends[0].beside.add(ends[1]);
        ends[1].beside.add(ends[0]);
      }
    }
    for (const node of nodes) node.link.classList.toggle("alone", !node.beside.size);
    paint();
  }

  // The sheet above: the ties of one, what was found, and as many names as have room.
  const boxes = new Map(
    [...document.querySelectorAll(".choice input")].map((box) => [box.className.slice(5), box]),
  );
  const isShown = (node) => boxes.get(node.group)?.checked !== false;
  let lit = null;
  let found = new Set();

  function paint() {
    if (!movable.box.width) return;
    written = movable.view;
    sheet.style.transform = "";
    sheet.replaceChildren();
    const near = lit ? nodes.filter((node) => lit.beside.has(node) && isShown(node)) : [];
    const marked = lit ? [lit, ...near] : [...found];
    drawing.classList.toggle("has-marked", marked.length > 0);
    const from = lit && place(lit);
    const lines = near.map(place).map(({ x, y }) => `M${from.x} ${from.y}L${x} ${y}`);
    if (lines.length) make("path", sheet, { d: lines.join("") });
    for (const node of marked) {
      const { x, y } = place(node);
      const r = Math.max(3, node.radius * movable.scale);
      make("circle", sheet, { class: node.kind, cx: x, cy: y, r });
    }
    name(lit ? marked : [...marked, ...nodes.filter(isShown)], new Set(lit ? [lit] : []));
  }

  const pencil = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  function widthOf(text) {
    if (!widths.has(text)) {
      pencil.font = `${LETTERS}px ${getComputedStyle(svg).fontFamily}`;
      widths.set(text, pencil.measureText(text).width);
    }
    return widths.get(text);
  }

  // Boxes that are taken, by the rows of the drawing in which they are.
  function room() {
    const rows = new Map();
    const within = ({ top, below }) =>
      Array.from(
        { length: Math.floor(below / 32) - Math.floor(top / 32) + 1 },
        (_, row) => row + Math.floor(top / 32),
      );
    return {
      take(box) {
        for (const row of within(box)) rows.set(row, rows.get(row) ?? []).get(row).push(box);
      },
      isFree: (box) =>
        !within(box).some((row) =>
          rows
            .get(row)
            ?.some(
              (other) =>
                box.left < other.right &&
                other.left < box.right &&
                box.top < other.below &&
                other.top < box.below,
            ),
        ),
    };
  }

  function name(wanted, always) {
    const { width, height } = movable.box;
    const taken = room();
    const seen = wanted
      .map((node) => ({ node, ...place(node), r: node.radius * movable.scale }))
      .filter(({ x, y }) => x > 0 && x < width && y > 0 && y < height);
    // A name may cover what is hardly a dot.
    for (const { x, y, r } of seen.filter((one) => one.r > 3.5))
      taken.take({ left: x - r, right: x + r, top: y - r, below: y + r });
    let names = 0;
    for (const { node, x, y, r } of seen) {
      const long = widthOf(node.name);
      const sides = [
        ["start", x + r + 4, x + r + 4],
        ["end", x - r - 4, x - r - 4 - long],
      ].map(([anchor, from, left]) => ({
        anchor,
        from,
        room: { left, right: left + long, top: y - LETTERS / 2, below: y + LETTERS / 2 },
      }));
      const side =
        sides.find(({ room }) => room.left > 0 && room.right < width && taken.isFree(room)) ??
        (always.has(node) ? sides[0] : null);
      if (!side) continue;
      taken.take(side.room);
      make("text", sheet, { x: side.from, y: y + 4, "text-anchor": side.anchor }).textContent =
        node.name;
      if (++names === MOST_NAMES) return;
    }
  }

  // Whom somebody is tied to
  const nodeOf = (event) => byLink.get(event.target.closest?.("a"));
  function light(node) {
    if (lit === node) return;
    lit = node;
    paint();
  }
  svg.addEventListener("pointerover", (event) => movable.isHeld || light(nodeOf(event) ?? null));
  svg.addEventListener("pointerleave", () => light(null));
  svg.addEventListener("focusin", (event) => light(nodeOf(event) ?? null));
  svg.addEventListener("focusout", () => light(null));

  // Keys: the marks are one stop of the tab key, and arrows lead from one to the next.
  let stop = nodes[0];
  function go(node) {
    stop.link.tabIndex = -1;
    stop = node;
    stop.link.tabIndex = 0;
    movable.show(node);
    node.link.focus({ preventScroll: true });
  }
  function nearest(here, [right, down]) {
    let [next, least] = [null, Infinity];
    for (const node of nodes) {
      const [x, y] = [node.x - here.x, node.y - here.y];
      const along = x * right + y * down;
      const far = along + 2 * Math.abs(x * down - y * right);
      if (along > 0 && far < least && isShown(node)) [next, least] = [node, far];
    }
    return next;
  }

  // Names that are looked for, without case and accents
  const field = document.getElementById("part_find");
  const told = tools.querySelector("output");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(nodes.map((node) => [node, folded(node.name)]));
  function find() {
    const wanted = folded(field.value.trim());
    found = new Set(
      wanted ? nodes.filter((node) => isShown(node) && words.get(node).includes(wanted)) : [],
    );
    told.textContent = wanted ? told.dataset.words.replace("{found}", found.size) : "";
    paint();
  }
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !found.size) return;
    event.preventDefault();
    go([...found][0]);
  });

  for (const choice of [since, until]) choice?.addEventListener("change", join);
  for (const box of boxes.values()) box.addEventListener("change", find);
  for (const node of nodes) node.link.tabIndex = -1;
  stop.link.tabIndex = 0;
  drawing.style.maxInlineSize = `${svg.viewBox.baseVal.width}px`; // a small drawing is not blown up
  movable.start();
  // A browser that comes back to the page fills in what was chosen before.
  addEventListener("pageshow", () => {
    join();
    find();
  });
  join();
})();
