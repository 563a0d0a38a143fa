"""The words of an article that carry its claims: found, wrapped and marked.

Gets the linked text of a published article; gives it with a mark behind the words that its author
quotes for each published claim. A claim that is withheld leaves no mark, and its words are looked
for when it is published.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic, first_words
from dossierpress.kernel.key import Key
from dossierpress.links.anchor_candidates import place_of_quote
from dossierpress.links.anchors import Leaf, PublishedText, Range, published_text
from dossierpress.links.excerpts import BETWEEN_CELLS, PageBlock, Sentences
from dossierpress.links.linked_text import LinkedText, keep_text
from dossierpress.links.text_context import Subject
from dossierpress.links.wrapped_words import ClaimedWords, wrap_words
from dossierpress.model.body import Sign
from dossierpress.model.linked_body import CitationShown, Html, LinkedPiece
from dossierpress.model.site import ClaimInText, ClaimPlace, Context
from dossierpress.records.facets import CLAIM
from dossierpress.schema.article import ArticleMatter, DeclaredClaim
from dossierpress.visibility.withheld import PublishedFinder

_SIGN = re.compile(r'<span class="sign">([^<]*)</span>|<br')


def claim_anchor(claim: str, number: int) -> str:
    """Id of the words that carry a claim; they are numbered from 1 where there are several."""
    return f"claim_{claim}" if number == 1 else f"claim_{claim}_{number}"


def mark_claims(subject: Subject, linked: LinkedText, finder: PublishedFinder) -> LinkedText:
    """Mark the words of an article that carry claims; any other text stays as it is."""
    matter = subject.record.matter
    if not isinstance(matter, ArticleMatter):
        return linked
    told = [
        (number, published, one)
        for number, one in enumerate(matter.claims)
        if (one.at or one.unplaced) and (published := finder.plain(CLAIM)[one.id])
    ]
    if not told:
        return linked
    pieces, places = linked.body.pieces, linked.places
    text = published_text(pieces, places)
    finding = _Finding(
        subject=subject,
        pieces=pieces,
        text=text,
        leaves={leaf.piece: leaf for leaf in text.leaves},
    )
    for number, claim, written in told:
        finding.find(number, claim, written)
    wrapped = wrap_words(pieces, text, finding.claimed)
    numbers = (*wrapped.numbers, len(wrapped.pieces))
    kept = keep_text(
        wrapped.pieces,
        linked.blocks,
        linked.mentions,
        linked.citations,
        [replace(one, begins=numbers[one.begins]) for one in places],
        anchors=linked.kept_anchors,
    )
    return replace(
        linked,
        body=replace(linked.body, kept=kept),
        kept=kept,
        claims=tuple(finding.found.values()),
        diagnostics=(*linked.diagnostics, *finding.problems),
    )


def claims_without_words(
    published: Mapping[Key, Subject], linked: Mapping[Key, LinkedText], finder: PublishedFinder
) -> Iterator[Diagnostic]:
    """Report articles with claims of which nobody says where they are, if others have some."""
    if not any(text.claims for text in linked.values()):
        return
    for key, subject in published.items():
        matter = subject.record.matter
        if not isinstance(matter, ArticleMatter):
            continue
        told = {one.claim for one in linked[key].claims}
        plain = finder.plain(CLAIM)
        left = [
            (number, claim)
            for number, one in enumerate(matter.claims)
            if (claim := plain[one.id]) and claim not in told
        ]
        if left:
            names = list(dict.fromkeys(f"`{claim}`" for _, claim in left))
            yield subject.problem(
                "claim-unplaced",
                subject.record.locate("claims", left[0][0], "id"),
                f"no words are named that carry {first_words(names, ', ')}",
                "write `{id: …, at: the words}`, or `{id: …, unplaced: why no words carry it}`",
            )


class _Finding(Struct, kw_only=True):
    """One pass over the claims of an article."""

    subject: Subject
    pieces: Sequence[LinkedPiece]
    text: PublishedText
    leaves: Mapping[int, Leaf]
    """Number of a piece -> its words."""
    claimed: list[ClaimedWords] = field(default_factory=list)
    found: dict[str, ClaimInText] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def find(self, number: int, claim: str, written: DeclaredClaim) -> None:
        known = self.found.get(claim)
        places = list(known.places) if known else []
        for at, selector in enumerate(written.at):
            steps = ("claims", number, "at", at)
            words = place_of_quote(self.subject.record, steps, selector, self.text)
            if isinstance(words, Diagnostic):
                self.problems.append(words)
                continue
            anchor = claim_anchor(claim, len(places) + 1)
            places.append(ClaimPlace(anchor=anchor, context=self._context(words)))
            self.claimed.append(ClaimedWords(words, claim, anchor))
        self.found[claim] = ClaimInText(
            article=self.subject.key.id,
            claim=claim,
            places=tuple(places),
            unplaced=written.unplaced or (known.unplaced if known else None),
        )

    def _context(self, words: Range) -> Context:
        """The sentence around some words; around words in a table, the row."""
        own = self.text.block_of(words.start)
        quoted = PageBlock(anchor=self.text.blocks[own].anchor)
        start = end = cells = 0
        for block in self._row(own):
            if quoted.length and self._has_words(block):
                quoted.add(BETWEEN_CELLS)
            cells += self._has_words(block)
            for number in self._pieces_of(block):
                leaf = self.leaves.get(number)
                if leaf is not None:
                    if leaf.start <= words.start < leaf.start + len(leaf.text):
                        start = quoted.length + words.start - leaf.start
                    if leaf.start < words.end <= leaf.start + len(leaf.text):
                        end = quoted.length + words.end - leaf.start
                    quoted.add(leaf.text)
                else:
                    _add_signs(quoted, self.pieces[number])
        sentences = Sentences(
            quoted.text,
            self.subject.lang,
            quoted.gaps,
            anchor=quoted.anchor,
            struck=quoted.struck,
            whole=cells > 1,
        )
        return sentences.around(start, end)

    def _row(self, block: int) -> range:
        """The blocks on the line of a block: the cells of a row, or the block alone."""
        blocks, line = self.text.blocks, self.text.blocks[block].line
        first = last = block
        while first > 0 and blocks[first - 1].line == line:
            first -= 1
        while last + 1 < len(blocks) and blocks[last + 1].line == line:
            last += 1
        return range(first, last + 1)

    def _pieces_of(self, block: int) -> range:
        blocks = self.text.blocks
        end = blocks[block + 1].begins if block + 1 < len(blocks) else len(self.pieces)
        return range(blocks[block].begins, end)

    def _has_words(self, block: int) -> bool:
        return any(
            self.leaves[number].text.strip()
            for number in self._pieces_of(block)
            if number in self.leaves
        )


def _add_signs(quoted: PageBlock, piece: LinkedPiece) -> None:
    """Add what stands between words: words for a mark, and where a citation was."""
    if isinstance(piece, CitationShown):
        quoted.gaps.append(quoted.length)
    elif isinstance(piece, Html):
        for sign in _SIGN.finditer(piece.html):
            text = unescape(sign[1] or "")
            if not text:
                quoted.add("\n")
            elif text == "]":
                quoted.sign(Sign(text=text, of="end of struck"))
            else:
                quoted.sign(Sign(text=text, of="struck" if text[0] == "[" else "task"))
