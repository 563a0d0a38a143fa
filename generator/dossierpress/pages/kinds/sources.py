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
from dossierpress.pages.components.access import access_shown
from dossierpress.pages.components.alphabet import by_letter, letter_jumps, listed_link
from dossierpress.pages.components.annotations import note_lines
from dossierpress.pages.components.backlinks import backlink_groups, date_of
from dossierpress.pages.components.bibliography import bibliography
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.components.cards import with_cards
from dossierpress.pages.components.citation import (
    source_cited,
    with_citation,
)
from dossierpress.pages.components.claim_origins import soft_tie_shown, soft_ties_of
from dossierpress.pages.components.claims import held_up_shown, statistics_shown
from dossierpress.pages.components.cross_references import reference_groups
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.external_links import external_link, identifiers_shown
from dossierpress.pages.components.framing import framing_in_words_of, framing_shown
from dossierpress.pages.components.namings import names_given_by
from dossierpress.pages.components.own_feeds import own_feeds
from dossierpress.pages.components.page_chrome import frame, opening_words
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.quotations import quotation_shown
from dossierpress.pages.components.record_links import (
    link_if_published,
    local_name,
    names_by_language,
    publisher_link,
    record_link,
)
from dossierpress.pages.page_kind import PageKind, listed_if, listed_records, only_one
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import SourceEntry, SourceLetter, SourcesView
from dossierpress.pages.views.parts import AccessShown, RecordLink
from dossierpress.pages.views.source import ArticleUse, PublishedShown, RelianceShown, SourceView
from dossierpress.schema.access import Access
from dossierpress.schema.article import DeclaredSource


def source_index(site: TrackedSite, _: str) -> Iterator[Page]:
    """The list of sources, on as many pages as it takes."""
    for sheet in sheets(routes.SOURCES, site, site.lettered_sources):
        yield Page(
            path=sheet.path,
            template="pages/sources.html",
            make_view=partial(_index_view, sheet, site),
            origin=sheet.origin("the index of sources"),
        )


SOURCE_INDEX = PageKind(
    name="source-index",
    views={"pages/sources.html": SourcesView},
    keys=only_one,
    make=source_index,
    listed=lambda site: listed_if(site.records.sources, routes.SOURCES),
)


def _index_view(sheet: Sheet, site: TrackedSite) -> SourcesView:
    here = sheet.path
    entries = site.lettered_sources
    return SourcesView(
        frame=frame(here, site, section="sources", indexed=sheet.first),
        total=len(entries),
        letters=tuple(
            SourceLetter(
                anchor=anchor,
                letter=letter,
                sources=tuple(_index_entry(here, id_, site) for id_ in ids),
            )
            for letter, anchor, ids in by_letter(sheet.cut(entries))
        ),
        jumps=letter_jumps(sheet, site.overall.source_letters),
        pagination=sheet.pagination(),
    )


