/* Claims by source: show only some rows, and of the columns only those that speak in them. Links to
   the other pages of the list take the filter along, for a page knows only its own rows.
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
  const speakers = heads.map((head) => head.querySelector("a")?.getAttribute("href") ?? "#");
  const fields = [text, status, speaker];
  const others = [...document.querySelectorAll(".filter .elsewhere a, .pagination a")];
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

  const KEPT = "#filter?";

  function take() {
    if (!location.hash.startsWith(KEPT)) return;
    const kept = new URLSearchParams(location.hash.slice(KEPT.length));
    for (const field of fields) field.value = kept.get(field.name) ?? "";
  }

  function pass() {
    const kept = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    for (const link of others) {
      const [page] = link.getAttribute("href").split("#");
      link.setAttribute("href", kept.length ? page + KEPT + new URLSearchParams(kept) : page);
    }
  }

  function show() {
    pass();
    const column = speakers.indexOf(speaker.value);
    const wanted = folded(text.value).split(/\s+/).filter(Boolean);
    const shown = rows.filter((row) => {
      const fits =
        wanted.every((word) => row.words.includes(word)) &&
        (!status.value || row.status === status.value) &&
        (!speaker.value || Boolean(row.speaks[column]));
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

  for (const field of fields) field.addEventListener("input", show);
  filter.hidden = false;
  take();
  addEventListener("hashchange", () => {
    take();
    show();
  });
  // A browser that comes back to the page fills in what was chosen before.
  addEventListener("pageshow", show);
  show();
})();
