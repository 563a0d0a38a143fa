"""Notices: worth a look, but not errors, such as unused records and claims with one origin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossierpress.claims.contradictions import GIVEN_UP
from dossierpress.kernel.diagnostics import Diagnostic, first_words, order
from dossierpress.kernel.key import Key, party_key
from dossierpress.model.annotations import records_linked_by
from dossierpress.model.claims import Claim
from dossierpress.model.content import Parsed, Record
from dossierpress.model.site import Site
from dossierpress.source.project import SETTINGS
from dossierpress.visibility.open_reviews import count_in_words, open_reviews


def unused_records(site: Site) -> tuple[Key, ...]:
    """Find entities that no text and no claim names, and sources that nothing uses.

    A relation to another entity does not count: it is shown only on the pages of the two.

    Returns:
        Keys in the order of the site, entities first.
    """
    mentioned = {*site.mentions_of, *_said_of_passages(site), *_bearers(site)}
    used = _used_sources(site)
    return (
        *(
            key
            for key in (Key(type="entity", id=id_) for id_ in site.entities)
            if key not in mentioned
            and key.id not in site.declarations_of
            and key.id not in site.claims.about
            and key not in site.claims.standings
        ),
        *(
            key
            for key in (Key(type="source", id=id_) for id_ in site.sources)
            if key not in mentioned and key.id not in used and key not in site.claims.standings
        ),
    )


def _said_of_passages(site: Site) -> Iterator[Key]:
    """Records that annotations name, and the speakers and addressees of quotations."""
    for notes in site.annotations.notes.values():
        for note in notes:
            yield from records_linked_by(note)
    for quotations in site.annotations.quotations.values():
        for one in quotations:
            parties = (one.speaker, *one.addressees, one.worded_by)
            yield from (party for party in parties if isinstance(party, Key))


def _bearers(site: Site) -> Iterator[Key]:
    """Records whose name for an entity is shown on the page of that entity."""
    for entity in site.entities.values():
        matter = entity.matter
        for name in (*matter.aliases, *matter.former_names, *matter.weak_aliases):
            if name.bearer is not None:
                yield party_key(name.bearer)


def _used_sources(site: Site) -> set[str]:
    used = {*site.citations_of, *site.uses_of, *site.relied_on_by, *site.documents_of}
    used |= {
        article.matter.origin.source for article in site.articles.values() if article.matter.origin
    }
    used |= {
        relation.source
        for relations in site.relations.values()
        for relation in relations
        if relation.source
    }
    return used


_UNUSED = {
    "entity": (
        "ref-unmentioned-entity",
        "no text and no claim speaks of `{}`",
        "its page says only what its own file says",
    ),
    "source": (
        "ref-unused-source",
        "nothing rests on `{}`",
        "cite it, or take it out",
    ),
}


def find_notices(site: Site, parsed: Sequence[Parsed]) -> tuple[Diagnostic, ...]:
    """Find what the desk may want to look at.

    Args:
        site: As it is published.
        parsed: Every content file, for the places.

    Returns:
        Notices in the order of their places.
    """
    records: dict[Key, Record] = {}
    for file in sorted(parsed, key=lambda file: file.path):
        for record in file.records:
            records.setdefault(Key(type=record.type, id=record.id), record)
    found = (
        *_unused_notices(site, records),
        *_single(site, records),
        *_open_reviews(records.values()),
    )
    return tuple(sorted(found, key=order))


def _open_reviews(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """One notice that counts all open reviews: a large import leaves thousands."""
    found = tuple(open_reviews(records))
    if found:
        yield Diagnostic(
            code="ref-open-review",
            path=SETTINGS,
            message=f"{count_in_words(found)} wait to be reviewed, and are not published until then"
            if len(found) > 1
            else f"{count_in_words(found)} waits to be reviewed, and is not published until then",
            hint="`dossier list review` shows them; write `review: done` where one is right",
        )


def _unused_notices(site: Site, records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    """Published records that nothing else in the dossier uses."""
    for key in unused_records(site):
        code, message, hint = _UNUSED[key.type]
        record = records[key]
        yield Diagnostic(
            code=code, path=record.path, span=record.span, message=message.format(key.id), hint=hint
        )


def _single(site: Site, records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    """Claims with several reports and a single origin."""
    for claim in site.claims.by_id.values():
        repeated = len(claim.reports) > 1 or any(one.citing for one in claim.reports)
        # A claim that the desk holds false needs no further origins.
        given_up = claim.status is not None and claim.status.is_ in GIVEN_UP
        if "single-origin" in claim.marks and repeated and not given_up:
            record = records[Key(type="claim", id=claim.id)]
            yield Diagnostic(
                code="claim-single-origin",
                path=record.path,
                span=record.locate("reports"),
                message=f"`{claim.id}` rests on {_origin(claim)} alone",
                hint="look for somebody who says so independently",
            )


def _origin(claim: Claim) -> str:
    """The only origin of a claim, in backticks."""
    for origin in claim.asserted.named:
        of = "the one voice of " if len(origin.parties) > 1 else ""
        return of + first_words([f"`{party.id}`" for party in origin.parties], " and ")
    return f"`{claim.asserted.unnamed[0].words}`"
