"""The settings of a dossier, `site.yml`: limits, kinds and types, and those that are built in.

`with_built_in` merges the built-in kinds and types (`vocabulary.yml`) into those of a site.
"""

from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, TypeAdapter, WithJsonSchema

from dossierpress.kernel.diagnostics.diagnostic import Severity
from dossierpress.schema.base import Matter
from dossierpress.schema.entity import PropertyType
from dossierpress.schema.shared_types import (
    Autolink,
    Count,
    FileText,
    Host,
    Language,
    LocalName,
    Reference,
    RootPath,
    Slug,
    Text,
    Url,
)
from dossierpress.schema.standard_checks import check_between, check_seconds

Size = Annotated[
    int,
    BeforeValidator(partial(check_between, 1_000, 4_000_000_000)),
    WithJsonSchema({"type": "integer", "minimum": 1_000, "maximum": 4_000_000_000}),
]
Number = Annotated[
    int,
    BeforeValidator(partial(check_between, 1, 100_000_000)),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100_000_000}),
]
Depth = Annotated[
    int,
    # Python's own stack ends not far beyond, and no readable text nests so deeply.
    BeforeValidator(partial(check_between, 1, 60)),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 60}),
]
Elements = Annotated[
    int,
    BeforeValidator(partial(check_between, 1, 500)),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 500}),
]
Cells = Annotated[
    int,
    # Beyond 65,536 missing cells of a table, the parser reads the rest of it as text.
    BeforeValidator(partial(check_between, 1, 65_000)),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 65_000}),
]
Pixels = Annotated[
    int,
    BeforeValidator(partial(check_between, 1, 1_000_000_000)),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 1_000_000_000}),
]
Seconds = Annotated[
    float,
    BeforeValidator(check_seconds),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 3600}),
]


class Limits(Matter):
    """What one file may hold; whatever goes beyond is an error that names the limit.

    The limits of site.yml itself and of templates are fixed: they are trusted, and read before it.
    """

    files: Number = 500_000
    """Files below content/."""
    text_bytes: Size = 2_000_000
    """Bytes of a file of Markdown."""
    data_bytes: Size = 2_000_000
    """Bytes of a file of YAML below content/."""
    media_bytes: Size = 256_000_000
    """Bytes of a picture, a recording or a document."""
    import_bytes: Size = 64_000_000
    """Bytes of a file that `dossier import` reads."""
    drawing_bytes: Size = 4_000_000
    """Bytes of an SVG."""
    front_matter_bytes: Size = 64_000
    """Bytes of front matter, between the `---` lines."""
    yaml_depth: Depth = 20
    """Lists and mappings of YAML inside one another."""
    yaml_values: Number = 200_000
    """Values, lists and mappings of YAML in one file, keys included."""
    nesting: Depth = 40
    """Quotations, lists and brackets of Markdown inside one another."""
    open_elements: Elements = 100
    """Elements of HTML inside one another, where `raw_html` keeps them."""
    pieces: Number = 200_000
    """Pieces that a text falls into: paragraphs, cells, links, stretches of prose."""
    links: Number = 20_000
    """Links, wikilinks and pictures of one text."""
    mentions: Number = 20_000
    """Names of entities in one text, marked in it or found by themselves."""
    citations: Number = 20_000
    """Sources cited in one text, each time they are."""
    footnotes: Number = 10_000
    """Footnotes of one text."""
    table_cells: Cells = 50_000
    """Cells of the tables of one text, those included that are empty."""
    entities: Number = 1_000
    """Entities of one text: entries of `entities`, and those that it names."""
    sources: Number = 1_000
    """Entries of `sources` of one article."""
    references: Number = 1_000
    """Entries of `references` of one article."""
    compared_claims: Number = 500
    """Claims on one subject and aspect, each of which is compared with each other one."""
    pixels: Pixels = 100_000_000
    """Pixels of a picture, its width times its height."""
    seconds: Seconds = 10.0
    """Seconds of one processor that reading one file may take."""


