"""Where the words of an address are now that is not on its page any more.

An address that was published leads to its *heir*: the passage with the same words, or else the most
alike one, if enough of the words are the same. What is found is kept, so that it stays the heir for
as long as it is there, and hands its own addresses on when it goes. So the next build, which knows
what this one has found, finds the same.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from dossierpress.kernel.likeness import likeness, sketch
from dossierpress.schema.kept_anchors import KeptAnchor, first_words

LEAST = 0.4
"""How alike an heir is at least. Half of the words of a paragraph can be others; two paragraphs of
one article that have nothing to do with each other are hardly ever more alike than 0.3."""
FOOTNOTE = "fn-"
"""How the ids of footnotes begin: only a footnote is the heir of one."""


class Addressed(Struct, frozen=True, array_like=True, gc=False):
    """What an address of a page leads to."""

    anchor: str
    words: str
    """What readers see of it."""
    inherits: bool = True
    """Whether it can be an heir: in some elements there is no place for another id."""


class Published(Struct, frozen=True, kw_only=True, array_like=True):
    """The addresses of a page that were published, as far as it may have lost them."""

    anchors: tuple[KeptAnchor, ...] = ()
    said: tuple[tuple[str, str | None], ...] = ()
    """(address, where its words are by the author's word); None if they are gone for good."""


class Succession(Struct, frozen=True, kw_only=True):
    """What becomes of the addresses of a page that were published."""

    now: tuple[KeptAnchor, ...]
    """What is kept: the addresses of this edition, in their order, and those before them."""
    former: Mapping[str, tuple[str, ...]]
    """Heir -> the addresses that lead to it from now on."""
    lost: tuple[str, ...]
    """Addresses that lead to nothing."""
    nowhere: tuple[str, ...]
    """Those that lead, by the author's word, to where nothing is."""


def succession(
    published: Published, passages: Iterable[Addressed], *, unchanging: bool = False
) -> Succession:
    """Find what becomes of the addresses of a page.

    Args:
        published: Those that were published.
        passages: What the page has, in order.
        unchanging: Whether equal ids mean equal words, which then need not be looked at again.
    """
    there = {one.anchor: one for one in passages}
    before = {one.anchor: one for one in published.anchors}
    known = {anchor: one for anchor, one in before.items() if unchanging and one.sketch}
    now = [known.get(one.anchor) or _kept(one) for one in there.values()]
    sketches = {one.anchor: one.sketch for one in now if there[one.anchor].inherits}
    said = dict(published.said)
    former: dict[str, list[str]] = {}
    lost: list[str] = []
    nowhere: list[str] = []
    for anchor in sorted((before.keys() | said.keys()) - there.keys()):
        line = [*_line(anchor, before)]
        told = next((one for one in line if one in said), None)
        if told is not None and said[told] is None:
            continue
        heir = next((one for one in line if one in there), None) if told is None else said[told]
        last = before.get(line[-1])
        if heir is None and last is not None:
            heir = _most_alike(last, sketches)
        if heir in there:
            former.setdefault(heir, []).append(anchor)
            now.append(KeptAnchor(anchor, heir=heir))
            continue
        (lost if told is None else nowhere).append(anchor)
        if last is not None:
            now.append(KeptAnchor(anchor, last.sketch, last.words))
    return Succession(
        now=tuple(now),
        former={heir: tuple(old) for heir, old in former.items()},
        lost=tuple(lost),
        nowhere=tuple(nowhere),
    )


def _kept(one: Addressed) -> KeptAnchor:
    return KeptAnchor(one.anchor, sketch(one.words), first_words(one.words))


def _line(anchor: str, before: Mapping[str, KeptAnchor]) -> Iterator[str]:
    """An address, its heir, the heir of that, and so on."""
    seen: set[str] = set()
    while anchor and anchor not in seen:
        seen.add(anchor)
        yield anchor
        anchor = before[anchor].heir if anchor in before else ""


def _most_alike(last: KeptAnchor, sketches: Mapping[str, str]) -> str | None:
    """The passage that is most like what an address led to, the first of several; None if none."""
    if not last.sketch:
        return None
    note = last.anchor.startswith(FOOTNOTE)
    alike = {
        anchor: likeness(last.sketch, held)
        for anchor, held in sketches.items()
        if anchor.startswith(FOOTNOTE) == note
    }
    best = max(alike, key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] >= LEAST else None
