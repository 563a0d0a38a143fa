"""The statement of accessibility, where the settings say whom readers can tell.

It is the desk's word, so no dossier makes one by itself. What is true of every page of the theme is
in the theme's words; what is not true of every dossier is looked up.
"""

import re
from collections.abc import Iterator
from functools import partial

from dossierpress.kernel import routes
from dossierpress.model.output import Page
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.external_links import external_link
from dossierpress.pages.components.page_chrome import frame
from dossierpress.pages.page_kind import PageKind, listed_if, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.accessibility import AccessibilityView
from dossierpress.schema.site import AccessibilityConfig

_DOCUMENTS = (".pdf",)
_RECORDINGS = (".mp3", ".mp4", ".webm")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def accessibility_page(site: TrackedSite, _: str) -> Iterator[Page]:
    """One page, where the desk makes a statement."""
    said = site.config.accessibility
    if said is not None:
        yield Page(
            path=routes.ACCESSIBILITY,
            template="pages/accessibility.html",
            make_view=partial(_view, said, site),
            origin="the statement of accessibility",
        )


ACCESSIBILITY = PageKind(
    name="accessibility",
    views={"pages/accessibility.html": AccessibilityView},
    keys=only_one,
    make=accessibility_page,
    listed=lambda site: listed_if(site.config.accessibility, routes.ACCESSIBILITY),
)


def _view(said: AccessibilityConfig, site: TrackedSite) -> AccessibilityView:
    return AccessibilityView(
        frame=frame(routes.ACCESSIBILITY, site),
        contact=said.contact,
        contact_link=external_link(said.contact),
        contact_mail=said.contact if _MAIL.fullmatch(said.contact) else None,
        date=date_if_known(said.date, site),
        known=said.known,
        own_theme=site.theme.own,
        documents=any(path.lower().endswith(_DOCUMENTS) for path in site.media),
        recordings=any(path.lower().endswith(_RECORDINGS) for path in site.media),
    )
