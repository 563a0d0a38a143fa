"""An article as a document by itself."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from dossierpress.paper.edition import Edition
from dossierpress.paper.elements import made
from dossierpress.paper.for_paper import make_ready
from dossierpress.paper.links import set_links, within_article, without_lost_ends
from dossierpress.paper.printing import Look, printed
from dossierpress.paper.sheets import Sheet, is_article, sheet_of


def print_article(
    path: str, edition: Edition, look: Look, read: Callable[[str], bytes]
) -> bytes | None:
    """The PDF of a page; None where it is not that of an article.

    Args:
        path: The page.
        edition: What it is part of.
        look: The theme's files.
        read: Reads pictures of the edition; see `Edition.read`.

    Raises:
        EditionChangedError: A file is not what the edition says any more.
    """
    page = edition.read(path)
    if not is_article(page):
        return None
    return printed(article_document(sheet_of(path, page)), look, read)


def article_document(sheet: Sheet) -> Element:
    """The document of an article.

    Args:
        sheet: Its page, which is changed.
    """
    tree = make_ready(sheet.main)
    set_links(tree, sheet.path, within_article(sheet.path, sheet.address))
    without_lost_ends(sheet.main)
    return document(
        sheet,
        title=sheet.title,
        body=made(
            "body",
            *edges(sheet),
            sheet.main,
            class_="article",
        ),
    )


def document(sheet: Sheet, *, title: str, body: Element) -> Element:
    """A document with its head: what programs are told of it.

    Args:
        sheet: Whose language, authors and date it has.
        title: Of the document.
        body: All that is printed.
    """
    told = {"author": ", ".join(sheet.authors), "dcterms.modified": sheet.changed or ""}
    head = made("head", made("title", title))
    for name, content in told.items():
        if content:
            head.append(made("meta", name=name, content=content))
    return made("html", head, body, lang=sheet.lang, dir=sheet.dir)


def edges(sheet: Sheet) -> tuple[Element, Element]:
    """What stands at the head and at the foot of each sheet of paper."""
    place = [
        made("p", made("bdi", text, dir=dir_), class_=name)
        for name, text, dir_ in (
            ("address", sheet.address, "ltr"),
            ("edition", sheet.edition, None),
        )
        if text
    ]
    return (
        made("div", made("bdi", sheet.site), class_="running site"),
        made("div", *place, class_="running place"),
    )
