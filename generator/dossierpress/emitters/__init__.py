"""What a dossier consists of: one emitter for each kind of thing that is published.

Built-in emitters stand in the same list that further ones would be added to.
"""

from dossierpress.emitters.article_index import ARTICLE_INDEX
from dossierpress.emitters.article_pages import ARTICLE_PAGES
from dossierpress.emitters.claim_index import CLAIM_INDEX
from dossierpress.emitters.claim_matrix import CLAIM_MATRIX
from dossierpress.emitters.claim_pages import CLAIM_PAGES
from dossierpress.emitters.corrections import CORRECTIONS
from dossierpress.emitters.dossier_bibliography import DOSSIER_BIBLIOGRAPHY
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.emitter import Emitter
from dossierpress.emitters.entity_index import ENTITY_INDEX
from dossierpress.emitters.entity_pages import ENTITY_PAGES
from dossierpress.emitters.feed import FEED
from dossierpress.emitters.files import MEDIA_FILES, ROOT_FILES, THEME_FILES
from dossierpress.emitters.home import HOME
from dossierpress.emitters.not_found import NOT_FOUND
from dossierpress.emitters.plain_pages import PLAIN_PAGES
from dossierpress.emitters.redirects import REDIRECTS
from dossierpress.emitters.sitemap import ROBOTS, SITEMAP
from dossierpress.emitters.source_index import SOURCE_INDEX
from dossierpress.emitters.source_pages import SOURCE_PAGES
from dossierpress.emitters.tag_pages import TAG_PAGES

EMITTERS: tuple[Emitter, ...] = (
    HOME,
    ARTICLE_PAGES,
    ENTITY_PAGES,
    SOURCE_PAGES,
    CLAIM_PAGES,
    PLAIN_PAGES,
    ARTICLE_INDEX,
    ENTITY_INDEX,
    SOURCE_INDEX,
    CLAIM_INDEX,
    CLAIM_MATRIX,
    CORRECTIONS,
    TAG_PAGES,
    DOSSIER_BIBLIOGRAPHY,
    NOT_FOUND,
    REDIRECTS,
    FEED,
    SITEMAP,
    ROBOTS,
    THEME_FILES,
    MEDIA_FILES,
    ROOT_FILES,
)

__all__ = ["EMITTERS", "Edition", "Emitter"]
