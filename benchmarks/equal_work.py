"""Whether a site holds what every site has to: pages, what stands on them, no broken link."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from benchmarks.corpus import Corpus

HREF = re.compile(r"""<a\b[^>]*?\shref=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
CONTINUED = re.compile(r"-page-[0-9]+$")
SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is in a site."""

    files: int
    bytes: int
    pages: int
    """Files of HTML."""
    links: int
    """That lead to a page of the same site."""
    broken: tuple[str, ...]
    """`page -> target` that is not there; the first five."""
    missing: tuple[str, ...]
    """What should be on a page and is not; the first five."""


def survey(folder: Path, corpus: Corpus) -> Work:
    """Look through a whole site."""
    built = _Built(folder)
    return Work(
        files=len(built.sizes),
        bytes=sum(built.sizes.values()),
        pages=len(built.links),
        links=sum(len(links) for links in built.links.values()),
        broken=tuple(built.broken[:5]),
        missing=tuple(_missing(built, corpus))[:5],
    )


class _Built:
    """Files and links of a site."""

    def __init__(self, folder: Path) -> None:
        self.sizes = {
            path.relative_to(folder).as_posix(): path.stat().st_size
            for path in folder.rglob("*")
            if path.is_file()
        }
        self.broken: list[str] = []
        self.links = {
            page: self._links(page, (folder / page).read_text(encoding="utf-8"))
            for page in sorted(self.sizes)
            if page.endswith(".html")
        }

    @cached_property
    def pages_of(self) -> dict[tuple[str, str], set[str]]:
        """The pages of each record: `entities/x.html`, `entities/x/index.html`, and more."""
        found = defaultdict(set)
        for page in self.links:
            section, _, rest = page.partition("/")
            slug = CONTINUED.sub("", rest.removesuffix(".html").partition("/")[0])
            found[section, slug].add(page)
        return found

    def _links(self, page: str, text: str) -> set[str]:
        found = set()
        for matched in HREF.finditer(SCRIPT.sub("", text)):
            written = unescape(matched[1] or matched[2] or matched[3] or "")
            parts = urlsplit(urljoin(f"http://site/{page}", written))
            if urlsplit(written).scheme or written.startswith("//") or not parts.path:
                continue
            path = unquote(parts.path).lstrip("/")
            target = self._file(path)
            if target is None:
                self.broken.append(f"{page} -> {path}")
            else:
                found.add(target)
        return found

    def _file(self, path: str) -> str | None:
        ways = (path, f"{path.rstrip('/')}/index.html".lstrip("/"), f"{path}.html")
        return next((one for one in ways if one in self.sizes), None)


def _missing(built: _Built, corpus: Corpus) -> Iterator[str]:
    """What every generator has to show, and this one does not."""
    backlinks, holding = defaultdict(set), defaultdict(set)
    for article in corpus.articles:
        for _, other in article.references:
            backlinks[other].add(article.slug)
        for slug in article.entities:
            holding["entities", slug].add(article.slug)
        for slug, _ in article.cites:
            holding["sources", slug].add(article.slug)

    def lacks(record: tuple[str, str], section: str, slugs: set[str]) -> Iterator[str]:
        there = set().union(*(built.links[page] for page in built.pages_of.get(record, ())))
        for slug in sorted(slugs):
            if not built.pages_of.get((section, slug), set()) & there:
                yield f"{'/'.join(record)}: no link to {section}/{slug}"

    for article in corpus.articles:
        here = ("articles", article.slug)
        others = {other for _, other in article.references} | backlinks[article.slug]
        yield from lacks(here, "entities", set(article.entities))
        yield from lacks(here, "sources", {slug for slug, _ in article.cites})
        yield from lacks(here, "articles", others)
    for record, slugs in holding.items():
        yield from lacks(record, "articles", slugs)
