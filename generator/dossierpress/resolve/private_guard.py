"""The last look for names of private records in what is to be published.

Running text has its stand-ins by now. What is left is text that nothing can be put into without
changing what it says, and addresses.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.model.key import Key
from dossierpress.name_forms.choose import choose
from dossierpress.resolve.doubtful_names import maybe_private, place_of, private_name
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.fold import fold
from dossierpress.resolve.names import Found, NameIndex, look_declared
from dossierpress.resolve.private_names import PrivateNames
from dossierpress.resolve.said import Said, Steps, said_in_body, said_in_front_matter
from dossierpress.resolve.settled import BLOCK_MARK, Settled, Words
from dossierpress.resolve.surroundings import Subject, Surroundings


class Guard(Struct, frozen=True, kw_only=True, gc=False):
    """Looks for private names in everything that a published record says."""

    names: Mapping[str, Any]
    """`entities`: those who may be named; `private`: those who may not."""
    around: Surroundings
    finder: Finder

    @property
    def private(self) -> PrivateNames:
        """The names that are looked for."""
        private: PrivateNames = self.names["private"]
        return private

    @property
    def entities(self) -> NameIndex:
        """Names that somebody else has too; asked only where one of the others is found."""
        entities: NameIndex = self.names["entities"]
        return entities

    def watch(  # noqa: PLR0913, PLR0917 (what is known of one record)
        self,
        subject: Subject,
        settled: Settled,
        blocks: Sequence[tuple[int, str]],
        declared: Mapping[str, Found],
        told: Container[int],
        named: Container[Key],
    ) -> Iterator[Diagnostic]:
        """Report every private name that would be published.

        Args:
            subject: The record.
            settled: Its body before names were woven in.
            blocks: The visible text after that: line in the file, and words.
            declared: Names that the article gives to entities with `as`.
            told: Lines with a heading that has been reported; its anchor would be the same again.
            named: Records that it names by id; after that, one word of a name means the same.
        """
        said = [
            *said_in_front_matter(subject.record.matter, self.finder),
            *(
                one
                for one in said_in_body(settled)
                if not (one.address and isinstance(one.place, Span) and one.place.line in told)
            ),
            *self._said_by_id(subject),
        ]
        shown = [Said(text, Span(line=line, column=1)) for line, text in blocks]
        texts = [one for one in said if not one.address]
        yield from self._in_addresses(subject, [*said, *shown])
        yield from self._in_texts(subject, [*texts, *shown], declared)
        yield from self._nearly(subject, settled, texts, named)

    def _said_by_id(self, subject: Subject) -> Iterator[Said]:
        """The record's own address, and the folders that its file is in."""
        place = subject.record.span
        yield Said(subject.key.id, place, address=True)
        for part in subject.record.path.split("/")[2:]:
            yield Said(part, place, address=True)

    def _in_addresses(self, subject: Subject, said: Sequence[Said]) -> Iterator[Diagnostic]:
        for one in said:
            found = None
            if one.text and one.address:
                found = self.private.look_in_address(one.text)
            elif one.text:
                found = self.private.look_exact(one.text) or self.private.look_escaped(one.text)
            if found is not None:
                span = _span(subject, one.place)
                if found.certain:
                    yield private_name(subject, self.around, (found.key,), found.words, span)
                else:
                    yield maybe_private(subject, self.around, found.key, found.words, span)

    def _in_texts(
        self, subject: Subject, said: Sequence[Said], declared: Mapping[str, Found]
    ) -> Iterator[Diagnostic]:
        text, begins = _joined(said)
        hidden, near = self.private.look_widely(text, subject.lang)
        over_blocks = [one for one in near if BLOCK_MARK in text[one.start : one.end]]
        if not hidden and not over_blocks:
            return
        folded = fold(text)
        # A name that somebody published has too may well mean that one.
        public = (
            *look_declared(folded, declared, subject.lang, self.entities.persons),
            *self.entities.look(folded, subject.lang),
        )
        in_text = (one.in_original(folded) for one in public)
        for name in choose([*in_text, *hidden, *over_blocks]):
            if name.private:
                words = " ".join(text[name.start : name.end].replace(BLOCK_MARK, " ").split())
                place = said[bisect_right(begins, name.start) - 1].place
                span = _span(subject, place)
                if name in over_blocks:
                    yield maybe_private(subject, self.around, name.owners[0], words, span)
                else:
                    yield private_name(subject, self.around, name.owners, words, span)

    def _nearly(
        self,
        subject: Subject,
        settled: Settled,
        said: Sequence[Said],
        named: Container[Key],
    ) -> Iterator[Diagnostic]:
        """Report words that may name a private record, each spelling once."""
        seen: set[str] = set()
        for name, text in self._near_names(subject, settled.text, named):
            words = _words_at(settled, name.start)
            if words is not None and text not in seen:
                seen.add(text)
                span = place_of(words, name.start, len(text))
                yield maybe_private(subject, self.around, name.owners[0], text, span)
        whole, begins = _joined(said)
        for name, text in self._near_names(subject, whole, named):
            if text not in seen:
                seen.add(text)
                span = _span(subject, said[bisect_right(begins, name.start) - 1].place)
                yield maybe_private(subject, self.around, name.owners[0], text, span)

    def _near_names(
        self, subject: Subject, text: str, named: Container[Key]
    ) -> Iterator[tuple[Found, str]]:
        hidden, near = self.private.look_widely(text, subject.lang, named)
        if not near:
            return
        folded = fold(text)
        # What is a name in full, private or published, is not nearly one.
        full = [
            *(one.in_original(folded) for one in self.entities.look(folded, subject.lang)),
            *hidden,
        ]
        for name in choose([*(one._replace(private=False) for one in full), *near]):
            words = text[name.start : name.end]
            if name.private and BLOCK_MARK not in words:
                yield name, words


def _joined(said: Sequence[Said]) -> tuple[str, list[int]]:
    """Texts as one, and where each begins; cells of one row of a table are parted by a tab."""
    parts: list[str] = []
    begins: list[int] = []
    length = 0
    before = None
    for one in said:
        if before is not None:
            in_row = isinstance(one.place, Span) and one.place == before.place
            parts.append("\t" if in_row else BLOCK_MARK)
            length += 1
        begins.append(length)
        parts.append(one.text)
        length += len(one.text)
        before = one
    return "".join(parts), begins


def _span(subject: Subject, place: Steps | Span) -> Span:
    return place if isinstance(place, Span) else subject.record.locate(*place)


def _words_at(settled: Settled, offset: int) -> Words | None:
    for words in settled.words:
        if words.start <= offset < words.start + len(words.text):
            return words
    return None
