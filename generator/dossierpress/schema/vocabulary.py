"""The built-in kinds and types (`vocabulary.yml`), and their merge with those of a site."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter

from dossierpress.schema.base import Matter
from dossierpress.schema.site import AnnotationTypeConfig, KindConfig, LinkTypeConfig, SiteConfig

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Vocabulary(Matter):
    """The built-in kinds of entity and types of relation, reference and annotation."""

    kinds: dict[str, KindConfig]
    reference_types: dict[str, LinkTypeConfig]
    relation_types: dict[str, LinkTypeConfig]
    annotation_types: dict[str, AnnotationTypeConfig]


@cache
def built_in() -> Vocabulary:
    """Read `vocabulary.yml`."""
    text = (files("dossierpress.schema") / "vocabulary.yml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, our own file
    return TypeAdapter(Vocabulary).validate_python(table)


def labels() -> Iterator[tuple[str, str]]:
    """(what it is, label) of every built-in kind, property and type, for catalogues."""
    words = built_in()
    for kind in words.kinds.values():
        yield "kind", kind.label
        yield "kind, several", kind.plural
        for one in kind.properties.values():
            yield "property", one.label
            if one.inverse_label:
                yield "property, from the other side", one.inverse_label
    types = (("cross-reference", words.reference_types), ("relation", words.relation_types))
    for context, known in types:
        for type_ in known.values():
            yield context, type_.label
            if type_.inverse_label:
                yield context, type_.inverse_label
    for annotation in words.annotation_types.values():
        yield "annotation", annotation.label


def with_built_in(config: SiteConfig) -> SiteConfig:
    """Add the built-in kinds and types to those of a site.

    A kind of the site with a built-in name adds its properties to the built-in ones. A type of the
    site replaces every built-in type that uses its name or that of its inverse.
    """
    words = built_in()
    return config.model_copy(
        update={
            "kinds": _merged_kinds(words.kinds, config.kinds),
            "reference_types": _merged_types(words.reference_types, config.reference_types),
            "relation_types": _merged_types(words.relation_types, config.relation_types),
            "annotation_types": {**words.annotation_types, **config.annotation_types},
        }
    )


def _merged_kinds(
    ours: Mapping[str, KindConfig], theirs: Mapping[str, KindConfig]
) -> dict[str, KindConfig]:
    merged = dict(ours)
    for name, kind in theirs.items():
        known = ours.get(name)
        merged[name] = kind if known is None else _merged_kind(known, kind)
    return merged


def _merged_kind(ours: KindConfig, theirs: KindConfig) -> KindConfig:
    return theirs.model_copy(
        update={
            "followthemoney": theirs.followthemoney or ours.followthemoney,
            "schema_org": theirs.schema_org or ours.schema_org,
            "properties": {**ours.properties, **theirs.properties},
        }
    )


def _merged_types(
    ours: Mapping[str, LinkTypeConfig], theirs: Mapping[str, LinkTypeConfig]
) -> dict[str, LinkTypeConfig]:
    taken = {*theirs, *(type_.inverse for type_ in theirs.values())}
    kept = {
        name: type_
        for name, type_ in ours.items()
        if name not in taken and (type_.inverse is None or type_.inverse not in taken)
    }
    return {**kept, **theirs}
