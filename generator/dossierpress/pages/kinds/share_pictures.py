"""The pictures of articles that other sites show, drawn before all pages."""

from collections.abc import Iterable

from dossierpress.model.output import Asset
from dossierpress.pages.page_kind import Emitter
from dossierpress.pages.tracked_site import TrackedSite


def share_pictures(site: TrackedSite) -> Iterable[Asset]:
    """A picture beside the page of each article, where the settings ask for them."""
    return site.pictures


SHARE_PICTURES = Emitter(name="share-pictures", emit=share_pictures)
