"""Links that leave the dossier, and how sources outside it were reached."""

from urllib.parse import urlsplit

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.schema.parts import Access
from dossierpress.views.parts import AccessShown, OutsideLink


def outside_link(url: str | None) -> OutsideLink | None:
    """A link that says where it leads; None for what is not an address on the web."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return OutsideLink(href=url, label=host.removeprefix("www."))


def access_shown(here: str, access: Access, edition: Edition) -> AccessShown | None:
    """How a source was reached; None where nothing is said of it."""
    lang = edition.config.lang
    file = access.file
    shown = AccessShown(
        url=outside_link(access.url),
        archived=outside_link(access.archived),
        accessed=date_if_known(access.accessed, lang),
        at=access.at,
        sha256=access.sha256,
        file=None
        if file is None or file not in edition.media
        else routes.relative(here, routes.media(file)),
    )
    return None if shown == _NOTHING else shown


def nothing_said() -> AccessShown:
    """No word on how a source was reached."""
    return _NOTHING


_NOTHING = AccessShown(url=None, archived=None, accessed=None, at=None, sha256=None, file=None)
