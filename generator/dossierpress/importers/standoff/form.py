"""The stand-off form: texts, with annotations beside them that point into the text by offset.

docs/importing.md describes it with all its fields. Offsets count Unicode code points of `text`, the
end is not included. Further keys are allowed: they are counted and reported as not represented.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Struct, field
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

from dossierpress.importers.json_input import json_path
from dossierpress.importers.report import NotRepresented, Thing


def _some_word(text: str) -> str:
    if not text.strip():
        raise ValueError("must hold at least one word")
    return text


def _id(value: Any) -> Any:
    """An id as text; a number is accepted too."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


SomeWords = Annotated[StrictStr, AfterValidator(_some_word)]
"""Text with something in it."""
DataId = Annotated[StrictStr, AfterValidator(_some_word), BeforeValidator(_id)]
"""What others in the file call something by."""
Offset = Annotated[StrictInt, Field(ge=0)]
OffsetPair = tuple[Offset, Offset]
"""`[start, end]`, the end not included."""
Authors = Annotated[
    tuple[StrictStr, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else (value or ())),
]
"""One name, or a list of them."""


class Shape(BaseModel):
    """A JSON object; strict types, further keys kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    _steps: tuple[str | int, ...] = PrivateAttr(default=())

    def at(self, steps: tuple[str | int, ...]) -> None:
        """Set its place in the file."""
        self._steps = steps

    @property
    def where(self) -> str:
        """Its JSON path."""
        return json_path(self._steps)

    @property
    def number(self) -> int:
        """Its number in its list in the file, from 1."""
        last = self._steps[-1] if self._steps else 0
        return last + 1 if isinstance(last, int) else 1


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
    entity_id: DataId | None = None
    """Id of the entity; None where the data does not say which it is."""
    kind: StrictStr | None = None
    """The kind that the mention was given; the entity's own kind counts."""


class RelationShape(Shape):
    """A relation between two entities, as one article tells it."""

    type: SomeWords
    source: DataId | None = None
    """Id of the entity that it starts from; None where the data names none."""
    target: DataId | None = None
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
    """Words that the text attributes to somebody."""

    cue: OffsetPair
    """The words that say so: `Calder said`."""
    content: OffsetPair
    """The words that are said."""
    cue_text: StrictStr | None = None
    """The words of the cue; checked against the text."""
    content_text: StrictStr | None = None
    """The same for what is said."""
    source_entity: DataId | None = None
    """Id of the entity that says it; None where the data does not know."""
    polarity: StrictStr | None = None
    """`positive`, which is taken for granted, or `asserts`, `denies`, `doubts`; anything else is
    left to an editor."""
    basis: StrictStr | None = None
    """How they know it, as in a report; anything else is left to an editor."""
    hedge: StrictStr | None = None
    """How they hedge, in their own words: `reportedly`."""


class QuoteShape(Shape):
    """Words in quotation marks."""

    start: Offset
    end: Offset
    text: StrictStr | None = None
    """The words at that place; checked against the text."""
    kind: StrictStr | None = None
    """`quote` for speech, which is taken for granted; `q` for words set apart."""
    speaker: DataId | None = None
    """Id of the entity that speaks; where it is not there, the attributions tell."""
    words_of: StrictStr | None = None
    """Whose words these are: `speaker`, which is taken for granted, `outlet` or `translator`."""
    worded_by: DataId | None = None
    """Id of the source or the entity whose words or whose translation they are."""


class BlockShape(Shape):
    """Lines of a text that are something of their own: a heading, a caption, an item of a list."""

    start: Offset
    end: Offset
    text: StrictStr | None = None
    """The words at that place; checked against the text."""
    type: StrictStr | None = None
    """`heading`, `caption`, `item`, `paragraph`, `speaker` or `quote`."""
    path: StrictStr | None = None
    """Where there is no `type`: elements of TEI, the outermost first, `figure/caption`."""
    level: StrictInt | None = None
    """Of a heading or an item, from 1."""


LISTS_OF_ARTICLE: Mapping[str, Thing] = {
    "blocks": "block",
    "entities": "mention",
    "relations": "relation",
    "links": "link",
    "attributions": "attribution",
    "quotes": "quote",
}
"""Lists of an article -> what stands in them."""


class ArticleShape(Shape):
    """One text with what stands in it."""

    id: DataId | None = None
    title: SomeWords | None = None
    text: StrictStr
    date: StrictStr | None = None
    modified: StrictStr | None = None
    lang: StrictStr | None = None
    source: DataId | None = None
    """Id of the source that published it."""
    url: StrictStr | None = None
    licence: StrictStr | None = None
    author: Authors = ()
    summary: StrictStr | None = None
    genre: StrictStr | None = None
    dates: Any = None
    """Days that the text speaks of, which no page shows: `notBefore` of one of them holds back
    nothing."""
    blocks: tuple[BlockShape, ...] = ()
    entities: tuple[MentionShape, ...] = ()
    relations: tuple[RelationShape, ...] = ()
    links: tuple[HyperlinkShape, ...] = ()
    attributions: tuple[AttributionShape, ...] = ()
    quotes: tuple[QuoteShape, ...] = ()


class EntityShape(Shape):
    """Somebody or something that texts name."""

    id: DataId
    kind: SomeWords | None = None
    name: SomeWords
    aliases: tuple[StrictStr, ...] = ()
    wikidata: StrictStr | None = None
    named: StrictBool = True
    """False for common nouns (`critics`, `the patches`): they get no page."""


class SourceShape(Shape):
    """Who published."""

    id: DataId
    name: SomeWords
    url: StrictStr | None = None
    kind: StrictStr | None = None
    licence: StrictStr | None = None


class StandOff(Struct, frozen=True, kw_only=True):
    """The readable part of a whole file."""

    articles: tuple[ArticleShape, ...]
    entities: tuple[EntityShape, ...] = ()
    sources: tuple[SourceShape, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys of the file that the form does not name."""
    unread: tuple[NotRepresented, ...] = ()
    """The parts of the file that do not have this form."""
