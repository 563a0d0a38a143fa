"""What pages show of a brief: what happened, day by day."""

from dossierpress.pages.views.parts import DateShown, RecordLink, View
from dossierpress.schema.claim import ClaimStatus


class BriefFactShown(View, frozen=True, kw_only=True):
    """A fact of a brief."""

    date: DateShown
    """The day, or the days."""
    text: str
    """What happened."""
    claim: RecordLink | None
    """The claim that it is."""
    status: ClaimStatus | None
    """What the desk holds of the claim now; None where it says nothing, or there is no claim."""
    see: RecordLink | None
    """The article or page that tells more."""
