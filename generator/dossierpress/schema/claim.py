"""The front matter of a claim: its reports, their sources, and the desk's judgements.

In an article's front matter, in `content/claims/**/*.md`, or one item of a `.yml` list there.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from dossierpress.kernel.amounts import Amount, read_amount
from dossierpress.kernel.dates import is_before
from dossierpress.kernel.diagnostics import Offer
from dossierpress.located_yaml.as_yaml import as_yaml
from dossierpress.schema.access import Access, Quote
from dossierpress.schema.base import Matter, on_one_line, schema_error
from dossierpress.schema.claim_values import check_claim_date, no_amount
from dossierpress.schema.shared_types import (
    Confidence,
    EdtfDate,
    Flag,
    KnowledgeDate,
    Language,
    OneOrMore,
    Publication,
    Reference,
    Reviewed,
    Slug,
    Text,
    Timed,
    check_known_by,
)

Stance = Literal["asserts", "denies", "doubts", "no-comment"]
ClaimKind = Literal["fact", "act", "assessment", "prediction"]
ClaimStatus = Literal[
    "reported",
    "corroborated",
    "announced",
    "held",
    "pending",
    "fulfilled",
    "failed",
    "disputed",
    "false",
    "retracted",
]
Basis = Literal["witness", "document", "official", "handout", "not-stated"]

COUNTED_KINDS: tuple[ClaimKind, ...] = ("fact", "act")
"""Kinds of claims whose origins are counted; an opinion and a forecast have holders instead."""
STATUSES: Mapping[ClaimKind, tuple[ClaimStatus, ...]] = {
    "fact": ("reported", "corroborated", "disputed", "false", "retracted"),
    "act": ("reported", "announced", "disputed", "false", "retracted"),
    "assessment": ("reported", "held", "disputed", "retracted"),
    "prediction": ("reported", "pending", "fulfilled", "failed", "retracted"),
}
"""The judgements allowed for each kind of claim: an opinion cannot be corroborated."""


def _is_of_information(value: Any) -> Any:
    """Refuse a full Admiralty code: its letter rates the source, only the digit belongs here."""
    both = re.fullmatch(r"([A-Fa-f])\s*[-/]?\s*([1-6])?", str(value))
    if both is None:
        return value
    letter, digit = both[1].upper(), both[2]
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(str(value))}` rates a source as well"
        if digit
        else f"`{letter}` rates a source, and not what it says",
        f"write `credibility: {digit or '…'}`; the letter belongs to the source:"
        f" `reliability: {letter}`",
    )


Credibility = Annotated[
    Literal["1", "2", "3", "4", "5", "6"],
    BeforeValidator(_is_of_information),
    # Editors read a digit as a number.
    WithJsonSchema({"enum": [*"123456", 1, 2, 3, 4, 5, 6]}),
]


def check_said_first(said: str | None, on: str | None) -> None:
    """Refuse words that were published before they were said."""
    if said is not None and on is not None and is_before(on, said):
        raise schema_error(
            "schema-date-order",
            f"it was published `{on}`, before it was said `{said}`",
            "mend one of the two, or exchange them",
            at="on",
        )


def _is_no_description(value: Any) -> Any:
    """Refuse a description of somebody in place of an id."""
    if not isinstance(value, str) or len(value.split()) < 2:
        return value
    raise schema_error(
        "schema-bad-id",
        f"`{on_one_line(value)}` is not an id",
        Offer(
            (f"{{unnamed: {as_yaml(value)}}}",),
            "write the id of a source or an entity; somebody whom nobody names is"
            f" `{{unnamed: {on_one_line(as_yaml(value))}}}`",
        ),
        sought=value,
    )


class Party(Matter):
    """Who says something, or on whose word. A plain `id` is the short form."""

    id: Reference | None = None
    """A source or an entity."""
    unnamed: Text | None = None
    """How they are spoken of, where nobody names them: `an official`."""

    _id_is_no_description = field_validator("id", mode="before")(_is_no_description)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.id is None) == (self.unnamed is None):
            raise schema_error(
                "schema-bad-value",
                "a party is either named by its `id` or `unnamed`",
                "keep one of the two: the id, or how they are spoken of",
            )
        return self


class ClaimValue(Matter):
    """What the claim says, so that it can be compared. Plain text is a number or a date."""

    written: Text | None = None
    """A number (`6`, `>=6`, `6..8`) or an EDTF date with a hyphen (`2024-05`)."""
    number: Text | None = None
    """A number, where it has a unit or could be taken for a date."""
    unit: Text | None = None
    """Of what: people, km, %. Numbers of different units are not compared."""
    date: EdtfDate | None = None
    """A date, where it could be taken for a number."""
    place: Reference | None = None
    """An entity of the kind place."""
    text: Text | None = None
    """Anything else; it is shown and not compared."""

    @model_validator(mode="after")
    def _is_one_value(self) -> Self:
        kinds = ("written", "number", "date", "place", "text")
        given = [name for name in kinds if getattr(self, name) is not None]
        if len(given) != 1:
            raise schema_error(
                "schema-bad-value",
                "a value is one of `number`, `date`, `place` and `text`",
                'write `value: ">=6"`, or `value: {number: 6, unit: people}`',
            )
        if self.unit is not None and self.number is None:
            raise schema_error(
                "schema-bad-value", "a `unit` belongs to a `number`", "write both", at="unit"
            )
        if self.number is not None and read_amount(self.number) is None:
            raise no_amount(self.number, "number", self.unit)
        if self.written is not None and read_amount(self.written) is None:
            check_claim_date(self.written)
        return self

    @property
    def amount(self) -> Amount | None:
        """The number, where it is one."""
        text = self.number or self.written
        return read_amount(text) if text else None

    @property
    def day(self) -> str | None:
        """The date in EDTF, where it is one."""
        return self.date or (self.written if self.amount is None else None)


class ClaimPart(Matter):
    """A part of what the claim says. Plain text is `words`."""

    words: Text | None = None
    """The part, in words; reports with the same words confirm the same part."""
    value: ClaimValue | None = None
    """The part of the claim's value: three of the six."""

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.words is None) == (self.value is None):
            raise schema_error(
                "schema-bad-value",
                "a part is told in `words`, or as a `value`",
                "write `part: the first two`, or `part: {value: 3}`",
            )
        return self


