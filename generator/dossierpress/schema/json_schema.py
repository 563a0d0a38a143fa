"""JSON Schemas of everything that an author writes, from the models that validate it.

They are for editors, which complete keys, show the docstring of a field, and underline mistakes
during typing. Editors parse YAML 1.2 before they apply the schema, so numbers, true, false and null
are allowed where an author may write text that looks like them.
"""

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from dossierpress.kernel.diagnostics.code_table import codes
from dossierpress.kernel.identifiers import SCHEMES, Scheme
from dossierpress.kernel.slugs import SLUG
from dossierpress.schema import shared_types
from dossierpress.schema.article import PLACES_OF_CLAIM, ArticleMatter
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.compat import older_names
from dossierpress.schema.entity import EntityMatter, PropertyType
from dossierpress.schema.page import PageMatter
from dossierpress.schema.root_files import ROOT_PATH_PATTERN
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.standard_checks import LANGUAGE
from dossierpress.schema.value_forms import (
    Form,
    IdentifiersForm,
    ListForm,
    NamesForm,
    RecordForm,
    TableForm,
    fixed_forms_of,
    required_keys,
)
from dossierpress.schema.vocabulary import with_built_in


def documented_fields(described: type) -> Iterator[tuple[str, ast.expr, str]]:
    """(name, annotation, docstring) of every annotated field, inherited ones first."""
    for owner in reversed(described.__mro__):
        if not owner.__module__.startswith("dossierpress"):
            continue
        body = getattr(ast.parse(inspect.getsource(owner)).body[0], "body", [])
        for statement, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                yield statement.target.id, statement.annotation, _docstring_after(following)


def descriptions(described: type) -> Mapping[str, str]:
    """Field -> its docstring, for every field that has one."""
    return {name: meaning for name, _, meaning in documented_fields(described) if meaning}


def _docstring_after(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
    return ""


Schema = dict[str, Any]


def _schema_of(annotation: Any) -> Schema:
    return TypeAdapter(annotation).json_schema()


_TEXT = _schema_of(shared_types.Text)
_SEVERAL = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_BY_LANGUAGE = {
    "type": "object",
    "propertyNames": {"pattern": f"^{LANGUAGE}$"},
    "additionalProperties": _SEVERAL,
}

SLUG_KEY: Schema = {"pattern": f"^{SLUG}$"}
"""Schema of the keys of a mapping with arbitrary keys."""

ONE_NAME: Schema = {"anyOf": [_TEXT, {**_BY_LANGUAGE, "minProperties": 1}]}
"""Text, or a name for each language."""

_BEARER = {"anyOf": [_schema_of(shared_types.Reference), {"type": "null"}]}
_BORNE = {
    "type": "object",
    "properties": {"lang": _schema_of(shared_types.Language), "text": _TEXT, "bearer": _BEARER},
    "required": ["text"],
    "additionalProperties": False,
}
_BORNE_OR_NOT = {"anyOf": [_TEXT, _BORNE]}
_BORNE_BY_LANGUAGE = {
    "type": "object",
    "properties": {"bearer": _BEARER},
    "propertyNames": {"pattern": f"^(?:{LANGUAGE}|bearer)$"},
    "additionalProperties": {"anyOf": [_BORNE_OR_NOT, {"type": "array", "items": _BORNE_OR_NOT}]},
}

ONE_BORNE_NAME: Schema = {"anyOf": [_TEXT, _BORNE, {**_BORNE_BY_LANGUAGE, "minProperties": 1}]}
"""The same, each with an optional `bearer`."""

SEVERAL_BORNE_NAMES: Schema = {
    "anyOf": [
        {"type": "array", "items": {"anyOf": [_TEXT, _BORNE, _BORNE_BY_LANGUAGE]}},
        _BORNE,
        _BORNE_BY_LANGUAGE,
    ]
}
"""A list of such names, or such names for each language."""

SEVERAL_NAMES: Schema = {
    "anyOf": [{"type": "array", "items": {"anyOf": [_TEXT, _BY_LANGUAGE]}}, _BY_LANGUAGE]
}
"""A list of names, or names for each language."""

COORDINATES: Schema = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -90, "maximum": 90},
        {"type": "number", "minimum": -180, "maximum": 180},
    ],
    "minItems": 2,
    "items": False,
}
"""Latitude and longitude as a list."""

