"""How a source was reached: where, in which copy, what that lacks, for which words it is cited."""

from collections.abc import Iterator

from msgspec.structs import replace

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.names import name
from dossierpress.emitters.showing.outside import outside_link
from dossierpress.schema.parts import Access, Copy, Quote
from dossierpress.views.parts import AccessShown, CopyShown, QuoteShown
from dossierpress.web_archives import is_web_archive

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


def access_shown(here: str, access: Access, edition: Edition) -> AccessShown | None:
    """How a source was reached; None where nothing is said of it."""
    file = access.file
    archived = access.archived if _is_archived(access, edition) else None
    shown = AccessShown(
        url=outside_link(access.url),
        archived=outside_link(archived),
        copies=tuple(_copies(access, edition)),
        accessed=date_if_known(access.accessed, edition),
        at=access.at,
        sha256=access.sha256,
        file=None
        if file is None or file not in edition.media
        else routes.relative(here, routes.media(file)),
        passage=quote_shown(access.passage, edition) if access.passage else None,
    )
    return None if shown == _NOTHING else shown


def cited_access(
    here: str, cited: Access | None, source: str | None, edition: Edition
) -> AccessShown | None:
    """How a source was reached, where something cites it; None where nothing is said of it.

    A citation that names no copy rests on those that the source's own record tells of: what they
    lack is to be seen where it is cited.

    Args:
        here: The page.
        cited: What the citation says itself.
        source: Id of the source; None where it is none, or none that is published.
        edition: What is published.
    """
    shown = None if cited is None else access_shown(here, cited, edition)
    record = None if source is None else edition.site.sources.get(source)
    if record is None or (cited is not None and cited.copy_):
        return shown
    copies = tuple(copy for one in record.matter.access for copy in _copies(one, edition))
    if not copies:
        return shown
    of = shown or nothing_said()
    return replace(of, copies=(*of.copies, *copies))


def lacks_something(access: AccessShown) -> bool:
    """Whether no copy that was read is known to be whole, and one is known to lack something."""
    lacking = [
        one.lost is not None or one.completeness not in (None, "full") for one in access.copies
    ]
    whole = any(one.completeness == "full" for one in access.copies)
    return any(lacking) and not whole and access.archived is None


def nothing_said() -> AccessShown:
    """No word on how a source was reached."""
    return _NOTHING


def quote_shown(quote: Quote, edition: Edition) -> QuoteShown:
    """Words as they were said or printed."""
    words = name(quote.exact, quote.lang, edition)
    return QuoteShown(
        exact=words.text,
        lang=words.lang,
        dir=words.dir,
        translation=quote.translation,
    )


def _is_archived(access: Access, edition: Edition) -> bool:
    return access.archived is not None and is_web_archive(access.archived, edition.config.archives)


def _copies(access: Access, edition: Edition) -> Iterator[CopyShown]:
    """All of them; an address under `archived` that is in no web archive is one of no kind."""
    if access.archived is not None and not _is_archived(access, edition):
        yield CopyShown(
            kind=None,
            link=outside_link(access.archived),
            completeness=None,
            lost=None,
            accessed=None,
        )
    for copy in access.copy_:
        yield _copy(copy, edition)


def _copy(copy: Copy, edition: Edition) -> CopyShown:
    misnamed = (
        copy.kind == "archive"
        and copy.url is not None
        and not is_web_archive(copy.url, edition.config.archives)
    )
    return CopyShown(
        kind=None if misnamed else copy.kind,
        link=outside_link(copy.url),
        completeness=copy.is_,
        lost=copy.lost,
        accessed=date_if_known(copy.accessed, edition),
    )
