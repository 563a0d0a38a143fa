"""What form each key of a model has, read off the model's own annotations."""

import types
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.schema.annotation import Selector
from dossierpress.schema.article import DeclaredEntity, DeclaredSource
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import (
    ClaimLink,
    ClaimPart,
    ClaimValue,
    Party,
    StatusChange,
    Suspicion,
)
from dossierpress.schema.entity import Property
from dossierpress.schema.fields import OneOrMore
from dossierpress.schema.parts import Copy, EntityName, Identifier, LocalName, Quote
from dossierpress.schema.text_checks import check_slug


class Value(Struct, frozen=True, kw_only=True, gc=False):
    """Text, a number, a flag: whatever stands in one scalar."""

    options: tuple[str, ...] = ()
    """The only words that are right, where there are such."""
    slug: bool = False
    """Whether it is an id, a tag or the like."""


class Record(Struct, frozen=True, kw_only=True, gc=False):
    """A mapping with the keys of a model."""

    model: type[Matter]
    short: str | None = None
    """The key that a plain value stands for, where there is a short form."""


class Listing(Struct, frozen=True, kw_only=True, gc=False):
    """A list of equal things."""

    item: "Shape"
    alone: bool = False
    """Whether its one item may stand without a list."""


class Table(Struct, frozen=True, kw_only=True, gc=False):
    """A mapping with keys of the author's choice."""

    value: "Shape"


class Names(Struct, frozen=True, kw_only=True, gc=False):
    """Names in one or more languages: text, `{lang: text}`, or a list of those."""

    one: bool = False
    """Of one thing that has one name in each language: no list."""
    model: type[LocalName] = LocalName
    """Of each name."""

    @property
    def borne(self) -> bool:
        """Whether a name may be what one party calls it."""
        return "bearer" in self.model.model_fields


class Identifiers(Struct, frozen=True, kw_only=True, gc=False):
    """`{scheme: value}`, where a value may be a list."""


class Properties(Struct, frozen=True, kw_only=True, gc=False):
    """Keys at the top level that the kind allows."""


Shape = Value | Record | Listing | Table | Names | Identifiers | Properties

_SHORT = {
    DeclaredEntity: "id",
    DeclaredSource: "id",
    Party: "id",
    Quote: "exact",
    Copy: "kind",
    StatusChange: "is",
    ClaimLink: "to",
    ClaimPart: "words",
    ClaimValue: "written",
    Suspicion: "id",
    Selector: "exact",
}
_GATHERED: dict[type, Shape] = {
    LocalName: Names(),
    EntityName: Names(model=EntityName),
    Identifier: Identifiers(),
    Property: Properties(),
}


@cache
def shapes_of(model: type[Matter]) -> dict[str, Shape]:
    """Return key as written -> its form: the model's own keys first, then what it shares."""
    own = model.__annotations__
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] not in own)
    shapes = {field.alias or name: _shape(field.annotation) for name, field in fields}
    for name, field in fields:
        shape = shapes[field.alias or name]
        if isinstance(shape, Listing) and any(isinstance(m, OneOrMore) for m in field.metadata):
            shapes[field.alias or name] = replace(shape, alone=True)
    called = shapes.get("name")
    if isinstance(called, Names):
        shapes["name"] = replace(called, one=True)
    return shapes


@cache
def fixed_shapes_of(model: type[Matter]) -> dict[str, Shape]:
    """The same without what stands for the keys that the kind of an entity adds."""
    shapes = shapes_of(model).items()
    return {key: shape for key, shape in shapes if not isinstance(shape, Properties)}


@cache
def required_keys(model: type[Matter]) -> tuple[str, ...]:
    """Return the keys that must be there."""
    fields = model.model_fields.items()
    return tuple(field.alias or name for name, field in fields if field.is_required())


def options_at(model: type[Matter], *steps: str | int) -> tuple[str, ...]:
    """Return the only words that are right somewhere in a model; none where others are, too."""
    shape: Shape | None = Record(model=model)
    for step in steps:
        if isinstance(shape, Record):
            shape = shapes_of(shape.model).get(str(step))
        elif isinstance(shape, Listing):
            shape = shape.item
    return shape.options if isinstance(shape, Value) else ()


def _shape(annotation: Any) -> Shape:
    if isinstance(annotation, type) and issubclass(annotation, Matter):
        return Record(model=annotation, short=_SHORT.get(annotation))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = _shape(arguments[0])
        is_slug = any(getattr(one, "func", None) is check_slug for one in arguments[1:])
        return replace(inner, slug=True) if is_slug and isinstance(inner, Value) else inner
    if origin in {Union, types.UnionType}:
        return _shape(next(one for one in arguments if one is not types.NoneType))
    if origin is tuple:
        return _GATHERED.get(arguments[0]) or Listing(item=_shape(arguments[0]))
    if origin is dict:
        value = _shape(arguments[1])
        return Table(value=Names(one=True) if isinstance(value, Names) else value)
    return Value(options=arguments if arguments and origin is not None else ())