class PropertyConfig(Matter):
    """A property of a kind of entity."""

    label: Text
    """What readers see before the value."""
    type: PropertyType = "text"
    """What its values are: text, date, place, entity, coordinates, url, country or number."""
    inverse_label: Text | None = None
    """Of a place or entity: what its own page says before those that name it: `Born here`."""


class KindConfig(Matter):
    """A kind of entity."""

    label: Text
    """One of them: Vessel."""
    plural: Text
    """Many of them: Vessels."""
    followthemoney: Text | None = None
    """FollowTheMoney schema, for exports."""
    schema_org: Text | None = None
    """schema.org type, for exports."""
    properties: dict[Slug, PropertyConfig] = Field(default_factory=dict)
    """Keys that entities of the kind may have besides those that all have."""


class LinkTypeConfig(Matter):
    """A type of cross-reference or relation, with the name it has when seen from the other side."""

    label: Text
    """Seen from where it is written: `follows`, `member of`."""
    inverse: Slug | None = None
    """The type seen from the other side; None where it is the same (symmetric)."""
    inverse_label: Text | None = None
    """Seen from the other side: `has member`; None where the type is symmetric."""


class AnnotationTypeConfig(Matter):
    """A type of annotation; readers switch each type on and off."""

    label: Text
    """One of them: Rumour."""


class SiteConfig(Matter):
    """The settings of a dossier."""

    title: Text
    """Name of the dossier."""
    description: Text | None = None
    """One sentence on what it is."""
    lang: Language = "en"
    """Language of the dossier and of its pages' own words."""
    url: Url | None = None
    """Where it will be hosted; feed, sitemap and the links of 404.html need it, others do not."""
    author: Text | None = None
    """Who answers for it."""
    licence: Text | None = None
    """Shown at the foot of every page."""
    timezone: Text = "UTC"
    """IANA zone in which dates with a time are shown and put in order. Times without a zone are
    taken to be in it, and for the feed its days begin at its midnight."""
    autolink: Autolink = "first-in-section"
    """How names of known entities link by themselves."""
    page_size: Count = 100
    """Entries on a page of a long list."""
    raw_html: Literal["escape", "sanitise"] = "escape"
    """What becomes of HTML in Markdown."""
    publish_entities: Literal["all", "mentioned"] = "all"
    """Which entities have a page and stand in lists, feeds and exports: all that are not withheld,
    or those that what is published leads to."""
    unknown_keys: Literal["error", "ignore"] = "error"
    """What becomes of keys in front matter that DossierPress does not know, and of values in forms
    that other generators know. Keys that withhold a text are never ignored."""
    archives: tuple[Host, ...] = ()
    """Hosts of the desk's own web archives: [archive.desk.example]. Those of the well-known
    archives need not be listed."""
    root_files: dict[RootPath, FileText] = Field(default_factory=dict)
    """Small files that a host asks for, path to text: {CNAME: dossier.example, .nojekyll: ""}."""
    kinds: dict[Slug, KindConfig] = Field(default_factory=dict)
    """Further kinds of entities, or further properties for built-in ones."""
    reference_types: dict[Slug, LinkTypeConfig] = Field(default_factory=dict)
    """Further types of cross-reference."""
    relation_types: dict[Slug, LinkTypeConfig] = Field(default_factory=dict)
    """Further types of relation between entities."""
    annotation_types: dict[Slug, AnnotationTypeConfig] = Field(default_factory=dict)
    """Further types of annotation: {rumour: {label: Rumour}}."""
    names: dict[Text, Reference] = Field(default_factory=dict)
    """What a name means in all texts, where several entities have it: {Georgia: georgia-country}.
    An article's own `as` comes first."""
    tags: dict[Slug, tuple[LocalName, ...]] = Field(default_factory=dict)
    """What readers see of a tag, in one language or several: {iran: {en: Iran, fa: ایران}}."""
    limits: Limits = Limits()
    """How much one file may hold, and how long it may take."""
    severity: dict[Slug, Severity] = Field(default_factory=dict)
    """Severity for each diagnostic code: error, warning, notice or off."""


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Vocabulary(Matter):
    """What every dossier knows without saying so."""

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
