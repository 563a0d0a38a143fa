/* Claims by source: show only the subjects of whose claims some words are, or in which somebody
   speaks. The choice of a status works without script, and holds beside this one.
   Without this file all of them are shown. */

(() => {
  "use strict";

  const filter = document.querySelector(".filter[data-filters]");
  const list = filter && document.getElementById(filter.dataset.filters);
  if (!list) return;

  const [text, speaker] = ["text", "speaker"].map((name) =>
    filter.querySelector(`[name="${name}"]`),
  );
  const told = filter.querySelector("output");
  const held = [...document.querySelectorAll('.statuses input[name="held"]')];
  const rows = [...list.children].map((element) => ({
    element,
    words: folded(element.textContent),
    speakers: element.dataset.speakers.split(" "),
  }));

  // Compared without case, accents and points of vowels.
  function folded(words) {
    return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function show() {
    const wanted = folded(text.value).split(/\s+/).filter(Boolean);
    const status = held.find((one) => one.checked)?.value;
    let shown = 0;
    for (const row of rows) {
      const fits =
        wanted.every((word) => row.words.includes(word)) &&
        (!speaker.value || row.speakers.includes(speaker.value));
      row.element.hidden = !fits;
      shown += fits && (!status || row.element.classList.contains(`of-${status}`));
    }
    told.textContent = told.dataset.words
      .replace("{shown}", shown)
      .replace("{total}", rows.length);
  }

  for (const field of [text, speaker, ...held]) field.addEventListener("input", show);
  filter.hidden = false;
  // A browser that comes back to the page fills in what was chosen before.
  addEventListener("pageshow", show);
  show();
})();
