"""The page of every article."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from markupsafe import Markup

from dossierpress import dates, routes
from dossierpress.emitters.changes import changes_of
from dossierpress.emitters.corrections import change_shown
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.page_kind import PageKind
from dossierpress.emitters.showing.access import cited_access, lacks_something, nothing_said
from dossierpress.emitters.showing.annotations import layers, note_lines, notes_of, passages
from dossierpress.emitters.showing.bibliography import bibliography
from dossierpress.emitters.showing.claims import began_after, claim_line, status_on
from dossierpress.emitters.showing.dating import date_if_known
from dossierpress.emitters.showing.filling import contents, fill
from dossierpress.emitters.showing.framing import frame, opening
from dossierpress.emitters.showing.framing_counts import framing_shown
from dossierpress.emitters.showing.kinds import kind_plural, kind_rank
from dossierpress.emitters.showing.long_lists import Sheet, sheets
from dossierpress.emitters.showing.names import link, link_if_published
from dossierpress.emitters.showing.quotations import quotation_groups
from dossierpress.emitters.showing.quotations_by import balance_shown, spoken_shown
from dossierpress.emitters.showing.references import reference_groups
from dossierpress.emitters.showing.tags import tag_link
from dossierpress.model.key import Key, bare_id
from dossierpress.model.output import Page
from dossierpress.model.site import Article
from dossierpress.schema.annotation import CORRECTION
from dossierpress.views.annotations import SpokenShown
from dossierpress.views.article import (
    ArticleView,
    Attribution,
    EntityInArticle,
    EntityKindGroup,
    OriginShown,
)
from dossierpress.views.claims import ClaimInArticle
from dossierpress.views.parts import RecordLink


def article_pages(edition: Edition, id_: str) -> Iterator[Page]:
    """The page of an article, and more where its list of backlinks is long."""
    key = Key(type="article", id=id_)
    path = edition.site.articles[id_].path
    for sheet in sheets(routes.record(key), edition, edition.mentions.get(key, ())):
        yield Page(
            path=sheet.path,
            template="pages/article.html",
            make_view=partial(_view, sheet, id_, edition),
            origin=sheet.origin(path),
        )


ARTICLE_PAGES = PageKind(
    name="article-pages",
    views={"pages/article.html": ArticleView},
    keys=lambda edition: edition.site.articles,
    make=article_pages,
)


def _view(sheet: Sheet, id_: str, edition: Edition) -> ArticleView:
    here, first = sheet.path, sheet.first
    key = Key(type="article", id=id_)
    # A page that goes on with a list shows little of the record.
    article = edition.article(id_) if first else edition.site.articles[id_]
    backlinks = edition.mentions.get(key, ())
    matter = article.matter
    before, after = edition.neighbours.get(article.id, (None, None))
    return ArticleView(
        frame=frame(
            here,
            edition,
            lang=matter.lang,
            section="articles",
            description=matter.summary or opening(article.body.opening),
            picture=matter.image,
            indexed=first,
        ),
        title=matter.title,
        here=link(here, key, edition),
        first=first,
        date=date_if_known(matter.date, edition),
        covers=date_if_known(matter.covers, edition),
        coverage=dates.coverage(matter.covers) if matter.covers and first else None,
        as_of=date_if_known(matter.as_of, edition),
        modified=date_if_known(matter.modified, edition),
        authors=matter.authors,
        tags=tuple(
            tag_link(here, tag, edition, matter.lang)
            for tag in matter.tags
            if tag in edition.site.tags
        ),
        origin=_origin(here, article, edition),
        summary=matter.summary,
        body=fill(article.body, here, edition) if first else Markup(""),
        passages=passages(here, article, edition) if first else (),
        layers=layers(article.id, edition) if first else (),
        note_count=len(notes_of(article.id, edition)),
        corrections=_corrections(here, article.id, edition) if first else None,
        contents=contents(article.body, here) if first else (),
        entities=_entities(here, article, edition) if first else (),
        mentioned=_mentioned(here, article.id, edition) if first else (),
        claims=_claims(here, article, edition) if first else (),
        framing=framing_shown((article.id,), edition) if first else None,
        balance=balance_shown(here, article.id, edition) if first else None,
        quotations=_quotations(here, article.id, edition) if first else (),
        bibliography=bibliography(here, key, edition) if first else (),
        attributions=_attributions(here, article.id, edition) if first else (),
        references=reference_groups(here, key, edition) if first else (),
        notes_on_it=note_lines(here, edition.notes_on.get(key, ()), edition) if first else (),
        backlinks=quotation_groups(here, sheet.cut(backlinks), edition),
        backlink_count=edition.times_mentioned.get(key, 0),
        pagination=sheet.pagination(),
        previous=_neighbour(here, before, edition),
        next=_neighbour(here, after, edition),
    )


def _origin(here: str, article: Article, edition: Edition) -> OriginShown | None:
    origin = article.matter.origin
    if origin is None:
        return None
    source = link_if_published(here, "source", origin.source, edition)
    access = cited_access(here, origin, bare_id(origin.source), edition)
    if source is None and access is None and origin.licence is None:
        return None
    return OriginShown(
        source=source,
        access=access or nothing_said(),
        licence=origin.licence,
        incomplete=access is not None and lacks_something(access),
    )


def _corrections(here: str, article: str, edition: Edition) -> str | None:
    corrected = any(one.written.type == CORRECTION for one in notes_of(article, edition))
    return routes.relative(here, routes.CORRECTIONS) if corrected else None


def _quotations(here: str, article: str, edition: Edition) -> tuple[SpokenShown, ...]:
    return tuple(
        spoken_shown(here, prints, edition) for prints in edition.quotations_in.get(article, ())
    )


def _entities(here: str, article: Article, edition: Edition) -> tuple[EntityKindGroup, ...]:
    declared = [
        EntityInArticle(
            entity=link(here, Key(type="entity", id=one.entity), edition), role=one.role
        )
        for one in edition.declarations_in.get(article.id, ())
    ]
    ordered = sorted(declared, key=lambda one: kind_rank(one.entity.kind or "", edition))
    return tuple(
        EntityKindGroup(kind=kind, label=kind_plural(kind, edition), entities=tuple(group))
        for kind, group in groupby(ordered, key=lambda one: one.entity.kind or "")
    )


def _mentioned(here: str, article: str, edition: Edition) -> tuple[RecordLink, ...]:
    declared = {one.entity for one in edition.declarations_in.get(article, ())}
    return tuple(
        link(here, Key(type="entity", id=entity), edition)
        for entity in edition.entities_in.get(article, ())
        if entity not in declared
    )


def _attributions(here: str, article: str, edition: Edition) -> tuple[Attribution, ...]:
    found: dict[str, list[str]] = {}
    for reliance in edition.reliances_in.get(article, ()):
        found.setdefault(reliance.source, []).append(reliance.cited)
    return tuple(
        Attribution(
            source=link(here, Key(type="source", id=source), edition),
            cites=tuple(link(here, Key(type="source", id=one), edition) for one in cited),
        )
        for source, cited in found.items()
    )


def _neighbour(here: str, article: str | None, edition: Edition) -> RecordLink | None:
    return None if article is None else link(here, Key(type="article", id=article), edition)


def _claims(here: str, article: Article, edition: Edition) -> tuple[ClaimInArticle, ...]:
    """What it carries, with what the desk held of each on its day and holds now."""
    claims = edition.site.claims
    day = article.matter.date
    return tuple(
        ClaimInArticle(
            line=claim_line(here, id_, edition),
            dated=day is not None,
            then=status_on(claims.by_id[id_], day),
            changes=tuple(
                change_shown(here, one, edition)
                for one in changes_of(id_, claims.by_id[id_].matter.status)
                if one.after.on is None or day is None or began_after(one.after.on, day)
            ),
        )
        for id_ in claims.carried_by.get(article.id, ())
    )
