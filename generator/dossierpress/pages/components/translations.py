"""The same article in other languages: all that translate it, that it translates, or their like."""

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key
from dossierpress.kernel.languages import language_name
from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.article import TranslationLink

_TRANSLATES = ("translates", "translated-by")
"""The type of cross-reference, seen from either side."""


def translations(here: str, key: Key, site: TrackedSite) -> tuple[TranslationLink, ...]:
    """Links to the article in its other languages, by their tags.

    Two translations of one original lead to one another. Of two in one language there is the
    first by its id, so that an address stands for a language.
    """
    own = _language(key, site)
    by_language: dict[str, Key] = {}
    for other in sorted(_group(key, site) - {key}, key=lambda one: one.id):
        by_language.setdefault(_language(other, site), other)
    by_language.pop(own, None)
    return tuple(_link(here, other, lang, site) for lang, other in sorted(by_language.items()))


def _group(key: Key, site: TrackedSite) -> set[Key]:
    found, left = {key}, [key]
    while left:
        for one in site.records.cross_references.get(left.pop(), ()):
            if one.type in _TRANSLATES and one.there.type == "article" and one.there not in found:
                found.add(one.there)
                left.append(one.there)
    return found


def _language(key: Key, site: TrackedSite) -> str:
    return site.heads[key].lang or site.config.lang


def _link(here: str, key: Key, lang: str, site: TrackedSite) -> TranslationLink:
    path, url = routes.record(key), site.config.url
    href = routes.relative(here, path)
    return TranslationLink(
        href=href,
        address=href if url is None else routes.absolute(url, path),
        lang=lang,
        dir=direction_of_language(lang),
        name=language_name(lang, lang),
    )
