"""What a claim says, in a form that can be compared."""

from dossierpress.kernel.amounts import Amount
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import link_if_published
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.claim_origins import ValueForm, ValueShown
from dossierpress.schema.claim import ClaimValue


def value_shown(here: str, value: ClaimValue | None, site: TrackedSite) -> ValueShown | None:
    """What a claim says, to be compared."""
    if value is None:
        return None
    if value.amount is not None:
        return _amount(value.amount, value.unit)
    return ValueShown(
        form="date" if value.day else "place" if value.place else "text",
        text=value.text or "",
        most="",
        unit=None,
        date=date_if_known(value.day, site),
        place=link_if_published(here, "entity", value.place, site),
    )


def _amount(amount: Amount, unit: str | None) -> ValueShown:
    least = "" if amount.least is None else f"{amount.least:,f}"
    most = "" if amount.most is None else f"{amount.most:,f}"
    form: ValueForm = "exactly" if least == most else "range"
    if amount.least is None:
        form = "less-than" if amount.below else "at-most"
    elif amount.most is None:
        form = "more-than" if amount.above else "at-least"
    return ValueShown(
        form=form,
        text=least or most,
        most=most if form == "range" else "",
        unit=unit,
        date=None,
        place=None,
    )
