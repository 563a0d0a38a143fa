"""Tags, with what they are called and the number of their articles."""

from dossierpress import routes
from dossierpress.emitters.edition import Edition
from dossierpress.emitters.tag_labels import base_language, label_of
from dossierpress.text_direction import direction_of_language
from dossierpress.views.listing import TagCount, TagLink
from dossierpress.views.parts import Name


def tag_link(here: str, tag: str, edition: Edition, lang: str | None = None) -> TagLink:
    """A link to the articles with a tag, on a page in a language; None means the site's own.

    Without their number: one more would be an edit of all of them.
    """
    return TagLink(
        href=routes.relative(here, routes.tag(tag)), name=tag, label=tag_label(tag, edition, lang)
    )


def tag_count(here: str, tag: str, edition: Edition) -> TagCount:
    """The same in a list of tags, with the number of the articles."""
    return TagCount(
        href=routes.relative(here, routes.tag(tag)),
        name=tag,
        label=tag_label(tag, edition),
        articles=len(edition.site.tags[tag]),
    )


def tag_label(tag: str, edition: Edition, lang: str | None = None) -> Name:
    """What site.yml calls a tag in a language, else first of all; else the tag in words.

    The language is told where it is not that of the page.
    """
    site_lang = edition.config.lang
    found, text = label_of(tag, edition.tag_names.get(tag, ()), site_lang, lang)
    if base_language(found) == base_language(lang or site_lang):
        return Name(text=text, lang=None, dir=None)
    return Name(text=text, lang=found, dir=direction_of_language(found))
