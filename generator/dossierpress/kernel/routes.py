"""The path of every page below output/, and the links between pages.

Paths are POSIX paths below output/, not yet percent-encoded. Links are relative and name a file, so
that a dossier opens from disk and in any folder of any static server. Only the links of 404.html
are absolute where the host is known: a server shows this page at any address.
"""

from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit

from dossierpress.kernel.key import Key, RecordType

HOME = "index.html"
ARTICLES = "articles/index.html"
ENTITIES = "entities/index.html"
SOURCES = "sources/index.html"
CLAIMS = "claims/index.html"
CLAIM_MATRIX = "claims-by-source.html"
CLAIMS_ON_NO_SUBJECT = "claims-by-source-others.html"
CORRECTIONS = "corrections.html"
CHANGES = "changes.html"
GLOSSARY = "glossary.html"
ACCESSIBILITY = "accessibility.html"
TAGS = "tags/index.html"
TIMELINE = "timeline.html"
NETWORK = "network.html"
MAP = "map.html"
BIBLIOGRAPHY = "bibliography.html"
NOT_FOUND = "404.html"
SEARCH = "search.html"
FEED = "feed.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
WEB_MANIFEST = "site.webmanifest"
MANIFEST = "manifest.json"

HOME_PAGE = "home"
"""Id of the plain page whose text is shown on the front page."""

Section = Literal[
    "home", "articles", "timeline", "claims", "entities", "network", "map", "sources", "tags"
]

SECTIONS: tuple[tuple[Section, str], ...] = (
    ("home", HOME),
    ("articles", ARTICLES),
    ("timeline", TIMELINE),
    ("claims", CLAIMS),
    ("entities", ENTITIES),
    ("network", NETWORK),
    ("map", MAP),
    ("sources", SOURCES),
    ("tags", TAGS),
)
"""The parts of a dossier that the head of every page leads to, in order."""


_FOLDERS: dict[RecordType, str] = {
    "article": "articles",
    "entity": "entities",
    "source": "sources",
    "claim": "claims",
    "page": "pages",
}


def record(key: Key) -> str:
    """The page of a record; the plain page `home` is shown on the front page."""
    if key.type == "page" and key.id == HOME_PAGE:
        return HOME
    return f"{_FOLDERS[key.type]}/{key.id}.html"


def kind(name: str) -> str:
    """The index of the entities of one kind."""
    return f"entities/kind/{name}.html"


def claim_table(subject: str) -> str:
    """The table of the claims on one entity, by those who speak in them; "" is for no subject."""
    return f"claims-by-source/{subject}.html" if subject else CLAIMS_ON_NO_SUBJECT


def tag(name: str) -> str:
    """The list of the articles with one tag."""
    return f"tags/{name}.html"


def feed(page: str) -> str:
    """The Atom feed of what a page is about, which lies beside it."""
    return FEED if page == HOME else f"{page.removesuffix('.html')}.xml"


def json_feed(page: str) -> str:
    """The same as JSON Feed."""
    return f"{feed(page).removesuffix('.xml')}.json"


def share_picture(page: str) -> str:
    """The picture of an article that others show of it, beside its page."""
    return f"{page.removesuffix('.html')}.png"


def timeline(year: str) -> str:
    """The timeline of one year."""
    return f"timeline/{year}.html"


def continuation(path: str, number: int) -> str:
    """Page `number` (from 1) of the list that begins at `path`."""
    if number == 1:
        return path
    stem = path.removesuffix(".html")
    return f"{stem}-page-{number}.html"


def sitemap_part(number: int) -> str:
    """Part `number` (from 1) of a sitemap that is too long for one file."""
    return f"sitemap-{number}.xml"


def static(path: str) -> str:
    """A file of the theme, by its path below static/."""
    return f"static/{path}"


def media(path: str) -> str:
    """A file below content/media/."""
    return f"media/{path}"


@lru_cache(maxsize=1 << 16)
def encode(path: str) -> str:
    """Percent-encode a path, its slashes kept."""
    return quote(path, safe="/~")


@lru_cache(maxsize=1 << 16)
def encode_fragment(fragment: str) -> str:
    """Percent-encode the id that a link leads to."""
    return quote(fragment, safe="~!$&'()*+,;=:@/?")


@lru_cache(maxsize=1 << 12)
def _folders(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")[:-1])


def relative(here: str, there: str, fragment: str | None = None) -> str:
    """The link from page `here` to the file `there`, or to a place on its page.

    A link to a place on the same page is the fragment alone.
    """
    if fragment is not None:
        suffix = "#" + encode_fragment(fragment)
        return suffix if here == there else relative(here, there) + suffix
    return relative_from(here.rpartition("/")[0], there)


def relative_from(folder: str, there: str) -> str:
    """The link from any page in a folder below output/ ("" for the top) to the file `there`."""
    mine, theirs = _folders(f"{folder}/" if folder else ""), _folders(there)
    if mine == theirs:
        return encode(there.rpartition("/")[2])
    shared = 0
    for one, other in zip(mine, theirs, strict=False):
        if one != other:
            break
        shared += 1
    rest = "/".join(there.split("/")[shared:])
    return "../" * (len(mine) - shared) + encode(rest)


def root(here: str) -> str:
    """The relative path from a page to the top folder: empty, or `../` once or more."""
    return "../" * here.count("/")


def host_folder(base: str) -> str:
    """The path part of `base`, with a slash at its end: `/`, or `/case/`."""
    path = quote(urlsplit(base).path, safe="/~!$&'()*+,;=:@%")
    return path if path.endswith("/") else path + "/"


def absolute(base: str, path: str) -> str:
    """The address of a file of a dossier hosted at `base`; the front page is `base` itself."""
    root = base if base.endswith("/") else base + "/"
    return root if path == HOME else root + encode(path)
