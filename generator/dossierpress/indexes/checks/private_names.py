"""Check that no published text or address contains the name of a private record.

Running text has its stand-ins by now. What is left is text in which a stand-in would change the
meaning, and addresses. A record is checked again only if something new could be found: most texts
have no word of a private name, so they do not read the names of other entities, and a new name of
an entity does not affect them.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.msgpack import Decoder

from dossierpress.engine.encoding import encoded
from dossierpress.engine.stamping_rules import BY_ROW
from dossierpress.engine.store import Store
from dossierpress.engine.traces import Traces
from dossierpress.indexes.text_linking import LinkedTexts, ReadDossier
from dossierpress.indexes.text_reading import LinkingInput, TrackedDossier, declared_in, work_on
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.links.linked_text import LinkedText
from dossierpress.links.names.name_index import FoundName, NameIndex, find_declared
from dossierpress.links.names.private_names import PrivateNames
from dossierpress.links.names.problems import maybe_private, place_of, private_name
from dossierpress.links.resolved_body import BLOCK_MARK, ResolvedBody, Words
from dossierpress.links.text_context import Subject, TextContext
from dossierpress.links.visible_text import (
    VisibleText,
    visible_in_body,
    visible_in_front_matter,
)
from dossierpress.records.references import Steps
from dossierpress.visibility.name_forms.matches import leftmost_longest
from dossierpress.visibility.withheld import PublishedFinder


class PrivateNameCheck(Struct, frozen=True, kw_only=True, gc=False):
    """Searches everything that a published record shows for private names."""

    names: Mapping[str, Any]
    """`entities`: names that may be shown; `private`: names that may not."""
    context: TextContext
    finder: PublishedFinder

    @property
    def private(self) -> PrivateNames:
        """The names that are searched for."""
        private: PrivateNames = self.names["private"]
        return private

    @property
    def entities(self) -> NameIndex:
        """Names of published entities; read only if a private name is found."""
        entities: NameIndex = self.names["entities"]
        return entities

    def check(  # noqa: PLR0913, PLR0917 (what is known of one record)
        self,
        subject: Subject,
        resolved: ResolvedBody,
        blocks: Sequence[tuple[int, str]],
        declared: Mapping[str, FoundName],
        reported: Container[int],
        named: Container[Key],
    ) -> Iterator[Diagnostic]:
        """Report every private name that would be published.

        Args:
            subject: The record.
            resolved: Its body before its mentions were linked.
            blocks: The visible linked text: line in the file, and words.
            declared: Names that the article gives to entities with `as`.
            reported: Lines of headings that have been reported; their anchors are not again.
            named: Records that it names by id; then a part of their name means them as well.
        """
        visible = [
            *visible_in_front_matter(subject.record.matter, self.finder),
            *(
                one
                for one in visible_in_body(resolved)
                if not (one.address and isinstance(one.place, Span) and one.place.line in reported)
            ),
            *self._said_by_id(subject),
        ]
        shown = [VisibleText(text, Span(line=line, column=1)) for line, text in blocks]
        texts = [one for one in visible if not one.address]
        yield from self._in_addresses(subject, [*visible, *shown])
        yield from self._in_texts(subject, [*texts, *shown], declared)
        yield from self._nearly(subject, resolved, texts, named)

    def _said_by_id(self, subject: Subject) -> Iterator[VisibleText]:
        """The record's own address, and the folders that its file is in."""
        place = subject.record.span
        yield VisibleText(subject.key.id, place, address=True)
        for part in subject.record.path.split("/")[2:]:
            yield VisibleText(part, place, address=True)

    def _in_addresses(
        self, subject: Subject, visible: Sequence[VisibleText]
    ) -> Iterator[Diagnostic]:
        for one in visible:
            found = None
            if one.text and one.address:
                found = self.private.find_in_address(one.text)
            elif one.text:
                found = self.private.find_exact(one.text) or self.private.find_escaped(one.text)
            if found is not None:
                span = _span(subject, one.place)
                if found.certain:
                    yield private_name(subject, self.context, (found.key,), found.words, span)
                else:
                    yield maybe_private(subject, self.context, found.key, found.words, span)

    def _in_texts(
        self, subject: Subject, visible: Sequence[VisibleText], declared: Mapping[str, FoundName]
    ) -> Iterator[Diagnostic]:
        text, begins = _joined(visible)
        certain, near = self.private.find_all_forms(text, subject.lang)
        over_blocks = [one for one in near if BLOCK_MARK in text[one.start : one.end]]
        if not certain and not over_blocks:
            return
        normalised = normalise_text(text)
        # A name that a published entity has too may mean that one.
        public = (
            *find_declared(normalised, declared, subject.lang, self.entities.persons),
            *self.entities.find(normalised, subject.lang),
        )
        in_text = (one.in_original(normalised) for one in public)
        for name in leftmost_longest([*in_text, *certain, *over_blocks]):
            if name.private:
                words = " ".join(text[name.start : name.end].replace(BLOCK_MARK, " ").split())
                place = visible[bisect_right(begins, name.start) - 1].place
                span = _span(subject, place)
                if name in over_blocks:
                    yield maybe_private(subject, self.context, name.owners[0], words, span)
                else:
                    yield private_name(subject, self.context, name.owners, words, span)

    def _nearly(
        self,
        subject: Subject,
        resolved: ResolvedBody,
        visible: Sequence[VisibleText],
        named: Container[Key],
    ) -> Iterator[Diagnostic]:
        """Report words that may name a private record, each spelling once."""
        seen: set[str] = set()
        for name, text in self._near_names(subject, resolved.text, named):
            words = _words_at(resolved, name.start)
            if words is not None and text not in seen:
                seen.add(text)
                span = place_of(words, name.start, len(text))
                yield maybe_private(subject, self.context, name.owners[0], text, span)
        whole, begins = _joined(visible)
        for name, text in self._near_names(subject, whole, named):
            if text not in seen:
                seen.add(text)
                span = _span(subject, visible[bisect_right(begins, name.start) - 1].place)
                yield maybe_private(subject, self.context, name.owners[0], text, span)

    def _near_names(
        self, subject: Subject, text: str, named: Container[Key]
    ) -> Iterator[tuple[FoundName, str]]:
        certain, near = self.private.find_all_forms(text, subject.lang, named)
        if not near:
            return
        normalised = normalise_text(text)
        # A full name, private or published, is no uncertain one.
        full = [
            *(one.in_original(normalised) for one in self.entities.find(normalised, subject.lang)),
            *certain,
        ]
        for name in leftmost_longest([*(one._replace(private=False) for one in full), *near]):
            words = text[name.start : name.end]
            if name.private and BLOCK_MARK not in words:
                yield name, words


