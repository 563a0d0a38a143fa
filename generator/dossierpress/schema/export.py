"""JSON Schemas of everything that an author writes, from the models that validate it.

They are for editors, which complete keys, show what a key means and underline mistakes while one
types. Editors read YAML 1.2 before the schema sees it, so numbers, true, false and null may stand
where the author wrote text that looks like them.
"""

import json
from collections.abc import Mapping
from typing import Any

from dossierpress.diagnostics.codes import codes
from dossierpress.identifiers import SCHEMES
from dossierpress.schema import json_values
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.descriptions import descriptions
from dossierpress.schema.entity import EntityMatter, PropertyType
from dossierpress.schema.older_names import older_names
from dossierpress.schema.page import PageMatter
from dossierpress.schema.root_files import PATTERN
from dossierpress.schema.shapes import (
    Identifiers,
    Listing,
    Names,
    Record,
    Shape,
    Table,
    fixed_shapes_of,
    required_keys,
)
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.schema.vocabulary import with_built_in

Schema = dict[str, Any]

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
    """Make the same as files: `article.schema.json` -> its text."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas(config).items()
    }


def _document(title: str, model: type[Matter], site: SiteConfig) -> Schema:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    body = _record(model)
    if model is EntityMatter:
        body = _with_kinds(body, site)
    if model is ArticleMatter:
        body = _with_claims(body)
    if model is SiteConfig:
        body["properties"]["severity"]["anyOf"][0]["propertyNames"] = {
            "enum": [name for name, code in codes().items() if not code.fixed]
        }
        body["properties"]["root_files"]["anyOf"][0]["propertyNames"] = {"pattern": PATTERN}
    return {**head, **body}


def _with_claims(body: Schema) -> Schema:
    """Let whole claims stand where their ids may."""
    claims = body["properties"]["claims"]["anyOf"][0]
    whole = {**_record(ClaimMatter), "required": ["id", *required_keys(ClaimMatter)]}
    claims["items"] = {"anyOf": [claims["items"], whole]}
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


def _record(model: type[Matter]) -> Schema:
    scalars = model.model_json_schema(by_alias=True)
    required = required_keys(model)
    told = descriptions(model)
    shapes = fixed_shapes_of(model)
    described: Schema = {}
    for field, info in model.model_fields.items():
        key = info.alias or field
        shape = shapes.get(key)
        if shape is None:
            continue
        schema = _shaped(key, shape, scalars["properties"][key], scalars.get("$defs", {}))
        if key not in required:
            # A key without a value is a key that is not set.
            schema = {"anyOf": [schema, {"type": "null"}]}
        if field in told:
            schema = {"description": told[field], **schema}
        described[key] = schema
    older = older_names(model)
    for name, key in older.items():
        said = f"Older name of `{key}`."
        described[name] = {**described[key], "description": said, "deprecated": True}
    never_both = [{"not": {"required": [name, key]}} for name, key in older.items()]
    return {
        "type": "object",
        "description": (model.__doc__ or "").strip(),
        "properties": described,
        "required": list(required),
        "additionalProperties": False,
        **({"allOf": never_both} if never_both else {}),
    }


def _shaped(key: str, shape: Shape, scalar: Schema, definitions: Schema) -> Schema:
    if isinstance(shape, Record):
        record = _record(shape.model)
        short = shape.short and record["properties"][shape.short]
        return {"anyOf": [short, record]} if short else record
    if isinstance(shape, Listing):
        item = _bare(scalar).get("items", {})
        one = _shaped(key, shape.item, item, definitions)
        listed = {"type": "array", "items": one}
        return {"anyOf": [one, listed]} if shape.alone else listed
    if isinstance(shape, Table):
        inner = _bare(scalar).get("additionalProperties", {})
        return {
            "type": "object",
            "propertyNames": json_values.SLUG_KEY,
            "additionalProperties": _shaped(key, shape.value, inner, definitions),
        }
    return _gathered(shape) or _bare(scalar)


def _gathered(shape: Shape) -> Schema | None:
    """What is written in a short form of its own, if it is."""
    if isinstance(shape, Names) and shape.borne:
        return json_values.ONE_BORNE_NAME if shape.one else json_values.SEVERAL_BORNE_NAMES
    if isinstance(shape, Names):
        return json_values.ONE_NAME if shape.one else json_values.SEVERAL_NAMES
    return json_values.identifiers(SCHEMES) if isinstance(shape, Identifiers) else None


def _bare(scalar: Schema) -> Schema:
    """Leave out what pydantic adds for optional fields, and its made-up titles."""
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
    """Let each kind have its own properties, and no others."""
    kind = {**body["properties"]["kind"], "enum": list(site.kinds)}
    kind.pop("anyOf", None)
    choices = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {
                "properties": {
                    key: {"description": entry.label, **_property(entry.type)}
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


def _property(type_: PropertyType) -> Schema:
    one = json_values.PROPERTIES[type_]
    listed = json_values.COORDINATES if type_ == "coordinates" else {"type": "array", "items": one}
    return {"anyOf": [one, listed, {"type": "null"}]}
