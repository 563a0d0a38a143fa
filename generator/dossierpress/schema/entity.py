"""An entity: front matter of `content/entities/**/*.md`, or one item of a `.yml` list."""

from typing import Literal

from dossierpress.schema.base import Matter
from dossierpress.schema.fields import MediaPath, Reference, Slug, Text, Url
from dossierpress.schema.parts import Identifier, LocalName, Publication, Relation

PropertyType = Literal["text", "date", "place", "entity", "coordinates", "url", "country", "number"]


class Property(Matter):
    """One value of a kind-specific property, such as `born: 1960~`."""

    name: Slug
    type: PropertyType
    value: Text
    """As written; checked against the type that the kind gives the property."""


class EntityMatter(Publication):
    """What an author says of an entity."""

    kind: Slug
    """person, organization, place, event, work, object, or a kind from site.yml."""
    name: tuple[LocalName, ...]
    """Text, or one name for each language: {en: Tehran, fa: تهران}. The first is shown."""
    sort_as: Text | None = None
    """The form for sorting, such as `Salami, Hossein`."""
    aliases: tuple[LocalName, ...] = ()
    """Names that link by themselves."""
    weak_aliases: tuple[LocalName, ...] = ()
    """Names that are listed and searchable, but never link."""
    former_names: tuple[LocalName, ...] = ()
    not_same_as: tuple[Reference, ...] = ()
    """Entities that could be taken for this one and are not."""
    description: Text | None = None
    """One sentence for lists and cards."""
    ids: tuple[Identifier, ...] = ()
    """Identifiers in outside registers: {wikidata: Q2901312}. Known schemes are checked and linked."""
    url: Url | None = None
    """Its own site."""
    image: MediaPath | None = None
    image_alt: Text | None = None
    relations: tuple[Relation, ...] = ()
    sensitivity: tuple[Literal["minor", "victim", "accused"], ...] = ()
    """Living-person care: no index, image or structured data, and a notice."""
    properties: tuple[Property, ...] = ()
    """Kind-specific keys, which an author writes at the top level: `born: 1960~`."""
