"""The stand-off form: texts, with annotations beside them that point into the text by offset.

`{articles: [{id, title, text, date, source, url, entities: [{start, end, text, entity_id}],
relations: [{type, source, target}]}], entities: [{id, kind, name}], sources: [{id, name, url}]}`.
Offsets count Unicode code points of `text`, the end is not included. Keys that are not named here
may be present: they are counted and reported as not represented, never refused.
"""

from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

Words = Annotated[StrictStr, Field(pattern=r"\S")]
"""Text with something in it."""
Offset = Annotated[StrictInt, Field(ge=0)]
Pair = tuple[Offset, Offset]
"""`[start, end]`, the end not included."""
Authors = Annotated[
    tuple[StrictStr, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else (value or ())),
]
"""One name, or a list of them."""


class Shape(BaseModel):
    """A JSON object; strict types, further keys kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Evidence(Shape):
    """The words that show a relation."""

    start: Offset
    end: Offset
    text: StrictStr | None = None


class MentionShape(Shape):
    """A place in a text that names an entity."""

    start: Offset
    end: Offset
    text: StrictStr | None = None
    """The words at that place; checked against the text."""
    entity_id: StrictStr
    kind: StrictStr | None = None
    """The kind that the mention was given; the entity's own kind counts."""


class RelationShape(Shape):
    """A relation between two entities, as one article tells it."""

    type: Words
    source: StrictStr | None = None
    """Id of the entity that it starts from; None where the data names none."""
    target: StrictStr | None = None
    source_text: StrictStr | None = None
    target_text: StrictStr | None = None
    confidence: StrictFloat | None = None
    evidence: Evidence | None = None


class HyperlinkShape(Shape):
    """A link that the text carried where it was published."""

    start: Offset
    end: Offset
    text: StrictStr | None = None
    target: StrictStr


class AttributionShape(Shape):
    """Words of the text that the text lays in somebody's mouth."""

    cue: Pair
    """The words that say so: `Calder said`."""
    content: Pair
    """The words that are said."""
    cue_text: StrictStr | None = None
    """The words of the cue; checked against the text."""
    content_text: StrictStr | None = None
    """The same for what is said."""
    source_entity: StrictStr | None = None
    """Id of the entity that says it; None where the data does not know."""
    polarity: StrictStr | None = None
    """`positive`, which is taken for granted; anything else is left to an editor."""


class QuoteShape(Shape):
    """Words in quotation marks."""

    start: Offset
    end: Offset
    text: StrictStr | None = None
    """The words at that place; checked against the text."""
    kind: StrictStr | None = None
    """`quote` for speech, which is taken for granted; `q` for words set apart."""
    speaker: StrictStr | None = None
    """Id of the entity that speaks; where it is not there, the attributions tell."""


class ArticleShape(Shape):
    """One text with what stands in it."""

    id: Words
    title: Words
    text: StrictStr
    date: StrictStr | None = None
    modified: StrictStr | None = None
    lang: StrictStr | None = None
    source: StrictStr | None = None
    """Id of the source that published it."""
    url: StrictStr | None = None
    licence: StrictStr | None = None
    author: Authors = ()
    summary: StrictStr | None = None
    genre: StrictStr | None = None
    entities: tuple[MentionShape, ...] = ()
    relations: tuple[RelationShape, ...] = ()
    links: tuple[HyperlinkShape, ...] = ()
    attributions: tuple[AttributionShape, ...] = ()
    quotes: tuple[QuoteShape, ...] = ()


class EntityShape(Shape):
    """Somebody or something that texts name."""

    id: Words
    kind: Words
    name: Words
    aliases: tuple[StrictStr, ...] = ()
    wikidata: StrictStr | None = None
    named: StrictBool = True
    """False for common nouns (`critics`, `the patches`): they get no page."""


class SourceShape(Shape):
    """Who published."""

    id: Words
    name: Words
    url: StrictStr | None = None
    kind: StrictStr | None = None
    licence: StrictStr | None = None


class StandOff(Shape):
    """A whole file."""

    articles: tuple[ArticleShape, ...]
    entities: tuple[EntityShape, ...] = ()
    sources: tuple[SourceShape, ...] = ()
