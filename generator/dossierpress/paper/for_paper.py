"""What paper can show of a page: all that is folded open, no controls, marks in words.

Which parts of a page are printed, and how, says the style sheet (`static/paper/paper.css` of the
theme). Here is only what no style sheet can do.
"""

from xml.etree.ElementTree import Element

from dossierpress.kernel.text_direction import direction_of_text
from dossierpress.paper.elements import Tree, has_class, text_of
from dossierpress.paper.foot_notes import notes_to_the_foot

_NEVER = frozenset(
    (
        "script",
        "style",
        "template",
        "fieldset",
        "input",
        "button",
        "nav",
        "object",
        "embed",
        "iframe",
    )
)
"""What paper cannot do, and ways through the dossier."""
_ON_SCREEN = (
    "permalink",
    "back",
    "places",
    "follow",
    "tools",
    "for-programs",
    "jumps",
    "behind",
    "bar",
)
"""Classes of what is for screens alone."""
_FOLDS = ("fold", "guide")
"""Folded parts, which have a heading beside what opens them."""
_HELD = "held_"
"""Begins the id of the word for a status."""


def make_ready(main: Element) -> Tree:
    """Change what is in a page to what is printed of it."""
    tree = Tree(main)
    _statuses_in_words(tree)
    notes_to_the_foot(tree)
    for one in tree.all(_is_for_screens):
        tree.remove(one)
    _unfold(tree)
    _directions_found(tree)
    for picture in tree.all(lambda one: one.tag == "img"):
        for name in ("srcset", "sizes", "loading", "decoding"):
            picture.attrib.pop(name, None)
    return tree


def _is_for_screens(element: Element) -> bool:
    return (
        element.tag in _NEVER
        or "hidden" in element.attrib
        or any(has_class(element, name) for name in _ON_SCREEN)
    )


def _statuses_in_words(tree: Tree) -> None:
    """Give a mark of a claim, which is a shape on screens, the word for its status."""
    words = {
        id_.removeprefix(_HELD): text_of(one).strip("()（）")
        for id_, one in tree.by_id().items()
        if id_.startswith(_HELD)
    }
    for mark in tree.all(lambda one: one.tag == "a" and has_class(one, "claim-sign")):
        held = next(
            (
                words.get(name.removeprefix(_HELD), "")
                for name in mark.get("aria-labelledby", "").split()
                if name.startswith(_HELD)
            ),
            "",
        )
        if held:
            mark.text = held
        for name in ("aria-label", "aria-labelledby"):
            mark.attrib.pop(name, None)
    for shape in tree.all(lambda one: one.tag == "span" and has_class(one, "claim-sign")):
        tree.remove(shape)


def _directions_found(tree: Tree) -> None:
    """Say which way a text runs where a browser would find that by itself."""
    for dates in tree.of_class("dates"):
        for one in dates:
            one.set("dir", "auto")
    for one in tree.all(lambda one: one.get("dir", "auto" if one.tag == "bdi" else "") == "auto"):
        way = direction_of_text(text_of(one))
        if way is None:
            one.attrib.pop("dir", None)
        else:
            one.set("dir", way)


def _unfold(tree: Tree) -> None:
    for folded in tree.all(lambda one: one.tag == "details"):
        has_heading = any(has_class(folded, name) for name in _FOLDS)
        for one in [child for child in folded if child.tag == "summary"]:
            if has_heading:
                tree.remove(one)
            else:
                one.tag = "p"
                one.set("class", f"{one.get('class', '')} opens".strip())
        folded.tag = "div"
