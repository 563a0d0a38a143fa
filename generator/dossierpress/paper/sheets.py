"""`Sheet`: what of a published page is printed, and what stands around it."""

from xml.etree.ElementTree import Element

from msgspec import Struct

from dossierpress.paper.elements import Tree, text_of

ARTICLE = 'property="og:type" content="article"'
"""What only the page of an article has in its head."""


class Sheet(Struct, frozen=True, kw_only=True):
    """A published page, read."""

    path: str
    """Below output/."""
    lang: str
    dir: str
    """`ltr` or `rtl`."""
    title: str
    """Its heading."""
    authors: tuple[str, ...]
    """As the by-line has them."""
    changed: str | None
    """The day of the last change, as `datetime` has it; None where the page does not say."""
    site: str
    """Name of the dossier."""
    address: str | None
    """Where the page is published; None where that is not known."""
    edition: str
    """When it was last changed, and its digest, in words; empty where the page does not say."""
    main: Element
    """All of it but head, foot and ways through the dossier."""


def sheet_of(path: str, data: bytes) -> Sheet:
    """Read a published page.

    Args:
        path: Below output/.
        data: The page.
    """
    import tinyhtml5  # noqa: PLC0415 (comes with an extra)

    page: Element = tinyhtml5.parse(data.decode(), namespace_html_elements=False)
    main = page.find(".//main")
    tree = Tree(page if main is None else main)
    shown = tree.root
    bylines = [one for line in tree.of_class("byline") for one in line.findall("bdi/bdi")]
    cited = next(iter(tree.of_class("cite")), None)
    changed = None if cited is None else cited.find(".//time")
    return Sheet(
        path=path,
        lang=page.get("lang", ""),
        dir=page.get("dir", "ltr"),
        title=text_of(shown.find(".//h1")),
        authors=tuple(map(text_of, bylines)),
        changed=None if changed is None else changed.get("datetime"),
        site=page.get("data-site", ""),
        address=page.get("data-address"),
        edition=page.get("data-edition", ""),
        main=shown,
    )


def is_article(data: bytes) -> bool:
    """Whether a page is that of an article, and not of more links to one."""
    return ARTICLE.encode() in data and b'class="prose body"' in data


def is_redirect(data: bytes) -> bool:
    """Whether a page only leads to another one."""
    return b'http-equiv="refresh"' in data