class Suspicion(Party):
    """From whom it probably comes, though nobody says so. A plain `id` is the short form."""

    because: Text | None = None
    """Why the desk thinks so; readers see it."""
    confidence: Confidence = "medium"
    """How sure the desk is: high, medium or low."""


class OneOrigin(Matter):
    """Parties of the claim that have it from one and the same origin."""

    of: tuple[Party, ...]
    """Sources or entities, two or more."""
    because: Text | None = None
    """Why the desk thinks so; readers see it."""
    confidence: Literal["certain", "high", "medium", "low"] = "medium"
    """How sure the desk is; `certain` makes them one at both ends of the count."""

    @model_validator(mode="after")
    def _are_several(self) -> Self:
        if len({(one.id, one.unnamed) for one in self.of}) < 2:
            raise schema_error(
                "schema-bad-value",
                "`of` needs two or more, who have it from one and the same origin",
                "name the others, too: `of: [one-paper, another-paper]`; from whom one of them has"
                " it is the `probably_from` of its report",
                at="of",
            )
        return self


class Report(Access):
    """Somebody says it, or says that others do: one link of the attribution chain."""

    by: Party
    """Who: a source or an entity, or `{unnamed: a resident}`."""
    verb: Text = "reported"
    """How they put it: said, claimed, admitted."""
    citing: Annotated[tuple[Party, ...], OneOrMore()] = ()
    """On whose word; leave it out where it is their own, or where they do not say."""
    basis: Basis | None = None
    """How they know: witness, document, official, handout; not-stated where they do not say."""
    verbatim: Flag = False
    """It prints the text of whom it cites, as a newspaper prints that of an agency."""
    probably_from: Annotated[tuple[Suspicion, ...], OneOrMore()] = ()
    """From whom they probably have it, without saying so."""
    via: Party | None = None
    """The source or entity that quotes this report, where the desk knows it from there alone."""
    part: ClaimPart | None = None
    """The part of the claim that they confirm, where it is not the whole."""
    hedge: Text | None = None
    """How they hedge, in their own words: appears, reportedly."""
    stance: Stance = "asserts"
    """asserts, denies, doubts, or no-comment."""
    on: EdtfDate | None = None
    """When it was published."""
    said: EdtfDate | None = None
    """When it was said, if that is another day."""
    credibility: Credibility | None = None
    """Admiralty code: 1 confirmed by others … 5 improbable, 6 cannot be judged."""
    quote: Quote | None = None
    """The words of the report."""
    article: Reference | None = None
    """The article of this dossier that holds the report; the quote must be in its text."""
    note: Text | None = None
    """What else has to be said of it."""

    @property
    def known_on(self) -> str | None:
        """The date (EDTF) on which it was published, or else on which it was said."""
        return self.on or self.said

    @model_validator(mode="after")
    def _is_said_before_it_is_published(self) -> Self:
        check_said_first(self.said, self.on)
        return self


