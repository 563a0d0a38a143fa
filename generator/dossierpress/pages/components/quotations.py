"""Quotations: who says what, as each article prints it, and how much of it an article holds."""

from collections.abc import Container, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import icu

from dossierpress.kernel import routes
from dossierpress.kernel.key import Key, bare_id
from dossierpress.kernel.languages import language_name
from dossierpress.model.annotations import PlacedQuotation
from dossierpress.pages.components.dates import date_if_known
from dossierpress.pages.components.record_links import (
    link_if_published,
    name_shown,
    party_shown,
    record_link,
)
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.annotations import (
    BalanceRow,
    BalanceShown,
    QuotationDetails,
    QuotationPrinted,
    QuotationShown,
    QuotationWording,
    WordDifference,
)
from dossierpress.provenance.statements import Party, Unnamed

_DETAILS = frozenset(("original", "translation", "said", "note"))
"""What is said of the words themselves, not of how one article prints them."""


def quotation_shown(
    here: str, prints: Sequence[PlacedQuotation], site: TrackedSite
) -> QuotationShown:
    """A quotation with all that print it."""
    first = prints[0]
    parted = _differing_details(prints)
    told = _quotation_details(prints, site, without=parted)
    return QuotationShown(
        speaker=None if "speaker" in parted else party_shown(here, first.speaker, site),
        wording=None if "speaker" in parted else _wording(here, first, site),
        addressees=tuple(
            party_shown(here, one, site)
            for one in dict.fromkeys(party for two in prints for party in two.addressees)
        ),
        told=told,
        printed=tuple(_printed(here, one, first, site, parted) for one in prints),
    )


def balance_shown(here: str, article: str, site: TrackedSite) -> BalanceShown | None:
    """Whose words an article quotes; None if it quotes no speech."""
    every = site.records.annotations.quotations.get(article, ())
    quoted = [one for one in every if one.is_speech]
    if not quoted:
        return None
    total = sum(one.words for one in quoted)
    speakers: dict[Party, list[PlacedQuotation]] = {}
    for one in quoted:
        speakers.setdefault(one.speaker, []).append(one)
    rows = [
        BalanceRow(
            speaker=party_shown(here, speaker, site),
            quotations=len(said),
            words=(words := sum(one.words for one in said)),
            percent=round(100 * words / max(total, 1)),
        )
        for speaker, said in speakers.items()
    ]
    unnamed = [speaker for speaker in speakers if isinstance(speaker, Unnamed)]
    return BalanceShown(
        rows=tuple(sorted(rows, key=lambda row: -row.words)),
        quoted=total,
        words=site.records.articles[article].body.words,
        named=len(speakers) - len(unnamed),
        unnamed=len(unnamed),
        unnamed_words=sum(one.words for speaker in unnamed for one in speakers[speaker]),
        reported=len(every) - len(quoted),
    )


def word_differences(words: str, base: str, lang: str) -> tuple[WordDifference, ...]:
    """Words as changes of others: what is the same, what was added, what was left out."""
    there, here = _split_words(base, lang), _split_words(words, lang)
    found: list[WordDifference] = []
    matcher = SequenceMatcher(
        None, [one.strip() for one in there], [one.strip() for one in here], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            found.append(WordDifference(kind="same", text="".join(here[j1:j2])))
            continue
        if i1 < i2:
            left = "".join(there[i1:i2])
            # The first word has no space before it, and here it is not the first one any more.
            found.append(WordDifference(kind="left-out", text=left if j1 else f"{left} "))
        if j1 < j2:
            found.append(WordDifference(kind="added", text="".join(here[j1:j2])))
    return tuple(found)


def _differing_details(prints: Sequence[PlacedQuotation]) -> frozenset[str]:
    """What the articles that print a quotation do not say alike: each says it for itself.

    `speaker` is who speaks, and in whose words.
    """
    parted = {
        key
        for key in _DETAILS
        if len({told for one in prints if (told := getattr(one.written, key))}) > 1
    }
    if "original" in parted:  # a translation is one of the original beside it
        parted.add("translation")
    if len({(one.speaker, one.written.words_of, one.worded_by) for one in prints}) > 1:
        parted.add("speaker")
    return frozenset(parted)


def _quotation_details(
    prints: Iterable[PlacedQuotation], site: TrackedSite, without: Container[str] = ()
) -> QuotationDetails:
    """What is said of a quotation, by whichever of its prints says it."""
    every = tuple(prints)
    told = {
        key: next((found for one in every if (found := getattr(one.written, key))), None)
        for key in _DETAILS
        if key not in without
    }
    original = told.get("original")
    return QuotationDetails(
        is_speech=all(one.is_speech for one in every),
        said=date_if_known(told.get("said"), site),
        original=name_shown(original.text, original.lang, site) if original else None,
        original_language=language_name(original.lang, site.lang) if original else None,
        translation=told.get("translation"),
        note=told.get("note"),
    )


def _printed(
    here: str,
    one: PlacedQuotation,
    first: PlacedQuotation,
    site: TrackedSite,
    parted: frozenset[str],
) -> QuotationPrinted:
    key = Key(type="article", id=one.article)
    matter = site.records.articles[one.article].matter
    article = record_link(here, key, site)
    words = name_shown(one.passage.text, matter.lang, site)
    return QuotationPrinted(
        speaker=party_shown(here, one.speaker, site) if "speaker" in parted else None,
        wording=_wording(here, one, site) if "speaker" in parted else None,
        article=article,
        outlet=link_if_published(
            here, "source", bare_id(matter.origin.source) if matter.origin else None, site
        ),
        date=date_if_known(one.written.on or matter.date, site),
        href=f"{article.href}#{routes.encode_fragment(one.passage.anchor)}",
        lang=words.lang,
        dir=words.dir,
        words=_compared(one, first, site),
        told=_quotation_details([one], site, without=_DETAILS - parted),
    )


def _wording(here: str, one: PlacedQuotation, site: TrackedSite) -> QuotationWording | None:
    of = one.written.words_of
    if of == "speaker":
        return None
    by = None if one.worded_by is None else party_shown(here, one.worded_by, site)
    return QuotationWording(of=of, by=by)


def _compared(
    one: PlacedQuotation, first: PlacedQuotation, site: TrackedSite
) -> tuple[WordDifference, ...]:
    """Translations are not compared word by word with what they translate."""
    articles = site.records.articles
    if articles[one.article].matter.lang != articles[first.article].matter.lang:
        return (WordDifference(kind="same", text=one.passage.text),)
    lang = articles[one.article].matter.lang or site.config.lang
    return word_differences(one.passage.text, first.passage.text, lang)


def _split_words(text: str, lang: str) -> list[str]:
    """Words, each with the space before it, also in scripts that do not part them by spaces."""
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.forLanguageTag(lang))
    units = icu.UnicodeString(text)
    breaks.setText(units)
    parts: list[str] = []
    space = ""
    for begin, end in pairwise([0, *breaks]):
        part = str(units[begin:end])
        if part.isspace():
            space += part
        else:
            parts.append(space + part)
            space = ""
    return parts
