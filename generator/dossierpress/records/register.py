"""The index of all records by id, with the checks of ids: duplicate, reserved, taken before."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic, Note, first_notes, first_words
from dossierpress.kernel.key import Key, RecordType
from dossierpress.kernel.languages import language_of_folder, translation_of
from dossierpress.kernel.memo import map_values
from dossierpress.model.content import Parsed, Record, key_of
from dossierpress.records.facets import (
    PLURAL,
    DefinedAt,
    Fragments,
    Head,
    Place,
    Places,
    accesses_of,
    date_of,
    dated_at,
    head_of,
    origin_of,
    places_of,
)
from dossierpress.schema.access import Access
from dossierpress.schema.article import ArticleMatter
from dossierpress.source.files import ContentFile

MEDIA_FOLDER = "content/media/"

# Names that Windows keeps for devices, with any extension, and the pages of lists.
_DEVICES = frozenset(("con", "prn", "aux", "nul")) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_LIST = "index"
_NUMBER = "-page-"
_PAGE_NUMBER = re.compile(rf"(?P<stem>.+){_NUMBER}[0-9]+")


class Register(Struct, frozen=True, kw_only=True):
    """All records, published or not, in the order of their paths."""

    records: Mapping[Key, Record]
    duplicates: tuple[Record, ...]
    """Records whose id another one has already: they are checked, but no reference means them."""
    by_id: Mapping[str, tuple[Key, ...]]
    """Id -> the records of any type that have it."""
    by_path: Mapping[str, tuple[Key, ...]]
    """Content file -> the records that it defines."""
    former: Mapping[Key, Key]
    """Former id -> the record."""
    unread: Mapping[Key, None]
    """Records that could not be read; the diagnostics of their files say why."""
    files: Mapping[str, None]
    """Paths of all content files except media, including those without a record."""
    media: Mapping[str, ContentFile]
    """Path relative to content/media/ -> the file."""
    heads: Mapping[Key, Head]
    """Record -> its names and kind."""
    places: Mapping[Key, Places]
    """Record -> the headings and anchors of its text."""
    fragments: Mapping[tuple[Key, str], Place | None]
    """(record, fragment) -> the place of the text that it names."""
    origins: Mapping[Key, DefinedAt]
    """Record -> where it is defined."""
    dates: Mapping[Key, str | None]
    """Record -> date of publication of a source (EDTF)."""
    dated_at: Mapping[Key, DefinedAt]
    """Record -> where that date stands."""
    accesses: Mapping[Key, tuple[Access, ...]]
    """Record -> how a source was accessed, as its record says."""

    def defined(self, key: Key) -> Note:
        """Point at where a record is defined."""
        origin = self.origins[key]
        return Note(message=f"`{key.id}` is defined", path=origin.path, span=origin.span)

    def with_records(self, records: Mapping[Key, Record]) -> Self:
        """Return a copy with other records under the same ids."""
        return replace(self, records=records, **_facets(records))


def build_register(
    parsed: Sequence[Parsed], media: Sequence[ContentFile]
) -> tuple[Register, tuple[Diagnostic, ...]]:
    """Index all records by id, and check their ids.

    Of records with the same id the first by path is kept; one diagnostic names all of them.
    """
    files = sorted(parsed, key=lambda file: file.path)
    records, duplicates, problems = _enter(record for file in files for record in file.records)
    former, former_problems = _enter_former(records)
    problems += former_problems
    for key, record in (*records.items(), *((key_of(one), one) for one in duplicates)):
        problems += _reserved(key, record, records, has_the_id=records.get(key) is record)
    made = Register(
        records=records,
        duplicates=tuple(duplicates),
        by_id=_group((key.id, key) for key in records),
        by_path=_group(
            (
                *((record.path, key) for key, record in records.items()),
                *((one.path, key) for one in duplicates if (key := key_of(one)) in records),
            )
        ),
        former=former,
        unread=dict.fromkeys(
            Key(type=type_, id=id_) for file in files for type_, id_ in file.unread
        ),
        files=dict.fromkeys(file.path for file in files),
        media={
            file.path.removeprefix(MEDIA_FOLDER): file
            for file in sorted(media, key=lambda file: file.path)
        },
        **_facets(records),
    )
    return made, tuple(problems)


def _facets(records: Mapping[Key, Record]) -> dict[str, Any]:
    places = map_values(records, places_of)
    return {
        "heads": map_values(records, head_of),
        "places": places,
        "fragments": Fragments(places),
        "origins": map_values(records, origin_of),
        "dates": map_values(records, date_of),
        "dated_at": map_values(records, dated_at),
        "accesses": map_values(records, accesses_of),
    }


def _enter(
    records: Iterable[Record],
) -> tuple[dict[Key, Record], list[Record], list[Diagnostic]]:
    entered: dict[Key, Record] = {}
    duplicates: list[Record] = []
    same: dict[tuple[RecordType, str], list[Record]] = {}
    for record in records:
        name = unicodedata.normalize("NFC", record.id).casefold()
        claims = same.setdefault((record.type, name), [])
        claims.append(record)
        if len(claims) == 1:
            entered[key_of(record)] = record
        else:
            duplicates.append(record)
    problems = [_duplicate(claims) for claims in same.values() if len(claims) > 1]
    return entered, duplicates, problems


def _duplicate(claims: Sequence[Record]) -> Diagnostic:
    """One message for all records of one id, at the first: nobody can tell which one is wrong."""
    first, *others = claims
    ids = list(dict.fromkeys(record.id for record in claims))
    if len(ids) == 1:
        number = "two" if len(claims) == 2 else str(len(claims))
        message = f"{number} {PLURAL[first.type]} have the id `{first.id}`"
    else:
        names = first_words([f"`{id_}`" for id_ in ids], " and ")
        message = f"{names} are one file name where case does not count"
    return Diagnostic(
        code="ref-duplicate-id",
        path=first.path,
        span=first.span,
        message=message,
        hint=_translated(claims)
        or (
            "give all but one of them another `id`"
            if len(claims) > 2
            else "give one of them another `id`"
        ),
        notes=first_notes(
            others,
            lambda other: Note(
                message=f"`{other.id}` is also defined", path=other.path, span=other.span
            ),
        ),
    )


def _translated(claims: Sequence[Record]) -> str | None:
    """A hint where a folder is named after a language: `fr/about.md` beside `about.md`."""
    first = claims[0]
    named = [(one, lang) for one in claims if (lang := language_of_folder(one.path))]
    if first.type not in ("article", "page") or not named or any(one.matter.id for one in claims):
        return None
    original = next((one for one in claims if language_of_folder(one.path) is None), None)
    if original is None:
        original = claims[0]
    ways = [
        f"in `{one.path}` write {translation_of(first.type, one.id, lang)}"
        for one, lang in named
        if one is not original
    ]
    return "an id is one text in one language: " + first_words(ways, "; ") if ways else None


def _enter_former(records: Mapping[Key, Record]) -> tuple[dict[Key, Key], list[Diagnostic]]:
    former: dict[Key, Key] = {}
    problems = []
    for now, record in records.items():
        for number, old in enumerate(record.matter.formerly):
            key = Key(type=now.type, id=old)
            holder = key if key in records else former.get(key)
            if holder is None:
                former[key] = now
                continue
            problems.append(_former_taken(record, number, old, records[holder], key in records))
    return former, problems


def _former_taken(
    record: Record,
    number: int,
    old: str,
    holder: Record,
    live: bool,  # noqa: FBT001
) -> Diagnostic:
    if holder is record:
        message = (
            f"`{old}` is listed as an earlier id of itself"
            if live
            else (f"`{old}` is listed twice as an earlier id")
        )
        notes: tuple[Note, ...] = ()
    else:
        message = (
            f"the earlier id `{old}` is the id of another record now"
            if live
            else f"two {PLURAL[record.type]} say that they had the id `{old}`"
        )
        notes = (Note(message=f"`{holder.id}` is defined", path=holder.path, span=holder.span),)
    return Diagnostic(
        code="ref-former-id-taken",
        path=record.path,
        span=record.locate("formerly", number),
        message=message,
        hint=f"take `{old}` out of `formerly`: one address can lead to one page only",
        notes=notes,
    )


def _reserved(
    key: Key, record: Record, records: Mapping[Key, Record], *, has_the_id: bool
) -> list[Diagnostic]:
    """Report ids and tags that cannot be file names, except an id that must be changed anyway."""
    problems = []
    names: list[tuple[str, tuple[str | int, ...]]] = [(key.id, ())] if has_the_id else []
    names += [(old, ("formerly", n)) for n, old in enumerate(record.matter.formerly)]
    if isinstance(record.matter, ArticleMatter):
        names += [(tag, ("tags", n)) for n, tag in enumerate(record.matter.tags)]
    for name, steps in names:
        why = _reserved_for(name, key.type, records)
        if why is not None:
            problems.append(
                Diagnostic(
                    code="ref-reserved-id",
                    path=record.path,
                    span=record.locate(*steps),
                    message=f"`{name}` cannot name a page: {why}",
                    hint=f"choose another, such as `{name}-1`"
                    if name in _DEVICES
                    else "choose another",
                )
            )
    return problems


def _reserved_for(name: str, type_: RecordType, records: Mapping[Key, Record]) -> str | None:
    if name in _DEVICES:
        return "Windows keeps this file name for a device"
    if name == _LIST:
        return "the list of all of them has this file name"
    numbered = _PAGE_NUMBER.fullmatch(name) if _NUMBER in name else None
    if numbered and (numbered["stem"] == _LIST or Key(type=type_, id=numbered["stem"]) in records):
        return f"a further page of `{numbered['stem']}` would have this file name"
    return None


def _group(pairs: Iterable[tuple[str, Key]]) -> dict[str, tuple[Key, ...]]:
    groups: dict[str, list[Key]] = {}
    for name, key in pairs:
        groups.setdefault(name, []).append(key)
    return {name: tuple(dict.fromkeys(keys)) for name, keys in groups.items()}
