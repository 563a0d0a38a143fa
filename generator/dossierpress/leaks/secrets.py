"""What only withheld records say."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel

from dossierpress.model.body import Block, Image, Prose, WikiLink
from dossierpress.model.content import Parsed, Record
from dossierpress.model.site import Key
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter, Party
from dossierpress.schema.parts import Relation, Reviewed, parts_of

TELLING = 8
"""Letters and digits of a text that can give something away; one of Chinese counts as three."""

_DATE = re.compile(r"[\d\s~?%/.:TZ+-]{1,40}")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]")
_OF_PARTS: Mapping[type[Reviewed], tuple[str, ...]] = {
    Annotation: ("text", "neutral", "by"),
    SpokenWords: ("original", "translation", "note", "addressee", "speaker"),
    Relation: ("role", "note"),
}
"""What nobody else can have said of the parts that can be withheld one by one."""
_NAMING = ("id", "to", "source", "entity", "by", "speaker")
"""Keys of front matter whose value names another record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A text that must be in no published file."""

    text: str
    """Lower case, white space as single spaces."""
    key: Key
    path: str
    """Of the content file."""
    field: str
    """Where it stands there: `title`, `aliases/0`, `text`."""
    why: str
    """Why it is withheld: `draft`, `embargoed` …"""


def secrets_of(
    parsed: Iterable[Parsed], withheld: Sequence[tuple[Key, str]], public: Iterable[str]
) -> tuple[Secret, ...]:
    """Every text of a withheld record that nothing published says too.

    Args:
        parsed: All files.
        withheld: (record, why).
        public: Texts that are published anyhow: the theme, the settings.
    """
    why: dict[Key, str] = dict(withheld)
    records = [record for file in parsed for record in file.records]
    hidden = [record for record in records if key_of(record) in why]
    names = frozenset(
        name for record in hidden for name in (record.id, f"{record.type}:{record.id}")
    )
    aside = [
        (record, one)
        for record in records
        if key_of(record) not in why
        for one in _aside(record, names)
    ]
    if not why and not aside:
        return ()
    said = [plain(text) for text in public]
    for record in records:
        if key_of(record) not in why:
            said.append(plain(record.id))
            said += [plain(text) for _, text in _texts(record, without=names)]
            said += [plain(text) for text in _running(record, names)]
    candidates = {
        plain(text): (record, field)
        for record in hidden
        for field, text in (("id", record.id), *_texts(record))
        if is_telling(text)
    }
    candidates |= {plain(text): (record, field) for record, (field, text) in aside}
    known = _found_in("\n".join(said), tuple(candidates))
    return tuple(
        Secret(
            text=text,
            key=key_of(record),
            path=record.path,
            field=field,
            why=why.get(key_of(record), "private"),
        )
        for text, (record, field) in candidates.items()
        if text not in known
    )


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(text.lower().split())


def is_telling(text: str) -> bool:
    """Whether it is long enough to be nobody else's, and no mere date."""
    if _DATE.fullmatch(text.strip()):
        return False
    weight = sum(3 if _WIDE.match(one) else 1 for one in text if one.isalnum())
    return weight >= TELLING


def _texts(record: Record, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """(field, text) of all that a record says; not what it says of the records named."""
    yield from _leaves(record.matter, "", frozenset(without))
    for piece in record.body.pieces:
        if isinstance(piece, Prose):
            yield "text", piece.text
        elif isinstance(piece, Image):
            yield "text", piece.alt


def _running(record: Record, names: frozenset[str]) -> Iterator[str]:
    """What readers can read on end in a body, over its links: what is quoted of it is public.

    A link to somebody withheld ends it, since a stand-in is shown there.
    """
    words: list[str] = []
    for piece in record.body.pieces:
        match piece:
            case Prose():
                words.append(piece.text)
            case WikiLink(label=str() as label) if piece.target.id not in names:
                words.append(label)
            case Block() | WikiLink():
                yield "".join(words)
                words = []
            case _:
                pass
    yield "".join(words)


def _aside(record: Record, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(field, text) of what a published record holds and does not show.

    Parts that are withheld, and what somebody withheld says or reports: of that there is the
    passage in the text, or a stand-in.
    """
    for key, parts in parts_of(record.matter):
        for number, part in enumerate(parts):
            if part.withheld:
                yield from _told(f"{key}/{number}", part, _OF_PARTS[type(part)])
    match record.matter:
        case ArticleMatter(quotations=quotations):
            for number, said in enumerate(quotations):
                if not said.withheld and _is_in(said.speaker, names):
                    kept = ("original", "translation", "note", "addressee")
                    yield from _told(f"quotations/{number}", said, kept)
        case ClaimMatter(reports=reports):
            for number, report in enumerate(reports):
                if _is_in(report.by, names):
                    told = ("verb", "quote", "url", "archived", "at", "note")
                    yield from _told(f"reports/{number}", report, told)
        case _:
            pass


def _told(where: str, matter: BaseModel, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in fields:
        for field, text in _leaves(getattr(matter, name), f"{where}/{name}", frozenset()):
            # Whom it names by id may well be published.
            if is_telling(text) and not field.endswith("/id"):
                yield field, text


def _leaves(value: object, field: str, without: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value not in without:
            yield field, value
    elif isinstance(value, Annotation | SpokenWords | Relation) and value.withheld:
        pass  # see `_aside`
    elif isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        if not any(_is_in(fields.get(name), without) for name in _NAMING):
            yield from _leaves(fields, field, without)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{field}/{name}".lstrip("/"), without)
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{field}/{number}".lstrip("/"), without)


def _is_in(value: object, names: frozenset[str]) -> bool:
    if isinstance(value, Party):
        return value.id in names
    return isinstance(value, str) and value in names


def _found_in(text: str, needles: tuple[str, ...]) -> frozenset[str]:
    if not needles:
        return frozenset()
    found = AhoCorasick(needles).find_matches_as_indexes(text, overlapping=True)
    return frozenset(needles[number] for number, _, _ in found)


def key_of(record: Record) -> Key:
    """What the record is known by."""
    return Key(type=record.type, id=record.id)
