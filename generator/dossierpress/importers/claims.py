"""Attributions of an article -> claims of its front matter, each with the report of who says it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dossierpress.importers.anchoring import ShownText
from dossierpress.importers.registry import Registry, one_line
from dossierpress.importers.report import NotRepresented, Thing
from dossierpress.importers.shapes import ArticleShape
from dossierpress.importers.speakers import Said, who_says
from dossierpress.importers.yaml_text import to_yaml
from dossierpress.resolve.count_words import count_words

MOST = 1000
"""Attributions and quotes of one article that are looked at."""
ROOM = 40_000
"""Bytes of front matter that claims and quotations may take together: they stand in the file of
the article, whose front matter has a limit (`front_matter_bytes`)."""

FEWEST_WORDS = 3
"""Of a claim."""

_LONGEST_ID = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Entries for the front matter, and what could not become one."""

    items: tuple[dict[str, Any], ...]
    not_represented: tuple[NotRepresented, ...]
    room: int
    """Bytes that are left."""


def who_says_each(article: ArticleShape, registry: Registry) -> tuple[Said | str, ...]:
    """Who speaks in each attribution that is looked at, or the reason why that is not known."""
    return tuple(who_says(article, one, registry) for one in article.attributions[:MOST])


def claims(  # noqa: PLR0913 (one for each thing that a claim tells)
    article: ArticleShape,
    shown: ShownText,
    said: Sequence[Said | str],
    *,
    id_: str,
    date: str | None,
    lang: str,
    taken: frozenset[str],
) -> Written:
    """One claim for each attribution; it is called after the article and its number in the data.

    Args:
        article: The article in the data.
        shown: Its text.
        said: Who speaks in each attribution.
        id_: Its id in the dossier.
        date: Of the article, in EDTF.
        lang: Its language.
        taken: Ids that others have.
    """
    writing = Writing(thing="attribution", room=ROOM)
    for index, one in enumerate(article.attributions):
        words = article.text[slice(*one.content)]
        item: dict[str, Any] | str = f"an article has more than {MOST} of them"
        if index < MOST:
            objection = _objection(one.polarity)
            item = objection or _claim(
                one.content, shown, said[index], id_=id_, date=date, lang=lang
            )
        if isinstance(item, dict):
            item = {
                "id": _free(f"{id_[:_LONGEST_ID].strip('-')}-claim-{one.number}", taken),
                **item,
            }
        writing.add(item, one.where, words)
    return writing.done()


@dataclass(slots=True, kw_only=True)
class Writing:
    """Entries on their way into the front matter, and the room that is left for them."""

    thing: Thing
    room: int
    items: list[dict[str, Any]] = field(default_factory=list)
    notes: list[NotRepresented] = field(default_factory=list)

    def add(self, item: dict[str, Any] | str, where: str, words: str) -> None:
        """Take an entry, or the reason why there is none."""
        if isinstance(item, dict):
            size = len(to_yaml({"quotations": [item]}).encode())
            if size <= self.room:
                self.room -= size
                self.items.append(item)
                return
            item = f"the front matter of one article takes {ROOM} bytes of them at most"
        self.notes.append(
            NotRepresented(thing=self.thing, where=where, what=one_line(words), reason=item)
        )

    def done(self) -> Written:
        """All that was taken."""
        return Written(items=tuple(self.items), not_represented=tuple(self.notes), room=self.room)


def _objection(polarity: str | None) -> str | None:
    if polarity in (None, "positive"):
        return None
    return (
        f"its polarity is `{one_line(polarity or '')}`: the data does not tell whether it is"
        " denied, doubted or left unsaid"
    )


def _claim(  # noqa: PLR0913 (one for each thing that a claim tells)
    content: tuple[int, int],
    shown: ShownText,
    said: Said | str,
    *,
    id_: str,
    date: str | None,
    lang: str,
) -> dict[str, Any] | str:
    if isinstance(said, str):
        return said
    if count_words(shown.text[slice(*content)], lang) < FEWEST_WORDS:
        return f"it has fewer than {FEWEST_WORDS} words, which is no statement"
    anchored = shown.anchor(*content)
    if isinstance(anchored, str):
        return anchored
    report: dict[str, Any] = {"by": said.by, "verb": said.verb}
    if date:
        report["on"] = date
    report |= {"quote": anchored.words, "article": id_}
    return {"text": anchored.words, "reports": [report]}


def _free(wanted: str, taken: frozenset[str]) -> str:
    number, candidate = 2, wanted
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate
