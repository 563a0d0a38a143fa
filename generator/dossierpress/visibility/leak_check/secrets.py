"""The secrets of a dossier: the texts that withheld records have and nothing published has.

Texts that readers see from settings and templates count as published. They are collected lazily,
since a dossier that withholds nothing does not need them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec.structs import replace
from pydantic import BaseModel

from dossierpress.kernel.key import Key
from dossierpress.model.body import Block, Image, Prose, WikiLink
from dossierpress.model.content import Parsed, Record, key_of
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter, Party
from dossierpress.schema.shared_types import Relation, Reviewed, parts_of
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.source.files import TemplateSet
from dossierpress.visibility.leak_check.secret import Secret, is_telling, plain, private_names
from dossierpress.visibility.name_forms.finder import FormFinder, Name

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SHIPPED_PREFIX = "theme:"
_VOCABULARIES = ("kinds", "reference_types", "relation_types", "annotation_types", "tags")
_SHOWN = ("title", "description", "author", "licence", "url", "root_files")


def texts_of_templates(templates: TemplateSet, *, shipped: bool) -> Iterator[str]:
    """The text of templates without comments: of the shipped ones, or of the site's own."""
    paths = dict(templates.paths)
    for name, text in templates.templates:
        if paths.get(name, "").startswith(_SHIPPED_PREFIX) is shipped:
            yield _COMMENT.sub(" ", text)


def texts_of_settings(
    config: SiteConfig, built_in: SiteConfig, parsed: Iterable[Parsed]
) -> Iterator[str]:
    """The texts of settings that readers see: built-in labels, and labels that are used.

    Args:
        config: Settings of the site.
        built_in: Settings of a site that sets nothing.
        parsed: All files.
    """
    yield from _texts_within({name: getattr(config, name) for name in _SHOWN})
    used: frozenset[str] | None = None
    for name in _VOCABULARIES:
        known = getattr(built_in, name)
        for key, entry in getattr(config, name).items():
            if key not in known and used is None:
                used = _texts_of_records(parsed)
            if key in known or (used and key in used):
                yield from _texts_within(entry)


