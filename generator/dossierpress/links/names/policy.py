"""Linking policy: which occurrence of a name becomes a link, and which links are open."""

from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.links.resolved_body import LinkOpened
from dossierpress.links.text_context import Subject, TextContext
from dossierpress.model.linked_body import (
    FragmentLinkStart,
    LinkedPiece,
    MediaLinkStart,
    MentionMark,
    MentionSpan,
    RecordLinkStart,
)

_WHOLE_TEXT = -1


class OpenLink(NamedTuple):
    """An open link or mention."""

    start: int
    """Offset in the block at which it began."""
    target: Key | None
    """The record that it mentions; None for links without one."""
    tagged: bool
    """Whether an `End` piece closes it."""
    link: bool
    mark: MentionMark | None = None
    """The link to the entity that follows a mention which contains links."""


class LinkPolicy(Struct, kw_only=True):
    """The state of the links of one text while it is read from top to bottom."""

    subject: Subject
    context: TextContext
    opened: list[OpenLink] = field(default_factory=list)
    linked: set[tuple[int, str, str]] = field(default_factory=set)
    """(section, type, id) of the records that have been linked."""
    _kinds: dict[Key, str | None] = field(default_factory=dict)

    @property
    def inside_link(self) -> bool:
        """Whether a link is open; links do not nest."""
        return bool(self.opened) and any(one.link for one in self.opened)

    def is_known(self, target: Key | None) -> bool:
        """Whether a name is no mention: on its own page, or within a mention of the same record."""
        if target == self.subject.key:
            return True
        return bool(self.opened) and any(one.target == target for one in self.opened)

    def may_link(self, target: Key, section: int) -> bool:
        """Whether a name links here; if it does, note that its record has been linked."""
        if self.subject.autolink == "off" or self.inside_link:
            return False
        return self.note_link(target, section) or self.subject.autolink == "all"

    def note_link(self, target: Key, section: int) -> bool:
        """Note that a record has been linked; return whether that is its first link that counts."""
        part = section if self.subject.autolink == "first-in-section" else _WHOLE_TEXT
        place = (part, target.type, target.id)
        first = place not in self.linked
        self.linked.add(place)
        return first

    def open(self, step: LinkOpened, start: int, section: int) -> LinkedPiece | None:
        """Open a link or mention; return the piece that begins it, or None if it needs none.

        Args:
            step: The link or mention.
            start: Offset in the block at which it begins.
            section: Number of the section of the text.
        """
        explicit = step.kind == "mention" and step.target is not None
        # An explicit mention within a mention of the same entity counts as a second one.
        target = None if explicit and step.target == self.subject.key else step.target
        piece = self._explicit(target, step, section) if explicit else self._link(step, section)
        link = piece is not None and not isinstance(piece, MentionSpan)
        mark = None
        if target is not None and isinstance(piece, MentionSpan) and piece.outer:
            name = self.context.name_of(target, self.subject.lang)
            mark = MentionMark(id=piece.id, kind=piece.kind, name=name)
        self.opened.append(OpenLink(start, target, tagged=piece is not None, link=link, mark=mark))
        return piece

    def _explicit(self, target: Key | None, step: LinkOpened, section: int) -> LinkedPiece | None:
        """An explicit mention links as the same name in running text would."""
        if target is None:
            return None
        if step.linkable and self.may_link(target, section):
            return self.link_to(target)
        # Its words contain links already; under any policy, its own link follows them.
        return replace(self.span_of(target), outer=step.outer and not self.inside_link)

    def _link(self, step: LinkOpened, section: int) -> LinkedPiece | None:
        """Begin a link that an author wrote; None within another link."""
        if self.inside_link:
            return None
        if step.target is not None:
            self.note_link(step.target, section)
            return self.link_to(step.target, step)
        if step.media is not None:
            return MediaLinkStart(path=step.media, fragment=step.fragment)
        return FragmentLinkStart(fragment=step.fragment) if step.fragment is not None else None

    def link_to(self, target: Key, step: LinkOpened | None = None) -> RecordLinkStart:
        """Begin a link to a record."""
        link = _link_to(target, self._kind_of(target))
        if step is None or not (step.fragment or step.title or step.relation):
            return link
        return replace(link, fragment=step.fragment, title=step.title, relation=step.relation)

    def span_of(self, target: Key) -> MentionSpan:
        """Begin a mention without a link."""
        return _span_of(target, self._kind_of(target) or "")

    def _kind_of(self, target: Key) -> str | None:
        if target not in self._kinds:
            self._kinds[target] = self.context.kind_of(target)
        return self._kinds[target]


# The same few values occur in thousands of texts.
@lru_cache(maxsize=65536)
def _link_to(target: Key, kind: str | None) -> RecordLinkStart:
    return RecordLinkStart(
        type=target.type, id=target.id, fragment=None, title=None, kind=kind, relation=None
    )


@lru_cache(maxsize=65536)
def _span_of(target: Key, kind: str) -> MentionSpan:
    return MentionSpan(id=target.id, kind=kind)
