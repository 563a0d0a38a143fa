"""An entity: front matter of `content/entities/**/*.md`, or one item of a `.yml` list."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dossierpress.kernel.dates import is_before
from dossierpress.schema import standard_checks, text_checks
from dossierpress.schema.base import Matter, error_at, on_one_line, schema_error
from dossierpress.schema.shared_types import (
    EntityName,
    Identifier,
    MediaPath,
    Publication,
    Reference,
    Relation,
    Slug,
    Text,
    Url,
)

PropertyType = Literal["text", "date", "place", "entity", "coordinates", "url", "country", "number"]

_CHECKS = {
    "text": text_checks.check_text,
    "date": standard_checks.check_date,
    "place": text_checks.check_reference,
    "entity": text_checks.check_reference,
    "coordinates": standard_checks.check_coordinates,
    "url": text_checks.check_url,
    "country": standard_checks.check_country,
    "number": standard_checks.check_number,
}
_IN_ORDER = (("born", "died"), ("founded", "dissolved"), ("start", "end"), ("built", "destroyed"))


class Property(Matter):
    """One value of a kind-specific property, such as `born: 1960~`."""

    name: Slug
    """The key."""
    type: PropertyType
    """As the kind says."""
    value: Text
    """As written; checked against the type that the kind gives the property."""

    @model_validator(mode="after")
    def _has_its_type(self) -> Self:
        try:
            _CHECKS[self.type](self.value)
        except PydanticCustomError as error:
            raise error_at(error, "value") from None
        return self


class EntityMatter(Publication):
    """What an author says of an entity."""

    kind: Slug
    """person, organization, place, event, work, object, or a kind from site.yml."""
    name: tuple[EntityName, ...] = Field(min_length=1)
    """Text, or one name for each language: {en: Tehran, fa: تهران}. The first is shown, and one
    with a `bearer` is listed as an alias."""
    sort_as: Text | None = None
    """The form for sorting, such as `Salami, Hossein`."""
    aliases: tuple[EntityName, ...] = ()
    """Names that link by themselves."""
    weak_aliases: tuple[EntityName, ...] = ()
    """Names that are listed and searchable, but never link; a `name` that stands here neither."""
    former_names: tuple[EntityName, ...] = ()
    """Names that it had before; they link by themselves."""
    not_same_as: tuple[Reference, ...] = ()
    """Entities that could be taken for this one and are not."""
    description: Text | None = None
    """One sentence for lists and cards."""
    ids: tuple[Identifier, ...] = ()
    """Identifiers in outside registers, checked and linked where known: {wikidata: Q2901312}."""
    url: Url | None = None
    """Its own site."""
    image: MediaPath | None = None
    """A picture of it, under content/media/."""
    image_alt: Text | None = None
    """What the picture shows, for those who cannot see it."""
    relations: tuple[Relation, ...] = ()
    """Its relations to other entities; each shows on the other side by itself."""
    sensitivity: tuple[Literal["minor", "victim", "accused"], ...] = ()
    """Living-person care: no index, image or structured data, and a notice."""
    properties: tuple[Property, ...] = ()
    """Kind-specific keys, which an author writes at the top level: `born: 1960~`."""

    @property
    def neutral_names(self) -> tuple[EntityName, ...]:
        """Names that can be the title of a page, the preferred one first."""
        return tuple(one for one in self.name if one.bearer is None) or self.name

    @property
    def days(self) -> tuple[str | None, str | None]:
        """When what it is begins and ends, EDTF: its `start` and `end`, as events have them.

        What says its end alone begins then; neither is known of what is no event.
        """
        written = {one.name: one.value for one in self.properties if one.type == "date"}
        end = written.get("end")
        return written.get("start") or end, end

    @model_validator(mode="after")
    def _is_called_by_a_name_of_nobody(self) -> Self:
        first = self.name[0]
        if first.bearer is not None:
            others = any(one.bearer is None for one in self.name)
            raise schema_error(
                "schema-borne-name",
                f"`{on_one_line(first.text)}` is what one party calls it, and would stand at "
                "the head of"
                " its page",
                "put a name first that has no bearer"
                if others
                else "give it a `name` that takes nobody's side, and put this one under `aliases`",
                at="name/0",
            )
        return self

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        places = {entry.name: (index, entry) for index, entry in enumerate(self.properties)}
        for first, last in _IN_ORDER:
            if first in places and last in places:
                (_, begin), (index, end) = places[first], places[last]
                dated = begin.type == end.type == "date"
                if dated and is_before(end.value, begin.value):
                    raise schema_error(
                        "schema-date-order",
                        f"`{last}: {end.value}` is before `{first}: {begin.value}`",
                        at=f"properties/{index}",
                    )
        return self
