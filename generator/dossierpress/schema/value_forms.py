"""The form of the value at each key of a model, and the types of record that it may refer to.

Forms are derived from the annotations of the model; the types of record that a reference may name
are listed here by its place.
"""

import types
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.schema.access import Copy, Quote
from dossierpress.schema.annotation import Selector
from dossierpress.schema.article import ArticleMatter, DeclaredClaim, DeclaredEntity, DeclaredSource
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import (
    ClaimLink,
    ClaimMatter,
    ClaimPart,
    ClaimValue,
    Party,
    StatusChange,
    Suspicion,
)
from dossierpress.schema.entity import EntityMatter, Property
from dossierpress.schema.shared_types import (
    EntityName,
    FormerAnchor,
    Identifier,
    LocalName,
    OneOrMore,
)
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.text_checks import RECORD_TYPES, check_slug


class ValueForm(Struct, frozen=True, kw_only=True, gc=False):
    """A scalar: text, a number, a flag."""

    options: tuple[str, ...] = ()
    """The only allowed words, if they are limited."""
    slug: bool = False
    """Whether it is an id, a tag or the like."""


class RecordForm(Struct, frozen=True, kw_only=True, gc=False):
    """A mapping with the keys of a model."""

    model: type[Matter]
    short: str | None = None
    """The key whose value the short form, a plain scalar, gives; None without a short form."""


class ListForm(Struct, frozen=True, kw_only=True, gc=False):
    """A list of values of one form."""

    item: "Form"
    alone: bool = False
    """Whether a single item may be written without a list."""


class TableForm(Struct, frozen=True, kw_only=True, gc=False):
    """A mapping with arbitrary keys."""

    value: "Form"


class NamesForm(Struct, frozen=True, kw_only=True, gc=False):
    """Names in one or more languages: text, `{lang: text}`, or a list of those."""

    one: bool = False
    """Whether it is one name, in one or more languages, and not a list."""
    model: type[LocalName] = LocalName
    """The model of each name."""

    @property
    def borne(self) -> bool:
        """Whether a name may have a `bearer`."""
        return "bearer" in self.model.model_fields


class IdentifiersForm(Struct, frozen=True, kw_only=True, gc=False):
    """`{scheme: value}`, where a value may be a list."""


class PropertiesForm(Struct, frozen=True, kw_only=True, gc=False):
    """Keys at the top level that the kind of an entity allows."""


Form = ValueForm | RecordForm | ListForm | TableForm | NamesForm | IdentifiersForm | PropertiesForm

_SHORT_FORMS = {
    DeclaredEntity: "id",
    DeclaredSource: "id",
    DeclaredClaim: "id",
    Party: "id",
    Quote: "exact",
    Copy: "kind",
    StatusChange: "is",
    ClaimLink: "to",
    FormerAnchor: "was",
    ClaimPart: "words",
    ClaimValue: "written",
    Suspicion: "id",
    Selector: "exact",
}
_GATHERED_FORMS: dict[type, Form] = {
    LocalName: NamesForm(),
    EntityName: NamesForm(model=EntityName),
    Identifier: IdentifiersForm(),
    Property: PropertiesForm(),
}


@cache
def forms_of(model: type[Matter]) -> dict[str, Form]:
    """Return key as written -> its form: the model's own keys first, then inherited ones."""
    own = model.__annotations__
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] not in own)
    forms = {field.alias or name: _form(field.annotation) for name, field in fields}
    for name, field in fields:
        form = forms[field.alias or name]
        if isinstance(form, ListForm) and any(isinstance(m, OneOrMore) for m in field.metadata):
            forms[field.alias or name] = replace(form, alone=True)
    called = forms.get("name")
    if isinstance(called, NamesForm):
        forms["name"] = replace(called, one=True)
    return forms


@cache
def fixed_forms_of(model: type[Matter]) -> dict[str, Form]:
    """The same without the form for the keys that the kind of an entity adds."""
    forms = forms_of(model).items()
    return {key: form for key, form in forms if not isinstance(form, PropertiesForm)}


