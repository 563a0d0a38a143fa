"""Annotations and quotations of the published articles, each anchored at the words it quotes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from dossierpress.kernel.content_ids import content_digest, each_different
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.diagnostics.hints import did_you_mean
from dossierpress.kernel.key import Key
from dossierpress.links.anchor_candidates import not_one, place_of_quote
from dossierpress.links.anchors import (
    PublishedText,
    Range,
    as_written,
    find_quote,
    occurrences,
    published_text,
)
from dossierpress.links.annotated_body import annotate_body, numbered
from dossierpress.links.heirs import Addressed, Published, Succession, succession
from dossierpress.links.lasting_anchors import lost_anchors
from dossierpress.links.linked_text import LinkedText
from dossierpress.links.names.boundaries import count_words
from dossierpress.links.put_right import check_put_right
from dossierpress.links.text_context import Subject
from dossierpress.model.annotations import Annotations, Passage, PlacedAnnotation, PlacedQuotation
from dossierpress.model.body import Target
from dossierpress.model.content import Record
from dossierpress.provenance.statements import Party, read_party
from dossierpress.records.facets import ANY, SOURCE, name_in
from dossierpress.records.listing import group
from dossierpress.records.references import find_record
from dossierpress.schema.annotation import Annotation, Selector, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import Party as WrittenParty
from dossierpress.schema.kept_anchors import lines_of
from dossierpress.visibility.scrub import scrub_annotation, scrub_quotation
from dossierpress.visibility.withheld import PublishedFinder


class Annotated(Struct, frozen=True, kw_only=True):
    """The linked texts with their annotations."""

    linked: Mapping[Key, LinkedText]
    annotations: Annotations
    anchors: Mapping[Key, str]
    """Article -> the lines that keep the addresses of its annotations."""
    diagnostics: tuple[Diagnostic, ...]


def annotate(  # noqa: PLR0913 (what, by what rules)
    linked: Mapping[Key, LinkedText],
    subjects: Mapping[Key, Subject],
    finder: PublishedFinder,
    types: Sequence[str],
    site_lang: str,
    *,
    published: Callable[[Key], Published] | None = None,
) -> Annotated:
    """Annotate the published articles.

    Args:
        linked: The texts of all published records, in order.
        subjects: The records that the texts belong to.
        finder: What is published.
        types: All types of annotation.
        site_lang: The language of names without one.
        published: Gives the addresses of annotations on a page that were published, if they are
            kept.
    """
    texts = dict(linked)
    notes: dict[str, tuple[PlacedAnnotation, ...]] = {}
    quotations: dict[str, tuple[PlacedQuotation, ...]] = {}
    problems: list[Diagnostic] = []
    anchors: dict[Key, str] = {}
    for key, text in linked.items():
        matter = subjects[key].record.matter
        if not isinstance(matter, ArticleMatter):
            continue
        before = published(key) if published else Published()
        if not (matter.annotations or matter.quotations or before.anchors):
            continue
        one = _Annotating(
            subject=subjects[key],
            matter=matter,
            text=published_text(text.body.pieces, text.places),
            finder=finder,
            types=types,
            site_lang=site_lang,
        )
        # Quotations first, since an annotation may be about quoted words.
        quotations[key.id] = tuple(one.quotations())
        notes[key.id], texts[key] = one.annotate(text)
        problems += one.problems
        if published:
            found = _lasting(before, notes[key.id])
            notes[key.id] = tuple(
                replace(note, former=found.former.get(note.anchor, ())) for note in notes[key.id]
            )
            anchors[key] = lines_of(found.now)
            problems += lost_anchors(subjects[key].record, found)
    everything = [quoted for quoted_there in quotations.values() for quoted in quoted_there]
    same = group((name, one) for one in everything if (name := one.written.same))
    problems += _alone(subjects, same)
    if any(notes.values()):
        problems += _without({key: subjects[key] for key in linked}, notes)
    return Annotated(
        linked=texts,
        annotations=Annotations(
            notes={id_: found for id_, found in notes.items() if found},
            quotations={id_: found for id_, found in quotations.items() if found},
            spoken_by=group(
                (one.speaker, one) for one in everything if isinstance(one.speaker, Key)
            ),
            same=same,
        ),
        anchors=anchors,
        diagnostics=tuple(problems),
    )


def _lasting(before: Published, notes: Sequence[PlacedAnnotation]) -> Succession:
    """What becomes of the addresses of annotations: each is found by its passage and its text."""
    return succession(
        before,
        [Addressed(one.anchor, f"{one.passage.text} {one.written.text}") for one in notes],
        unchanging=True,
    )


class _Annotating(Struct, kw_only=True):
    subject: Subject
    matter: ArticleMatter
    text: PublishedText
    finder: PublishedFinder
    types: Sequence[str]
    site_lang: str
    spoken: list[tuple[Range, Party | None]] = field(default_factory=list)
    """Quoted ranges with their speakers; None where the words are those of an outlet."""
    problems: list[Diagnostic] = field(default_factory=list)

    def annotate(self, linked: LinkedText) -> tuple[tuple[PlacedAnnotation, ...], LinkedText]:
        found: list[tuple[Annotation, Range]] = []
        for number, written in enumerate(self.matter.annotations):
            self._check_type(number, written)
            kept = None if written.withheld else scrub_annotation(written, self.finder)
            if kept is None:
                self._check_private(written.quote, "annotations", number, "quote")
                continue
            place = self._place(written.quote, "annotations", number, "quote")
            if place is not None:
                found.append((kept, place))
                self.problems += check_put_right(
                    self.subject.record, number, written, place, self.text
                )
        anchors = each_different(
            f"note_{content_digest(self._passage(place).text, written.text, digits=8)}"
            for written, place in found
        )
        marked = dict(
            numbered(
                [
                    (place, written.type, anchor)
                    for (written, place), anchor in zip(found, anchors, strict=True)
                ]
            )
        )
        pieces = annotate_body(linked.body.pieces, self.text, tuple(marked.values()))
        notes = [
            PlacedAnnotation(
                article=self.subject.key.id,
                number=mark.number,
                anchor=mark.anchor,
                passage=self._passage(mark.range),
                speaker=self._speaker_at(mark.range),
                said_by=(
                    None
                    if written.said_by is None
                    else read_party(written.said_by, self.subject.key, ())
                ),
                written=written,
            )
            for at, mark in marked.items()
            for written in [found[at][0]]
        ]
        return tuple(notes), replace(linked, body=linked.body.with_pieces(pieces))

    def quotations(self) -> Iterator[PlacedQuotation]:
        found: list[tuple[Range, SpokenWords, WrittenParty | None]] = []
        for number, written in enumerate(self.matter.quotations):
            if written.withheld:
                self._check_private(written.quote, "quotations", number, "quote")
                continue
            kept = scrub_quotation(written, self.finder)
            place = self._place(written.quote, "quotations", number, "quote")
            if kept is not None and place is not None:
                found.append((place, kept, self._worded_by(written, kept)))
        stand_ins = frozenset(self.finder.withheld.stand_ins.values())
        for place, kept, worded_by in sorted(found, key=lambda one: one[0]):
            passage = self._passage(place)
            speaker = read_party(kept.speaker, self.subject.key, stand_ins)
            self.spoken.append((place, None if kept.words_of == "outlet" else speaker))
            yield PlacedQuotation(
                article=self.subject.key.id,
                passage=passage,
                speaker=speaker,
                worded_by=(
                    None
                    if worded_by is None
                    else read_party(worded_by, self.subject.key, stand_ins)
                ),
                addressees=tuple(
                    read_party(one, self.subject.key, stand_ins) for one in kept.addressee
                ),
                words=count_words(passage.text, self.subject.lang),
                written=kept,
            )

    def _worded_by(self, written: SpokenWords, kept: SpokenWords) -> WrittenParty | None:
        """Who worded a quotation, as far as readers may know."""
        origin = self.matter.origin
        if kept.words_of == "outlet" and written.worded_by is None and origin is not None:
            source = self.finder.published(origin.source, SOURCE)
            return None if source is None else WrittenParty(id=f"source:{source.id}")
        return kept.worded_by

    def _place(self, selector: Selector, *steps: str | int) -> Range | None:
        """The one passage that a selector matches; None, with a diagnostic, if there is not one."""
        found = place_of_quote(self.subject.record, steps, selector, self.text)
        if isinstance(found, Diagnostic):
            self.problems.append(found)
            return None
        return found

    def _check_private(self, selector: Selector, *steps: str | int) -> None:
        """Report a withheld annotation or quotation, too, if its selector matches no passage.

        It may quote a private name, for which readers see a stand-in.
        """
        if len(find_quote(selector, self.text)) == 1:
            return
        written = as_written(self.subject.record, self._name_of)
        if len(find_quote(selector, written)) != 1:
            text = self.text if occurrences(selector.exact, self.text) else written
            self.problems.append(not_one(self.subject.record, steps, selector, text))

    def _name_of(self, target: Target) -> str:
        key = find_record(self.finder.register, target, ANY)
        if key is None:
            return target.id
        names = self.finder.register.heads[key].names
        return name_in(names, self.subject.lang, self.site_lang)

    def _passage(self, place: Range) -> Passage:
        block = self.text.blocks[self.text.block_of(place.start)]
        words = self.text.text[place.start : place.end]
        return Passage(text=" ".join(words.split()), anchor=block.anchor)

    def _speaker_at(self, place: Range) -> Party | None:
        enclosing = [
            (there.end - there.start, speaker)
            for there, speaker in self.spoken
            if there.start <= place.start and place.end <= there.end
        ]
        return min(enclosing, key=lambda one: one[0])[1] if enclosing else None

    def _check_type(self, number: int, written: Annotation) -> None:
        if written.type in self.types:
            return
        known = ", ".join(f"`{one}`" for one in self.types)
        self.problems.append(
            self.subject.problem(
                "anno-unknown-type",
                self.subject.record.locate("annotations", number, "type"),
                f"there is no type of annotation `{written.type}`",
                did_you_mean(written.type, self.types) or f"the types are {known}",
            )
        )


def _alone(
    subjects: Mapping[Key, Subject], same: Mapping[str, tuple[PlacedQuotation, ...]]
) -> Iterator[Diagnostic]:
    """Report values of `same` (one quotation in several places) that only one quotation has."""
    for name, found in same.items():
        if len(found) > 1:
            continue
        subject = subjects[Key(type="article", id=found[0].article)]
        yield subject.problem(
            "anno-same-once",
            _place_of_same(subject.record, name),
            f"no other quotation is the same as `{name}`",
            did_you_mean(name, same) or "take out `same`",
        )


def _place_of_same(record: Record, name: str) -> Span:
    matter = record.matter
    quotations = matter.quotations if isinstance(matter, ArticleMatter) else ()
    number = next(at for at, one in enumerate(quotations) if one.same == name)
    return record.locate("quotations", number, "same")


def _without(
    published: Mapping[Key, Subject], notes: Mapping[str, tuple[PlacedAnnotation, ...]]
) -> Iterator[Diagnostic]:
    """Report articles without annotations, if other articles have some."""
    for key, subject in published.items():
        if key.type == "article" and not notes.get(key.id):
            yield subject.problem(
                "anno-none",
                subject.record.locate("title"),
                f"nothing is said of any passage of `{key.id}`",
                "annotate it, or leave it: this is only to be known",
            )
