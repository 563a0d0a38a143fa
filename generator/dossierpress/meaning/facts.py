"""What a published dossier says, as facts: claims, names, relations, origins, judgements.

A fact has a name, and a text. Two editions are compared fact by fact, so that a change of a layout
or of a paragraph is none, and a change of a judgement is one. Made of published tables alone.
"""

from collections.abc import Iterator

from dossierpress.kernel.content_ids import content_digest
from dossierpress.kernel.key import Key
from dossierpress.model.annotations import PlacedAnnotation
from dossierpress.model.claims import Claim
from dossierpress.model.site import Entity, EntityRelation, Site
from dossierpress.schema.annotation import CORRECTION
from dossierpress.schema.kept_changes import Fact

_OWN_LINKS = ("supports", "contradicts", "supersedes")
"""Relations that a claim states itself; the others are the same, seen from the other side."""


def facts_of(site: Site) -> dict[Fact, str]:
    """All facts of a published dossier."""
    found: dict[Fact, str] = {}
    for id_, article in site.articles.items():
        of = f"article:{id_}"
        found[Fact(of, "title")] = article.matter.title
        found.update(_of_notes(of, site.annotations.notes.get(id_, ())))
    for claim in site.claims.by_id.values():
        found.update(_of_claim(claim))
    for id_, entity in site.entities.items():
        found.update(_of_entity(entity, site.relations.get(id_, ())))
    for id_, source in site.sources.items():
        found[Fact(f"source:{id_}", "name")] = source.matter.name[0].text
    return found


def _of_notes(of: str, notes: tuple[PlacedAnnotation, ...]) -> Iterator[tuple[Fact, str]]:
    """The judgements on an article; each is known by its passage, whatever it says of it."""
    seen: dict[tuple[str, str], int] = {}
    for one in notes:
        correction = one.written.type == CORRECTION
        place = content_digest(one.written.type, one.passage.text, digits=8)
        number = seen[of, place] = seen.get((of, place), 0) + 1
        item = place if number == 1 else f"{place}-{number}"
        yield Fact(of, "correction" if correction else "note", item), one.written.text


def _of_claim(claim: Claim) -> Iterator[tuple[Fact, str]]:
    of = f"claim:{claim.id}"
    yield Fact(of, "text"), claim.matter.text
    if claim.status is not None:
        yield Fact(of, "status"), claim.status.is_
    if claim.is_counted:
        yield Fact(of, "count"), f"{claim.asserted.least}-{claim.asserted.most}"
        for origin in claim.asserted.named:
            for party in origin.parties:
                if isinstance(party, Key):
                    yield Fact(of, "origin", f"{party.type}:{party.id}"), ""
    for link in claim.relations:
        # A contradiction is stated on both sides.
        if link.type in _OWN_LINKS and (link.type != "contradicts" or claim.id < link.there):
            yield Fact(of, "relation", f"{link.type} claim:{link.there}"), ""


def _of_entity(entity: Entity, relations: tuple[EntityRelation, ...]) -> Iterator[tuple[Fact, str]]:
    of, matter = f"entity:{entity.id}", entity.matter
    yield Fact(of, "name"), matter.name[0].text
    others = (*matter.name[1:], *matter.aliases, *matter.weak_aliases, *matter.former_names)
    for name in others:
        yield Fact(of, "alias", name.text), ""
    for one in relations:
        if one.stated:
            told = (one.role, f"{one.from_ or ''}/{one.until or ''}".strip("/"))
            yield (
                Fact(of, "relation", f"{one.label} entity:{one.there}"),
                ", ".join(part for part in told if part),
            )
