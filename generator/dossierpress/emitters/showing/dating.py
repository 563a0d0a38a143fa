"""Dates as readers see them."""

from dossierpress import dates
from dossierpress.emitters.edition import Edition
from dossierpress.views.parts import DateShown


def date_shown(edtf: str, edition: Edition) -> DateShown:
    """A date in words, times in the dossier's zone; for machines where HTML has a form for it."""
    return edition.reads.memo(edition.date_cache, edtf, _shown, edition)


def date_if_known(edtf: str | None, edition: Edition) -> DateShown | None:
    """A date in words, where there is one."""
    return None if edtf is None else date_shown(edtf, edition)


def _shown(edtf: str, edition: Edition) -> DateShown:
    config = edition.config
    return DateShown(
        text=dates.display(edtf, config.lang, config.timezone), machine=dates.for_machines(edtf)
    )