PROPERTY_SCHEMAS: Mapping[PropertyType, Schema] = {
    "text": _TEXT,
    "date": _schema_of(shared_types.EdtfDate),
    "place": _schema_of(shared_types.Reference),
    "entity": _schema_of(shared_types.Reference),
    "coordinates": {
        "type": "string",
        "pattern": r"^[+-]?\d{1,2}(\.\d+)?\s*,\s*[+-]?\d{1,3}(\.\d+)?$",
    },
    "url": _schema_of(shared_types.Url),
    "country": _schema_of(shared_types.Country),
    "number": {
        "anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
        ]
    },
}
"""Schema of a property, by the type that its kind gives it."""


def identifiers_schema(schemes: Mapping[str, Scheme]) -> Schema:
    """`{scheme: value}`, the values of known registers by their form."""
    return {
        "type": "object",
        "propertyNames": SLUG_KEY,
        "properties": {
            name: {"description": scheme.label, **_one_or_several(_identifier_schema(scheme))}
            for name, scheme in schemes.items()
        },
        "additionalProperties": _SEVERAL,
    }


def _identifier_schema(scheme: Scheme) -> Schema:
    if scheme.compact is not str:
        return _TEXT
    text: Schema = {"type": "string", "pattern": f"^({scheme.form})$", "examples": [scheme.example]}
    return {"anyOf": [text, {"type": "integer"}]} if scheme.example.isdigit() else text


