"""One frozen view per template: exactly what a page may show, every field with its docstring.

A template sees its view under the name `view`, and nothing else.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dossierpress.views.article import ArticleView
from dossierpress.views.claim import ClaimView
from dossierpress.views.claims import ClaimsView, CorrectionsView, MatrixView
from dossierpress.views.entity import EntityView
from dossierpress.views.exports import FeedView, RobotsView, SitemapIndexView, SitemapView
from dossierpress.views.home import HomeView
from dossierpress.views.lists import (
    ArticlesView,
    BibliographyView,
    EntitiesView,
    SourcesView,
    TagsView,
    TagView,
)
from dossierpress.views.plain import NotFoundAloneView, NotFoundView, PlainPageView, RedirectView
from dossierpress.views.source import SourceView

VIEWS: Mapping[str, type] = MappingProxyType(
    {
        "pages/home.html": HomeView,
        "pages/article.html": ArticleView,
        "pages/entity.html": EntityView,
        "pages/source.html": SourceView,
        "pages/claim.html": ClaimView,
        "pages/claims.html": ClaimsView,
        "pages/claim-matrix.html": MatrixView,
        "pages/corrections.html": CorrectionsView,
        "pages/plain.html": PlainPageView,
        "pages/articles.html": ArticlesView,
        "pages/entities.html": EntitiesView,
        "pages/sources.html": SourcesView,
        "pages/tags.html": TagsView,
        "pages/tag.html": TagView,
        "pages/bibliography.html": BibliographyView,
        "pages/not-found.html": NotFoundView,
        "pages/not-found-alone.html": NotFoundAloneView,
        "pages/redirect.html": RedirectView,
        "exports/feed.xml": FeedView,
        "exports/sitemap.xml": SitemapView,
        "exports/sitemap-index.xml": SitemapIndexView,
        "exports/robots.txt": RobotsView,
    }
)
"""Template -> the view that it is given."""
