"""Types that several kinds of front matter share: scalars, names, publication.

Text goes in, a checked value comes out. JSON Schemas are for editors, which have read YAML
before the schema sees it: a title such as `1984` has become a number there. So text is allowed
to look like a number to them.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Self, get_args, get_origin

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    WithJsonSchema,
    model_validator,
)

from dossierpress.kernel import identifiers
from dossierpress.kernel.dates import is_before
from dossierpress.kernel.slugs import SLUG
from dossierpress.schema import root_files, standard_checks, text_checks
from dossierpress.schema.base import Matter, schema_error

_EDTF_DATE = r"^(?=.*[0-9X])[-0-9ESTXYZ~?%./,{}\[\]:+ ]+$"
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}


def _like_number(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"type": "string", **schema}, {"type": "integer", "minimum": 0}]}
    )


Slug = Annotated[
    str,
    AfterValidator(text_checks.check_slug),
    _like_number({"pattern": f"^{SLUG}$", "maxLength": 120}),
]
Reference = Annotated[
    str,
    AfterValidator(text_checks.check_reference),
    _like_number({"pattern": f"^(({'|'.join(text_checks.RECORD_TYPES)}):)?{SLUG}$"}),
]
Text = Annotated[
    str,
    AfterValidator(text_checks.check_text),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
EdtfDate = Annotated[
    str,
    AfterValidator(standard_checks.check_date),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _EDTF_DATE}, _YEAR]}),
]
KnowledgeDate = Annotated[
    EdtfDate,
    AfterValidator(standard_checks.check_knowledge_date),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": rf"^(?!.*/){_EDTF_DATE[1:]}"}, _YEAR]}),
]
Instant = Annotated[
    AwareDatetime,
    BeforeValidator(standard_checks.check_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)$",
        }
    ),
]
FamilyFirst = Annotated[
    str,
    AfterValidator(text_checks.check_family_first),
    WithJsonSchema({"type": "string", "pattern": r"^[^,]*[^,\s][^,]*,[^,]*[^,\s][^,]*$"}),
]
Url = Annotated[
    str,
    AfterValidator(text_checks.check_url),
    WithJsonSchema({"type": "string", "pattern": r"^https?://[^\s/@?#\\]+([/?#][^\s\\]*)?$"}),
]
Host = Annotated[
    str,
    AfterValidator(text_checks.check_host),
    WithJsonSchema({"type": "string", "pattern": r"^[^\s/:@?#_.]+(\.[^\s/:@?#_.]+)+\.?$"}),
]
Language = Annotated[
    str,
    AfterValidator(standard_checks.check_language),
    WithJsonSchema({"type": "string", "pattern": f"^{standard_checks.LANGUAGE}$"}),
]
MediaPath = Annotated[
    str,
    AfterValidator(text_checks.check_media_path),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(?!/|~|\.\.?/|media/|content/)(?!.*/\.\.?(/|$))[^\\:]*[^\\/:]$",
        }
    ),
]
RootPath = Annotated[str, AfterValidator(root_files.check_root_path)]
FileText = Annotated[
    str, AfterValidator(root_files.check_file_text), WithJsonSchema({"type": "string"})
]
Country = Annotated[
    str,
    AfterValidator(standard_checks.check_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"}),
]
Digest = Annotated[
    str,
    AfterValidator(text_checks.check_digest),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
]
Flag = Annotated[bool, BeforeValidator(standard_checks.check_flag)]
Count = Annotated[
    int,
    BeforeValidator(standard_checks.check_count),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]
Autolink = Literal["first-in-section", "first", "all", "off"]
Confidence = Literal["high", "medium", "low"]


class OneOrMore:
    """Marks a list whose single item may be written without a list."""


def check_known_by(as_of: str | None, on: str | None, done: str) -> None:
    """Refuse an `as_of` after the day `on`; `done` names that act: `the desk judged so`."""
    if as_of is not None and on is not None and is_before(on, as_of):
        raise schema_error(
            "schema-date-order",
            f"{done} `{on}`, and nobody knew then what was known `{as_of}`",
            "mend one of the two; `as_of` is the last day of which something was known",
            at="as_of",
        )


class LocalName(Matter):
    """A name in one language. Written `{en: Tehran, fa: تهران}`, or text in the site's own."""

    lang: Language | None = None
    """BCP 47 tag; without it, the language of the site."""
    text: Text
    """The name."""


