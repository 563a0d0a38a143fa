"""The last look for names of private records in what is to be published.

Running text has its stand-ins by now. What is left is text that nothing can be put into without
changing what it says, and addresses.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.resolve.doubtful_names import maybe_private, place_of, private_name
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.fold import fold
from dossierpress.resolve.names import Found, NameIndex, choose, look_declared
from dossierpress.resolve.private_names import PrivateNames
from dossierpress.resolve.said import Said, Steps, said_in_body, said_in_front_matter
from dossierpress.resolve.settled import BLOCK_MARK, Settled, Words
from dossierpress.resolve.surroundings import Subject, Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Looks for private names in everything that a published record says."""

    names: NameIndex
    private: PrivateNames
    around: Surroundings
    finder: Finder

    def watch(
        self,
        subject: Subject,
        settled: Settled,
        blocks: Sequence[tuple[int, str]],
        declared: Mapping[str, Found],
        told: Container[int],
    ) -> Iterator[Diagnostic]:
        """Report every private name that would be published.

        Args:
            subject: The record.
            settled: Its body before names were woven in.
            blocks: The visible text after that: line in the file, and words.
            declared: Names that the article gives to entities with `as`.
            told: Lines with a heading that has been reported; its anchor would be the same again.
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
        yield from self._nearly(subject, settled, texts)

    def _said_by_id(self, subject: Subject) -> Iterator[Said]:
        """The record's own address, and the folders that its file is in."""
        place = subject.record.span
        yield Said(subject.key.id, place, address=True)
        for part in subject.record.path.split("/")[2:]:
            yield Said(part, place, address=True)

    def _in_addresses(self, subject: Subject, said: Sequence[Said]) -> Iterator[Diagnostic]:
        for one in said:
            look = self.private.look_in_address if one.address else self.private.look_exact
            found = look(one.text) if one.text else None
            if found is not None:
                owner, words = found
                span = _span(subject, one.place)
                yield private_name(subject, self.around, (owner,), words, span)

    def _in_texts(
        self, subject: Subject, said: Sequence[Said], declared: Mapping[str, Found]
    ) -> Iterator[Diagnostic]:
        text = BLOCK_MARK.join(one.text for one in said)
        folded = fold(text)
        hidden = self.private.look(folded)
        if not hidden:
            return
        # A name that somebody published has too may well mean that one.
        public = [
            *look_declared(folded, declared, subject.lang),
            *self.names.look(folded, subject.lang),
        ]
        for name in choose([*public, *hidden]):
            if name.private:
                start, end = folded.original(name.start, name.end)
                place = said[text.count(BLOCK_MARK, 0, start)].place
                span = _span(subject, place)
                yield private_name(subject, self.around, name.owners, text[start:end], span)

    def _nearly(
        self, subject: Subject, settled: Settled, said: Sequence[Said]
    ) -> Iterator[Diagnostic]:
        """Report words that may name a private record, each spelling once."""
        seen: set[str] = set()
        for name, text in self._near_names(subject, settled.text):
            words = _words_at(settled, name.start)
            if words is not None and text not in seen:
                seen.add(text)
                span = place_of(words, name.start, len(text))
                yield maybe_private(subject, self.around, name.owners[0], text, span)
        whole = BLOCK_MARK.join(one.text for one in said)
        for name, text in self._near_names(subject, whole):
            if text not in seen:
                seen.add(text)
                span = _span(subject, said[whole.count(BLOCK_MARK, 0, name.start)].place)
                yield maybe_private(subject, self.around, name.owners[0], text, span)

    def _near_names(self, subject: Subject, text: str) -> Iterator[tuple[Found, str]]:
        folded = fold(text)
        near = self.private.look_near(folded, subject.lang)
        if not near:
            return
        # What is a name in full, private or published, is not nearly one.
        full = [*self.names.look(folded, subject.lang), *self.private.look(folded)]
        for name in choose([*(one._replace(private=False) for one in full), *near]):
            if name.private:
                start, end = folded.original(name.start, name.end)
                yield name._replace(start=start, end=end), text[start:end]


def _span(subject: Subject, place: Steps | Span) -> Span:
    return place if isinstance(place, Span) else subject.record.locate(*place)


def _words_at(settled: Settled, offset: int) -> Words | None:
    for words in settled.words:
        if words.start <= offset < words.start + len(words.text):
            return words
    return None
