"""The file: head, masthead and foot once, each page a section, and what their scripts need."""

import re
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from html import escape
from importlib.resources import files

from msgspec import Struct
from msgspec.msgpack import Decoder, encode

from dossierpress.engine.batching import shares
from dossierpress.engine.forked import Run, inline
from dossierpress.kernel import routes
from dossierpress.search import scripts as search_scripts
from dossierpress.single_file.addresses import page_id
from dossierpress.single_file.edition import PublishedEdition
from dossierpress.single_file.embedding import data_address
from dossierpress.single_file.page_reader import PageTaken, leads_on, take_page
from dossierpress.single_file.styles import inlined_styles

_IN_HEAD = ("viewport", "referrer", "description", "author", "color-scheme")
"""Names of what the head of the front page says, and the file too."""
_LIBRARY = re.compile(r"static/js/search/[^/]+\.js")
_TOGETHER = 8
"""Pages of a batch, at least."""
_TAKEN = Decoder(tuple[PageTaken, ...])
_PAGE_SCRIPTS = "const pageScripts = [];"
"""The line of pages.js that the scripts of all pages are put into."""


class SingleFile(Struct, frozen=True, kw_only=True):
    """A dossier in one file."""

    text: str
    """All of it but the beginning of its first tag, in which it says what it is."""
    pages: int
    left_out: tuple[str, ...]
    """Files that pages lead to, and that are not in it."""


def single_file(edition: PublishedEdition, *, run: Run = inline) -> SingleFile:
    """Make one file of an edition: of the same edition always the same.

    Args:
        edition: What is published.
        run: Runs a function over batches.
    """
    document = _Document(edition, _pages_of(edition, run))
    return SingleFile(
        text="".join(document.parts()),
        pages=len(document.pages),
        left_out=tuple(sorted({path for page in document.pages for path in page.left_out})),
    )


class _Document:
    """The file of one edition."""

    def __init__(self, edition: PublishedEdition, pages: tuple[PageTaken, ...]) -> None:
        self._edition = edition
        self.pages = pages
        # Without script, the first of them surrounds all pages.
        self._chromes = [
            one for one, _ in Counter(page.chrome for page in self.pages).most_common()
        ]
        self._scripts = list(dict.fromkeys(code for page in self.pages for code in page.scripts))

    def parts(self) -> Iterator[str]:
        """All of it, piece by piece."""
        top, bottom = self._chromes[0]
        root = self.pages[0].root
        kept = {name: root.get(name, "") for name in ("lang", "dir", "data-site")}
        yield f"{_attributes(kept)}>\n<head>\n"
        yield from self._head()
        yield f"</head>\n<body>\n{top}\n"
        yield '<main id="page_main" class="pages">\n'
        for page in self.pages:
            yield f"<section{_attributes(self._section(page))}>{page.main}</section>\n"
        yield f"</main>\n{bottom}\n"
        for number, (above, below) in enumerate(self._chromes[1:], start=1):
            yield f'<template id="chrome/{number}">{above}<div data-page></div>{below}</template>\n'
        for lang, cards in self._cards().items():
            yield f'<template id="cards/{escape(lang)}">{"".join(cards.values())}</template>\n'
        yield from self._index()
        for path, code in self._libraries.items():
            yield f'<script id="{escape(path)}">{code}</script>\n'
        yield f"<script>{self._router}</script>\n</body>\n</html>\n"

    def _head(self) -> Iterator[str]:
        front = self.pages[0]
        metas = dict(front.metas)
        yield '<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{self._policy}">\n'
        for name in _IN_HEAD:
            if name in metas:
                yield f"<meta{_attributes({'name': name, 'content': metas[name]})}>\n"
        yield f"<title>{front.title}</title>\n"
        if front.icon:
            icon = data_address(front.icon, self._edition.read(front.icon))
            yield f'<link rel="icon" type="image/svg+xml" href="{icon}">\n'
        yield f"<style>{self._style}</style>\n"

    @cached_property
    def _style(self) -> str:
        letters: set[str] = set()
        for page in self.pages:
            letters.update(page.main)
        css = inlined_styles(
            dict.fromkeys(path for page in self.pages for path in page.styles),
            self._edition,
            letters=letters,
            ids=frozenset().union(*(page.ids for page in self.pages)),
        )
        return f"{css}\n{_shipped('pages.css')}".replace("</", "<\\/")

    @cached_property
    def _libraries(self) -> Mapping[str, str]:
        """Scripts that those of pages load."""
        found = sorted(path for path in self._edition.paths if _LIBRARY.fullmatch(path))
        return {path: self._edition.read(path).decode() for path in found}

    @cached_property
    def _router(self) -> str:
        functions = "".join(
            f"(addEventListener, location, history) => {{\n{code}\n}},\n" for code in self._scripts
        )
        return _shipped("pages.js").replace(
            _PAGE_SCRIPTS, f"{_PAGE_SCRIPTS.removesuffix('];')}\n{functions}];"
        )

    @property
    def _policy(self) -> str:
        runs = " ".join(map(_source, (*self._libraries.values(), self._router)))
        return (
            f"default-src 'none'; style-src {_source(self._style)}; img-src data:; font-src data:; "
            f"media-src data:; script-src {runs}; base-uri 'none'; form-action 'none'"
        )

    def _section(self, page: PageTaken) -> dict[str, str]:
        """The attributes of the section of a page: what stands in its first tag and around it."""
        root = page.root
        return {
            "id": page_id(page.path),
            "class": f"page {page.look}".strip(),
            "lang": root.get("lang", ""),
            "dir": root.get("dir", ""),
            "data-title": page.title,
            "data-address": root.get("data-address", ""),
            "data-edition": root.get("data-edition", ""),
            "data-chrome": str(self._chromes.index(page.chrome)),
            "data-current": " ".join(f"{kind} {href}" for kind, href in page.current),
            "data-cards": page.cards_lang if page.cards else "",
            "data-scripts": " ".join(str(self._scripts.index(one)) for one in page.scripts),
        }

    def _cards(self) -> Mapping[str, Mapping[str, str]]:
        """The cards of all pages, each once: language -> what the link leads to -> card."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for page in self.pages:
            for card in page.cards:
                found[page.cards_lang].setdefault(card.href, card.html)
        return found

    def _index(self) -> Iterator[str]:
        """The files of the search, each as the data that it would hand over."""
        for path in sorted(self._edition.paths):
            if path.startswith(f"{search_scripts.FOLDER}/"):
                function, data = search_scripts.handed_over(self._edition.read(path))
                held = data.replace("<", "\\u003c")
                yield (
                    f'<script type="application/json" id="{escape(path)}"'
                    f' data-function="{function}">{held}</script>\n'
                )


def _pages_of(edition: PublishedEdition, run: Run) -> tuple[PageTaken, ...]:
    """The pages of an edition, the front page first."""
    paths = [path for path in sorted(edition.paths) if path.endswith(".html")]
    successors = {path: leads_on(path, edition.read(path)) for path in paths}
    own = [path for path in paths if not successors[path] and path != routes.NOT_FOUND]
    own.sort(key=lambda path: path != routes.HOME)
    leading = {path: path for path in own}
    leading |= {path: to for path, to in successors.items() if to in leading}

    def take(batch: tuple[str, ...]) -> bytes:
        return encode([take_page(path, edition, leading) for path in batch])

    return tuple(page for part in run(take, shares(own, _TOGETHER)) for page in _TAKEN.decode(part))


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _shipped(name: str) -> str:
    return files("dossierpress.single_file").joinpath(name).read_text(encoding="utf-8")
