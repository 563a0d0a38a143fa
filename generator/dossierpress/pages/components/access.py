"""How a source was reached: where, in which copy, what that lacks, for which words."""

from collections.abc import Iterator

from msgspec.structs import replace

from dossierpress.kernel import routes
from dossierpress.kernel.web_archives import is_web_archive
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.external_links import external_link
from dossierpress.pages.components.record_links import name_shown
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import AccessShown, CopyShown, QuoteShown
from dossierpress.schema.access import Access, Copy, Quote

_NOTHING = AccessShown(
    url=None,
    archived=None,
    copies=(),
    accessed=None,
    at=None,
    sha256=None,
    file=None,
    passage=None,
)


def access_shown(here: str, access: Access, site: TrackedSite) -> AccessShown | None:
    """How a source was reached; None where nothing is said of it."""
    file = access.file
    archived = access.archived if _is_archived(access, site) else None
    shown = AccessShown(
        url=external_link(access.url),
        archived=external_link(archived),
        copies=tuple(_copies(access, site)),
        accessed=date_if_known(access.accessed, site),
        at=access.at,
        sha256=access.sha256,
        file=None
        if file is None or file not in site.media
        else routes.relative(here, routes.media(file)),
        passage=quote_shown(access.passage, site) if access.passage else None,
    )
    return None if shown == _NOTHING else shown


def cited_access(
    here: str, cited: Access | None, source: str | None, site: TrackedSite
) -> AccessShown | None:
    """How a source was reached, where something cites it; None where nothing is said of it.

    A citation that names no copy rests on those that the source's own record tells of: what they
    lack is to be seen where it is cited.

    Args:
        here: The page.
        cited: What the citation says itself.
        source: Id of the source; None where it is none, or none that is published.
        site: What is published.
    """
    shown = None if cited is None else access_shown(here, cited, site)
    record = None if source is None else site.records.sources.get(source)
    if record is None or (cited is not None and cited.copy_):
        return shown
    copies = tuple(copy for one in record.matter.access for copy in _copies(one, site))
    if not copies:
        return shown
    of = shown or no_access_shown()
    return replace(of, copies=(*of.copies, *copies))


def is_incomplete(access: AccessShown) -> bool:
    """Whether no copy is known to be complete, and one is known to lack something."""
    lacking = [
        one.lost is not None or one.completeness not in (None, "full") for one in access.copies
    ]
    whole = any(one.completeness == "full" for one in access.copies)
    return any(lacking) and not whole and access.archived is None


def no_access_shown() -> AccessShown:
    """No word on how a source was reached."""
    return _NOTHING


def quote_shown(quote: Quote, site: TrackedSite) -> QuoteShown:
    """Words as they were said or printed."""
    words = name_shown(quote.exact, quote.lang, site)
    return QuoteShown(
        exact=words.text,
        lang=words.lang,
        dir=words.dir,
        translation=quote.translation,
    )


def _is_archived(access: Access, site: TrackedSite) -> bool:
    return access.archived is not None and is_web_archive(access.archived, site.config.archives)


def _copies(access: Access, site: TrackedSite) -> Iterator[CopyShown]:
    """All of them; an address under `archived` that is in no web archive is one of no kind."""
    if access.archived is not None and not _is_archived(access, site):
        yield CopyShown(
            kind=None,
            link=external_link(access.archived),
            completeness=None,
            lost=None,
            accessed=None,
        )
    for copy in access.copy_:
        yield _copy(copy, site)


def _copy(copy: Copy, site: TrackedSite) -> CopyShown:
    misnamed = (
        copy.kind == "archive"
        and copy.url is not None
        and not is_web_archive(copy.url, site.config.archives)
    )
    return CopyShown(
        kind=None if misnamed else copy.kind,
        link=external_link(copy.url),
        completeness=copy.is_,
        lost=copy.lost,
        accessed=date_if_known(copy.accessed, site),
    )
