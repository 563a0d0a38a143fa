"""A catalogue, read from its PO file, or from two: the site's is laid over the theme's."""

import gettext
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dossierpress.source.files import CatalogueFile, TemplateSet

if TYPE_CHECKING:
    import polib

Message = tuple[str, str]
"""(context or "", the English text; of two forms that for one)."""


class Catalogue(Struct, frozen=True, kw_only=True, gc=False):
    """What the theme's words are in a language."""

    lang: str
    messages: Mapping[Message, tuple[str, ...]]
    """Message -> its text; of a message with a number, a text for each form of the language."""
    plural_rule: str
    """As in the header: an expression in C over `n`, whose value is the place of the form."""

    def text(self, context: str, source: str) -> str:
        """A message without a number; its English text where the catalogue has none."""
        return self.messages.get((context, source), (source,))[0]

    def forms(self, context: str, one: str) -> tuple[str, ...]:
        """The forms of a message with a number; none where the catalogue has it not."""
        return self.messages.get((context, one), ())


def catalogue_of(theme: TemplateSet, lang: str) -> Catalogue | None:
    """The catalogue of a language; None where there is none, for English as a rule."""
    files = tuple(one for one in theme.catalogues if one.lang == lang)
    return read_catalogue(files) if files else None


@lru_cache(maxsize=64)
def read_catalogue(files: tuple[CatalogueFile, ...]) -> Catalogue:
    """Read the files of one language, the site's last. What cannot be read is left out.

    Fuzzy messages are guesses of a tool and are left out as well. Where the site counts in other
    forms than the theme, its plurals are left out. A check tells of all that.
    """
    messages: dict[Message, tuple[str, ...]] = {}
    rule = ""
    for file in files:
        entries = parsed(file.text)
        if isinstance(entries, str):
            continue
        rule = rule or rule_of(entries)
        for entry in entries:
            forms = forms_of(entry)
            if usable(entry) and (not entry.msgid_plural or len(forms) == number_of_forms(rule)):
                messages[entry.msgctxt or "", entry.msgid] = forms
    return Catalogue(lang=files[0].lang, messages=messages, plural_rule=rule or ENGLISH_RULE)


ENGLISH_RULE = "nplurals=2; plural=(n != 1);"


@lru_cache(maxsize=64)
def parsed(text: str) -> "polib.POFile | str":
    """The entries of a PO file; or what the reader says where it cannot read it."""
    import polib  # noqa: PLC0415 (pages in English need no catalogue)

    try:
        return polib.pofile(f"{text}\n")
    except (OSError, ValueError) as error:
        return str(error)


def usable(entry: "polib.POEntry") -> bool:
    """Whether an entry says what a message is: it is there, whole and sure."""
    return not entry.obsolete and not entry.fuzzy and all(forms_of(entry))


def forms_of(entry: "polib.POEntry") -> tuple[str, ...]:
    """The text of an entry, or its texts for numbers, in the order of the rule."""
    if not entry.msgid_plural:
        return (str(entry.msgstr),)
    numbered: Mapping[int, str] = entry.msgstr_plural
    return tuple(numbered[place] for place in sorted(numbered))


def rule_of(entries: "polib.POFile") -> str:
    """The rule for plurals in the header; empty where there is none."""
    return str(entries.metadata.get("Plural-Forms", "")).strip()


def number_of_forms(rule: str) -> int:
    """How many forms a rule tells apart."""
    told = _parts(rule).get("nplurals", "")
    return int(told) if told.isdecimal() else 0


def plural_of(rule: str) -> Callable[[int], int]:
    """The function that a rule is: of a number, the place of its form.

    Raises:
        ValueError: The rule cannot be read.
    """
    return gettext.c2py(_parts(rule).get("plural", ""))


def _parts(rule: str) -> dict[str, str]:
    pairs: Sequence[Sequence[str]] = [one.split("=", 1) for one in rule.split(";")]
    return {one[0].strip(): one[1].strip() for one in pairs if len(one) == 2}