def _index_entry(here: str, source: str, site: TrackedSite) -> SourceEntry:
    matter = site.records.sources[source].matter
    link, under = listed_link(
        record_link(here, Key(type="source", id=source), site), matter.sort_as
    )
    return SourceEntry(
        source=link,
        under=under,
        publisher=publisher_link(here, matter, site),
        published=date_if_known(matter.published, site),
        country=country_name(matter.country, site.lang) if matter.country else None,
        reliability=matter.reliability,
        articles=site.articles_on.get(source, 0),
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
    falls: Sequence[str]
    one_left: Sequence[str]


def source_pages(site: TrackedSite, id_: str) -> Iterator[Page]:
    """The page of a source, and more where one of its lists is long."""
    path = site.records.sources[id_].path
    key = Key(type="source", id=id_)
    held_up = site.held_up_by.get(key)
    lists = _SourceLists(
        documents=site.documents_of.get(id_, ()),
        outlets=site.outlets_of.get(id_, ()),
        uses=site.records.uses_of.get(id_, ()),
        first_published=site.first_published.get(id_, ()),
        citations=site.citations.get(id_, ()),
        mentions=site.mentions.get(key, ()),
        quotations=site.spoken_by.get(key, ()),
        claims=site.heard_in.get(key, ()),
        calls=site.named_by.get(id_, ()),
        falls=held_up.falls if held_up else (),
        one_left=held_up.one_left if held_up else (),
    )
    for sheet in sheets(routes.record(key), site, *astuple(lists)):
        yield Page(
            path=sheet.path,
            template="pages/source.html",
            make_view=partial(_source_view, sheet, id_, lists, site),
            origin=sheet.origin(path),
        )


SOURCE_PAGES = PageKind(
    name="source-pages",
    views={"pages/source.html": SourceView},
    keys=lambda site: site.records.sources,
    make=source_pages,
    cited=source_cited,
    listed=lambda site: listed_records("source", site.records.sources),
)


def _source_view(sheet: Sheet, id_: str, lists: _SourceLists, site: TrackedSite) -> SourceView:
    here, first = sheet.path, sheet.first
    key = Key(type="source", id=id_)
    # A page that goes on with a list shows little of the record.
    source = site.source(id_) if first else site.records.sources[id_]
    matter = source.matter
    records = site.records
    view = SourceView(
        frame=frame(
            here,
            site,
            section="sources",
            description=matter.description or opening_words(source.body.opening),
            indexed=first,
        ),
        name=local_name(matter.name[0], site),
        here=record_link(here, key, site),
        first=first,
        kind=matter.kind,
        follow=own_feeds("sources", id_, site) if first else None,
        description=matter.description,
        names=names_by_language(matter.name, site) if first else (),
        website=external_link(matter.url) if first else None,
        country=country_name(matter.country, site.lang) if matter.country and first else None,
        language=language_name(matter.lang, site.lang) if matter.lang and first else None,
        publisher=publisher_link(here, matter, site),
        owner=link_if_published(here, "entity", matter.owner, site),
        basis=matter.basis if first else None,
        never_counts=matter.counts == "never" and first,
        soft_ties=tuple(soft_tie_shown(here, key, tie, site) for tie in matter.tied_to if first),
        soft_ties_of=soft_ties_of(here, key, site) if first else (),
        feeds_from=_sources(here, matter.feeds_from, site) if first else (),
        feeds=_sources(here, site.feeds.get(source.id, ()), site) if first else (),
        not_same_as=tuple(
            other
            for reference in matter.not_same_as
            if first and (other := link_if_published(here, "source", reference, site))
        ),
        authors=matter.author,
        published=date_if_known(matter.published, site),
        access=_access(here, source, site) if first else (),
        reliability=matter.reliability if first else None,
        identifiers=identifiers_shown(matter.ids) if first else (),
        body=body_html(source.body, here, site) if first else Markup(""),
        contents=contents_list(source.body, here) if first else (),
        bibliography=bibliography(here, key, site) if first else (),
        references=reference_groups(here, key, site) if first else (),
        relies_on=_reliances(here, records.relies_on.get(source.id, ()), site, first=first),
        relied_on_by=_reliances(
            here, records.relied_on_by.get(source.id, ()), site, first=first, backwards=True
        ),
        calls=names_given_by(here, source.id, sheet.cut(lists.calls), site),
        calls_count=len(lists.calls),
        framing=framing_shown(lists.first_published, site) if first else None,
        spoken=tuple(quotation_shown(here, one, site) for one in sheet.cut(lists.quotations)),
        spoken_count=len(lists.quotations),
        spoken_framing=framing_in_words_of(key, site) if first else None,
        notes_on_it=note_lines(here, site.notes_on.get(key, ()), site) if first else (),
        standing=statistics_shown(here, key, sheet.cut(lists.claims), site),
        held_up=held_up_shown(here, site.held_up_by.get(key), sheet.cut, site),
        documents=tuple(_published(here, one, site) for one in sheet.cut(lists.documents)),
        document_count=len(lists.documents),
        outlets=tuple(_published(here, one, site) for one in sheet.cut(lists.outlets)),
        outlet_count=len(lists.outlets),
        cited_through=site.cited_through.get(source.id, 0),
        uses=tuple(_use(here, *one, site) for one in sheet.cut(lists.uses)),
        use_count=len(lists.uses),
        first_published=tuple(
            _use(here, one, records.articles[one].matter.origin, site)
            for one in sheet.cut(lists.first_published)
        ),
        first_published_count=len(lists.first_published),
        article_count=site.articles_through.get(source.id, 0),
        citations=backlink_groups(here, sheet.cut(lists.citations), site),
        citation_count=site.times_cited.get(source.id, 0),
        mentions=backlink_groups(here, sheet.cut(lists.mentions), site),
        mention_count=site.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
    )
    whole = with_citation(view, source_cited(site, id_), None, site) if first else view
    return with_cards(whole, here, site, own=key)


def _sources(here: str, references: Iterable[str], site: TrackedSite) -> tuple[RecordLink, ...]:
    """Those that are published, each once."""
    ids = dict.fromkeys(bare_id(one) for one in references)
    links = (link_if_published(here, "source", one, site) for one in ids)
    return tuple(one for one in links if one is not None)


def _published(here: str, source: str, site: TrackedSite) -> PublishedShown:
    own = site.times_cited.get(source, 0)
    return PublishedShown(
        source=record_link(here, Key(type="source", id=source), site),
        citations=own + site.cited_through.get(source, 0),
    )


def _access(here: str, source: SourceRecord, site: TrackedSite) -> tuple[AccessShown, ...]:
    shown = (access_shown(here, one, site) for one in source.matter.access)
    return tuple(one for one in shown if one is not None)


def _use(here: str, article: str, declared: Access | None, site: TrackedSite) -> ArticleUse:
    key = Key(type="article", id=article)
    return ArticleUse(
        article=record_link(here, key, site),
        date=date_of(key, site),
        access=None if declared is None else access_shown(here, declared, site),
    )


def _reliances(
    here: str,
    reliances: Sequence[Reliance],
    site: TrackedSite,
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
            source=record_link(here, Key(type="source", id=other), site),
            articles=tuple(
                record_link(here, Key(type="article", id=one), site) for one in articles
            ),
        )
        for other, articles in found.items()
    )
