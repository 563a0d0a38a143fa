"""Which catalogue a page takes its words from, by its language.

The tag of the page is made shorter until a catalogue has it: `fr-CA` takes `fr`. A catalogue in
another script is none: `zh-TW` is written in traditional characters and does not take `zh`, but
takes `zh-Hant`.
"""

from collections.abc import Collection, Iterator
from hashlib import sha256

import icu
from msgspec import Struct

from dossierpress.kernel.text_direction import script_code
from dossierpress.source.files import TemplateSet

SOURCE = "en"
"""The language of the words in the templates themselves."""


class Spoken(Struct, frozen=True, gc=False):
    """In what language a page speaks to its reader."""

    lang: str
    """BCP 47 tag: of words, dates and lists."""
    catalogue: str
    """Name of the catalogue of its words; empty where they stand in the templates."""


def spoken(page: str, site: str, theme: TemplateSet) -> Spoken:
    """The language in which a page speaks: its own, else the site's.

    Where neither has a catalogue, the words are English on pages that are otherwise, with dates and
    names, in the site's language.

    Args:
        page: BCP 47 tag of the page.
        site: That of the site.
        theme: The theme. Words that a site has written into a `words.html` of its own are in the
            site's language, on every page.
    """
    if has_own_words(theme):
        return Spoken(site, "")
    known = {one.lang for one in theme.catalogues}
    for lang in (page, site):
        catalogue = catalogue_for(lang, known)
        if catalogue is not None:
            return Spoken(lang, catalogue if catalogue in known else "")
    return Spoken(site, SOURCE if SOURCE in known else "")


def catalogue_for(lang: str, known: Collection[str]) -> str | None:
    """The catalogue for a language; the source, English, counts as one. None where there is none.

    Args:
        lang: BCP 47 tag of the page.
        known: The languages of catalogues.
    """
    by_tag = {_canonical(one): one for one in (SOURCE, *known)}
    script = script_code(lang)
    found = (by_tag[one] for one in _shorter(lang) if one in by_tag)
    return next((one for one in found if script_code(one) == script), None)


def _shorter(lang: str) -> Iterator[str]:
    """A tag, then with fewer and fewer parts; before the language alone, with its script."""
    parts = _canonical(lang).split("-")
    for length in range(len(parts), 1, -1):
        yield "-".join(parts[:length])
    yield f"{parts[0]}-{script_code(lang)}"
    yield parts[0]


def _canonical(lang: str) -> str:
    try:
        return str(icu.Locale.forLanguageTag(lang).toLanguageTag())
    except icu.ICUError:
        return lang


WORDS = "macros/words.html"
"""The template that has the theme's words."""


def has_own_words(theme: TemplateSet) -> bool:
    """Whether the site has written words of its own that no catalogue translates."""
    text = dict(theme.templates).get(WORDS, "")
    return not is_marked(text)


def is_marked(text: str) -> bool:
    """Whether a template has words that catalogues translate."""
    return "{% trans" in text or "{%- trans" in text or "_(" in text or "pgettext(" in text


def code_name(template: str, text: str, catalogue: str) -> str:
    """The name of a template's code: all languages share that of a template without words."""
    return f"{template} {catalogue}" if catalogue and is_marked(text) else template


def catalogue_digest(theme: TemplateSet, catalogue: str) -> str:
    """A digest of a catalogue; empty for words that stand in the templates."""
    texts = [one.text for one in theme.catalogues if one.lang == catalogue]
    return sha256("\0".join(texts).encode()).hexdigest()[:16] if texts else ""