def _one_or_several(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


_TITLES: Mapping[str, tuple[str, type[Matter]]] = {
    "site": ("site.yml of a dossier", SiteConfig),
    "article": ("Front matter of an article", ArticleMatter),
    "page": ("Front matter of a plain page", PageMatter),
    "entity": ("Front matter of an entity", EntityMatter),
    "source": ("Front matter of a source", SourceMatter),
    "claim": ("A claim", ClaimMatter),
}
_FILES = {"entities": "entity", "sources": "source", "claims": "claim"}


def schemas(config: SiteConfig | None = None) -> dict[str, Schema]:
    """Make the JSON Schemas (2020-12) of a site.

    Args:
        config: The site's settings with the built-in vocabulary merged in, whose kinds and their
            properties the schema of entities knows; None for the built-in ones alone.

    Returns:
        Name -> schema: `site`; `article`, `page`, `entity`, `source`, `claim` for front matter;
        `entities`, `sources` and `claims` for .yml files, which hold one record or a list of them.
    """
    site = config or with_built_in(SiteConfig(title="Dossier"))
    made = {name: _document(title, model, site) for name, (title, model) in _TITLES.items()}
    for name, item in _FILES.items():
        made[name] = _file_of(made[item], name)
    return made


def schema_files(config: SiteConfig | None = None) -> dict[str, str]:
    """Make the JSON Schemas as files: `article.schema.json` -> its text."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas(config).items()
    }


def _document(title: str, model: type[Matter], site: SiteConfig) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    body = _record_schema(model)
    if model is EntityMatter:
        body = _with_kinds(body, site)
    if model is ArticleMatter:
        body = _with_claims(body)
    if model is SiteConfig:
        body["properties"]["severity"]["anyOf"][0]["propertyNames"] = {
            "enum": [name for name, code in codes().items() if not code.fixed]
        }
        body["properties"]["root_files"]["anyOf"][0]["propertyNames"] = {
            "pattern": ROOT_PATH_PATTERN
        }
    return {**head, **body}


def _with_claims(body: Schema) -> Schema:
    """Allow whole claims in place of their ids, with the words that carry them."""
    claims = body["properties"]["claims"]["anyOf"][0]
    short, declared = claims["items"]["anyOf"]
    whole = _record_schema(ClaimMatter)
    claims["items"] = {
        "anyOf": [
            short,
            {**declared, "anyOf": [{"required": [key]} for key in PLACES_OF_CLAIM]},
            {
                **whole,
                "properties": {
                    **whole["properties"],
                    **{key: declared["properties"][key] for key in PLACES_OF_CLAIM},
                },
                "required": ["id", *required_keys(ClaimMatter)],
            },
        ]
    }
    return body


def _file_of(record: Schema, name: str) -> Schema:
    bare = {key: value for key, value in record.items() if key not in {"$schema", "title"}}
    listed = {"$ref": "#/$defs/one", "required": ["id"]}
    return {
        "$schema": record["$schema"],
        "title": f"A file of {name}",
        "anyOf": [{"$ref": "#/$defs/one"}, {"type": "array", "items": {"$ref": "#/$defs/listed"}}],
        "$defs": {"one": bare, "listed": listed},
    }


def _record_schema(model: type[Matter]) -> Schema:
    scalars = model.model_json_schema(by_alias=True)
    required = required_keys(model)
    meanings = descriptions(model)
    forms = fixed_forms_of(model)
    described: Schema = {}
    for field, info in model.model_fields.items():
        key = info.alias or field
        form = forms.get(key)
        if form is None:
            continue
        schema = _form_schema(key, form, scalars["properties"][key], scalars.get("$defs", {}))
        if key not in required:
            # A key without a value counts as not set.
            schema = {"anyOf": [schema, {"type": "null"}]}
        if field in meanings:
            schema = {"description": meanings[field], **schema}
        described[key] = schema
    older = older_names(model)
    for name, key in older.items():
        meaning = f"Older name of `{key}`."
        described[name] = {**described[key], "description": meaning, "deprecated": True}
    never_both = [{"not": {"required": [name, key]}} for name, key in older.items()]
    return {
        "type": "object",
        "description": (model.__doc__ or "").strip(),
        "properties": described,
        "required": list(required),
        "additionalProperties": False,
        **({"allOf": never_both} if never_both else {}),
    }


def _form_schema(key: str, form: Form, scalar: Schema, definitions: Schema) -> Schema:
    if isinstance(form, RecordForm):
        record = _record_schema(form.model)
        short = form.short and record["properties"][form.short]
        return {"anyOf": [short, record]} if short else record
    if isinstance(form, ListForm):
        item = _bare(scalar).get("items", {})
        one = _form_schema(key, form.item, item, definitions)
        listed = {"type": "array", "items": one}
        return {"anyOf": [one, listed]} if form.alone else listed
    if isinstance(form, TableForm):
        inner = _bare(scalar).get("additionalProperties", {})
        return {
            "type": "object",
            "propertyNames": SLUG_KEY,
            "additionalProperties": _form_schema(key, form.value, inner, definitions),
        }
    return _short_form_schema(form) or _bare(scalar)


def _short_form_schema(form: Form) -> Schema | None:
    """The schema of a form with a notation of its own; None for others."""
    if isinstance(form, NamesForm) and form.borne:
        return ONE_BORNE_NAME if form.one else SEVERAL_BORNE_NAMES
    if isinstance(form, NamesForm):
        return ONE_NAME if form.one else SEVERAL_NAMES
    return identifiers_schema(SCHEMES) if isinstance(form, IdentifiersForm) else None


def _bare(scalar: Schema) -> Schema:
    """Remove what pydantic adds for optional fields, and its generated titles."""
    options = scalar.get("anyOf", [])
    if {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        return _bare(rest[0]) if len(rest) == 1 else {"anyOf": rest}
    return {
        key: value
        for key, value in scalar.items()
        if key not in {"title", "default", "description"}
    }


def _with_kinds(body: Schema, site: SiteConfig) -> Schema:
    """Allow for each kind its own properties, and no others."""
    kind = {**body["properties"]["kind"], "enum": list(site.kinds)}
    kind.pop("anyOf", None)
    choices = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {
                "properties": {
                    key: {"description": entry.label, **_property_schema(entry.type)}
                    for key, entry in config.properties.items()
                }
            },
        }
        for name, config in site.kinds.items()
        if config.properties
    ]
    open_body = {key: value for key, value in body.items() if key != "additionalProperties"}
    return {
        **open_body,
        "properties": {**body["properties"], "kind": kind},
        "allOf": choices,
        "unevaluatedProperties": False,
    }


def _property_schema(type_: PropertyType) -> Schema:
    one = PROPERTY_SCHEMAS[type_]
    listed = COORDINATES if type_ == "coordinates" else {"type": "array", "items": one}
    return {"anyOf": [one, listed, {"type": "null"}]}
