"""Annotations and footnotes of a page, at the places from which they are to go to the foot.

A note stands in its text as an element `foot-note`, which the style sheet moves to the foot of the
sheet of paper, and numbers. It holds no paragraphs: it stands in one.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dossierpress.paper.elements import Tree, has_class, made, text_of

_BACK = ("back", "backref", "footnote-backref", "backlinks", "permalink")
"""Ways back from a note to its place."""
_BLOCKS = frozenset(("p", "ul", "ol", "dl", "pre", "table", "blockquote", "div", "figure"))
_SAID = "passage"
"""The marked words, which stand at the place of the note."""


def notes_to_the_foot(tree: Tree) -> None:
    """Put every note behind the words that it is about, and take its list away."""
    notes = dict(_annotations(tree)) | dict(_footnotes(tree))
    printed: set[str] = set()
    for mark in tree.all(_is_mark):
        id_ = mark.attrib["href"].removeprefix("#")
        place = _mark_itself(tree, mark)
        if id_ in printed:
            tree.replace(place, made("a", class_="foot-note-again", href=f"#{id_}"))
        elif id_ in notes:
            tree.replace(place, notes[id_])
            _make_room(tree, notes[id_])
            printed.add(id_)
    if printed >= notes.keys():  # else a note without a place would be lost
        for name in ("notes", "footnotes"):
            for one in tree.of_class(name):
                tree.remove(one)


def _make_room(tree: Tree, note: Element) -> None:
    """Let a paragraph hold a note with a list or a quotation, at which it would end as HTML."""
    above = tree.above(note) if any(one.tag in _BLOCKS for one in note.iter()) else None
    while above is not None:
        if above.tag == "p":
            above.tag = "div"
            above.set("class", f"{above.get('class', '')} paragraph".strip())
        above = tree.above(above)


def _is_mark(element: Element) -> bool:
    return element.tag == "a" and element.get("role") == "doc-noteref"


def _mark_itself(tree: Tree, mark: Element) -> Element:
    """The raised number that a mark is in."""
    parent = tree.above(mark)
    return parent if parent is not None and parent.tag == "sup" else mark


def _annotations(tree: Tree) -> Iterator[tuple[str, Element]]:
    for one in tree.of_class("annotation"):
        said = next((child for child in one if has_class(child, "said")), None)
        if said is None or "id" not in said.attrib:
            continue
        label = text_of(next((part for part in one.iter() if has_class(part, "label")), None))
        note = _printed(said, "annotation")
        if label:
            note.insert(0, made("b", f"{label}. ", class_="label"))
        yield said.attrib["id"], note


def _footnotes(tree: Tree) -> Iterator[tuple[str, Element]]:
    for section in tree.of_class("footnotes"):
        for one in section.iter("li"):
            if "id" in one.attrib:
                yield one.attrib["id"], _printed(one, "written")


def _printed(note: Element, kind: str) -> Element:
    """What is printed of a note, in one run."""
    found = made(
        "span",
        id=note.attrib["id"],
        class_=f"foot-note {kind}",
        lang=note.get("lang"),
        dir=note.get("dir"),
    )
    for part in note:
        if has_class(part, _SAID) or _leads_back(part):
            continue
        found.append(_as_run(part))
        found[-1].tail = " "
    return found


def _as_run(part: Element) -> Element:
    """A paragraph as a run of text; anything else as it is."""
    for parent in list(part.iter()):
        for child in list(parent):
            if _leads_back(child):
                _drop(parent, child)
    if part.tag == "p":
        part.tag = "span"
    part.attrib.pop("id", None)
    return part


def _leads_back(element: Element) -> bool:
    return element.get("role") == "doc-backlink" or any(has_class(element, one) for one in _BACK)


def _drop(parent: Element, child: Element) -> None:
    Tree(parent).remove(child)
