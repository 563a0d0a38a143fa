"""Limits on what one file may hold and how long it may take: `limits` of site.yml."""

from functools import partial
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from dossierpress.schema.base import Matter
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
