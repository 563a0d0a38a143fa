"""Articles: the list of all, by date, and the page of each."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key, bare_id
from dossierpress.model.output import Page
from dossierpress.model.site import Article
from dossierpress.pages.components.access import cited_access, is_incomplete, no_access_shown
from dossierpress.pages.components.annotations import layers, note_lines, notes_of, passages
from dossierpress.pages.components.backlinks import backlink_groups
from dossierpress.pages.components.bibliography import bibliography
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.components.cards import with_cards
from dossierpress.pages.components.citation import (
    article_cited,
    with_citation,
)
from dossierpress.pages.components.claims import began_after, claim_line, status_on
from dossierpress.pages.components.cross_references import reference_groups
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.framing import framing_shown
from dossierpress.pages.components.kinds import kind_plural, kind_rank
from dossierpress.pages.components.page_chrome import frame, opening_words
from dossierpress.pages.components.pagination import Sheet, sheets
from dossierpress.pages.components.quotations import balance_shown, quotation_shown
from dossierpress.pages.components.record_links import link_if_published, record_link
from dossierpress.pages.components.series import series_places
from dossierpress.pages.components.tags import tag_link
from dossierpress.pages.components.teasers import article_teaser
from dossierpress.pages.components.translations import translations
from dossierpress.pages.kinds.corrections import change_shown
from dossierpress.pages.page_kind import Listed, PageKind, listed_if, only_one
from dossierpress.pages.tables.corrections import corrections_of_claim
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.annotations import QuotationShown
from dossierpress.pages.views.article import (
    ArticleView,
    Attribution,
    EntityInArticle,
    EntityKindGroup,
    OriginShown,
)
from dossierpress.pages.views.claim_lists import ClaimInArticle
from dossierpress.pages.views.lists import ArticlesView, JumpLink, MonthGroup, YearGroup
from dossierpress.pages.views.parts import RecordLink
from dossierpress.schema.annotation import CORRECTION

_DatedArticle = tuple[str, int | None, int | None]
"""(id, year, month)"""


def article_index(site: TrackedSite, _: str) -> Iterator[Page]:
    """The list of articles, newest first, on as many pages as it takes."""
    for sheet in sheets(routes.ARTICLES, site, site.dated_articles):
        yield Page(
            path=sheet.path,
            template="pages/articles.html",
            make_view=partial(_index_view, sheet, site),
            origin=sheet.origin("the index of articles"),
        )


ARTICLE_INDEX = PageKind(
    name="article-index",
    views={"pages/articles.html": ArticlesView},
    keys=only_one,
    make=article_index,
    listed=lambda site: listed_if(site.records.articles, routes.ARTICLES),
)


def _index_view(sheet: Sheet, site: TrackedSite) -> ArticlesView:
    here = sheet.path
    articles = site.dated_articles
    jumps = _jumps(sheet, site)
    return ArticlesView(
        frame=frame(here, site, section="articles", indexed=sheet.first),
        total=len(articles),
        years=tuple(
            _year(here, year, tuple(group), site)
            for year, group in groupby(sheet.cut(articles), key=lambda one: one[1])
        ),
        jumps=jumps if len(jumps) > 1 else (),
        pagination=sheet.pagination(),
    )


def _year(
    here: str, year: int | None, group: Sequence[_DatedArticle], site: TrackedSite
) -> YearGroup:
    return YearGroup(
        anchor=_anchor(year),
        label=None if year is None else _year_label(year, site),
        months=tuple(
            MonthGroup(
                label=None if year is None or month is None else _month_label(year, month, site),
                articles=tuple(article_teaser(here, id_, site) for id_, _, _ in articles),
            )
            for month, articles in groupby(group, key=lambda one: one[2])
        ),
    )


def _jumps(sheet: Sheet, site: TrackedSite) -> tuple[JumpLink, ...]:
    return tuple(
        JumpLink(
            label=_year_label(year, site),
            href=routes.relative(sheet.path, sheet.holding(place), _anchor(year)),
        )
        for year, place in site.overall.years
    )


def _anchor(year: int | None) -> str:
    return "undated" if year is None else f"year_{year}"


def _year_label(year: int, site: TrackedSite) -> str:
    return dates.display_year(year, site.lang)


def _month_label(year: int, month: int, site: TrackedSite) -> str:
    return dates.display_month(year, month, site.lang)


def article_pages(site: TrackedSite, id_: str) -> Iterator[Page]:
    """The page of an article, and more where its list of backlinks is long."""
    key = Key(type="article", id=id_)
    path = site.records.articles[id_].path
    for sheet in sheets(routes.record(key), site, site.mentions.get(key, ())):
        yield Page(
            path=sheet.path,
            template="pages/article.html",
            make_view=partial(_article_view, sheet, id_, site),
            origin=sheet.origin(path),
        )


def _listed(site: TrackedSite) -> Iterator[Listed]:
    for id_, article in site.records.articles.items():
        date = article.matter.modified or article.matter.date
        changed = date and dates.last_change(date, site.config.timezone)
        yield routes.record(Key(type="article", id=id_)), changed or ""


ARTICLE_PAGES = PageKind(
    name="article-pages",
    views={"pages/article.html": ArticleView},
    keys=lambda site: site.records.articles,
    make=article_pages,
    cited=article_cited,
    listed=_listed,
)


def _article_view(sheet: Sheet, id_: str, site: TrackedSite) -> ArticleView:
    here, first = sheet.path, sheet.first
    key = Key(type="article", id=id_)
    # A page that goes on with a list shows little of the record.
    article = site.article(id_) if first else site.records.articles[id_]
    backlinks = site.mentions.get(key, ())
    matter = article.matter
    site = site.speaking(matter.lang)
    before, after = site.neighbours.get(article.id, (None, None))
    view = ArticleView(
        frame=frame(
            here,
            site,
            lang=matter.lang,
            section="articles",
            description=matter.summary or opening_words(article.body.opening),
            picture=matter.image,
            drawn=_drawn(id_, site),
            indexed=first,
        ),
        title=matter.title,
        here=record_link(here, key, site),
        first=first,
        date=date_if_known(matter.date, site),
        covers=date_if_known(matter.covers, site),
        coverage=dates.coverage(matter.covers) if matter.covers and first else None,
        as_of=date_if_known(matter.as_of, site),
        modified=date_if_known(matter.modified, site),
        minutes=site.minutes[article.id],
        series=tuple(series_places(here, article.id, site)) if first else (),
        authors=matter.authors,
        translations=translations(here, key, site) if first else (),
        tags=tuple(
            tag_link(here, tag, site, matter.lang)
            for tag in matter.tags
            if tag in site.records.tags
        ),
        origin=_origin(here, article, site),
        summary=matter.summary,
        body=body_html(article.body, here, site) if first else Markup(""),
        passages=passages(here, article, site) if first else (),
        layers=layers(article.id, site) if first else (),
        note_count=len(notes_of(article.id, site)),
        corrections=_corrections(here, article.id, site) if first else None,
        contents=contents_list(article.body, here) if first else (),
        entities=_entities(here, article, site) if first else (),
        mentioned=_mentioned(here, article.id, site) if first else (),
        claims=_claims(here, article, site) if first else (),
        framing=framing_shown((article.id,), site) if first else None,
        balance=balance_shown(here, article.id, site) if first else None,
        quotations=_quotations(here, article.id, site) if first else (),
        bibliography=bibliography(here, key, site) if first else (),
        attributions=_attributions(here, article.id, site) if first else (),
        references=reference_groups(here, key, site) if first else (),
        notes_on_it=note_lines(here, site.notes_on.get(key, ()), site) if first else (),
        backlinks=backlink_groups(here, sheet.cut(backlinks), site),
        backlink_count=site.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
        previous=_neighbour(here, before, site),
        next=_neighbour(here, after, site),
    )
    if not first:
        return with_cards(view, here, site)
    cited = article_cited(site, id_)
    changed = matter.modified or matter.date
    whole = with_citation(view, cited, changed, site, paragraphs=True)
    return with_cards(whole, here, site)


def _drawn(id_: str, site: TrackedSite) -> str | None:
    """The picture of an article that was drawn for other sites."""
    if not site.overall.draws_pictures or not site.pictured[id_]:
        return None
    return routes.share_picture(routes.record(Key(type="article", id=id_)))


def _origin(here: str, article: Article, site: TrackedSite) -> OriginShown | None:
    origin = article.matter.origin
    if origin is None:
        return None
    source = link_if_published(here, "source", origin.source, site)
    access = cited_access(here, origin, bare_id(origin.source), site)
    if source is None and access is None and origin.licence is None:
        return None
    return OriginShown(
        source=source,
        access=access or no_access_shown(),
        licence=origin.licence,
        incomplete=access is not None and is_incomplete(access),
    )


def _corrections(here: str, article: str, site: TrackedSite) -> str | None:
    corrected = any(one.written.type == CORRECTION for one in notes_of(article, site))
    return routes.relative(here, routes.CORRECTIONS) if corrected else None


def _quotations(here: str, article: str, site: TrackedSite) -> tuple[QuotationShown, ...]:
    return tuple(
        quotation_shown(here, prints, site) for prints in site.quotations_in.get(article, ())
    )


def _entities(here: str, article: Article, site: TrackedSite) -> tuple[EntityKindGroup, ...]:
    declared = [
        EntityInArticle(
            entity=record_link(here, Key(type="entity", id=one.entity), site), role=one.role
        )
        for one in site.declarations_in.get(article.id, ())
    ]
    ordered = sorted(declared, key=lambda one: kind_rank(one.entity.kind or "", site))
    return tuple(
        EntityKindGroup(kind=kind, label=kind_plural(kind, site), entities=tuple(group))
        for kind, group in groupby(ordered, key=lambda one: one.entity.kind or "")
    )


def _mentioned(here: str, article: str, site: TrackedSite) -> tuple[RecordLink, ...]:
    declared = {one.entity for one in site.declarations_in.get(article, ())}
    return tuple(
        record_link(here, Key(type="entity", id=entity), site)
        for entity in site.entities_in.get(article, ())
        if entity not in declared
    )


def _attributions(here: str, article: str, site: TrackedSite) -> tuple[Attribution, ...]:
    found: dict[str, list[str]] = {}
    for reliance in site.reliances_in.get(article, ()):
        found.setdefault(reliance.source, []).append(reliance.cited)
    return tuple(
        Attribution(
            source=record_link(here, Key(type="source", id=source), site),
            cites=tuple(record_link(here, Key(type="source", id=one), site) for one in cited),
        )
        for source, cited in found.items()
    )


def _neighbour(here: str, article: str | None, site: TrackedSite) -> RecordLink | None:
    return None if article is None else record_link(here, Key(type="article", id=article), site)


def _claims(here: str, article: Article, site: TrackedSite) -> tuple[ClaimInArticle, ...]:
    """What it carries, with what the desk held of each on its day and holds now."""
    claims = site.records.claims
    day = article.matter.date
    told = {one.claim: one for one in site.records.claims_in_texts.get(article.id, ())}
    return tuple(
        ClaimInArticle(
            line=claim_line(here, id_, site),
            dated=day is not None,
            then=status_on(claims.by_id[id_], day),
            changes=tuple(
                change_shown(here, one, site)
                for one in corrections_of_claim(id_, claims.by_id[id_].matter.status)
                if one.after.on is None or day is None or began_after(one.after.on, day)
            ),
            words=tuple(f"#{one.anchor}" for one in told[id_].places) if id_ in told else (),
            unplaced=told[id_].unplaced if id_ in told else None,
        )
        for id_ in claims.carried_by.get(article.id, ())
    )
