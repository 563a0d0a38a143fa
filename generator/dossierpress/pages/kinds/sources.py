"""Sources: the list of all, A to Z, and the page of each."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import astuple

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, bare_id
from dossierpress.kernel.languages import country_name, language_name
from dossierpress.model.annotations import PlacedQuotation
from dossierpress.model.output import Page
from dossierpress.model.site import Mention, Reliance, SourceCitation, SourceRecord
from dossierpress.pages.components.annotations import framing_in_words_of, framing_shown, note_lines
from dossierpress.pages.components.backlinks import backlink_groups, date_of, reference_groups
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.components.claim_origins import soft_tie_shown, soft_ties_of
from dossierpress.pages.components.claims import names_given_by, statistics_shown
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.external_links import external_link, identifiers_shown
from dossierpress.pages.components.page_chrome import frame, opening_words
from dossierpress.pages.components.pagination import Sheet, by_letter, letter_jumps, sheets
from dossierpress.pages.components.quotations import quotation_shown
from dossierpress.pages.components.record_links import (
    link_if_published,
    local_name,
    names_by_language,
    publisher_link,
    record_link,
)
from dossierpress.pages.components.sources import access_shown, bibliography
from dossierpress.pages.page_kind import PageKind, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import SourceEntry, SourceLetter, SourcesView
from dossierpress.pages.views.parts import AccessShown, RecordLink
from dossierpress.pages.views.source import ArticleUse, PublishedShown, RelianceShown, SourceView
from dossierpress.schema.article import DeclaredSource
from dossierpress.schema.shared_types import Access


def source_index(edition: TrackedSite, _: str) -> Iterator[Page]:
    """The list of sources, on as many pages as it takes."""
    for sheet in sheets(routes.SOURCES, edition, edition.lettered_sources):
        yield Page(
            path=sheet.path,
            template="pages/sources.html",
            make_view=partial(_index_view, sheet, edition),
            origin=sheet.origin("the index of sources"),
        )


SOURCE_INDEX = PageKind(
    name="source-index",
    views={"pages/sources.html": SourcesView},
    keys=only_one,
    make=source_index,
)


def _index_view(sheet: Sheet, edition: TrackedSite) -> SourcesView:
    here = sheet.path
    entries = edition.lettered_sources
    return SourcesView(
        frame=frame(here, edition, section="sources", indexed=sheet.first),
        total=len(entries),
        letters=tuple(
            SourceLetter(
                anchor=anchor,
                letter=letter,
                sources=tuple(_index_entry(here, id_, edition) for id_ in ids),
            )
            for letter, anchor, ids in by_letter(sheet.cut(entries))
        ),
        jumps=letter_jumps(sheet, edition.overall.source_letters),
        pagination=sheet.pagination(),
    )


def _index_entry(here: str, source: str, edition: TrackedSite) -> SourceEntry:
    matter = edition.site.sources[source].matter
    lang = edition.config.lang
    return SourceEntry(
        source=record_link(here, Key(type="source", id=source), edition),
        publisher=publisher_link(here, matter, edition),
        published=date_if_known(matter.published, edition),
        country=country_name(matter.country, lang) if matter.country else None,
        reliability=matter.reliability,
        articles=edition.articles_on.get(source, 0),
    )


class _SourceLists(Struct, frozen=True, kw_only=True):
    """The lists of a source that may go on over several pages."""

    documents: Sequence[str]
    outlets: Sequence[str]
    uses: Sequence[tuple[str, DeclaredSource]]
    first_published: Sequence[str]
    citations: Sequence[Sequence[SourceCitation]]
    mentions: Sequence[Sequence[Mention]]
    quotations: Sequence[tuple[PlacedQuotation, ...]]
    claims: Sequence[str]
    calls: Sequence[str]


def source_pages(edition: TrackedSite, id_: str) -> Iterator[Page]:
    """The page of a source, and more where one of its lists is long."""
    path = edition.site.sources[id_].path
    key = Key(type="source", id=id_)
    lists = _SourceLists(
        documents=edition.documents_of.get(id_, ()),
        outlets=edition.outlets_of.get(id_, ()),
        uses=edition.site.uses_of.get(id_, ()),
        first_published=edition.first_published.get(id_, ()),
        citations=edition.citations.get(id_, ()),
        mentions=edition.mentions.get(key, ()),
        quotations=edition.spoken_by.get(key, ()),
        claims=edition.heard_in.get(key, ()),
        calls=edition.named_by.get(id_, ()),
    )
    for sheet in sheets(routes.record(key), edition, *astuple(lists)):
        yield Page(
            path=sheet.path,
            template="pages/source.html",
            make_view=partial(_source_view, sheet, id_, lists, edition),
            origin=sheet.origin(path),
        )


SOURCE_PAGES = PageKind(
    name="source-pages",
    views={"pages/source.html": SourceView},
    keys=lambda edition: edition.site.sources,
    make=source_pages,
)


def _source_view(sheet: Sheet, id_: str, lists: _SourceLists, edition: TrackedSite) -> SourceView:
    here, first = sheet.path, sheet.first
    key = Key(type="source", id=id_)
    # A page that goes on with a list shows little of the record.
    source = edition.source(id_) if first else edition.site.sources[id_]
    matter = source.matter
    lang = edition.config.lang
    site = edition.site
    return SourceView(
        frame=frame(
            here,
            edition,
            section="sources",
            description=matter.description or opening_words(source.body.opening),
            indexed=first,
        ),
        name=local_name(matter.name[0], edition),
        here=record_link(here, key, edition),
        first=first,
        kind=matter.kind,
        description=matter.description,
        names=names_by_language(matter.name, edition) if first else (),
        website=external_link(matter.url) if first else None,
        country=country_name(matter.country, lang) if matter.country and first else None,
        language=language_name(matter.lang, lang) if matter.lang and first else None,
        publisher=publisher_link(here, matter, edition),
        owner=link_if_published(here, "entity", matter.owner, edition),
        basis=matter.basis if first else None,
        never_counts=matter.counts == "never" and first,
        soft_ties=tuple(soft_tie_shown(here, key, tie, edition) for tie in matter.tied_to if first),
        soft_ties_of=soft_ties_of(here, key, edition) if first else (),
        feeds_from=_sources(here, matter.feeds_from, edition) if first else (),
        feeds=_sources(here, edition.feeds.get(source.id, ()), edition) if first else (),
        not_same_as=tuple(
            other
            for reference in matter.not_same_as
            if first and (other := link_if_published(here, "source", reference, edition))
        ),
        authors=matter.author,
        published=date_if_known(matter.published, edition),
        access=_access(here, source, edition) if first else (),
        reliability=matter.reliability if first else None,
        identifiers=identifiers_shown(matter.ids) if first else (),
        body=body_html(source.body, here, edition) if first else Markup(""),
        contents=contents_list(source.body, here) if first else (),
        bibliography=bibliography(here, key, edition) if first else (),
        references=reference_groups(here, key, edition) if first else (),
        relies_on=_reliances(here, site.relies_on.get(source.id, ()), edition, first=first),
        relied_on_by=_reliances(
            here, site.relied_on_by.get(source.id, ()), edition, first=first, backwards=True
        ),
        calls=names_given_by(here, source.id, sheet.cut(lists.calls), edition),
        calls_count=len(lists.calls),
        framing=framing_shown(lists.first_published, edition) if first else None,
        spoken=tuple(quotation_shown(here, one, edition) for one in sheet.cut(lists.quotations)),
        spoken_count=len(lists.quotations),
        spoken_framing=framing_in_words_of(key, edition) if first else None,
        notes_on_it=note_lines(here, edition.notes_on.get(key, ()), edition) if first else (),
        standing=statistics_shown(here, key, sheet.cut(lists.claims), edition),
        documents=tuple(_published(here, one, edition) for one in sheet.cut(lists.documents)),
        document_count=len(lists.documents),
        outlets=tuple(_published(here, one, edition) for one in sheet.cut(lists.outlets)),
        outlet_count=len(lists.outlets),
        cited_through=edition.cited_through.get(source.id, 0),
        uses=tuple(_use(here, *one, edition) for one in sheet.cut(lists.uses)),
        use_count=len(lists.uses),
        first_published=tuple(
            _use(here, one, site.articles[one].matter.origin, edition)
            for one in sheet.cut(lists.first_published)
        ),
        first_published_count=len(lists.first_published),
        article_count=len({*lists.first_published, *(article for article, _ in lists.uses)}),
        citations=backlink_groups(here, sheet.cut(lists.citations), edition),
        citation_count=edition.times_cited.get(source.id, 0),
        mentions=backlink_groups(here, sheet.cut(lists.mentions), edition),
        mention_count=edition.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
    )


def _sources(here: str, references: Iterable[str], edition: TrackedSite) -> tuple[RecordLink, ...]:
    """Those that are published, each once."""
    ids = dict.fromkeys(bare_id(one) for one in references)
    links = (link_if_published(here, "source", one, edition) for one in ids)
    return tuple(one for one in links if one is not None)


def _published(here: str, source: str, edition: TrackedSite) -> PublishedShown:
    own = edition.times_cited.get(source, 0)
    return PublishedShown(
        source=record_link(here, Key(type="source", id=source), edition),
        citations=own + edition.cited_through.get(source, 0),
    )


def _access(here: str, source: SourceRecord, edition: TrackedSite) -> tuple[AccessShown, ...]:
    shown = (access_shown(here, one, edition) for one in source.matter.access)
    return tuple(one for one in shown if one is not None)


def _use(here: str, article: str, declared: Access | None, edition: TrackedSite) -> ArticleUse:
    key = Key(type="article", id=article)
    return ArticleUse(
        article=record_link(here, key, edition),
        date=date_of(key, edition),
        access=None if declared is None else access_shown(here, declared, edition),
    )


def _reliances(
    here: str,
    reliances: Sequence[Reliance],
    edition: TrackedSite,
    *,
    first: bool,
    backwards: bool = False,
) -> tuple[RelianceShown, ...]:
    """Reliances by the other source; only on the first page."""
    if not first:
        return ()
    found: dict[str, list[str]] = {}
    for one in reliances:
        found.setdefault(one.source if backwards else one.cited, []).append(one.article)
    return tuple(
        RelianceShown(
            source=record_link(here, Key(type="source", id=other), edition),
            articles=tuple(
                record_link(here, Key(type="article", id=one), edition) for one in articles
            ),
        )
        for other, articles in found.items()
    )