def _texts_of_records(parsed: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(
        text for file in parsed for record in file.records for text in _texts_within(record.matter)
    )


def _texts_within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):  # faster than `model_dump`, which copies every model
        for _, inner in value:
            yield from _texts_within(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts_within(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_within(inner)


_OF_PARTS: Mapping[type[Reviewed], tuple[str, ...]] = {
    Annotation: ("text", "neutral", "by", "said_by"),
    SpokenWords: ("original", "translation", "note", "addressee", "speaker", "worded_by"),
    Relation: ("role", "note"),
}
"""For parts that can be withheld individually, the fields whose texts are unique to them."""
_OF_REPORTS = ("verb", "hedge", "quote", "url", "archived", "copy_", "at", "passage", "note")
"""Fields of a report by a private party that must not be shown."""
_NAMING = ("id", "to", "source", "entity", "by", "speaker", "said_by", "of")
"""Keys of front matter whose value names another record."""


def secrets_of(
    parsed: Iterable[Parsed],
    withheld: Sequence[tuple[Key, str]],
    public: Iterable[str],
    shipped: Iterable[str] = (),
    left_out: Collection[Key] = (),
) -> tuple[Secret, ...]:
    """Collect all texts of withheld records that nothing published has.

    Only a published record of the same name makes the name of a private record no secret: texts
    show a stand-in for it, and settings and templates do not count here.

    Args:
        parsed: All files.
        withheld: (record, reason).
        public: Texts of the site that are published anyway: its settings and templates.
        shipped: Texts that every site publishes.
        left_out: Records that are no secret and not published: they make nothing public.
    """
    why: dict[Key, str] = dict(withheld)
    records = [record for file in parsed for record in file.records]
    secret_records = [record for record in records if key_of(record) in why]
    ids = frozenset(
        name for record in secret_records for name in (record.id, f"{record.type}:{record.id}")
    )
    aside = [
        (record, one)
        for record in records
        if key_of(record) not in why
        for one in _held_back(record, ids)
    ]
    if not why and not aside:
        return ()
    published = [
        record for record in records if key_of(record) not in why and key_of(record) not in left_out
    ]
    shipped = tuple(shipped)
    names = private_names(secret_records, why, published, shipped)
    # Many texts occur more than once, such as the names of kinds: each is normalised once.
    said = {
        text: plain(text)
        for text in dict.fromkeys(
            text for record in published for text in (record.id, *_said(record, ids))
        )
    }
    candidates = {
        plain(text): (record, field)
        for record in secret_records
        for field, text in (("id", record.id), *_texts(record))
        if is_telling(text)
    }
    candidates |= {plain(text): (record, field) for record, (field, text) in aside}
    spoken = _found_in("\n".join(said.values()), tuple(candidates))
    without_names = "\n".join(_blanked(said, names))
    known = _found_in(
        "\n".join((without_names, *map(plain, (*public, *shipped)))), tuple(candidates)
    )
    never = {plain(one.text) for one in names} & candidates.keys()
    weak = {
        plain(text)
        for record in secret_records
        if why[key_of(record)] == "private"
        for field, text in _texts(record)
        if field.startswith("weak_aliases/")
    }
    excused = _found_in(
        "\n".join((without_names, *map(plain, shipped))), tuple(weak & candidates.keys())
    )
    plain_texts = tuple(
        Secret(
            text=text,
            key=key_of(record),
            path=record.path,
            field=field,
            why=why.get(key_of(record), "private"),
            spoken=text in spoken,
        )
        for text, (record, field) in candidates.items()
        if text not in never and (text not in (excused if text in weak else known))
    )
    return (*(replace(one, spoken=one.text in spoken) for one in names), *plain_texts)


def _said(record: Record, ids: frozenset[str]) -> Iterator[str]:
    yield from (text for _, text in _texts(record, without=ids))
    yield from _running(record, ids)


def _blanked(said: Mapping[str, str], names: Sequence[Secret]) -> Iterator[str]:
    """The texts of published records, with a gap for each private name, which a stand-in replaces.

    Args:
        said: Text -> the same, normalised.
        names: The names of private records.
    """
    finder = FormFinder.of(Name(one.name or "", one.person) for one in names)
    for text, compared in said.items():
        forms = finder.find(text, certain_only=True)
        if not forms:
            yield compared
            continue
        parts, done = [], 0
        for form in forms:
            parts.append(text[done : form.start])
            done = max(done, form.end)
        yield plain("\0".join((*parts, text[done:])))


def _texts(record: Record, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """(field, text) of all texts of a record, without entries that refer to some records."""
    yield from _leaves(record.matter, "", frozenset(without))
    for piece in record.body.pieces:
        if isinstance(piece, Prose):
            yield "text", piece.text
        elif isinstance(piece, Image):
            yield "text", piece.alt


def _running(record: Record, names: frozenset[str]) -> Iterator[str]:
    """The running text of a body, across its links, so that quotations from it are public.

    A link to a withheld record ends a run, since a stand-in is shown there.
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


def _held_back(record: Record, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(field, text) of all that a published record has and does not show.

    These are withheld parts, and what withheld parties say or report, of which readers see the
    passage in the text or a stand-in.
    """
    for key, parts in parts_of(record.matter):
        for number, part in enumerate(parts):
            if part.withheld:
                yield from _secret_texts(f"{key}/{number}", part, _OF_PARTS[type(part)])
    match record.matter:
        case ArticleMatter():
            yield from _held_back_of_passages(record.matter, names)
        case ClaimMatter():
            yield from _held_back_of_claim(record.matter, names)
        case SourceMatter(tied_to=ties):
            for number, tie in enumerate(ties):
                if _is_in(tie.to, names):
                    yield from _secret_texts(f"tied_to/{number}", tie, ("note",))
        case _:
            pass


def _held_back_of_claim(matter: ClaimMatter, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    for number, report in enumerate(matter.reports):
        here = f"reports/{number}"
        said_in_private = _is_in(report.by, names)
        if said_in_private:
            yield from _secret_texts(here, report, _OF_REPORTS)
            if report.part is not None:
                yield from _secret_texts(f"{here}/part", report.part, ("words",))
        for place, one in enumerate(report.probably_from):
            if said_in_private or _is_in(one, names):
                yield from _secret_texts(f"{here}/probably_from/{place}", one, ("because",))
    for number, suspected in enumerate(matter.probably_from):
        if _is_in(suspected, names):
            yield from _secret_texts(f"probably_from/{number}", suspected, ("because",))
    for number, group in enumerate(matter.one_origin):
        if _is_in(group.of, names):
            yield from _secret_texts(f"one_origin/{number}", group, ("because",))


def _held_back_of_passages(
    matter: ArticleMatter, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for number, note in enumerate(matter.annotations):
        if not note.withheld and _is_in(note.said_by, names):
            yield from _secret_texts(f"annotations/{number}", note, ("text", "neutral", "by"))
    for number, said in enumerate(matter.quotations):
        if not said.withheld and _is_in(said.speaker, names):
            kept = ("original", "translation", "note", "addressee", "worded_by")
            yield from _secret_texts(f"quotations/{number}", said, kept)


def _secret_texts(
    where: str, matter: BaseModel, fields: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for name in fields:
        for field, text in _leaves(getattr(matter, name), f"{where}/{name}", frozenset()):
            # Records that it refers to may be published, and a choice of a few words says nothing.
            if is_telling(text) and not field.endswith(("/id", "/kind", "/is_")):
                yield field, text


def _leaves(value: object, field: str, without: frozenset[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    _gather(value, field, without, found)
    return found


def _gather(
    value: object, field: str, without: frozenset[str], found: list[tuple[str, str]]
) -> None:
    if isinstance(value, str):
        if value not in without:
            found.append((field, value))
        return
    inside: Iterable[tuple[object, object]]
    if isinstance(value, BaseModel):
        if _makes_nothing_public(value, without):
            return
        fields = dict(value)
        if without and any(_is_in(fields[name], without) for name in _NAMING if name in fields):
            return
        inside = fields.items()
    elif isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        inside = enumerate(value)
    else:
        return
    for step, inner in inside:
        if inner is not None:
            _gather(inner, f"{field}/{step}".lstrip("/"), without, found)


def _makes_nothing_public(value: object, names: frozenset[str]) -> bool:
    """Whether a part is withheld, or is a note on something withheld."""
    if isinstance(value, Annotation) and _is_in(value.about, names):
        return True
    return isinstance(value, Annotation | SpokenWords | Relation) and value.withheld


def _is_in(value: object, names: frozenset[str]) -> bool:
    if isinstance(value, Party):
        return value.id in names
    if isinstance(value, tuple):
        return any(_is_in(one, names) for one in value)
    return isinstance(value, str) and value in names


def _found_in(text: str, needles: tuple[str, ...]) -> frozenset[str]:
    if not needles:
        return frozenset()
    found = AhoCorasick(needles).find_matches_as_indexes(text, overlapping=True)
    return frozenset(needles[number] for number, _, _ in found)
