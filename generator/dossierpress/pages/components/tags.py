"""Tags: what they are called, and how many articles have them."""

from dossierpress.kernel import routes
from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.pages.tables.tag_labels import base_language, label_of_tag
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.lists import TagCount, TagLink
from dossierpress.pages.views.parts import NameShown


def tag_link(here: str, tag: str, site: TrackedSite, lang: str | None = None) -> TagLink:
    """A link to the articles with a tag, on a page in a language; None means the site's own.

    Without their number: one more would be an edit of all of them.
    """
    return TagLink(
        href=routes.relative(here, routes.tag(tag)), name=tag, label=tag_label(tag, site, lang)
    )


def tag_count(here: str, tag: str, site: TrackedSite) -> TagCount:
    """The same in a list of tags, with the number of the articles."""
    return TagCount(
        href=routes.relative(here, routes.tag(tag)),
        name=tag,
        label=tag_label(tag, site),
        articles=len(site.records.tags[tag]),
    )


def tag_label(tag: str, site: TrackedSite, lang: str | None = None) -> NameShown:
    """What site.yml calls a tag in a language, else first of all; else the tag in words.

    The language is given if it is not that of the page.
    """
    site_lang = site.config.lang
    found, text = label_of_tag(tag, site.tag_names.get(tag, ()), site_lang, lang)
    if base_language(found) == base_language(lang or site_lang):
        return NameShown(text=text, lang=None, dir=None)
    return NameShown(text=text, lang=found, dir=direction_of_language(found))
