"""References: where a record names others, which record `id` or `type:id` means, or why none.

`references_of` lists every place of a record that names another one, `find_record` returns the
record that is meant, and `ReferenceAdvice` words the diagnostic where there is none. `accesses`
lists the parts of front matter that say how a source was accessed.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span, first_notes, problem
from dossierpress.kernel.key import Key
from dossierpress.model.body import CitationMark, MentionStart, Target, WikiLink
from dossierpress.model.content import Matters, Record
from dossierpress.records.facets import (
    ANY,
    ARTICLE,
    CLAIM,
    ENTITY,
    PARTY,
    SOURCE,
    TEXT,
    WITH_ARTICLE,
    Types,
)
from dossierpress.records.lookup import Lookup
from dossierpress.records.register import Register
from dossierpress.schema.access import Access
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter, Party
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.page import PageMatter
from dossierpress.schema.source import SourceMatter

_NOBODY = ("anonymous", "unknown", "unnamed")
"""Ids that authors try for an unnamed party."""


class Reference(Struct, frozen=True, kw_only=True, gc=False):
    """A place in a record that names another one."""

    target: Target
    allowed: Types
    """The types of records that it may name."""
    place: Span | tuple[str | int, ...]
    """Its place in the body, or the steps to it in the front matter."""
    relation: str | None = None
    """Type of a typed wikilink."""
    link: WikiLink | None = None
    """The wikilink that it is, if it is one."""
    private: bool = False
    """Whether it stands in a part that is withheld: it is checked, and makes no link."""

    handle: bool = False
    """Whether it may be a handle as well: `@potus` in running text."""

    def span(self, record: Record) -> Span:
        """The place in the file."""
        return self.place if isinstance(self.place, Span) else record.locate(*self.place)


@lru_cache(maxsize=65536)
def read_reference(text: str) -> Target:
    """Read a reference of the front matter: `id`, or `type:id`."""
    prefix, colon, rest = text.partition(":")
    for type_ in ANY:
        if colon and prefix == type_:
            return Target(type=type_, id=rest)
    return Target(type=None, id=text)


def find_record(register: Register, target: Target, allowed: Types) -> Key | None:
    """Return the one record that a reference means; None where there is none, or more than one.

    A former id still means its record, as long as no other record has that id now.
    """
    if target.type is None:
        types = allowed
    elif target.type in allowed:
        types = (target.type,)
    else:
        return None
    meant = [key for key in register.by_id.get(target.id, ()) if key.type in types]
    if not meant and register.former:
        keys = (Key(type=type_, id=target.id) for type_ in types)
        meant = [register.former[key] for key in keys if key in register.former]
    return meant[0] if len(meant) == 1 else None


class ReferenceAdvice(Struct, kw_only=True):
    """Words the diagnostics on references."""

    register: Register
    lookup: Lookup

    def explain(self, record: Record, reference: Reference) -> Diagnostic | None:
        """Say why `find_record` gave None; None where another diagnostic has said it already."""
        target, allowed = reference.target, reference.allowed
        if self._unread(target, allowed):
            return None
        meant = self.register.by_id.get(target.id, ())
        right = [key for key in meant if key.type in allowed and target.type in (None, key.type)]
        if len(right) > 1:
            return self._ambiguous(record, reference, right)
        wrong = [key for key in meant if target.type in (None, key.type)]
        if wrong and not right:
            return self._wrong_type(record, reference, wrong)
        return self._unknown(record, reference)

    def _unread(self, target: Target, allowed: Types) -> bool:
        types = (target.type,) if target.type else allowed
        return any(Key(type=type_, id=target.id) in self.register.unread for type_ in types)

    def _ambiguous(self, record: Record, reference: Reference, keys: list[Key]) -> Diagnostic:
        owners = " and ".join(WITH_ARTICLE[key.type] for key in keys)
        texts = tuple(f"{key.type}:{key.id}" for key in keys)
        return problem(
            "ref-ambiguous-id",
            record.path,
            reference.span(record),
            f"`{reference.target.id}` is the id of {owners}",
            Offer(texts, "write " + " or ".join(f"`{text}`" for text in texts)),
            first_notes(keys, self.register.defined),
        )

    def _wrong_type(self, record: Record, reference: Reference, keys: list[Key]) -> Diagnostic:
        wanted = " or ".join(WITH_ARTICLE[type_] for type_ in reference.allowed)
        return problem(
            "ref-wrong-type",
            record.path,
            reference.span(record),
            f"`{reference.target.id}` is {WITH_ARTICLE[keys[0].type]}; {wanted} is needed here",
            _elsewhere(reference, keys[0])
            or _cited(reference)
            or self.lookup.offer(reference.target.id, reference.allowed),
            tuple(self.register.defined(key) for key in keys[:1]),
        )

    @staticmethod
    def _handle(record: Record, reference: Reference) -> Diagnostic:
        """Report `@potus` in running text, where no source has a similar id or name."""
        id_, span = reference.target.id, reference.span(record)
        text = f"\\@{id_}"
        return problem(
            "md-citation-handle",
            record.path,
            replace(span, column=span.column - 1, length=span.length + 1),
            f"`@{id_}` is shown as text: no source has the id `{id_}`",
            Offer((text,), f"to keep it as text, write `{text}`"),
        )

    def _unknown(self, record: Record, reference: Reference) -> Diagnostic:
        target = reference.target
        allowed: Types = (target.type,) if target.type else reference.allowed
        meant = self.lookup.meant(target.id, allowed)
        hint: Hint = self.lookup.offer(target.id, allowed)
        types = allowed
        if reference.handle and not meant:
            return self._handle(record, reference)
        if hint is None and allowed == PARTY and target.id in _NOBODY:
            hint = "say how they are spoken of: `{unnamed: …}`"
        elif meant and allowed == ANY:
            types = (meant[0].type,)
        return problem(
            _unknown_code(types),
            record.path,
            reference.span(record),
            _unknown_message(target.id, types),
            hint,
            self.lookup.notes(target.id, allowed) if meant else (),
        )


def _elsewhere(reference: Reference, key: Key) -> str | None:
    """Where in an article's front matter a record of this type belongs."""
    field = {"entity": "entities", "source": "sources", "article": "references"}.get(key.type)
    place = reference.place
    in_list = not isinstance(place, Span) and place[0] in ("entities", "sources", "references")
    return f"list it under `{field}`" if field is not None and in_list else None


