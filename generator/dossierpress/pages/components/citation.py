"""How a page is cited."""

from hashlib import sha256
from typing import TypeVar

from markupsafe import Markup, escape
from msgspec.structs import replace

from dossierpress.citing.bibtex import bibtex
from dossierpress.citing.citable import Citable, cited_authors, cited_date
from dossierpress.citing.csl_json import csl_json
from dossierpress.citing.in_words import in_words
from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.pages.canonical import canonical
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.citation import CitationOfPage, CitationText
from dossierpress.pages.views.parts import View
from dossierpress.schema.shared_types import LocalName

V = TypeVar("V", bound=View)

_DIGITS = 12
"""Of a digest: enough to tell a page from what it was."""


def article_cited(site: TrackedSite, id_: str) -> Citable:
    """An article, by its by-line; the dossier's own are by whoever answers for it."""
    matter = site.records.articles[id_].matter
    authors = matter.authors
    if not authors and matter.origin is None:
        authors = _desk(site)
    date = matter.date or matter.modified
    return _cited(
        Key(type="article", id=id_),
        LocalName(text=matter.title, lang=matter.lang),
        authors,
        date,
        site,
    )


def entity_cited(site: TrackedSite, id_: str) -> Citable:
    """What the dossier has on an entity."""
    name = site.records.entities[id_].matter.name[0]
    return _cited(Key(type="entity", id=id_), name, _desk(site), None, site)


def source_cited(site: TrackedSite, id_: str) -> Citable:
    """What the dossier has on a source."""
    name = site.records.sources[id_].matter.name[0]
    return _cited(Key(type="source", id=id_), name, _desk(site), None, site)


def claim_cited(site: TrackedSite, id_: str) -> Citable:
    """A claim, as of the day on which the desk last judged it."""
    matter = site.records.claims.by_id[id_].matter
    date = claim_judged(id_, site)
    return _cited(
        Key(type="claim", id=id_),
        LocalName(text=matter.text, lang=matter.lang),
        _desk(site),
        date,
        site,
    )


def claim_judged(id_: str, site: TrackedSite) -> str | None:
    """The day of the last judgement of a claim; None where it has none."""
    status = site.records.claims.by_id[id_].matter.status
    return (status[-1].on or status[-1].as_of) if status else None


def with_citation(
    view: V, item: Citable, changed: str | None, site: TrackedSite, *, paragraphs: bool = False
) -> V:
    """The view of the first page of a record, with how it is cited.

    Args:
        view: The view without that: its digest is part of it.
        item: What is cited.
        changed: When the record was last changed, EDTF.
        site: What is published.
        paragraphs: Whether its text has paragraphs with addresses of their own.
    """
    texts = tuple(
        CitationText(style=style, text=Markup(text))  # noqa: S704 (finished HTML)
        for style, text in site.styled_citations(item)
    )
    return replace(
        view,
        citation=CitationOfPage(
            texts=texts or (CitationText(style="plain", text=escape(in_words(item))),),
            bibtex=bibtex(item),
            csl_json=csl_json(item),
            address=item.address,
            date=date_if_known(changed, site),
            digest=_digest(view),
            manifest=routes.relative(item.path, routes.MANIFEST),
            paragraphs=paragraphs,
        ),
    )


def _cited(
    key: Key, title: LocalName, authors: tuple[str, ...], date: str | None, site: TrackedSite
) -> Citable:
    config = site.config
    return Citable(
        key=f"{key.type}-{key.id}",
        path=routes.record(key),
        title=title.text,
        lang=title.lang or config.lang,
        authors=cited_authors(authors, config.citation.names),
        date=cited_date(date, config.lang, config.timezone) if date else None,
        site=config.title,
        address=None if config.url is None else routes.absolute(config.url, routes.record(key)),
    )


def _desk(site: TrackedSite) -> tuple[str, ...]:
    author = site.config.author
    return () if author is None else (author,)


def _digest(view: View) -> str:
    """A digest of what a page says; what surrounds it is not its own."""
    own = [
        getattr(view, name) for name in view.__struct_fields__ if name not in ("frame", "citation")
    ]
    return sha256(canonical(own)).hexdigest()[:_DIGITS]
