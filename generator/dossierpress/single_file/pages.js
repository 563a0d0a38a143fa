/* A dossier in one file: shows one page at a time as if it were loaded, with its title, its language,
   its scripts and its cards, and keeps the others out of the document until they are asked for.
   Without this script a style sheet shows the section that the address leads to. */

(() => {
  "use strict";

  // Each runs once, when its page is shown for the first time, and hears of nothing while the page is away.
  const pageScripts = [];

  const root = document.documentElement;
  const holder = document.getElementById("page_main");
  const pages = new Map([...holder.children].map((section) => [section.id, { section }]));
  const front = pages.values().next().value;
  let current; // the page that is shown
  let place = ""; // where in it, as the address has it
  let shown = holder; // the element that is or will be its `main`
  let chrome = 0; // what surrounds it
  let entry = history.state?.entry ?? Math.random(); // of the history, in which it has this name
  const left = new Map(); // entry -> how its page was left

  // Addresses: `#page/claims/x.html:p-1`.

  function plain(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function wanted(hash) {
    const [, id, within = ""] = /^#(page\/.*?\.html)(?::(.*))?$/.exec(hash) ?? [];
    const page = id && pages.get(plain(id));
    if (page) return [page, within];
    return [current ?? front, current ? hash.slice(1) : ""];
  }

  const hashOf = (page, within) => `#${encodeURI(page.section.id)}${within && `:${within}`}`;

  // A page is made of its section when it is shown for the first time: ids are then those that it has as a page
  // of its own, as its scripts know them.

  function make(page) {
    const { id, dataset, classList } = page.section;
    const main = document.createElement("main");
    main.id = "page_main";
    main.className = [...classList].filter((one) => one !== "page").join(" ");
    main.append(...page.section.childNodes);
    const before = `${id}:`;
    for (const element of main.querySelectorAll("*"))
      for (const { name, value } of [...element.attributes])
        if (value.includes(before) && !(name === "href" && element.localName === "a"))
          element.setAttribute(name, value.replaceAll(before, ""));
    page.main = main;
    page.cards = dataset.cards && cardsOf(page, dataset.cards);
  }

  const cardSets = new Map();

  function cardsOf(page, lang) {
    if (!cardSets.has(lang)) {
      const [box, ...all] = document.getElementById(`cards/${lang}`).content.children;
      const byHref = all.map((card) => [card.querySelector("a").getAttribute("href"), card]);
      cardSets.set(lang, { box, all: new Map(byHref) });
    }
    const { box, all } = cardSets.get(lang);
    const own = hashOf(page, "");
    const links = [...page.main.querySelectorAll("a[href^='#page/']")].map((one) => one.getAttribute("href"));
    const led = new Set(links.flatMap((href) => [href, href.replace(/(\.html):.*$/, "$1")]));
    const template = document.createElement("template");
    template.id = "page_cards";
    template.content.append(box.cloneNode(true));
    for (const href of led)
      if (all.has(href) && href.replace(/(\.html):.*$/, "$1") !== own)
        template.content.append(all.get(href).cloneNode(true));
    return template;
  }

  // What a script of a page takes for the window's own.

  function run(page) {
    const listen = (type, act, options) =>
      addEventListener(type, (event) => page === current && act(event), options);
    const here = {
      get hash() {
        return place && `#${place}`;
      },
      get pathname() {
        return location.pathname;
      },
      get href() {
        return location.href;
      },
      set href(to) {
        location.href = to;
      },
    };
    const past = {
      replaceState(_, title, to) {
        place = to.startsWith("#") ? to.slice(1) : "";
        history.replaceState(history.state, title, hashOf(page, place));
      },
    };
    for (const number of (page.section.dataset.scripts ?? "").split(" ").filter(Boolean)) {
      try {
        pageScripts[number](listen, here, past);
      } catch (error) {
        reportError(error);
      }
    }
  }

  // What surrounds a page.

  function around(middle) {
    const siblings = [...middle.parentNode.children];
    const at = siblings.indexOf(middle);
    const end = siblings.findIndex((one, place) => place > at && /^(template|script)$/.test(one.localName));
    return [siblings.slice(0, at), siblings.slice(at + 1, end < 0 ? undefined : end)];
  }
  const chromes = [around(holder)];

  function surround(number) {
    if (number === chrome) return;
    chromes[number] ??= around(document.getElementById(`chrome/${number}`).content.querySelector("[data-page]"));
    const checked = [...document.querySelectorAll(".colours :checked")].map((one) => one.id);
    for (const one of chromes[chrome].flat()) one.remove();
    const [above, below] = chromes[number];
    shown.before(...above);
    shown.after(...below);
    chrome = number;
    for (const id of checked) document.getElementById(id).checked = true;
  }

  function name({ section }) {
    const { title, address = "", edition = "", current: links = "" } = section.dataset;
    document.title = title;
    root.lang = section.lang;
    root.dir = section.dir;
    root.dataset.address = address;
    root.dataset.edition = edition;
    const words = links.split(" ");
    const leading = new Map(words.map((word, at) => [words[at + 1], word]).filter((_, at) => at % 2 === 0));
    for (const link of chromes[chrome].flat().flatMap((one) => [...one.querySelectorAll("a")])) {
      const kind = leading.get(link.getAttribute("href"));
      if (kind) link.setAttribute("aria-current", kind);
      else link.removeAttribute("aria-current");
    }
    for (const one of document.querySelectorAll(".foot .printed bdi")) one.textContent = address;
    for (const menu of document.querySelectorAll(".masthead details[open]")) menu.open = false;
  }

  function show(page) {
    const isNew = !page.main;
    if (isNew) make(page);
    current?.cards && current.cards.remove();
    shown.replaceWith(page.main);
    shown = page.main;
    current = page;
    surround(Number(page.section.dataset.chrome));
    name(page);
    if (page.cards) document.body.append(page.cards);
    if (isNew) run(page);
  }

  // Where in the page the reader is.

  function focus(element) {
    if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
      element.tabIndex = -1;
      element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
    }
    element.focus({ preventScroll: true });
  }

  function mark(within) {
    for (const one of shown.querySelectorAll(".is-target")) one.classList.remove("is-target");
    const target = within && document.getElementById(plain(within));
    if (target) target.classList.add("is-target");
    return target;
  }

  function enter(within) {
    const target = mark(within);
    if (!target) {
      scrollTo({ top: 0, behavior: "instant" });
      if (!shown.contains(document.activeElement)) focus(shown.querySelector("h1") ?? shown);
      return;
    }
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    // A field stays where it is, if it is to be seen.
    target.scrollIntoView({ behavior: "instant", block: target.matches("input") ? "nearest" : "start" });
    focus(target);
  }

  function comeBack({ top, focused }) {
    mark(place);
    if (focused?.isConnected) focused.focus({ preventScroll: true });
    scrollTo({ top, behavior: "instant" });
  }

  // The history: an entry that has a name was visited before.

  const leave = () => left.set(entry, { top: scrollY, focused: document.activeElement });

  addEventListener("hashchange", () => {
    leave();
    const [page, within] = wanted(location.hash);
    const kept = history.state?.top === undefined ? undefined : history.state;
    const before = left.get(history.state?.entry) ?? kept;
    entry = history.state?.entry ?? Math.random();
    history.replaceState({ entry, top: before?.top }, "");
    place = within;
    if (page !== current) show(page);
    if (before) comeBack(before);
    else enter(within);
  });
  for (const type of ["scrollend", "pagehide"]) // whichever a browser knows and lets keep it
    addEventListener(type, () => history.replaceState({ entry, top: scrollY }, ""));

  history.scrollRestoration = "manual";
  const top = history.state?.top;
  const [page, within] = wanted(location.hash);
  history.replaceState({ entry, top }, "");
  place = within;
  show(page);
  if (top !== undefined) comeBack({ top });
  else if (within) enter(within);
})();
