"""The front matter of an article, `content/articles/**/*.md`."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from dossierpress.kernel.dates import latest
from dossierpress.schema.access import Access
from dossierpress.schema.annotation import Annotation, Selector, SpokenWords
from dossierpress.schema.base import Matter, schema_error
from dossierpress.schema.shared_types import (
    Autolink,
    EdtfDate,
    KnowledgeDate,
    Language,
    MediaPath,
    OneOrMore,
    Publication,
    Reference,
    Slug,
    Text,
    Timing,
    check_known_by,
)

PLACES_OF_CLAIM = ("at", "unplaced")
"""Keys, beside a claim or its id, that say which words of the article carry it."""


class DeclaredEntity(Matter):
    """An entity that the article is about. A plain `id` is the short form."""

    id: Reference
    """The entity."""
    role: Text | None = None
    """What it does in this article."""
    as_: tuple[Text, ...] = Field(default=(), alias="as")
    """Further names that link to it, in this article only; written `as`."""


class DeclaredSource(Access):
    """A source that the article rests on. A plain `id` is the short form."""

    id: Reference
    """The source."""
    cites: tuple[Reference, ...] = ()
    """Sources on whose word it reports."""


class DeclaredClaim(Matter):
    """A claim that the article carries. A plain `id` is the short form."""

    id: Reference
    """The claim."""
    at: Annotated[tuple[Selector, ...], OneOrMore()] = ()
    """The words that carry it: `quoted words`, or `{exact: …, prefix: …, suffix: …}`; a list where
    several do."""
    unplaced: Text | None = None
    """Why no words of the text carry it, where none do; readers see it."""

    @model_validator(mode="after")
    def _is_placed_or_not(self) -> Self:
        if self.at and self.unplaced is not None:
            raise schema_error(
                "schema-bad-value",
                "`at` names the words that carry the claim, and `unplaced` says that none do",
                "keep one of the two",
                at="unplaced",
            )
        return self


class DeclaredReference(Matter):
    """A typed cross-reference to another article or page."""

    to: Reference
    """The other article or page."""
    type: Slug
    """A reference type, built in or from site.yml."""
    note: Text | None = None
    """Why, in a few words; shown beside the reference."""


class FirstPublication(Access):
    """Where the annotated text was first published, when it is not ours."""

    source: Reference
    licence: Text | None = None
    """Under what terms its text may be shown here."""


class ArticleMatter(Publication, Timing):
    """The front matter of an article."""

    title: Text
    """The headline."""
    date: EdtfDate | None = None
    """Date of the text, EDTF where unsure: 2024-05, 2024-05-22~, ../2024, 2023/2024."""
    covers: EdtfDate | None = None
    """The day, or the days, of what it tells: 2024-05-22, 2024-05-19/2024-05-25."""
    as_of: KnowledgeDate | None = None
    """The day of the knowledge that it holds, where that is another one than its own."""
    modified: EdtfDate | None = None
    """Date of the last change worth telling of."""
    summary: Text | None = None
    """One paragraph for lists, feeds and cards."""
    lang: Language | None = None
    """Language of the text, when it is not the site's."""
    authors: tuple[Text, ...] = ()
    """By-line, in order."""
    tags: tuple[Slug, ...] = ()
    """Subjects under which it is listed, as slugs: [iran, nuclear-deal]."""
    image: MediaPath | None = None
    """A picture for lists and cards, under content/media/."""
    origin: FirstPublication | None = None
    """Where the text was first published, when it is not ours."""
    entities: tuple[DeclaredEntity, ...] = ()
    """Whom and what it is about: ids, or mappings with a role."""
    sources: tuple[DeclaredSource, ...] = ()
    """What it rests on: ids, or mappings that say where and on whose word."""
    claims: tuple[DeclaredClaim, ...] = ()
    """What it claims or reports as claimed: ids, or mappings that say at which words, or whole
    claims in place."""
    references: tuple[DeclaredReference, ...] = ()
    """Typed cross-references: {to: other-article, type: follows}."""
    annotations: tuple[Annotation, ...] = ()
    """What the desk says of single passages of the text."""
    quotations: tuple[SpokenWords, ...] = ()
    """Who says the words that the text quotes, to whom and when."""
    autolink: Autolink | None = None
    """How known names link by themselves, when not as site.yml says."""

    @model_validator(mode="after")
    def _says_which_outlet(self) -> Self:
        for number, quoted in enumerate(self.quotations):
            if quoted.words_of == "outlet" and quoted.worded_by is None and self.origin is None:
                raise schema_error(
                    "schema-missing-key",
                    "these are words of an outlet, and neither `worded_by` nor an `origin` of the"
                    " article says of which",
                    "add `worded_by: …`: the source whose words they are",
                    at=f"quotations/{number}/words_of",
                )
        return self

    @model_validator(mode="after")
    def _is_written_with_what_was_known(self) -> Self:
        written = max((day for day in (self.date, self.modified) if day), key=latest, default=None)
        check_known_by(self.as_of, written, "the text was written")
        return self
