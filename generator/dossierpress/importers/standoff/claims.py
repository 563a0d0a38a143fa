"""Attributions of an article -> claims of its front matter, each with the reports that make it.

Only what the data supports becomes a claim: questions, fragments and words of an unknown speaker
are left out and listed. Every entry is `review: open`, so it is not published before somebody has
reviewed it. Nested attributions become one claim: who says it, on whose word.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from dossierpress.importers.report import NotRepresented, Thing
from dossierpress.importers.standoff import reporting_words
from dossierpress.importers.standoff.anchoring import ShownText
from dossierpress.importers.standoff.form import ArticleShape, AttributionShape
from dossierpress.importers.standoff.registry import Registry, one_line
from dossierpress.importers.standoff.speakers import AttributedSpeech, who_says
from dossierpress.importers.standoff.statements import TextSpan, as_sentence, whole_statement
from dossierpress.importers.text_output import to_yaml
from dossierpress.links.names.boundaries import count_words

MOST_LOOKED_AT = 1000
"""Maximum of attributions and quotes of one article that are read."""
ROOM_FOR_ENTRIES = 40_000
"""Maximum of bytes of front matter for claims and quotations together: the front matter of an
article has a limit (`front_matter_bytes`)."""

FEWEST_WORDS = 3
"""Of a claim."""

_LONGEST_ID = 110
_NOTHING_WITHIN = "it reports what somebody else says, and that is left out"
_DEEPEST = 5
"""Maximum depth of nested attributions."""


class FrontMatterEntries(Struct, frozen=True, kw_only=True):
    """Entries for the front matter, and what is not represented."""

    items: tuple[dict[str, Any], ...]
    not_represented: tuple[NotRepresented, ...]
    room: int
    """Bytes that are left."""


def who_says_each(article: ArticleShape, registry: Registry) -> tuple[AttributedSpeech | str, ...]:
    """The speaker of each attribution that is read, or the reason why it is not known."""
    return tuple(who_says(article, one, registry) for one in article.attributions[:MOST_LOOKED_AT])


def claims_of_article(  # noqa: PLR0913 (one for each thing that a claim tells)
    article: ArticleShape,
    shown: ShownText,
    said: Sequence[AttributedSpeech | str],
    *,
    id_: str,
    date: str | None,
    registry: Registry,
    lang: str,
) -> FrontMatterEntries:
    """One claim for each statement; its id is made of the article and its number in the data.

    Args:
        article: The article in the data.
        shown: Its text.
        said: Who speaks in each attribution.
        id_: Its id in the dossier.
        date: Of the article, in EDTF.
        registry: Ids of everything.
        lang: Its language.
    """
    writing = EntryWriter(thing="attribution", room=ROOM_FOR_ENTRIES)
    looked_at = article.attributions[:MOST_LOOKED_AT]
    chains = _chains(looked_at)
    outer = {number for chain in chains for number in chain[1:]}
    used: set[int] = set()
    names = tuple(_names(article, registry))
    for index, one in enumerate(article.attributions):
        if index in outer:
            continue
        item: dict[str, Any] | str = f"an article has more than {MOST_LOOKED_AT} of them"
        if index < MOST_LOOKED_AT:
            chain = [(looked_at[number], said[number]) for number in chains[index]]
            item = _claim(chain, shown, names, id_=id_, date=date, lang=lang)
        if isinstance(item, dict):
            wanted = f"{id_[:_LONGEST_ID].strip('-')}-claim-{one.number}"
            item = {"id": _free(wanted, registry.taken), **item}
        if writing.add(item, one.where, article.text[slice(*one.content)]):
            used.update(chains[index])
    for index in sorted(outer - used):
        one = looked_at[index]
        writing.add(_NOTHING_WITHIN, one.where, article.text[slice(*one.content)])
    return writing.done()


class EntryWriter(Struct, kw_only=True):
    """Collects entries for the front matter within the limit of bytes."""

    thing: Thing
    room: int
    items: list[dict[str, Any]] = field(default_factory=list)
    notes: list[NotRepresented] = field(default_factory=list)

    def add(self, item: dict[str, Any] | str, where: str, words: str) -> bool:
        """Add an entry, or note the reason why there is none; returns whether it was added."""
        if isinstance(item, dict):
            size = len(to_yaml({"quotations": [item]}).encode())
            if size <= self.room:
                self.room -= size
                self.items.append(item)
                return True
            item = f"the front matter of one article takes {ROOM_FOR_ENTRIES} bytes of them at most"
        self.notes.append(
            NotRepresented(thing=self.thing, where=where, what=one_line(words), reason=item)
        )
        return False

    def done(self) -> FrontMatterEntries:
        """All entries and notes."""
        return FrontMatterEntries(
            items=tuple(self.items), not_represented=tuple(self.notes), room=self.room
        )


def _chains(attributions: Sequence[AttributionShape]) -> list[list[int]]:
    """For each attribution: itself, the attribution that reports it, and so on outwards."""
    around = [_around(one, attributions) for one in attributions]
    chains = []
    for index in range(len(attributions)):
        chain = [index]
        while len(chain) <= _DEEPEST:
            outer = next((one for one in around[chain[-1]] if one not in chain), None)
            if outer is None:
                break
            chain.append(outer)
        chains.append(chain)
    return chains


def _around(inner: AttributionShape, attributions: Sequence[AttributionShape]) -> list[int]:
    """The attributions that may report it, the nearest first."""
    found = sorted(
        (other.content[1] - other.content[0], -other.cue[1], number)
        for number, other in enumerate(attributions)
        if _is_around(other, inner)
    )
    return [number for _, _, number in found]


def _is_around(outer: AttributionShape, inner: AttributionShape) -> bool:
    """Whether what one says is that another says something."""
    if outer.content == inner.content:
        # The same words after `she said he said`: the speaker further away reports.
        return outer.cue[1] <= inner.cue[0] <= inner.content[0] or (
            inner.content[1] <= outer.cue[0] and inner.cue[1] <= inner.content[0]
        )
    begin, end = outer.content
    return all(begin <= place[0] and place[1] <= end for place in (inner.cue, inner.content))


def _claim(  # noqa: PLR0913 (one for each thing that a claim tells)
    chain: Sequence[tuple[AttributionShape, AttributedSpeech | str]],
    shown: ShownText,
    names: Sequence[tuple[TextSpan, str]],
    *,
    id_: str,
    date: str | None,
    lang: str,
) -> dict[str, Any] | str:
    tellers = _tellers(chain)
    if isinstance(tellers, str):
        return tellers
    content = chain[0][0].content
    words = reporting_words.known_language(lang) or ""
    if count_words(shown.text[slice(*content)], lang) < FEWEST_WORDS:
        return f"it has fewer than {FEWEST_WORDS} words, which is no statement"
    cues = [one.cue for one, _ in chain]
    whole = whole_statement(shown.text, content, cues, words, shown.begins)
    if isinstance(whole, str):
        return whole
    text = as_sentence(shown.text, whole, names, words)
    if not text:
        return "it begins with a pronoun, and the data does not say for whom it stands"
    anchored = shown.anchor(*whole)
    if isinstance(anchored, str):
        return anchored
    reports = [
        report | {"quote": anchored.words, "article": id_} for report in _reports(tellers, date)
    ]
    return {"text": text, "reports": reports[::-1], "review": "open"}


def _reports(tellers: Sequence[AttributedSpeech], date: str | None) -> Iterator[dict[str, Any]]:
    """A report by the speaker, then by the one who reports that, and so on."""
    for place, one in enumerate(tellers):
        report: dict[str, Any] = {"by": one.by, "verb": one.verb}
        if place:
            report["citing"] = [tellers[place - 1].by]
        if one.basis is not None:
            report["basis"] = one.basis
        elif len(tellers) == 1 and isinstance(one.by, str):
            # Nobody else names them, and the data does not tell how they know.
            report["basis"] = "not-stated"
        if one.hedge is not None:
            report["hedge"] = one.hedge
        if one.stance != "asserts":
            report["stance"] = one.stance
        if date:
            report["on"] = date
        yield report


def _tellers(
    chain: Sequence[tuple[AttributionShape, AttributedSpeech | str]],
) -> list[AttributedSpeech] | str:
    """The speakers, innermost first; one who reports their own statement counts once."""
    tellers: list[AttributedSpeech] = []
    for _, one in chain:
        if isinstance(one, str):
            return one if one is chain[0][1] else f"it is not sure who reports it: {one}"
        if tellers and tellers[-1].by == one.by:
            last = tellers.pop()
            one = AttributedSpeech(  # noqa: PLW2901
                by=one.by,
                verb=f"{one.verb} … {last.verb}",
                stance=last.stance,
                reports=one.reports or last.reports,
                basis=last.basis,
                hedge=last.hedge or one.hedge,
            )
        tellers.append(one)
    if not all(one.reports for one in tellers):
        return "no word of its cue says that anything is said: it may be what somebody thinks"
    if any(one.stance != "asserts" for one in tellers[1:]):
        return "it is denied or doubted that somebody said it"
    if len({str(one.by) for one in tellers}) < len(tellers):
        return "those who report it report one another"
    return tellers


def _names(article: ArticleShape, registry: Registry) -> Sequence[tuple[TextSpan, str]]:
    """(span, name of the entity) of each mention."""
    return [
        ((one.start, one.end), name)
        for one in article.entities
        if (name := registry.names.get(one.entity_id or ""))
    ]


def _free(wanted: str, taken: frozenset[str]) -> str:
    number, candidate = 2, wanted
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate
