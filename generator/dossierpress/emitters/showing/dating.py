"""Dates as readers see them."""

from functools import lru_cache

from dossierpress import dates
from dossierpress.schema.site import SiteConfig
from dossierpress.views.parts import DateShown


def date_shown(edtf: str, config: SiteConfig) -> DateShown:
    """A date in words, times in the dossier's zone; for machines where HTML has a form for it."""
    return _shown(edtf, config.lang, config.timezone)


def date_if_known(edtf: str | None, config: SiteConfig) -> DateShown | None:
    """A date in words, where there is one."""
    return None if edtf is None else date_shown(edtf, config)


@lru_cache(maxsize=1 << 14)
def _shown(edtf: str, lang: str, zone: str) -> DateShown:
    return DateShown(text=dates.display(edtf, lang, zone), machine=dates.for_machines(edtf))
