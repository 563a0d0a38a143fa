"""Front matter as it may be published: references are found ids, and lead to what is published."""

from collections.abc import Iterable, Mapping

from dossierpress.model.content import Matters
from dossierpress.model.key import Key
from dossierpress.resolve.find_published import Finder
from dossierpress.resolve.record_types import CLAIM, ENTITY, PARTY, SOURCE, TEXT
from dossierpress.resolve.scrub_annotation import scrub_annotation, scrub_quotation
from dossierpress.resolve.scrub_claim import scrub_claim
from dossierpress.schema.article import ArticleMatter, DeclaredSource
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.parts import EntityName, Relation
from dossierpress.schema.source import SoftTie, SourceMatter


def scrub(matter: Matters, finder: Finder, not_same_as: Iterable[str] = ()) -> Matters:
    """Leave out of front matter what leads to something withheld or unknown.

    References to entities and sources become plain ids, those to texts and publishers `type:id`.

    Args:
        matter: As the author wrote it.
        finder: What is published.
        not_same_as: Of an entity or a source: ids from which it is told apart, by whichever side.
    """
    if isinstance(matter, ArticleMatter):
        return _article(matter, finder)
    if isinstance(matter, EntityMatter):
        return _entity(matter, finder, not_same_as)
    if isinstance(matter, SourceMatter):
        publisher = finder.published(matter.publisher, PARTY) if matter.publisher else None
        owner = finder.published(matter.owner, ENTITY) if matter.owner else None
        feeds = (finder.published(text, SOURCE) for text in matter.feeds_from)
        return matter.having(
            publisher=f"{publisher.type}:{publisher.id}" if publisher else None,
            owner=owner.id if owner else None,
            feeds_from=tuple(key.id for key in feeds if key),
            tied_to=tuple(
                _soft_tie(tie, f"{key.type}:{key.id}", finder)
                for tie in matter.tied_to
                if (key := finder.published(tie.to, PARTY))
            ),
            not_same_as=tuple(not_same_as),
        )
    if isinstance(matter, ClaimMatter):
        return scrub_claim(matter, finder)
    return matter


def told_apart(matters: Mapping[Key, Matters], finder: Finder) -> dict[Key, tuple[str, ...]]:
    """Whom entities and sources are told apart from with `not_same_as`, said by either side."""
    pairs: dict[Key, dict[str, None]] = {}
    for key, matter in matters.items():
        if isinstance(matter, EntityMatter | SourceMatter):
            for text in matter.not_same_as:
                other = finder.published(text, (key.type,))
                if other is not None and other != key:
                    pairs.setdefault(key, {})[other.id] = None
                    pairs.setdefault(other, {})[key.id] = None
    return {key: tuple(sorted(others)) for key, others in pairs.items()}


def _article(matter: ArticleMatter, finder: Finder) -> ArticleMatter:
    origin = matter.origin
    if origin is not None:
        source = finder.published(origin.source, SOURCE)
        origin = origin.having(source=source.id) if source else None
    return matter.having(
        origin=origin,
        entities=tuple(
            entity.having(id=key.id)
            for entity in matter.entities
            if (key := finder.published(entity.id, ENTITY))
        ),
        sources=tuple(
            _source_use(source, key.id, finder)
            for source in matter.sources
            if (key := finder.published(source.id, SOURCE))
        ),
        claims=tuple(key.id for text in matter.claims if (key := finder.published(text, CLAIM))),
        annotations=tuple(
            note
            for one in matter.annotations
            if not one.withheld and (note := scrub_annotation(one, finder))
        ),
        quotations=tuple(
            kept
            for one in matter.quotations
            if not one.withheld and (kept := scrub_quotation(one, finder))
        ),
        references=tuple(
            reference.having(to=f"{key.type}:{key.id}")
            for reference in matter.references
            if (key := finder.published(reference.to, TEXT))
        ),
    )


def _source_use(source: DeclaredSource, id_: str, finder: Finder) -> DeclaredSource:
    cites = tuple(key.id for text in source.cites if (key := finder.published(text, SOURCE)))
    return source.having(id=id_, cites=cites)


def _entity(matter: EntityMatter, finder: Finder, not_same_as: Iterable[str]) -> EntityMatter:
    neutral = matter.neutral_names
    # What one party calls it is no name for the head of a page, in whatever language.
    aliases = (*matter.aliases, *(one for one in matter.name if one not in neutral))
    return matter.having(
        name=_names(neutral, finder),
        aliases=_names(aliases, finder),
        weak_aliases=_names(matter.weak_aliases, finder),
        former_names=_names(matter.former_names, finder),
        not_same_as=tuple(not_same_as),
        relations=tuple(
            _relation(relation, key.id, finder)
            for relation in matter.relations
            if not relation.withheld and (key := finder.published(relation.to, ENTITY))
        ),
        properties=tuple(kept for value in matter.properties if (kept := _property(value, finder))),
        # Who needs care is not shown in a picture, so the picture is not published either.
        image=None if matter.sensitivity else matter.image,
        image_alt=None if matter.sensitivity else matter.image_alt,
    )


def _names(names: Iterable[EntityName], finder: Finder) -> tuple[EntityName, ...]:
    return tuple(
        one
        if one.bearer is None
        else one.having(bearer=_plain(finder.published(one.bearer, PARTY)))
        for one in names
    )


def _plain(key: Key | None) -> str | None:
    return f"{key.type}:{key.id}" if key else None


def _relation(relation: Relation, id_: str, finder: Finder) -> Relation:
    source = finder.published(relation.source, SOURCE) if relation.source else None
    return relation.having(to=id_, source=source.id if source else None)


def _soft_tie(tie: SoftTie, to: str, finder: Finder) -> SoftTie:
    source = finder.published(tie.source, SOURCE) if tie.source else None
    return tie.having(to=to, source=source.id if source else None)


def _property(value: Property, finder: Finder) -> Property | None:
    if value.type not in ("entity", "place"):
        return value
    key = finder.published(value.value, ENTITY)
    return value.having(value=key.id) if key else None
