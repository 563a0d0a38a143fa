"""JSON Schemas of the values that have a short form, or a type that a kind gives them."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from dossierpress.identifiers import Scheme
from dossierpress.schema import fields
from dossierpress.schema.entity import PropertyType
from dossierpress.schema.standard_checks import LANGUAGE
from dossierpress.slug import SLUG

Schema = dict[str, Any]


def _of(annotation: Any) -> Schema:
    return TypeAdapter(annotation).json_schema()


_TEXT = _of(fields.Text)
_SEVERAL = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_BY_LANGUAGE = {
    "type": "object",
    "propertyNames": {"pattern": f"^{LANGUAGE}$"},
    "additionalProperties": _SEVERAL,
}

SLUG_KEY: Schema = {"pattern": f"^{SLUG}$"}
"""Of the names of a mapping that the author chooses."""

ONE_NAME: Schema = {"anyOf": [_TEXT, {**_BY_LANGUAGE, "minProperties": 1}]}
"""Text, or a name for each language."""

_BEARER = {"anyOf": [_of(fields.Reference), {"type": "null"}]}
_BORNE = {
    "type": "object",
    "properties": {"lang": _of(fields.Language), "text": _TEXT, "bearer": _BEARER},
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
"""The same, each of which may be what one party calls it."""

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

PROPERTIES: Mapping[PropertyType, Schema] = {
    "text": _TEXT,
    "date": _of(fields.EdtfDate),
    "place": _of(fields.Reference),
    "entity": _of(fields.Reference),
    "coordinates": {
        "type": "string",
        "pattern": r"^[+-]?\d{1,2}(\.\d+)?\s*,\s*[+-]?\d{1,3}(\.\d+)?$",
    },
    "url": _of(fields.Url),
    "country": _of(fields.Country),
    "number": {
        "anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
        ]
    },
}
"""By the type that a kind gives a property."""


def identifiers(schemes: Mapping[str, Scheme]) -> Schema:
    """`{scheme: value}`, the values of known registers by their form."""
    return {
        "type": "object",
        "propertyNames": SLUG_KEY,
        "properties": {
            name: {"description": scheme.label, **_one_or_several(_identifier(scheme))}
            for name, scheme in schemes.items()
        },
        "additionalProperties": _SEVERAL,
    }


def _identifier(scheme: Scheme) -> Schema:
    if scheme.compact is not str:
        return _TEXT
    form: Schema = {"type": "string", "pattern": f"^({scheme.form})$", "examples": [scheme.example]}
    return {"anyOf": [form, {"type": "integer"}]} if scheme.example.isdigit() else form


def _one_or_several(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}