def _cited(reference: Reference) -> str | None:
    """A hint for those who write `@id` and mean no source."""
    if reference.allowed != SOURCE or reference.link or not isinstance(reference.place, Span):
        return None
    link = f"link to it with `[[{reference.target.id}]]`, outside of the brackets of a citation"
    kept = f"; to keep it as text, put a backslash before `@{reference.target.id}`"
    return link + (kept if reference.handle else "")


def _unknown_code(types: Types) -> str:
    return "ref-unknown-id" if types == ANY else f"ref-unknown-{types[0]}"


def _unknown_message(id_: str, types: Types) -> str:
    if types == ANY:
        return f"nothing in the dossier has the id `{id_}`"
    return (
        f"no {' or '.join(WITH_ARTICLE[type_].partition(' ')[2] for type_ in types)} has the "
        f"id `{id_}`"
    )


def references_of(record: Record) -> Iterator[Reference]:
    """References in the front matter, then those in the body, each in the order of the file."""
    yield from references_of_matter(record)
    yield from _of_body(record)


def references_of_matter(record: Record) -> Iterator[Reference]:
    """References in the front matter, in its order."""
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        yield from _of_article(matter)
    elif isinstance(matter, EntityMatter):
        yield from _of_entity(matter)
    elif isinstance(matter, SourceMatter):
        yield from _of_source(matter)
    elif isinstance(matter, ClaimMatter):
        yield from _of_claim(matter)
    else:
        yield from _of_page(matter)


def _of_page(matter: PageMatter) -> Iterator[Reference]:
    for number, fact in enumerate(matter.brief):
        if fact.claim is not None:
            yield _reference(fact.claim, CLAIM, "brief", number, "claim")
        if fact.see is not None:
            yield _reference(fact.see, TEXT, "brief", number, "see")
    for number, text in enumerate(matter.series):
        yield _reference(text, ARTICLE, "series", number)


def _of_article(matter: ArticleMatter) -> Iterator[Reference]:
    if matter.origin is not None:
        yield _reference(matter.origin.source, SOURCE, "origin", "source")
    for number, entity in enumerate(matter.entities):
        yield _reference(entity.id, ENTITY, "entities", number, "id")
    for number, source in enumerate(matter.sources):
        yield _reference(source.id, SOURCE, "sources", number, "id")
        for cited, text in enumerate(source.cites):
            yield _reference(text, SOURCE, "sources", number, "cites", cited)
    for number, claim in enumerate(matter.claims):
        yield _reference(claim.id, CLAIM, "claims", number, "id")
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
    return Reference(target=read_reference(text), allowed=allowed, place=place, private=private)


Steps = tuple[str | int, ...]


def accesses(matter: Matters) -> Iterator[tuple[Access, Steps]]:
    """Everything in front matter that says how a source was accessed, with the steps to it."""
    if isinstance(matter, ArticleMatter):
        if matter.origin is not None:
            yield matter.origin, ("origin",)
        yield from ((source, ("sources", number)) for number, source in enumerate(matter.sources))
    elif isinstance(matter, SourceMatter):
        yield from ((access, ("access", number)) for number, access in enumerate(matter.access))
    elif isinstance(matter, ClaimMatter):
        yield from ((report, ("reports", number)) for number, report in enumerate(matter.reports))


def own_accesses(source: str | None, register: Register) -> Sequence[Access]:
    """Return how a source was accessed, as its own record says.

    Args:
        source: As a reference names it; None for a party without an id.
        register: All records.
    """
    key = find_record(register, read_reference(source), SOURCE) if source else None
    return register.accesses[key] if key else ()
