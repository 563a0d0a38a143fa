"""What the page of a claim says first: what the desk judges, why, on whose word, who differs."""

from dossierpress.pages.views.parts import DateShown, NameShown, PartyShown, RecordLink, View
from dossierpress.schema.claim import ClaimStatus


class DifferingShown(View, frozen=True, kw_only=True):
    """Those on whose word somebody says that the claim is not so, or may not be."""

    parties: tuple[PartyShown, ...]
    """Who; without those who only pass it on."""
    quoted: bool
    """Whether any of them is known from others who cite them."""


class VerdictShown(View, frozen=True, kw_only=True):
    """The desk's judgement of a claim, and what it stands against; beside the grounds."""

    status: ClaimStatus | None
    """What the desk holds of it now; None where it says nothing."""
    on: DateShown | None
    """The day on which it judged so."""
    as_of: DateShown | None
    """The day of the knowledge that it judged by, where that is another one."""
    reason: str | None
    """Why, in the words of the desk; without the stop of a single sentence."""
    closed: bool
    """Whether the reason ends with a stop all the same, so that a new sentence has to begin."""
    before: ClaimStatus | None
    """What it held last before that, if it was something else."""
    denied: DifferingShown | None
    """Who says that it is not so."""
    doubted: DifferingShown | None
    """Who says that it may not be so."""
    rivals: int
    """How many claims cannot be true as well; none where the desk holds this one for false or
    retracted, and without others of which it does."""


class QuestionShown(View, frozen=True, kw_only=True):
    """What a claim answers, with the other claims on its subject and aspect."""

    subject: RecordLink | None
    """Of what it is asked; None where the claim names no subject."""
    words: NameShown
    """The question as site.yml words it; else the aspect in words, with a question mark."""
    asked: bool
    """Whether it is worded as a question in site.yml."""
