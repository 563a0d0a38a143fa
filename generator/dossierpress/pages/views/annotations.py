"""What pages show of annotations and quotations."""

from typing import Literal

from markupsafe import Markup

from dossierpress.pages.views.parts import DateShown, NameShown, PartyShown, RecordLink, View, Way
from dossierpress.schema.annotation import Framing


class NoteShown(View, frozen=True, kw_only=True):
    """An annotation, beside its passage."""

    number: int
    """Of the mark in the text."""
    anchor: str
    """Id of the annotation."""
    former: tuple[str, ...]
    """Ids that it had before, which go on leading to it."""
    back: str
    """The way back to its mark."""
    type: str
    """The type, for styles."""
    look: str
    """How the theme shows it: the type, or for one of the site's own `own-1` to `own-8`."""
    label: str
    """The type in words."""
    quote: str
    """The passage."""
    text: NameShown
    """What is said of it."""
    framing: Framing | None
    """What the passage does."""
    neutral: str | None
    """How it could be worded without that; in the language of the article."""
    was: str | None
    """The words that stood there before; in the language of the article."""
    now: str | None
    """The words that stand in their place; None where nothing is said of those before."""
    by: str | None
    """Who of the desk wrote it."""
    on: DateShown | None
    """When it was written."""
    said_by: PartyShown | None
    """Whose words the text gives; None where they are the desk's."""
    based_on: tuple[RecordLink, ...]
    """Sources that the desk has it from."""
    about: tuple[RecordLink, ...]
    """What it is about, beside the passage."""


class TextPassage(View, frozen=True, kw_only=True):
    """A stretch of a text, and the annotations that belong where it ends."""

    html: Markup
    """The stretch, with its links and marks."""
    notes: tuple[NoteShown, ...]
    """In the order of their marks; empty for the last stretch."""


class Layer(View, frozen=True, kw_only=True):
    """A type of annotation that a reader can switch off."""

    type: str
    """The type, for styles."""
    look: str
    """How the theme shows it: the type, or for one of the site's own `own-1` to `own-8`."""
    label: str
    """The type in words."""
    notes: int
    """How many there are in the text."""


class FramingCount(View, frozen=True, kw_only=True):
    """How often passages do one of the things that annotations of framing name."""

    framing: Framing
    """What they do."""
    passages: int
    """How often."""
    articles: int
    """In how many articles."""


class FramingShown(View, frozen=True, kw_only=True):
    """How an article frames what it tells, or all that a source published, or what is quoted."""

    counts: tuple[FramingCount, ...]
    """Most often first."""
    passages: int
    """All of them."""
    words: int
    """How long the texts, or what is quoted, are together."""
    per_thousand: str
    """Passages for every 1,000 words, to one decimal place."""
    articles: int
    """In how many articles there are such passages."""
    of: int
    """How many articles were looked at: those with annotations of any type."""
    unread: int
    """How many more there are, without any annotation."""


class BalanceRow(View, frozen=True, kw_only=True):
    """How much one speaker is quoted in an article."""

    speaker: PartyShown
    """Who."""
    quotations: int
    """How often."""
    words: int
    """How many words."""
    percent: int
    """Of all quoted words."""


class BalanceShown(View, frozen=True, kw_only=True):
    """Whose words an article quotes."""

    rows: tuple[BalanceRow, ...]
    """Most words first."""
    quoted: int
    """Words in quotations."""
    words: int
    """Words of the article."""
    named: int
    """Speakers who are named."""
    unnamed: int
    """Speakers who are not."""
    unnamed_words: int
    """Words of theirs."""
    reported: int
    """Further quotations, in the words of outlets; they are nobody's speech and not counted."""


class WordDifference(View, frozen=True, kw_only=True):
    """A stretch of a quotation, compared with how another article prints it."""

    kind: Literal["same", "added", "left-out"]
    """`added`: only here; `left-out`: only there."""
    text: str
    """The words."""


class QuotationDetails(View, frozen=True, kw_only=True):
    """What is said of words that somebody said."""

    is_speech: bool
    """Whether they are speech, if in translation; not where an outlet tells what was said."""
    said: DateShown | None
    """When it was said."""
    original: NameShown | None
    """In the language in which it was said."""
    original_language: str | None
    """The name of that language."""
    translation: str | None
    """In the language of the site."""
    note: str | None
    """What else has to be said of it."""


class QuotationWording(View, frozen=True, kw_only=True):
    """Whose words a quotation is in, where they are not the speaker's own."""

    of: Literal["outlet", "translator"]
    """Of an outlet that tells what was said, or of somebody who translates."""
    by: PartyShown | None
    """Who; None where that is not known."""


class QuotationPrinted(View, frozen=True, kw_only=True):
    """One quotation as one article prints it."""

    speaker: PartyShown | None
    """Who said it, where the articles do not agree on that, or on whose words it is in."""
    wording: QuotationWording | None
    """Whose words it is in, where the same; None for the speaker's own."""
    article: RecordLink
    """The article."""
    outlet: RecordLink | None
    """Where it was first published."""
    date: DateShown | None
    """When it was published."""
    href: str
    """The paragraph."""
    lang: str | None
    """Language of the article; None where it is the site's."""
    dir: Way | None
    """Its direction; None where it is the site's."""
    words: tuple[WordDifference, ...]
    """The words, compared with the first article's; all of them `same` in that one."""
    told: QuotationDetails
    """What this article says of them, where the articles do not agree on it."""


class QuotationShown(View, frozen=True, kw_only=True):
    """Words that somebody said."""

    speaker: PartyShown | None
    """Who; None where the articles do not agree on that, or on whose words it is in."""
    wording: QuotationWording | None
    """Whose words it is in, where they agree; None for the speaker's own."""
    addressees: tuple[PartyShown, ...]
    """To whom."""
    told: QuotationDetails
    """What all articles that say it agree on."""
    printed: tuple[QuotationPrinted, ...]
    """As the articles print it, the earliest first."""
