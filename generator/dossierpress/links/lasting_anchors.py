"""The addresses within a text that last: what it has, and those before it, left at their heirs.

An address that is gone stays as an empty element at the beginning of its heir.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape, unescape

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.links.heirs import FOOTNOTE, Addressed, Published, Succession, succession
from dossierpress.model.content import Record
from dossierpress.model.linked_body import Html, LinkedPiece
from dossierpress.schema.kept_anchors import FILE

_ID = re.compile(r'\sid="([^"]+)"')
_OPENING = re.compile(r'<[a-z][a-z0-9]*(?=\s)[^>]*?\sid="([^"]+)"[^>]*>')
_REFERENCE = "fnref-"
"""How the ids of references to footnotes begin: nobody cites the place of a number."""


class BlockSaid(Struct, frozen=True, gc=False):
    """A block of a text as readers see it."""

    anchor: str
    role: str
    words: str
    begins: int
    """Number of the first piece that may have words of it."""


def keep_addresses(
    pieces: Sequence[LinkedPiece],
    blocks: Sequence[BlockSaid],
    anchors: Collection[str],
    published: Published,
) -> tuple[list[LinkedPiece], Succession]:
    """Leave the former addresses of a text at their heirs.

    Args:
        pieces: The text.
        blocks: Its blocks, in order.
        anchors: All of its ids.
        published: Those that were published and may be gone.

    Returns:
        The text with all of them, and what becomes of them.
    """
    found = succession(published, _passages(pieces, blocks, anchors))
    if not found.former:
        return list(pieces), found
    return [_with_former(one, found) if isinstance(one, Html) else one for one in pieces], found


def marks_of_former(anchors: Sequence[str]) -> str:
    """The elements that former addresses lead to."""
    return "".join(f'<span class="former" id="{escape(one)}"></span>' for one in anchors)


def _passages(
    pieces: Sequence[LinkedPiece], blocks: Sequence[BlockSaid], anchors: Collection[str]
) -> Iterator[Addressed]:
    """What the ids of a text lead to, but for cells: there are many, and nobody cites one."""
    blocks = [one for one in blocks if one.anchor]
    own = {one.anchor for one in blocks}
    for number, block in enumerate(blocks):
        end = blocks[number + 1].begins if number + 1 < len(blocks) else len(pieces)
        for piece in pieces[block.begins : end]:
            for found in _ID.finditer(piece.html) if isinstance(piece, Html) else ():
                anchor = unescape(found[1])
                if anchor in anchors and anchor not in own and _REFERENCE not in anchor:
                    yield Addressed(anchor, block.words, inherits=anchor.startswith(FOOTNOTE))
        if block.role != "cell" and block.words:
            yield Addressed(block.anchor, block.words)


def _with_former(piece: Html, found: Succession) -> Html:
    def left(opening: re.Match[str]) -> str:
        former = found.former.get(unescape(opening[1]), ())
        return f"{opening[0]}{marks_of_former(former)}"

    return Html(html=_OPENING.sub(left, piece.html))


def lost_anchors(record: Record, found: Succession) -> Iterator[Diagnostic]:
    """A warning for each address that was published and leads to nothing.

    It tells no words: what has gone may have been withheld.
    """
    said = [one.was.removeprefix("#") for one in record.matter.former_anchors]
    for anchor in found.nowhere:
        number = said.index(anchor) if anchor in said else 0
        yield Diagnostic(
            code="ref-broken-anchor",
            path=record.path,
            span=record.locate("former_anchors", number, "now"),
            message=f"the words of `#{anchor}` are not there: the page has no such place",
            hint="copy the address of the paragraph from its page; leave `now` out if the words are"
            " gone for good",
        )
    for anchor in found.lost:
        yield Diagnostic(
            code="ref-anchor-lost",
            path=record.path,
            span=record.locate("title" if record.type in ("article", "page") else "id"),
            message=f"`#{anchor}` of `{record.id}` was published, and nothing on its page is like"
            f" it now; `{FILE}` has its first words",
            hint=f"say where its words are: `former_anchors: [{{was: {anchor}, now: …}}]`, or that"
            f" they are gone for good: `former_anchors: [{anchor}]`",
        )
