"""Tags, with what they are called and the number of their articles."""

from dossierpress import routes
from dossierpress.collation import sort_key
from dossierpress.emitters.edition import Edition
from dossierpress.text_direction import direction_of_language
from dossierpress.views.listing import TagLink
from dossierpress.views.parts import Name


def tag_link(here: str, tag: str, edition: Edition, lang: str | None = None) -> TagLink:
    """A link to the articles with a tag, on a page in a language; None means the site's own."""
    return TagLink(
        href=routes.relative(here, routes.tag(tag)),
        name=tag,
        label=tag_label(tag, edition, lang),
        articles=len(edition.site.tags[tag]),
    )


def tag_label(tag: str, edition: Edition, lang: str | None = None) -> Name:
    """What site.yml calls a tag in a language, else first of all; else the tag in words.

    The language is told where it is not that of the page.
    """
    site_lang = edition.config.lang
    wanted = lang or site_lang
    known = [(one.lang or site_lang, one.text) for one in edition.config.tags.get(tag, ())]
    known = known or [(site_lang, tag.replace("-", " "))]
    in_language = [one for one in known if _language(one[0]) == _language(wanted)]
    found, text = next((one for one in in_language if one[0] == wanted), (in_language or known)[0])
    if _language(found) == _language(wanted):
        return Name(text=text, lang=None, dir=None)
    return Name(text=text, lang=found, dir=direction_of_language(found))


def tags_in_order(edition: Edition) -> tuple[str, ...]:
    """All tags, as readers of the site's language look for their names."""
    lang = edition.config.lang
    return tuple(
        sorted(
            edition.site.tags, key=lambda tag: (sort_key(tag_label(tag, edition).text, lang), tag)
        )
    )


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()
