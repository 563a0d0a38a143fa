"""What a tag is called in a language."""

from collections.abc import Sequence

from dossierpress.schema.shared_types import LocalName


def label_of_tag(
    tag: str, names: Sequence[LocalName], site_lang: str, lang: str | None = None
) -> tuple[str, str]:
    """(language, words): what the settings call a tag in a language, else first of all.

    A tag that they do not name is called as it is written, in the site's language.

    Args:
        tag: As it is written.
        names: What the settings call it.
        site_lang: The language of the site.
        lang: That in which the words are wanted; None means the site's.
    """
    wanted = lang or site_lang
    known = [(one.lang or site_lang, one.text) for one in names]
    known = known or [(site_lang, tag.replace("-", " "))]
    in_language = [one for one in known if base_language(one[0]) == base_language(wanted)]
    return next((one for one in in_language if one[0] == wanted), (in_language or known)[0])


def base_language(tag: str) -> str:
    """The language of a tag of BCP 47, without script and country: `sr` of `sr-Latn`."""
    return tag.partition("-")[0].lower()
