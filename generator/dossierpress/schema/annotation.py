"""Annotations and quotations: the parts of front matter that refer to passages of the text.

Both are anchored to the words as readers see them, whatever markup they are written with.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator

from dossierpress.schema.base import Matter, schema_error
from dossierpress.schema.claim import Party, check_said_first
from dossierpress.schema.shared_types import (
    EdtfDate,
    Flag,
    Language,
    OneOrMore,
    Reference,
    Reviewed,
    Slug,
    Text,
)

Framing = Literal[
    "loaded-term",
    "euphemism",
    "scare-quotes",
    "unattributed",
    "agentless-passive",
    "anonymous-authority",
    "false-balance",
]
Surrounding = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]

WordsOf = Literal["speaker", "outlet", "translator"]

FRAMING = "framing"
"""The type of annotation that describes the framing of a passage."""
CORRECTION = "correction"
"""The type of annotation that corrects something."""


class Selector(Matter):
    """The words that are meant. Plain text is `exact`."""

    exact: Text
    """The words as readers see them, within one paragraph."""
    prefix: Surrounding = ""
    """What stands right before them, where the words alone are not unique."""
    suffix: Surrounding = ""
    """What stands right behind them."""


class Annotation(Reviewed):
    """What the desk says of a passage."""

    quote: Selector
    """The passage: its words, or `{exact: …, prefix: …, suffix: …}`."""
    type: Slug = "note"
    """note, context, correction, framing, translation, question, claim, or one from site.yml."""
    text: Text
    """What is said of it."""
    lang: Language | None = None
    """Language of what is said, when it is not the site's."""
    by: Text | None = None
    """Who of the desk writes it."""
    on: EdtfDate | None = None
    """When it was written."""
    based_on: Annotated[tuple[Reference, ...], OneOrMore()] = ()
    """Sources that the desk has it from; the words stay the desk's. Older name: `sources`."""
    about: Annotated[tuple[Reference, ...], OneOrMore()] = ()
    """Records that it is about, beside the passage: `claim:x`, `article:y`. Older name: `to`."""
    said_by: Party | None = None
    """Whose words the note gives, where they are not the desk's: an entity or a source, or
    `{unnamed: an official}`."""
    framing: Framing | None = None
    """Of type framing: what the passage does."""
    neutral: Text | None = None
    """Of type framing: how it could be worded without that."""
    was: Text | None = None
    """Of type correction: the words that stood there before, as they were published."""
    is_: Text | None = Field(default=None, alias="is")
    """Of type correction, beside `was`: the words of the passage that stand in their place now;
    the whole passage where it is left out. Written `is`."""
    private: Flag = False
    """Never leaves the build."""

    @property
    def withheld(self) -> bool:
        """Whether it must not be published."""
        return self.private or super().withheld

    @model_validator(mode="after")
    def _frames_if_it_says_so(self) -> Self:
        if self.type == FRAMING and self.framing is None:
            raise schema_error(
                "schema-missing-key",
                "an annotation of type `framing` says what the passage does",
                "add `framing: …`: a word for what the passage does",
            )
        for key in ("framing", "neutral"):
            if self.type != FRAMING and getattr(self, key) is not None:
                raise schema_error(
                    "schema-bad-value",
                    f"`{key}` belongs to annotations of type `framing`; this is a `{self.type}`",
                    "make the `type` of the annotation `framing`, or take this out",
                    at=key,
                )
        return self

    @model_validator(mode="after")
    def _puts_right_if_it_says_what_was(self) -> Self:
        if self.is_ is not None and self.was is None:
            raise schema_error(
                "schema-missing-key",
                "`is` says what stands there now, and nothing says what stood there before",
                "add `was: …`: the words that were published",
                at="is",
            )
        if self.was is None:
            return self
        if self.type != CORRECTION:
            raise schema_error(
                "schema-bad-value",
                f"`was` belongs to annotations of type `correction`; this is a `{self.type}`",
                "make the `type` of the annotation `correction`, or take this out",
                at="was",
            )
        if self.was == (self.is_ or self.quote.exact):
            raise schema_error(
                "schema-bad-value",
                "these words are those that stand there now: nothing was put right",
                "write what was published before, or take `was` out",
                at="was",
            )
        return self


class Original(Matter):
    """Words in the language in which they were said."""

    text: Text
    """The words."""
    lang: Language
    """Their language."""


class SpokenWords(Reviewed):
    """Words of somebody that the article quotes."""

    quote: Selector
    """The words in the article, or `{exact: …, prefix: …, suffix: …}`."""
    speaker: Party
    """Who said them: an entity or a source, or `{unnamed: an official}`."""
    words_of: WordsOf = "speaker"
    """Whose words these are: the speaker's; an outlet's, about what was said; a translator's."""
    worded_by: Party | None = None
    """Which outlet or translator: a source or an entity. An outlet is else that of `origin`."""
    addressee: Annotated[tuple[Party, ...], OneOrMore()] = ()
    """To whom."""
    original: Original | None = None
    """What was said before it was translated: `{text: …, lang: fa}`."""
    translation: Text | None = None
    """In the language of the site, where the article has another one."""
    said: EdtfDate | None = None
    """When it was said."""
    on: EdtfDate | None = None
    """When it was published, if not on the date of the article."""
    same: Slug | None = None
    """A name that this quotation shares with those that print the same words elsewhere."""
    note: Text | None = None
    """What else has to be said of it."""
    private: Flag = False
    """Never leaves the build."""

    @property
    def withheld(self) -> bool:
        """Whether it must not be published."""
        return self.private or super().withheld

    @model_validator(mode="after")
    def _says_whose_words_they_are(self) -> Self:
        if self.worded_by is not None and self.words_of == "speaker":
            raise schema_error(
                "schema-bad-value",
                "`worded_by` names somebody whose words these are, and they are the speaker's own",
                "add `words_of: outlet` or `words_of: translator`, or take `worded_by` out",
                at="worded_by",
            )
        return self

    @model_validator(mode="after")
    def _is_said_before_it_is_published(self) -> Self:
        check_said_first(self.said, self.on)
        return self
