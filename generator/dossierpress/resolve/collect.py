"""Every place in a record where it names another record by id."""

from collections.abc import Iterable, Iterator

from dossierpress.model.body import CitationMark, MentionStart, WikiLink
from dossierpress.model.content import Record
from dossierpress.resolve.record_types import (
    ANY,
    ARTICLE,
    CLAIM,
    ENTITY,
    PARTY,
    SOURCE,
    TEXT,
    Types,
)
from dossierpress.resolve.reference import Reference, read
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter, Party
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter


def references_of(record: Record) -> Iterator[Reference]:
    """References of the front matter, then those of the body, each in the order of the file."""
    yield from references_of_matter(record)
    yield from _of_body(record)


def references_of_matter(record: Record) -> Iterator[Reference]:
    """References of the front matter."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        yield from _of_article(matter)
    elif isinstance(matter, EntityMatter):
        yield from _of_entity(matter)
    elif isinstance(matter, SourceMatter):
        yield from _of_source(matter)
    elif isinstance(matter, ClaimMatter):
        yield from _of_claim(matter)


def _of_article(matter: ArticleMatter) -> Iterator[Reference]:
    if matter.origin is not None:
        yield _reference(matter.origin.source, SOURCE, "origin", "source")
    for number, entity in enumerate(matter.entities):
        yield _reference(entity.id, ENTITY, "entities", number, "id")
    for number, source in enumerate(matter.sources):
        yield _reference(source.id, SOURCE, "sources", number, "id")
        for cited, text in enumerate(source.cites):
            yield _reference(text, SOURCE, "sources", number, "cites", cited)
    for number, text in enumerate(matter.claims):
        yield _reference(text, CLAIM, "claims", number)
    for number, reference in enumerate(matter.references):
        yield _reference(reference.to, TEXT, "references", number, "to")
    yield from _of_passages(matter)


def _of_passages(matter: ArticleMatter) -> Iterator[Reference]:
    here: tuple[str | int, ...]
    for number, note in enumerate(matter.annotations):
        here = ("annotations", number)
        for cited, text in enumerate(note.based_on):
            yield _reference(text, SOURCE, *here, "based_on", cited, private=note.withheld)
        for other, text in enumerate(note.about):
            yield _reference(text, ANY, *here, "about", other, private=note.withheld)
        if note.said_by is not None and note.said_by.id is not None:
            yield _reference(note.said_by.id, PARTY, *here, "said_by", "id", private=note.withheld)
    for number, quoted in enumerate(matter.quotations):
        here = ("quotations", number)
        if quoted.speaker.id is not None:
            yield _reference(
                quoted.speaker.id, PARTY, *here, "speaker", "id", private=quoted.withheld
            )
        if quoted.worded_by is not None and quoted.worded_by.id is not None:
            yield _reference(
                quoted.worded_by.id, PARTY, *here, "worded_by", "id", private=quoted.withheld
            )
        for other, party in enumerate(quoted.addressee):
            if party.id is not None:
                yield _reference(
                    party.id, PARTY, *here, "addressee", other, "id", private=quoted.withheld
                )


def _of_entity(matter: EntityMatter) -> Iterator[Reference]:
    for number, other in enumerate(matter.not_same_as):
        yield _reference(other, ENTITY, "not_same_as", number)
    for number, relation in enumerate(matter.relations):
        yield _reference(relation.to, ENTITY, "relations", number, "to", private=relation.withheld)
        if relation.source is not None:
            yield _reference(
                relation.source, SOURCE, "relations", number, "source", private=relation.withheld
            )
    for key in ("name", "aliases", "weak_aliases", "former_names"):
        for number, name in enumerate(getattr(matter, key)):
            if name.bearer is not None:
                yield _reference(name.bearer, PARTY, key, number, "bearer")
    for number, value in enumerate(matter.properties):
        if value.type in ("entity", "place"):
            yield _reference(value.value, ENTITY, "properties", number, "value")


def _of_source(matter: SourceMatter) -> Iterator[Reference]:
    if matter.publisher is not None:
        yield _reference(matter.publisher, PARTY, "publisher")
    if matter.owner is not None:
        yield _reference(matter.owner, ENTITY, "owner")
    for number, text in enumerate(matter.feeds_from):
        yield _reference(text, SOURCE, "feeds_from", number)
    for number, tie in enumerate(matter.tied_to):
        yield _reference(tie.to, PARTY, "tied_to", number, "to")
        if tie.source is not None:
            yield _reference(tie.source, SOURCE, "tied_to", number, "source")
    for number, other in enumerate(matter.not_same_as):
        yield _reference(other, SOURCE, "not_same_as", number)


def _of_claim(matter: ClaimMatter) -> Iterator[Reference]:
    for number, text in enumerate(matter.about):
        yield _reference(text, ENTITY, "about", number)
    if matter.value is not None and matter.value.place is not None:
        yield _reference(matter.value.place, ENTITY, "value", "place")
    for key in ("supports", "contradicts", "supersedes"):
        for number, link in enumerate(getattr(matter, key)):
            yield _reference(link.to, CLAIM, key, number, "to")
    yield from _of_parties(matter.probably_from, "probably_from")
    for number, one in enumerate(matter.one_origin):
        yield from _of_parties(one.of, "one_origin", number, "of")
    for number, report in enumerate(matter.reports):
        here = ("reports", number)
        yield from _of_party(report.by, *here, "by")
        yield from _of_parties(report.citing, *here, "citing")
        yield from _of_parties(report.probably_from, *here, "probably_from")
        if report.via is not None:
            yield from _of_party(report.via, *here, "via")
        if report.part is not None and report.part.value is not None and report.part.value.place:
            yield _reference(report.part.value.place, ENTITY, *here, "part", "value", "place")
        if report.article is not None:
            yield _reference(report.article, ARTICLE, *here, "article")


def _of_parties(parties: Iterable[Party], *here: str | int) -> Iterator[Reference]:
    for number, party in enumerate(parties):
        yield from _of_party(party, *here, number)


def _of_party(party: Party, *here: str | int) -> Iterator[Reference]:
    if party.id is not None:
        yield _reference(party.id, PARTY, *here, "id")


def _of_body(record: Record) -> Iterator[Reference]:
    for piece in record.body.pieces:
        if isinstance(piece, WikiLink):
            yield Reference(
                target=piece.target,
                allowed=ANY,
                place=piece.span,
                relation=piece.relation,
                link=piece,
            )
        elif isinstance(piece, MentionStart):
            yield Reference(target=piece.target, allowed=ENTITY, place=piece.span)
        elif isinstance(piece, CitationMark):
            for item in piece.items:
                yield Reference(
                    target=item.source, allowed=SOURCE, place=item.span, handle=piece.bare
                )


def _reference(text: str, allowed: Types, *place: str | int, private: bool = False) -> Reference:
    return Reference(target=read(text), allowed=allowed, place=place, private=private)