class EntityName(LocalName):
    """A name of an entity. Written out: `{lang: ar, text: …, bearer: hamas}`."""

    bearer: Reference | None = None
    """Whose name for it this is: a source or an entity. No page has it at its head."""


class Identifier(Matter):
    """An identifier in an outside register. Written `{wikidata: Q2901312}`."""

    scheme: Slug
    """The register: `wikidata`, `lei`."""
    value: Text
    """As the register writes it."""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        try:
            identifiers.check(self.scheme, self.value)
        except identifiers.IdentifierError as error:
            raise schema_error(
                "schema-bad-identifier", str(error), error.hint, at="value"
            ) from None
        return self


class Reviewed(Matter):
    """Something that is not published before somebody has looked at it."""

    review: Literal["open", "done"] = "done"
    """`open`: withheld until somebody has looked at it and writes `done`, or takes the key out."""

    @property
    def withheld(self) -> bool:
        """Whether it must not be published."""
        return self.review == "open"


def parts_of(matter: Matter) -> Iterator[tuple[str, tuple[Reviewed, ...]]]:
    """Key -> list of front matter whose entries can be withheld singly."""
    for name in _fields_of_parts(type(matter)):
        value = getattr(matter, name)
        if value:
            yield name, value


@cache
def _fields_of_parts(model: type[Matter]) -> tuple[str, ...]:
    """The fields with such entries, found by their types: once for all records."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) is tuple and _holds_parts(field.annotation)
    )


def _holds_parts(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Reviewed)
    return any(map(_holds_parts, get_args(annotation)))


def check_ends_last(what: str, from_: str | None, until: str | None) -> None:
    """Refuse an end before the beginning."""
    if from_ and until and is_before(until, from_):
        raise schema_error(
            "schema-date-order",
            f"the {what} ends `{until}` before it begins `{from_}`",
            at="until",
        )


class Relation(Reviewed):
    """A typed, dated, sourced relation to another entity; its inverse shows on the other side."""

    type: Slug
    """A relation type, built in or from site.yml."""
    to: Reference
    """The other entity."""
    role: Text | None = None
    """As what: `commander-in-chief`."""
    from_: EdtfDate | None = Field(default=None, alias="from")
    """When it began; written `from`."""
    until: EdtfDate | None = None
    """When it ended."""
    source: Reference | None = None
    """The source that says so."""
    confidence: Confidence | None = None
    """How sure it is: high, medium or low."""
    note: Text | None = None
    """What else has to be said of it."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        check_ends_last("relation", self.from_, self.until)
        return self


class FormerAnchor(Matter):
    """An address within the page that was published and is gone. Plain text is `was`."""

    was: Text
    """The address, without `#`: p-4fefad21, note_8ace11a8, the id of a heading."""
    now: Text | None = None
    """The one where its words are now. Without it they are gone for good, and nobody is told."""


class Publication(Matter):
    """What decides whether and when a record is published, and under which ids it was known."""

    id: Slug | None = None
    """The id, when it is not the file's stem."""
    formerly: tuple[Slug, ...] = ()
    """Earlier ids; each leaves a page that leads here."""
    former_anchors: Annotated[tuple[FormerAnchor, ...], OneOrMore()] = ()
    """Addresses within the page that are gone, and where their words are now."""
    private: Flag = False
    """Never leaves the build; mentions keep a neutral stand-in."""


class Timed(Matter):
    """Embargo and expiry."""

    embargo_until: Instant | None = None
    """The moment of publication, with its zone: 2024-06-01T09:00+02:00."""
    expires: Instant | None = None
    """The moment from which it is no longer published, with its zone."""

    @model_validator(mode="after")
    def _expires_after_it_is_published(self) -> Self:
        if self.embargo_until and self.expires and self.expires <= self.embargo_until:
            raise schema_error(
                "schema-date-order", "it expires before its embargo ends", at="expires"
            )
        return self


class Timing(Timed):
    """Draft, embargo and expiry."""

    status: Literal["draft", "published"] = "published"
    """draft or published"""
