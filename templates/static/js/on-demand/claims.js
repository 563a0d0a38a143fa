/* Claims by source: show only some rows, and of the columns only those that speak in them.
   Without this file all of them are shown. */

(() => {
  "use strict";

  const filter = document.querySelector(".filter[data-filters]");
  const table = filter && document.getElementById(filter.dataset.filters);
  if (!table) return;

  const [text, status, speaker] = ["text", "status", "speaker"].map((name) =>
    filter.querySelector(`[name="${name}"]`),
  );
  const told = filter.querySelector("output");
  const heads = [...table.querySelectorAll("thead .party")];
  const rows = [...table.querySelectorAll("tbody tr")].map((element) => {
    const cells = [...element.querySelectorAll(".cell")];
    return {
      element,
      cells,
      speaks: cells.map((cell) => /\bis-/.test(cell.className)),
      words: folded(
        [...element.querySelectorAll("th, .held, .said")].map((one) => one.textContent).join(" "),
      ),
      status: element.dataset.status,
    };
  });

  // Compared without case, accents and points of vowels.
  function folded(words) {
    return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function show() {
    const wanted = folded(text.value).split(/\s+/).filter(Boolean);
    const shown = rows.filter((row) => {
      const fits =
        wanted.every((word) => row.words.includes(word)) &&
        (!status.value || row.status === status.value) &&
        (!speaker.value || row.speaks[Number(speaker.value)]);
      row.element.hidden = !fits;
      return fits;
    });
    heads.forEach((head, column) => {
      const silent = shown.length > 0 && !shown.some((row) => row.speaks[column]);
      head.hidden = silent;
      for (const row of rows) row.cells[column].hidden = silent;
    });
    told.textContent = told.dataset.words
      .replace("{shown}", shown.length)
      .replace("{total}", rows.length);
  }

  for (const field of [text, status, speaker]) field.addEventListener("input", show);
  filter.hidden = false;
  // A browser that comes back to the page fills in what was chosen before.
  addEventListener("pageshow", show);
  show();
})();