@cache
def required_keys(model: type[Matter]) -> tuple[str, ...]:
    """Return the required keys."""
    fields = model.model_fields.items()
    return tuple(field.alias or name for name, field in fields if field.is_required())


def options_at(model: type[Matter], *steps: str | int) -> tuple[str, ...]:
    """Return the only allowed words at a place of a model; none if they are not limited."""
    form: Form | None = RecordForm(model=model)
    for step in steps:
        if isinstance(form, RecordForm):
            form = forms_of(form.model).get(str(step))
        elif isinstance(form, ListForm):
            form = form.item
    return form.options if isinstance(form, ValueForm) else ()


def _form(annotation: Any) -> Form:
    if isinstance(annotation, type) and issubclass(annotation, Matter):
        return RecordForm(model=annotation, short=_SHORT_FORMS.get(annotation))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = _form(arguments[0])
        is_slug = any(getattr(one, "func", None) is check_slug for one in arguments[1:])
        return replace(inner, slug=True) if is_slug and isinstance(inner, ValueForm) else inner
    if origin in {Union, types.UnionType}:
        return _form(next(one for one in arguments if one is not types.NoneType))
    if origin is tuple:
        return _GATHERED_FORMS.get(arguments[0]) or ListForm(item=_form(arguments[0]))
    if origin is dict:
        value = _form(arguments[1])
        return TableForm(value=NamesForm(one=True) if isinstance(value, NamesForm) else value)
    return ValueForm(options=arguments if arguments and origin is not None else ())


_PARTY = ("source", "entity")
_TEXT = ("article", "page")

_RECORD_TYPES: dict[type[Matter], dict[str, tuple[str, ...]]] = {
    ArticleMatter: {
        "origin/source": ("source",),
        "entities": ("entity",),
        "sources": ("source",),
        "sources/cites": ("source",),
        "claims": ("claim",),
        "references/to": _TEXT,
        "annotations/based_on": ("source",),
        "annotations/about": RECORD_TYPES,
        "annotations/said_by": _PARTY,
        "quotations/speaker": _PARTY,
        "quotations/addressee": _PARTY,
        "quotations/worded_by": _PARTY,
    },
    EntityMatter: {
        "not_same_as": ("entity",),
        "relations/to": ("entity",),
        "relations/source": ("source",),
        "properties/value": ("entity",),
        "name/bearer": _PARTY,
        "aliases/bearer": _PARTY,
        "weak_aliases/bearer": _PARTY,
        "former_names/bearer": _PARTY,
    },
    SourceMatter: {
        "publisher": _PARTY,
        "owner": ("entity",),
        "feeds_from": ("source",),
        "tied_to/to": _PARTY,
        "tied_to/source": ("source",),
        "not_same_as": ("source",),
    },
    ClaimMatter: {
        "about": ("entity",),
        "value/place": ("entity",),
        "supports": ("claim",),
        "contradicts": ("claim",),
        "supersedes": ("claim",),
        "supports/to": ("claim",),
        "contradicts/to": ("claim",),
        "supersedes/to": ("claim",),
        "reports/by": _PARTY,
        "reports/citing": _PARTY,
        "reports/probably_from": _PARTY,
        "reports/via": _PARTY,
        "reports/part/value/place": ("entity",),
        "reports/article": ("article",),
        "probably_from": _PARTY,
        "one_origin/of": _PARTY,
    },
}


def record_types_at(model: type[Matter], *steps: str | int) -> tuple[str, ...] | None:
    """The types of record that may be named at a place of a record; None if none may.

    Args:
        model: The model of the record.
        steps: The path to the value; indices of list entries, and a last `id`, are ignored.
    """
    names = [step for step in steps if isinstance(step, str)]
    if names and names[-1] == "id" and len(names) > 1:
        names.pop()
    return _RECORD_TYPES.get(model, {}).get("/".join(names))
