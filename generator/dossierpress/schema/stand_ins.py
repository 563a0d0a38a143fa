"""`stand-ins.yml` beside site.yml: the number that stands for each private record.

Builds that publish write it, the desk commits it, and it is never published. A number is never
reused, so that `Person 2` is the same person in every edition.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from dossierpress.kernel.decoding import decode
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.slugs import is_slug
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, YamlLimits
from dossierpress.located_yaml.reader import read

FILE = "stand-ins.yml"
LIMIT = 1_000_000
"""Bytes."""

SOURCE = "source"
"""The kind under which sources are numbered; entities are under their own kind."""


class StandInWords(NamedTuple):
    """The words of stand-ins, in one language."""

    source: str
    """For a private source; a number follows."""
    article: str
    page: str
    claim: str
    part: str
    """For a claim; a number follows if there are several."""


_ENGLISH = StandInWords(
    "Source",
    "an unpublished article",
    "an unpublished page",
    "an unpublished claim",
    "a part of it",
)
_WORDS = {
    "ar": StandInWords("مصدر", "مقال غير منشور", "صفحة غير منشورة", "ادعاء غير منشور", "جزء منه"),
    "de": StandInWords(
        "Quelle",
        "ein unveröffentlichter Artikel",
        "eine unveröffentlichte Seite",
        "eine unveröffentlichte Behauptung",
        "ein Teil davon",
    ),
    "es": StandInWords(
        "Fuente",
        "un artículo no publicado",
        "una página no publicada",
        "una afirmación no publicada",
        "una parte",
    ),
    "fa": StandInWords(
        "منبع", "مقاله‌ای منتشرنشده", "صفحه‌ای منتشرنشده", "ادعایی منتشرنشده", "بخشی از آن"
    ),
    "fr": StandInWords(
        "Source",
        "un article non publié",
        "une page non publiée",
        "une affirmation non publiée",
        "une partie",
    ),
    "he": StandInWords("מקור", "כתבה שלא פורסמה", "דף שלא פורסם", "טענה שלא פורסמה", "חלק ממנה"),
}
"""Language -> its words."""


def stand_in_words(lang: str) -> StandInWords:
    """The words in a language, or in English where we have none."""
    return _WORDS.get(lang.partition("-")[0].lower(), _ENGLISH)


_HEAD = """\
# Which number stands for which private record in what is published. `dossier build` adds to it;
# keep it with the content, and change nothing: a number that moves tells readers who moved.
"""
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class StandIn(Struct, frozen=True, kw_only=True, gc=False):
    """One assigned number."""

    kind: str
    """The kind of the entity at that time; `source` for sources."""
    number: int
    id: str
    """The id of the private record at that time."""


class StandIns(Struct, frozen=True, kw_only=True):
    """All numbers that were ever assigned."""

    given: tuple[StandIn, ...] = ()
    by_id: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """(kind, id) -> its numbers, the last one first."""

    def and_further(self, further: Iterable[StandIn]) -> "StandIns":
        """The same with further numbers."""
        return stand_ins_of((*self.given, *further))


def stand_ins_of(given: Iterable[StandIn]) -> StandIns:
    """Group numbers by their record."""
    ordered = tuple(sorted(given, key=lambda one: (one.kind, one.number)))
    by_id: dict[tuple[str, str], tuple[int, ...]] = {}
    for one in ordered:
        by_id[one.kind, one.id] = (one.number, *by_id.get((one.kind, one.id), ()))
    return StandIns(given=ordered, by_id=by_id)


def read_stand_ins(data: bytes) -> tuple[StandIns, tuple[Diagnostic, ...]]:
    """Read the file.

    Returns:
        Its numbers, and what is wrong with it. With any problem nothing may be published: a record
        whose number is lost would get another one.
    """
    text, problems = decode(data, path=FILE)
    node, bad_yaml = read(text, path=FILE, limits=YamlLimits(size=LIMIT))
    problems = (*problems, *bad_yaml)
    if problems:
        return StandIns(), problems
    if node is None:
        # No build writes an empty file: a full disk or a crash leaves one behind.
        return StandIns(), (_wrong(Span(line=1, column=1), "the file is empty"),)
    if not isinstance(node, MappingNode):
        return StandIns(), (_wrong(node.span, "the file is no list of kinds with their numbers"),)
    given: list[StandIn] = []
    wrong: list[Diagnostic] = []
    for kind, numbers in node.items():
        if not isinstance(numbers, MappingNode):
            wrong.append(_wrong(node.keys_at[kind], f"`{kind}` has no numbers below it"))
            continue
        for number, id_ in numbers.items():
            if _NUMBER.fullmatch(number) and _is_id(id_):
                given.append(StandIn(kind=kind, number=int(number), id=str(id_)))
            else:
                wrong.append(
                    _wrong(numbers.keys_at[number], f"`{number}` is not a number with an id")
                )
    return stand_ins_of(given), tuple(wrong)


def write_out(stand_ins: StandIns) -> bytes:
    """The content of the file; the same bytes for the same numbers."""
    lines = [_HEAD]
    kind = None
    for one in stand_ins.given:
        if one.kind != kind:
            kind = one.kind
            lines.append(f"{kind}:\n")
        lines.append(f"  {one.number}: {one.id}\n")
    return "".join(lines).encode()


def _is_id(value: Node | None) -> bool:
    return isinstance(value, ScalarNode) and is_slug(value)


def _wrong(span: Span, message: str) -> Diagnostic:
    return Diagnostic(
        code="disc-stand-ins",
        path=FILE,
        span=span,
        message=message,
        hint="take the file back from version control, each entry is `2: some-id` below its kind; "
        "delete the file if no edition was ever published",
    )
