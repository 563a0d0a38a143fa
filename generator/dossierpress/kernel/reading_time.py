"""How long a text takes to read, by how many words its readers read in a minute."""

from types import MappingProxyType

WORDS_A_MINUTE = MappingProxyType(
    {
        "ar": 138,
        "de": 179,
        "en": 228,
        "es": 218,
        "fi": 161,
        "fr": 195,
        "he": 187,
        "it": 188,
        "ja": 193,
        "nl": 202,
        "pl": 166,
        "pt": 181,
        "ru": 184,
        "sl": 180,
        "sv": 199,
        "tr": 166,
        "zh": 158,
    }
)
"""Language -> words a minute, read silently: S. Trauzettel-Klosinski and K. Dietz, Standardized
Assessment of Reading Performance (2012). Words of Chinese and Japanese are those of ICU, as in that
study: 1.6 and 1.9 signs."""
_ANY = 184
"""Their mean."""


def minutes_to_read(words: int, lang: str) -> int:
    """Whole minutes; 0 for a text without words.

    Args:
        words: Words as ICU tells them apart, which knows them in scripts without spaces too.
        lang: BCP 47 tag of the text.
    """
    speed = WORDS_A_MINUTE.get(lang.partition("-")[0].lower(), _ANY)
    return max(1, round(words / speed)) if words else 0
