/* The search. Its index lies in small scripts, which are loaded as they are needed and hand their
   data to `dossierSearch`: so it works from disk, where a page can fetch nothing.
   Without this file the page is a list of all names. */

(() => {
  "use strict";

  const box = document.getElementById("part_search");
  if (!box) return;
  const { index, library, root } = box.dataset;
  const field = box.querySelector("[name=q]");
  const filters = Object.fromEntries(
    ["kind", "tag", "source", "year"].map((name) => [name, box.querySelector(`select[name=${name}]`)]),
  );
  const told = box.querySelector("[role=status]");
  const results = box.querySelector(".results");
  const names = document.getElementById("part_names");
  const said = told.dataset;
  const typeWords = Object.fromEntries(
    [...box.querySelectorAll("[data-type]")].map((one) => [one.dataset.type, one.textContent]),
  );
  const folders = { article: "articles", entity: "entities", source: "sources", claim: "claims" };

  const FIRST = 10; // texts that are shown before somebody asks for more
  const IN_GROUP = 5; // names of a kind
  const LONGEST = 280; // signs of a sentence
  const PREFIX_FROM = 3; // letters from which on the last word may go on
  const WAIT = 90; // milliseconds after a key
  const NUMBERS = 4096; // of each block
  const USUAL_LENGTH = 400; // words of a text

  // Files of the index.

  const loads = new Map();

  function load(path) {
    if (!loads.has(path)) {
      const held = document.getElementById(path);
      loads.set(path, held ? takeOver(held) : loadScript(path));
    }
    return loads.get(path);
  }

  function loadScript(path) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = path;
      script.onload = () => {
        script.remove();
        done();
      };
      script.onerror = () => {
        script.remove();
        loads.delete(path);
        failed(new Error(path));
      };
      document.head.append(script);
    });
  }

  // A dossier in one file has an element for each file: data, or the library, which has run.
  async function takeOver(held) {
    const name = held.dataset.function;
    if (name) globalThis.dossierSearch[name](...JSON.parse(held.textContent));
  }

  const shards = new Map(); // "block-number" -> Map of word -> postings
  const texts = new Map(); // "block-number" -> text
  const records = []; // all that has a name
  let contents;
  let table;

  globalThis.dossierSearch = {
    contents: (data) => (contents = data),
    folding: (data) => (table = unpacked(data)),
    words: (name, lines) =>
      shards.set(name, new Map(lines.split("\n").map((line) => line.split(":")))),
    text: (name, data) => texts.set(name, data),
    names: (_, groups) => {
      for (const [group, rows] of Object.entries(groups)) {
        for (const [id, lang, name, ...others] of rows) {
          records.push({ key: `${group}/${id}`, group, id, lang, name, others });
        }
      }
    },
    fold: (text) => folded(text).text,
    words_of: wordsOf,
    find: async (query, wanted = {}) => {
      await ready();
      return (await findTexts(asked(query), wanted)).map(([text]) => textName(text));
    },
    find_names: async (query) => {
      await ready();
      return findNames(asked(query)).map((one) => one.key);
    },
  };

  let readiness;

  function ready() {
    readiness ??= (async () => {
      const first = [load(`${index}/contents.js`), load(`${index}/folding.js`), load(library)];
      await Promise.all(first);
      await Promise.all(contents.names.map((part) => load(`${index}/names/${part}.js`)));
      fillFilters();
      setTimeout(namesIndex); // while the reader types
    })();
    readiness.catch(() => (readiness = undefined));
    return readiness;
  }

  // Folding: the same as that of the builder, whose table this is.

  function unpacked(data) {
    const ranges = (packed) => {
      let at = 0;
      return packed.split(" ").map((one) => {
        const [gap, length] = one.split(".").map((digits) => parseInt(digits, 36));
        const first = at + gap;
        at = first + length;
        return [first, at];
      });
    };
    const set = (packed) =>
      ranges(packed)
        .map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`)
        .join("");
    const digits = new Map();
    for (const [first, last] of ranges(data.zeros)) {
      for (let zero = first; zero <= last; zero++) {
        for (let digit = 0; digit < 10; digit++) {
          digits.set(String.fromCodePoint(zero + digit), String(digit));
        }
      }
    }
    return {
      decomposed: new RegExp(`[${set(data.decomposed)}]`, "u"),
      dropped: new RegExp(`[${set(data.dropped)}]`, "u"),
      words: new RegExp(`([${set(data.spaced)}]+)|([${set(data.unspaced)}]+)`, "gu"),
      letters: new Map(Object.entries(data.letters)),
      digits,
      known: new Map(),
    };
  }

  function foldedSign(sign) {
    let found = table.known.get(sign);
    if (found === undefined) {
      let signs = [sign];
      if (table.decomposed.test(sign)) {
        const lower = [...sign.normalize("NFKD")].map((one) => one.toLowerCase()).join("");
        signs = [...lower.normalize("NFKD")];
      }
      found = signs
        .filter((one) => !table.dropped.test(one))
        .map((one) => table.letters.get(one) ?? table.digits.get(one) ?? one)
        .join("");
      table.known.set(sign, found);
    }
    return found;
  }

  const COMPOSING = /[\u1161-\u1175\u11a8-\u11c2\u3099\u309a]/;

  // A text folded, and for each unit of that where it stands in the text.
  function folded(text) {
    const signs = [];
    let at = 0;
    for (const sign of text) {
      for (const one of foldedSign(sign)) {
        const last = signs[signs.length - 1];
        const joined = last && COMPOSING.test(one) ? (last[0] + one).normalize("NFC") : "";
        if ([...joined].length === 1) last[0] = joined;
        else signs.push([one, at]);
      }
      at += sign.length;
    }
    const places = [];
    for (const [one, place] of signs) for (let unit = 0; unit < one.length; unit++) places.push(place);
    places.push(text.length);
    return { text: signs.map(([one]) => one).join(""), places };
  }

  function wordsOf(text) {
    const found = [];
    for (const [, spaced, unspaced] of folded(text).text.matchAll(table.words)) {
      if (spaced) found.push(spaced);
      else {
        const signs = [...unspaced];
        for (let at = 0; at + 1 < signs.length; at++) found.push(signs[at] + signs[at + 1]);
        found.push(signs[signs.length - 1]);
      }
    }
    return found;
  }

  // What is asked for: words, of which the last may go on; and runs of signs without spaces.
  function asked(query) {
    const found = [...folded(query).text.matchAll(table.words)].map(([, spaced, unspaced]) =>
      spaced ? { word: spaced } : { run: unspaced, signs: [...unspaced] },
    );
    const last = found[found.length - 1];
    if (last?.word && last.word.length >= PREFIX_FROM && !/\s$/.test(query)) last.open = true;
    return found;
  }

  // Words in shards.

  function compared(one, other) {
    // By code points, as the builder sorts.
    const a = [...one];
    const b = [...other];
    for (let at = 0; at < a.length && at < b.length; at++) {
      const difference = a[at].codePointAt(0) - b[at].codePointAt(0);
      if (difference) return difference;
    }
    return a.length - b.length;
  }

  function shardOf(firsts, word) {
    let low = 0;
    let high = firsts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (compared(firsts[middle], word) <= 0) low = middle;
      else high = middle;
    }
    return low;
  }

  // Text -> weight, of all texts that have a word, or one that begins with it.
  async function textsWith(word, open) {
    const wanted = [];
    contents.firsts.forEach((firsts, block) => {
      if (!firsts.length) return;
      let at = shardOf(firsts, word);
      wanted.push([block, at]);
      while (open && firsts[at + 1]?.startsWith(word)) wanted.push([block, ++at]);
    });
    await Promise.all(wanted.map(([block, at]) => load(`${index}/words/${block}-${at}.js`)));
    const found = new Map();
    for (const [block, at] of wanted) {
      const shard = shards.get(`${block}-${at}`);
      if (!open) add(found, block, shard.get(word), 1);
      else {
        for (const [other, postings] of shard) {
          if (other.startsWith(word)) add(found, block, postings, other === word ? 1 : 0.6);
        }
      }
    }
    return found;
  }

  function add(found, block, postings, share) {
    if (!postings) return;
    const bytes = atob(postings);
    for (let at = 0; at < bytes.length; at += 2) {
      const posting = (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
      const text = block * NUMBERS + (posting >> 4);
      found.set(text, Math.max(found.get(text) ?? 0, (posting & 15) * share));
    }
  }

  const textName = (text) => `${Math.floor(text / NUMBERS)}-${text % NUMBERS}`;

  async function findTexts(parts, wanted) {
    const terms = [];
    for (const { word, open, signs } of parts) {
      if (word) terms.push([word, open]);
      // Whoever asks for one sign finds the pairs that begin with it.
      else if (signs.length === 1) terms.push([signs[0], true]);
      else for (let at = 0; at + 1 < signs.length; at++) terms.push([signs[at] + signs[at + 1], false]);
    }
    if (!terms.length) return [];
    if (wanted.type) terms.push([`^${wanted.type}`, false]);
    if (wanted.tag) terms.push([`#${wanted.tag}`, false]);
    if (wanted.source) terms.push([`@${wanted.source}`, false]);
    if (wanted.year) terms.push([`=${wanted.year}`, false]);
    const [lengths, ...found] = await Promise.all(
      [["%", false], ...terms].map(([word, open]) => textsWith(word, open)),
    );
    // What a word tells is the more, the fewer texts have it, and the oftener and the shorter the text.
    const rarities = new Map(found.map((one) => [one, Math.log(1 + contents.texts / (one.size || 1))]));
    found.sort((one, other) => one.size - other.size);
    const matching = [];
    for (const text of found[0].keys()) {
      if (!found.every((one) => one.has(text))) continue;
      const length = 20 * 2 ** (lengths.get(text) / 1.5);
      const usual = 0.3 + (0.9 * length) / USUAL_LENGTH;
      let sum = 0;
      for (const one of found) sum += (rarities.get(one) * one.get(text)) / (one.get(text) + usual);
      matching.push([text, sum]);
    }
    return matching.sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  }

  // What of a text is shown.

  // Ranges of a text that are asked for, and which parts of the question they answer.
  function marksIn(text, parts) {
    const { text: plain, places } = folded(text);
    const marks = [];
    const met = new Set();
    const mark = (start, length, part) => {
      marks.push([places[start], places[start + length]]);
      met.add(part);
    };
    for (const found of plain.matchAll(table.words)) {
      const [stretch, spaced] = found;
      for (const part of parts) {
        if (spaced && (part.open ? stretch.startsWith(part.word) : stretch === part.word)) {
          mark(found.index, stretch.length, part);
        } else if (!spaced && part.run) {
          for (let at = stretch.indexOf(part.run); at >= 0; at = stretch.indexOf(part.run, at + 1)) {
            mark(found.index + at, part.run.length, part);
          }
        }
      }
    }
    return { marks: marks.sort((one, other) => one[0] - other[0]), met };
  }

  function bestOf(text, parts) {
    const met = new Set(marksIn(text.title, parts).met);
    let best = { anchor: "", text: "", marks: [], met: new Set() };
    for (const [anchor, words] of text.paragraphs) {
      const { marks, met: here } = marksIn(words, parts);
      for (const part of here) met.add(part);
      if (here.size > best.met.size) best = { anchor, text: words, marks, met: here };
    }
    // The pairs of a run may stand apart from one another.
    return parts.every((part) => met.has(part)) ? best : undefined;
  }

  function sentences(text, lang) {
    if (!globalThis.Intl?.Segmenter) return [[0, text.length]];
    const found = new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text);
    return [...found].map((one) => [one.index, one.index + one.segment.length]);
  }

  function shortened({ text, marks }, lang) {
    const holding = sentences(text, lang).map(([start, end]) => ({
      start,
      end,
      marks: marks.filter(([from, to]) => from >= start && to <= end),
    }));
    let { start, end, marks: inside } = holding.reduce(
      (best, one) => (one.marks.length > best.marks.length ? one : best),
      { start: 0, end: text.length, marks: [] },
    );
    if (end - start > LONGEST) {
      const [from] = inside[0] ?? [start];
      const begin = Math.max(start, from - LONGEST / 3);
      const space = begin > start ? text.indexOf(" ", begin) : -1;
      if (begin > start) start = space > 0 && space < from ? space + 1 : begin;
      const stop = Math.min(end, start + LONGEST);
      const before = text.lastIndexOf(" ", stop);
      end = stop < end && before > from ? before : stop;
    }
    return { start, end, marks: inside.filter(([from, to]) => from >= start && to <= end) };
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function marked(text, marks, start = 0, end = text.length) {
    const parts = [];
    let done = start;
    for (const [from, to] of marks) {
      if (from < done) continue;
      parts.push(text.slice(done, from), element("mark", { class: "match" }, text.slice(from, to)));
      done = to;
    }
    parts.push(text.slice(done, end));
    return parts;
  }

  function textItem(text, best, parts) {
    // In a dossier of one file, pages are fragments, and what stands in them comes after a colon.
    const fragment = best.anchor && (root[0] === "#" ? ":" : "#") + encodeURIComponent(best.anchor);
    const { lang, dir } = text;
    const link = element(
      "a",
      { href: root + text.href + fragment, class: "found" },
      element("bdi", { lang, dir }, ...marked(text.title, marksIn(text.title, parts).marks)),
    );
    const note = element("p", { class: "note" }, element("span", {}, typeWords[text.type]));
    if (text.date) note.append(" ", element("span", { class: "date" }, text.date));
    const item = element("li", {}, element("p", { class: "headline" }, link), note);
    if (best.text) {
      const { start, end, marks } = shortened(best, lang);
      const words = marked(best.text, marks, start, end);
      if (start > 0) words.unshift("… ");
      if (end < best.text.length) words.push(" …");
      item.append(element("p", { class: "sentence", lang, dir }, ...words));
    }
    return item;
  }

  // Names.

  let library_;

  function namesIndex() {
    if (!library_) {
      library_ = new globalThis.MiniSearch({
        idField: "key",
        fields: ["name", "others"],
        extractField: (record, of) => (of === "others" ? record.others.join(" \n ") : record[of]),
        tokenize: wordsOf,
        processTerm: (term) => term,
      });
      library_.addAll(records);
    }
    return library_;
  }

  // A word with two neighbouring letters exchanged, in all ways.
  const exchanged = (word) =>
    [...word].slice(1).map((_, at) => {
      const signs = [...word];
      [signs[at], signs[at + 1]] = [signs[at + 1], signs[at]];
      return signs.join("");
    });

  function findNames(parts) {
    if (!parts.length) return [];
    const known = new Map(records.map((one) => [one.key, one]));
    const terms = parts.flatMap(({ word, signs }) =>
      word
        ? [word]
        : signs.length === 1
          ? signs
          : signs.slice(1).map((sign, at) => signs[at] + sign),
    );
    const found = namesIndex().search(
      {
        combineWith: "AND",
        queries: terms.map((term) => ({
          combineWith: "OR",
          queries: [
            term,
            // The library counts two letters that are exchanged as two slips.
            { queries: term.length > 3 ? exchanged(term) : [], prefix: false, fuzzy: 0, boostTerm: () => 0.5 },
          ],
        })),
      },
      {
        tokenize: (text) => [text],
        boost: { name: 2 },
        prefix: (term) => [...term].length > 1 || parts.some((one) => one.signs?.length === 1),
        fuzzy: (term) => ([...term].length > 3 ? 1 : 0),
      },
    );
    return found.map((one) => known.get(one.id));
  }

  function nameItem(record, asked) {
    const parts = asked.map((part) => (part.word ? { ...part, open: true } : part));
    const { group, id, lang, name, others } = record;
    const type = group.split("/")[0];
    const { marks, met } = marksIn(name, parts);
    const href = `${root}${folders[type]}/${encodeURIComponent(id)}.html`;
    const link = element("a", { href, class: "found" }, element("bdi", { lang }, ...marked(name, marks)));
    const item = element("li", {}, element("p", { class: "headline" }, link));
    const other = met.size < parts.length && others.find((one) => marksIn(one, parts).met.size > met.size);
    if (other) {
      item.append(
        element("p", { class: "note" }, element("bdi", {}, ...marked(other, marksIn(other, parts).marks))),
      );
    }
    return item;
  }

  // The page.

  function fillFilters() {
    const fill = (select, options) => {
      select.append(...options.map(([value, text]) => element("option", { value }, text)));
      select.closest("p").hidden = options.length === 0;
    };
    const by = new Intl.Collator(contents.lang).compare;
    const byText = (options) => options.sort((one, other) => by(one[1], other[1]));
    fill(filters.tag, byText([...contents.tags]));
    fill(filters.year, contents.years.map((year) => [String(year), String(year)]));
    fill(
      filters.source,
      byText(records.filter((one) => one.group === "source").map((one) => [one.id, one.name])),
    );
  }

  const section = (id, title, count, list) =>
    element(
      "section",
      { "aria-labelledby": id, class: "group" },
      element("h2", { id }, title, " ", element("span", { class: "count" }, String(count))),
      list,
    );

  function withMore(list, items, shown, show) {
    list.append(...items.slice(0, shown).map(show));
    const rest = items.slice(shown);
    if (!rest.length) return [];
    const words = said.more.replace("{more}", rest.length);
    const button = element("button", { type: "button", class: "more" }, words);
    button.addEventListener("click", () => {
      const added = rest.map(show);
      list.append(...added);
      button.remove();
      added[0].querySelector("a").focus();
    });
    return [button];
  }

  function nameGroups(found, parts) {
    const labels = new Map([...filters.kind.options].map((one) => [one.value, one.textContent]));
    return [...labels.keys()].flatMap((group) => {
      const some = found.filter((one) => one.group === group);
      if (!some.length) return [];
      const list = element("ol");
      const made = section(`found_${group.replace("/", "_")}`, labels.get(group), some.length, list);
      made.append(...withMore(list, some, IN_GROUP, (one) => nameItem(one, parts)));
      return [made];
    });
  }

  // Texts with what of them matches, from a place in the list of candidates on.
  async function shownTexts(candidates, from, parts) {
    const items = [];
    let at = from;
    while (items.length < FIRST && at < candidates.length) {
      const some = candidates.slice(at, at + FIRST).map(([text]) => textName(text));
      await Promise.all(some.map((name) => load(`${index}/texts/${name}.js`)));
      for (const name of some) {
        at += 1;
        const text = texts.get(name);
        const best = bestOf(text, parts);
        if (best) items.push(textItem(text, best, parts));
        if (items.length === FIRST) break;
      }
    }
    return { items, next: at };
  }

  async function textGroup(candidates, parts) {
    const list = element("ol");
    const { items, next } = await shownTexts(candidates, 0, parts);
    if (!items.length) return { count: 0, sections: [] };
    // Where pairs of signs stand apart, only what was looked at is known.
    const exact = next === candidates.length;
    const count = exact ? items.length : candidates.length;
    const made = section("found_texts", said.texts, count, list);
    list.append(...items);
    let place = next;
    if (place < candidates.length) {
      const button = element("button", { type: "button", class: "more" });
      const label = () => (button.textContent = said.more.replace("{more}", Math.min(FIRST, candidates.length - place)));
      label();
      button.addEventListener("click", async () => {
        const more = await shownTexts(candidates, place, parts);
        place = more.next;
        list.append(...more.items);
        if (place < candidates.length) label();
        else button.remove();
        more.items[0]?.querySelector("a").focus();
      });
      made.append(button);
    }
    return { count, sections: [made] };
  }

  let current = 0;

  async function run() {
    const query = field.value.trim() ? field.value : "";
    remember();
    const mine = ++current;
    if (!query) {
      results.replaceChildren();
      told.textContent = "";
      names.hidden = false;
      return;
    }
    try {
      if (!library_) told.textContent = said.loading;
      await ready();
      if (mine !== current) return;
      const parts = asked(query);
      const kind = filters.kind.value;
      const [tag, source, year] = [filters.tag.value, filters.source.value, filters.year.value];
      const ofTexts = tag || source || year;
      const found = ofTexts || kind === "article" || kind === "page" ? [] : findNames(parts);
      const fitting = kind ? found.filter((one) => one.group === kind) : found;
      const candidates = await findTexts(parts, { type: kind, tag, source, year });
      const { count, sections } = await textGroup(candidates, parts);
      if (mine !== current) return;
      names.hidden = true;
      results.replaceChildren(...nameGroups(fitting, parts), ...sections);
      told.textContent =
        fitting.length || count
          ? said.found.replace("{names}", fitting.length).replace("{texts}", count)
          : said.nothing;
    } catch {
      if (mine === current) told.textContent = said.failed;
    }
  }

  // The question stands in the address, so that whoever comes back finds it.
  function remember() {
    const kept = new URLSearchParams();
    for (const one of [field, ...Object.values(filters)]) if (one.value) kept.set(one.name, one.value);
    const hash = String(kept) ? `#find?${kept}` : "";
    if (hash === location.hash || (!hash && !location.hash.startsWith("#find?"))) return;
    try {
      history.replaceState(null, "", hash || location.pathname);
    } catch {
      // then it is not kept
    }
  }

  async function recall() {
    if (!location.hash.startsWith("#find?")) return;
    const kept = new URLSearchParams(location.hash.slice("#find?".length));
    field.value = kept.get("q") ?? "";
    await ready();
    for (const [name, select] of Object.entries(filters)) select.value = kept.get(name) ?? "";
    run();
  }

  const links = () => [...results.querySelectorAll("a.found, button.more")];

  function move(event) {
    const all = links();
    const at = all.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const isField = document.activeElement === field;
    if (!(event.key in steps) || (isField && event.key !== "ArrowDown") || !all.length) return;
    if (!isField && at < 0) return;
    event.preventDefault();
    const to = steps[event.key];
    if (to < 0) field.focus();
    else all[Math.min(to, all.length - 1)].focus();
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (document.activeElement === field) {
        if (!field.value) return;
        field.value = "";
        run();
      } else if (results.contains(document.activeElement)) field.focus();
      else return;
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      links()[0]?.click();
    } else move(event);
  });

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, WAIT);
  });
  for (const select of Object.values(filters)) select.addEventListener("change", run);

  const key = box.querySelector("[name=key]");
  try {
    key.checked = localStorage.getItem("dossier-search-key") !== "off";
  } catch {
    key.closest("p").hidden = true;
  }
  key.addEventListener("change", () => {
    try {
      localStorage.setItem("dossier-search-key", key.checked ? "on" : "off");
    } catch {
      // then it holds nowhere
    }
  });

  box.hidden = false;
  const enter = () => {
    if (location.hash === `#${field.id}` || location.hash.startsWith("#find?")) field.focus({ preventScroll: true });
  };
  enter();
  addEventListener("hashchange", enter);
  ready().catch(() => (told.textContent = said.failed));
  recall();
})();