class StatusChange(Matter):
    """What the desk holds of the claim from a day on. A plain word is `is`."""

    is_: ClaimStatus = Field(alias="is")
    """reported, corroborated, disputed, false or retracted; `announced` for an act, `held` for an
    assessment, pending, fulfilled or failed for a prediction. Written `is`."""
    on: EdtfDate | None = None
    """The day on which the desk really judged so."""
    as_of: KnowledgeDate | None = None
    """The day of the knowledge that it judged by, where that is another one."""
    by: Text | None = None
    """Who judged so."""
    note: Text | None = None
    """Why."""

    @model_validator(mode="after")
    def _is_judged_by_what_was_known(self) -> Self:
        check_known_by(self.as_of, self.on, "the desk judged so")
        return self


class ClaimLink(Matter):
    """Another claim. A plain `id` is the short form."""

    to: Reference
    """The other claim."""
    note: Text | None = None
    """Why, in a few words."""


class ClaimMatter(Publication, Timed, Reviewed):
    """What an author says of a claim."""

    text: Text
    """The claim, in one sentence."""
    kind: ClaimKind = "fact"
    """fact; act: saying it is doing it; assessment: an opinion or a reading of the law;
    prediction."""
    lang: Language | None = None
    """Language of the sentence, when it is not the site's."""
    about: Annotated[tuple[Reference, ...], OneOrMore()] = ()
    """Entities that it is about; the first is the subject, on which claims are compared."""
    aspect: Slug | None = None
    """What of the subject: attendance. Claims on one subject and aspect are compared."""
    value: ClaimValue | None = None
    """What it says, as a number, a date or a place."""
    status: Annotated[tuple[StatusChange, ...], OneOrMore()] = ()
    """What the desk held of it, and from when; oldest first."""
    supports: Annotated[tuple[ClaimLink, ...], OneOrMore()] = ()
    """Claims that it makes more likely."""
    contradicts: Annotated[tuple[ClaimLink, ...], OneOrMore()] = ()
    """Claims that cannot be true as well."""
    supersedes: Annotated[tuple[ClaimLink, ...], OneOrMore()] = ()
    """Claims in whose place it stands."""
    reports: tuple[Report, ...] = ()
    """Who says so, on whose word."""
    covers: EdtfDate | None = None
    """The day, or the days, of what it tells: 2024-05-22, 2024-05-19/2024-05-25."""
    as_of: KnowledgeDate | None = None
    """The day of the knowledge that it holds: what the desk knew then."""
    probably_from: Annotated[tuple[Suspicion, ...], OneOrMore()] = ()
    """From whom all of them probably have it, without saying so."""
    one_origin: Annotated[tuple[OneOrigin, ...], OneOrMore()] = ()
    """Those of them who have it from one and the same origin, and why the desk thinks so."""
    note: Text | None = None
    """What else has to be said of it."""
