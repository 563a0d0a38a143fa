"""The tables of keys in docs/: what an author may write, from the models that check it."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Annotated, Literal, get_args, get_origin

from dossierpress.kernel.diagnostics import diagnostic
from dossierpress.schema import (
    access,
    annotation,
    article,
    claim,
    entity,
    json_schema,
    limits,
    page,
    shared_types,
    site,
    source,
)
from dossierpress.schema.base import Matter

MODULES = (
    *(access, annotation, article, claim, entity, limits, page),
    *(shared_types, site, source),
)

WORDS = MappingProxyType(
    {
        "Cells": "a whole number from 1 to 65000",
        "Count": "a whole number from 1",
        "Country": "a country code: `IR`",
        "Depth": "a whole number from 1 to 60",
        "Digest": "SHA-256, 64 hexadecimal digits",
        "EdtfDate": "a date (EDTF)",
        "EntityName": "a name, or a name for each language",
        "Elements": "a whole number from 1 to 500",
        "FileText": "text",
        "Flag": "`true` or `false`",
        "Identifier": "`scheme: value`",
        "Instant": "a date with time and zone",
        "KnowledgeDate": "a date (EDTF), no stretch",
        "Language": "a language tag: `fa`",
        "LocalName": "a name, or a name for each language",
        "MediaPath": "a file below content/media/",
        "Number": "a whole number from 1",
        "Pixels": "a whole number from 1",
        "Property": "see the kind",
        "Reference": "a reference",
        "RootPath": "a path",
        "Seconds": "a number, up to 3600",
        "Size": "a whole number from 1000",
        "Slug": "a slug",
        "Surrounding": "text",
        "Text": "text",
        "Url": "an address",
        "Host": "a host: `archive.desk.example`",
    }
)
"""Types of schema/shared_types.py and what an author would call them."""

CHOICES = MappingProxyType(
    {
        name: member
        for module in (*MODULES, diagnostic)
        for name, member in vars(module).items()
        for member in [get_args(member)[0] if get_origin(member) is Annotated else member]
        if get_origin(member) is Literal
    }
)
"""Types with a fixed choice of values."""


def keys(name: str) -> Iterator[str]:
    """The table of the keys of one model."""
    yield "| key | value | meaning |\n|---|---|---|"
    yield from _rows(models()[name])


def models() -> dict[str, type[Matter]]:
    """Every model that an author writes, by name."""
    return {
        name: member
        for module in MODULES
        for name, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Matter) and member is not Matter
    }


def _rows(model: type[Matter]) -> Iterator[str]:
    """A row for every key: the model's own first, then those it shares with others."""
    written = {name: (kind, told) for name, kind, told in json_schema.documented_fields(model)}
    own = model.__annotations__
    for name in sorted(model.model_fields, key=lambda name: name not in own):
        field = model.model_fields[name]
        annotated, described = written[name]
        meaning = " ".join(described.split()).replace("|", "\\|")
        told = f"{meaning.rstrip('.')}. " if meaning else ""
        need = "**Needed.** " if field.is_required() else ""
        key = field.alias or name
        cell = f"{need}{told}{_usual(field.default)}".strip()
        yield f"| `{key}` | {_words(annotated)} | {cell} |"


def _usual(default: object) -> str:
    if isinstance(default, str):
        return f"Default: `{default}`."
    if isinstance(default, bool):
        return f"Default: `{str(default).lower()}`."
    if isinstance(default, int | float):
        return f"Default: `{default:.12g}`."
    return ""


def _words(annotation: ast.expr) -> str:
    """An annotation in an author's words."""
    match annotation:
        case ast.BinOp(left=left, right=ast.Constant(value=None)):
            return _words(left)
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[inner, _])):
            return f"a list: {_words(inner)}"
        case ast.Subscript(
            value=ast.Name(id="Annotated"),
            slice=ast.Tuple(elts=[listed, ast.Call(func=ast.Name(id="OneOrMore"))]),
        ):
            return _words(listed).replace("a list: ", "one or a list: ", 1)
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
            return f"a mapping: {_words(key)} to {_words(value)}"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=options):
            chosen = options.elts if isinstance(options, ast.Tuple) else [options]
            return _choice(ast.literal_eval(option) for option in chosen)
        case ast.Name(id=name):
            return _named(name)
    raise TypeError(ast.unparse(annotation))


def _named(name: str) -> str:
    if name in CHOICES:
        return _choice(get_args(CHOICES[name]))
    return WORDS.get(name) or f"a mapping, see {_title(name)}"


def _choice(options: Iterable[str]) -> str:
    return ", ".join(f"`{option}`" for option in options)


def _title(name: str) -> str:
    """`DeclaredEntity` -> `declared entity`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Config")).lower()
