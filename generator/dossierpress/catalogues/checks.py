"""What is wrong with a catalogue: what cannot be read, gaps that differ, forms that are missing.

The forms of a number are those of CLDR, as ICU has them: each of its categories has one form. Only
numbers below ten thousand are looked at, since French and Spanish have a category for millions,
which no page counts.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import icu
from msgspec import Struct

from dossierpress.catalogues.reading import (
    forms_of,
    number_of_forms,
    parsed,
    plural_of,
    rule_of,
)

if TYPE_CHECKING:
    import polib

_GAP = re.compile(r"%\(\w+\)s|\{\w+\}")
_COUNTED = range(10_000)


class Fault(Struct, frozen=True, gc=False):
    """Something that is wrong with a catalogue."""

    line: int
    message: str


def faults(text: str, lang: str) -> Iterator[Fault]:
    """All that is wrong with a catalogue. Messages that are not translated are no fault.

    Args:
        text: The PO file.
        lang: BCP 47 tag of its language.
    """
    entries = parsed(text)
    if isinstance(entries, str):
        found = re.search(r"line (\d+)", entries)
        yield Fault(int(found[1]) if found else 1, f"it is no PO file: {entries}")
        return
    rule = rule_of(entries)
    counts = any(one.msgid_plural for one in entries if not one.obsolete)
    if counts or rule:
        yield from _faults_of_rule(rule, lang)
    for entry in entries:
        if not entry.obsolete and not entry.fuzzy and any(forms_of(entry)):
            yield from _faults_of_entry(entry, number_of_forms(rule))


def _faults_of_rule(rule: str, lang: str) -> Iterator[Fault]:
    try:
        form_of = plural_of(rule)
        forms = {form_of(number) for number in _COUNTED}
    except (ValueError, ZeroDivisionError):
        yield Fault(1, "its header has no rule for plurals that can be read")
        return
    rules = icu.PluralRules.forLocale(icu.Locale.forLanguageTag(lang))
    pairs = {(str(rules.select(number)), form_of(number)) for number in _COUNTED}
    categories = {category for category, _ in pairs}
    if not len(pairs) == len(categories) == len(forms):
        wanted = ", ".join(sorted(categories))
        yield Fault(1, f"its rule for plurals is not that of the language, which has: {wanted}")
    if number_of_forms(rule) != len(forms):
        yield Fault(1, f"`nplurals` says {number_of_forms(rule)}, its rule gives {len(forms)}")


def _faults_of_entry(entry: "polib.POEntry", forms: int) -> Iterator[Fault]:
    line, said = entry.linenum or 1, _short(entry.msgid)
    texts = forms_of(entry)
    if not all(texts):
        yield Fault(line, f"of “{said}” some forms are translated and others are not")
        return
    if entry.msgid_plural and len(texts) != forms:
        yield Fault(line, f"“{said}” has {len(texts)} forms, and the language {forms}")
    wanted = _gaps(entry.msgid) | _gaps(entry.msgid_plural)
    for text in texts:
        # A form for one number, such as one or two, may say the number in a word.
        lacking = _gaps(entry.msgid_plural or entry.msgid) - _gaps(text)
        if entry.msgid_plural:
            lacking -= {"%(count)s"}
        for gap in sorted(lacking):
            yield Fault(line, f"“{said}” has `{gap}`, and its translation does not")
        for gap in sorted(_gaps(text) - wanted):
            yield Fault(line, f"the translation of “{said}” has `{gap}`, which it has not")


def _gaps(text: str) -> set[str]:
    return set(_GAP.findall(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
