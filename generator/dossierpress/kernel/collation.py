"""Collation: the order of names in a language, and the letters of its A-Z lists."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import icu

NO_LETTER = "#"
"""Label for names that begin with a digit or a sign."""
FURTHER = "…"
"""Label for names in scripts without jump letters in the language of the list."""

# Quotation marks, stars and apostrophes before a name are ignored in sorting.
_BEFORE_NAME = re.compile(r"^[\W_]+")
_LABEL_LIMIT = 600
# Scripts that share their letters with another one, under which ICU files the labels.
_LANGUAGE_OF_SCRIPT = {"Hang": "ko", "Hira": "ja", "Kana": "ja"}


def sort_key(text: str, lang: str) -> bytes:
    """Make the key by which names sort as readers of a language expect.

    Case and accents decide only between names that are otherwise equal, and numbers sort by
    value: `Flight 9` before `Flight 10`.

    Args:
        text: The name, or the form of it that is meant for sorting.
        lang: BCP 47 tag. An unknown one sorts by the Unicode root order.
    """
    return bytes(_collator(lang).getSortKey(_bare(text)))


def jump_letters(texts: Sequence[str], lang: str) -> tuple[str, ...]:
    """Give each name the letter of its section in an A-Z list.

    The letters are those of the language and of every other script among the names. In the order
    of `sort_key` equal letters are adjacent, except in Chinese, which lists names in Han characters
    under the Latin letters of their reading: group by letter there.

    Args:
        texts: Names in any order.
        lang: BCP 47 tag of the list.

    Returns:
        One label for each name, in the order given: `S`, `س`, or `NO_LETTER`, or `FURTHER`.
    """
    bare = [_bare(text) for text in texts]
    index = icu.AlphabeticIndex(icu.Locale.forLanguageTag(lang))
    # Unless every script has room, ICU drops labels, Latin letters among them.
    index.maxLabelCount = _LABEL_LIMIT
    for script in sorted({_script(text) for text in bare if text} - {"Zyyy", "Zinh", "Zzzz"}):
        index.addLabels(_locale_of(script))
    buckets = index.buildImmutableIndex()
    return tuple(_label(buckets.getBucket(buckets.getBucketIndex(text))) for text in bare)


def _bare(text: str) -> str:
    return _BEFORE_NAME.sub("", text) or text


def _script(text: str) -> str:
    return str(icu.Script.getScript(text[0]).getShortName())


def _label(bucket: tuple[str, int]) -> str:
    label, kind = bucket
    if kind == icu.UAlphabeticIndexLabelType.NORMAL:
        return label
    return NO_LETTER if kind == icu.UAlphabeticIndexLabelType.UNDERFLOW else FURTHER


def _locale_of(script: str) -> Any:
    language = _LANGUAGE_OF_SCRIPT.get(script)
    return icu.Locale(language) if language else icu.Locale(f"und_{script}").addLikelySubtags()


@lru_cache(maxsize=64)
def _collator(lang: str) -> Any:
    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(lang))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator
