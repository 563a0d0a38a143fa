"""Dates as readers see them."""

from dossierpress.kernel import dates
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import DateShown


def date_shown(edtf: str, site: TrackedSite) -> DateShown:
    """A date in words, times in the dossier's zone; for machines where HTML has a form for it."""
    return site.reads.memo(site.date_cache, edtf, _date_shown, site)


def date_if_known(edtf: str | None, site: TrackedSite) -> DateShown | None:
    """A date in words, where there is one."""
    return None if edtf is None else date_shown(edtf, site)


def _date_shown(edtf: str, site: TrackedSite) -> DateShown:
    return DateShown(
        text=dates.display(edtf, site.lang, site.config.timezone), machine=dates.for_machines(edtf)
    )
