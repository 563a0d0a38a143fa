"""Elements of a page: found by their classes, taken out, put in the place of others.

An element of the standard library does not know what it stands in, so a `Tree` does.
"""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, tostring


class Tree:
    """An element with all that is in it, which is changed in place."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._above = {child: parent for parent in root.iter() for child in parent}

    def above(self, element: Element) -> Element | None:
        """What an element stands in; None of the root, and of what was taken out."""
        return self._above.get(element)

    def all(self, wanted: Callable[[Element], bool]) -> list[Element]:
        """Those that are wanted, in their order."""
        return [one for one in self.root.iter() if isinstance(one.tag, str) and wanted(one)]

    def of_class(self, name: str) -> list[Element]:
        """Those of a class, in their order."""
        return self.all(lambda one: has_class(one, name))

    def by_id(self) -> dict[str, Element]:
        """Id -> element."""
        return {one.attrib["id"]: one for one in self.root.iter() if "id" in one.attrib}

    def remove(self, element: Element) -> None:
        """Take an element out; the text behind it stays."""
        self._put(element, None)

    def replace(self, element: Element, other: Element) -> None:
        """Put another element in the place of one; the text behind it stays."""
        self._put(element, other)
        for parent in other.iter():
            self._above |= dict.fromkeys(parent, parent)

    def _put(self, element: Element, other: Element | None) -> None:
        parent = self._above.pop(element, None)
        if parent is None:  # it went with what it stood in
            return
        place = list(parent).index(element)
        behind = element.tail or ""
        element.tail = None
        parent.remove(element)
        if other is not None:
            other.tail = behind
            parent.insert(place, other)
            self._above[other] = parent
        elif place:
            before = parent[place - 1]
            before.tail = (before.tail or "") + behind
        else:
            parent.text = (parent.text or "") + behind


def has_class(element: Element, name: str) -> bool:
    """Whether an element is of a class."""
    return name in element.get("class", "").split()


def made(tag: str, *inside: Element | str, **attributes: str | None) -> Element:
    """An element with texts and elements in it; `class_` stands for `class`."""
    element = Element(
        tag, {name.rstrip("_"): value for name, value in attributes.items() if value is not None}
    )
    for one in inside:
        if not isinstance(one, str):
            element.append(one)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + one
        else:
            element.text = (element.text or "") + one
    return element


def text_of(element: Element | None) -> str:
    """The text in an element, its spaces made single; empty where there is no element."""
    return "" if element is None else " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):  # and no comment
        yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def written(document: Element) -> str:
    """A document as HTML."""
    for one in document.iter():
        if isinstance(one.tag, str):  # a drawing: HTML knows its elements without their namespace
            one.tag = one.tag.rpartition("}")[2]
    return f"<!DOCTYPE html>{tostring(document, encoding='unicode', method='html')}"