def _joined(visible: Sequence[VisibleText]) -> tuple[str, list[int]]:
    """Join texts, and give the offset of each; a tab separates the cells of one table row."""
    parts: list[str] = []
    begins: list[int] = []
    length = 0
    before = None
    for one in visible:
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


def _words_at(resolved: ResolvedBody, offset: int) -> Words | None:
    for words in resolved.words:
        if words.start <= offset < words.start + len(words.text):
            return words
    return None


class _ShownText(NamedTuple):
    """The text of a record as it is published."""

    linked: LinkedText
    reported: frozenset[int]
    """Lines of headings that have been reported."""
    referred: tuple[Key, ...]
    """Records that it names by id."""
    stamp: tuple[bytes, LinkingInput, tuple[Diagnostic, ...], tuple[Key, ...]]
    """What this was made of, for the digest."""


def check_private_names(
    dossier: ReadDossier, texts: LinkedTexts, store: Store, code_key: str
) -> Iterator[Diagnostic]:
    """Report all names of private records that would be published."""
    names = dossier.texts.names
    published = () if names.private is None else texts.of
    reads = texts.tracked.reads
    shown = reads.table(
        "shown",
        {key: _shown_text(key, dossier, texts) for key in published},
        key_type=Key,
        digested=lambda one: one.stamp,
        stamping=BY_ROW,
    )
    looked_for = reads.table(
        "names", {"entities": names.entities, "private": names.private}, digested=_digested
    )
    traces = Traces("guarded", code_key, reads, store)
    for key in published:
        found = traces.result(work_on(key))
        if found is None:
            with reads.recorded() as cells:
                found = encoded(tuple(_check_text(key, shown, looked_for, dossier, texts.tracked)))
            traces.keep(work_on(key), cells, found)
        yield from _DECODER.decode(found)
    traces.save()


def _check_text(
    key: Key,
    shown: Mapping[Key, _ShownText],
    names: Mapping[str, Any],
    dossier: ReadDossier,
    tracked: TrackedDossier,
) -> Iterator[Diagnostic]:
    subject, text = tracked.subjects[key], shown[key]
    # A finder caches what it has read, so each text has its own, and all its reads are recorded.
    finder = PublishedFinder(register=tracked.context.register, withheld=tracked.context.withheld)
    yield from PrivateNameCheck(names=names, context=tracked.context, finder=finder).check(
        subject,
        dossier.texts.resolved(key),
        text.linked.blocks,
        declared_in(subject, tracked.context),
        text.reported,
        text.referred,
    )


def _shown_text(key: Key, dossier: ReadDossier, texts: LinkedTexts) -> _ShownText:
    read, linked = dossier.texts.of[key], texts.of[key]
    reported = (*read.problems, *linked.diagnostics)
    return _ShownText(
        linked=linked,
        reported=frozenset(
            one.span.line for one in reported if one.code == "ref-private-name" and one.span
        ),
        referred=read.referred,
        stamp=(texts.stamps[key], read.content, read.problems, read.referred),
    )


def _digested(names: NameIndex | PrivateNames | None) -> object:
    match names:
        case NameIndex():
            return names.owners, sorted(names.persons)
        case PrivateNames():
            weak = names.weak.owners
            return tuple(names.names.items()), weak, names.ids, names.exact
        case None:
            return None


_DECODER = Decoder(tuple[Diagnostic, ...])
