"""Tags, with the number of their articles."""

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.views.listing import TagLink


def tag_link(here: str, tag: str, edition: Edition) -> TagLink:
    """A link to the articles with a tag."""
    return TagLink(
        href=routes.relative(here, routes.tag(tag)),
        name=tag,
        articles=len(edition.site.tags[tag]),
    )
