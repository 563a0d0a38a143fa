"""Raw tags among our own: whatever an author opens is closed, and inside of what holds it."""

from dossierpress.model.body import Image, LinkEnd, LinkStart
from dossierpress.parse.markdown.attributes import Attributes
from dossierpress.parse.markdown.links import judge
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.raw_html import CODE, STRUCK, VOID, Tag
from dossierpress.parse.markdown.reading import Reading
from dossierpress.parse.markdown.render.anchors import Anchors
from dossierpress.parse.markdown.render.signs import struck_begins, struck_ends
from dossierpress.parse.markdown.render.tags import open_tag
from dossierpress.parse.markdown.render.writer import Writer

_OWN = ""


class RawTags:
    """The elements that are open, ours and the author's."""

    def __init__(self, writer: Writer, reading: Reading, anchors: Anchors) -> None:
        self.writer = writer
        self.reading = reading
        self.anchors = anchors
        self._open: list[tuple[str, str | None]] = []
        """(name of a raw element or nothing for one of ours, what closes a raw one).

        None closes a link that is a hole.
        """
        self._barring = 0

    @property
    def bars_links(self) -> bool:
        """Whether a raw element is open in which no name may link."""
        return self._barring > 0

    def enter(self, html: str = "") -> None:
        """Open an element of ours."""
        if html:
            self.writer.markup(html)
        self._open.append((_OWN, ""))

    def leave(self, html: str = "") -> None:
        """Close the innermost element of ours, and every raw one inside of it."""
        while self._open and self._open[-1][0] != _OWN:
            self._close_last()
        self._open.pop()
        if html:
            self.writer.markup(html)

    def close_all(self, *, but: frozenset[str] = frozenset()) -> None:
        """Close raw elements from the innermost on, up to one of ours or of the names given."""
        while self._open and self._open[-1][0] not in but | {_OWN}:
            self._close_last()

    def open(self, tag: Tag, at: int, length: int, *, id_: str | None = None) -> None:
        """Write a raw element's opening tag; an `id_` given here goes before the author's."""
        most = self.reading.limits.open_elements
        if len(self._open) >= most and tag.name not in VOID:
            self.reading.limit(
                "open_elements",
                at,
                length,
                f"more than {most} elements inside one another",
                hint="close some before others are opened",
            )
            return
        if tag.name in ("a", "img"):
            self.reading.count("links", at, length)
        if tag.name == "a":
            self._open_link(tag, at, length)
        elif tag.name == "img":
            self._image(tag, at, length)
        else:
            self.writer.markup(self.opening(tag, id_=id_))
            if tag.name in STRUCK:
                struck_begins(self.writer, self.reading)
            if tag.name not in VOID:
                self._push(tag.name, f"</{tag.name}>")

    def close(self, name: str) -> None:
        """Write a closing tag, if there is something for it to close."""
        for open_name, _ in reversed(self._open):
            if open_name == _OWN:
                return
            if open_name == name:
                break
        else:
            return
        while self._close_last() != name:
            pass

    def opening(self, tag: Tag, *, id_: str | None = None) -> str:
        """The opening tag as it is published."""
        given = tag.value("id")
        if id_ is None and given:
            id_ = self.anchors.raw(given)
        own = ("id", "class", "lang", "dir")
        rest = {key: value for key, value in tag.attributes if key not in own}
        attributes = Attributes(
            classes=tuple((tag.value("class") or "").split()),
            lang=tag.value("lang"),
            dir=tag.value("dir"),
        )
        return open_tag(tag.name, id_=id_, attributes=attributes, **rest)

    def _open_link(self, tag: Tag, at: int, length: int) -> None:
        address = judge(tag.value("href") or "")
        if address.kind == "refused" or any(name == "a" for name, _ in self._open):
            reason = address.reason or "this link stands inside of another one"
            self.reading.report("md-link-scheme", at, length, reason, hint=address.hint or None)
            return
        if address.kind == "outside":
            rel = "noopener noreferrer" if address.remote else None
            title = tag.value("title")
            self.writer.markup(open_tag("a", href=address.href, rel=rel, title=title))
            self._push("a", "</a>")
        else:
            span = self.reading.source.span(at, length)
            self.writer.hole(LinkStart(href=address.href, title=tag.value("title"), span=span))
            self._push("a", None)

    def _image(self, tag: Tag, at: int, length: int) -> None:
        address = judge(tag.value("src") or "")
        if address.kind != "inside":
            self.reading.report(
                "md-image-remote",
                at,
                length,
                f"the image {quote(address.href)} is not part of the dossier",
                hint="save a copy below `content/media/`, and name its path",
            )
            return
        span = self.reading.source.span(at, length)
        self.writer.hole(
            Image(src=address.href, alt=tag.value("alt") or "", title=tag.value("title"), span=span)
        )

    def _push(self, name: str, closing: str | None) -> None:
        self._open.append((name, closing))
        self._barring += name in CODE or name == "a"

    def _close_last(self) -> str:
        name, closing = self._open.pop()
        self._barring -= name in CODE or name == "a"
        if closing is None:
            self.writer.hole(LinkEnd())
        else:
            if name in STRUCK:
                struck_ends(self.writer)
            self.writer.markup(closing)
        return name
