"""The secrets of a dossier: the texts that withheld records have and nothing published has.

Texts that readers see from settings and templates count as published. They are collected lazily,
since a dossier that withholds nothing does not need them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from pydantic import BaseModel

from dossierpress.engine.forked import Run
from dossierpress.engine.store import Store
from dossierpress.kernel.key import Key
from dossierpress.model.content import Parsed, Record, key_of
from dossierpress.records.listing import group
from dossierpress.schema.annotation import Annotation, SpokenWords
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.shared_types import Relation, Reviewed, parts_of
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.source import SourceMatter
from dossierpress.source.files import TemplateSet
from dossierpress.visibility.leak_check.record_texts import is_in, leaves, texts_of, texts_within
from dossierpress.visibility.leak_check.said_in_public import (
    Sought,
    forget_what_is_said,
    said_in_public,
)
from dossierpress.visibility.leak_check.secret import Secret, is_telling, plain, private_names
from dossierpress.visibility.name_forms.finder import Name

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SHIPPED_PREFIX = "theme:"
_VOCABULARIES = ("kinds", "reference_types", "relation_types", "annotation_types", "tags")
_SHOWN = ("title", "description", "author", "licence", "url", "root_files")


def texts_of_templates(templates: TemplateSet, *, shipped: bool) -> Iterator[str]:
    """The texts of templates, without comments, and of catalogues: shipped, or the site's own."""
    paths = dict(templates.paths)
    for name, text in templates.templates:
        if paths.get(name, "").startswith(_SHIPPED_PREFIX) is shipped:
            yield _COMMENT.sub(" ", text)
    for one in templates.catalogues:
        if one.path.startswith(_SHIPPED_PREFIX) is shipped:
            yield one.text


def texts_of_settings(config: SiteConfig, built_in: SiteConfig) -> Iterator[str]:
    """The texts of settings that readers see whatever records say: built-in labels are among them.

    Args:
        config: Settings of the site.
        built_in: Settings of a site that sets nothing.
    """
    yield from texts_within({name: getattr(config, name) for name in _SHOWN})
    for name in _VOCABULARIES:
        known = getattr(built_in, name)
        for key, entry in getattr(config, name).items():
            if key in known:
                yield from texts_within(entry)


def labels_of_settings(config: SiteConfig, built_in: SiteConfig) -> Iterator[tuple[str, str]]:
    """(word of the site's own vocabularies, label): readers see it where a record uses the word.

    Args:
        config: As for `texts_of_settings`.
        built_in: As for `texts_of_settings`.
    """
    for name in _VOCABULARIES:
        known = getattr(built_in, name)
        for word, entry in getattr(config, name).items():
            if word not in known:
                yield from ((word, text) for text in texts_within(entry))


_OF_PARTS: Mapping[type[Reviewed], tuple[str, ...]] = {
    Annotation: ("text", "neutral", "by", "said_by"),
    SpokenWords: ("original", "translation", "note", "addressee", "speaker", "worded_by"),
    Relation: ("role", "note"),
}
"""For parts that can be withheld individually, the fields whose texts are unique to them."""
_OF_REPORTS = ("verb", "hedge", "quote", "url", "archived", "copy_", "at", "passage", "note")
"""Fields of a report by a private party that must not be shown."""


def secrets_of(  # noqa: PLR0913 (all that makes something public)
    parsed: Iterable[Parsed],
    withheld: Sequence[tuple[Key, str]],
    public: Iterable[str],
    shipped: Iterable[str] = (),
    left_out: Collection[Key] = (),
    *,
    labels: Iterable[tuple[str, str]] = (),
    store: Store,
    run: Run,
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
        labels: See `labels_of_settings`.
        store: What earlier builds have found in public texts. Only the time depends on it.
        run: Runs a function over batches.
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
        forget_what_is_said(store)
        return ()
    published = [
        record for record in records if key_of(record) not in why and key_of(record) not in left_out
    ]
    shipped = tuple(shipped)
    labelled = group(labels)
    names = private_names(secret_records, why, published, shipped)
    candidates = {
        plain(text): (record, field)
        for record in secret_records
        for field, text in (("id", record.id), *texts_of(record))
        if is_telling(text)
    }
    candidates |= {plain(text): (record, field) for record, (field, text) in aside}
    sought = Sought(
        texts=tuple(sorted(candidates)),
        names=tuple(Name(one.name or "", one.person) for one in names),
        ids=tuple(sorted(ids)),
        words=tuple(sorted(labelled)),
    )
    said = said_in_public(published, sought, store=store, run=run)
    used = said.used.union(
        text
        for record in records
        if labelled and (key_of(record) in why or key_of(record) in left_out)
        for text in texts_within(record.matter)
    )
    shown = (text for word, texts in labelled.items() if word in used for text in texts)
    by_theme = sought.found_in("\n".join(map(plain, shipped)))
    known = said.known | by_theme | sought.found_in("\n".join(map(plain, (*public, *shown))))
    never = {plain(one.text) for one in names} & candidates.keys()
    weak = {
        plain(text)
        for record in secret_records
        if why[key_of(record)] == "private"
        for field, text in texts_of(record)
        if field.startswith("weak_aliases/")
    }
    excused = weak & (said.known | by_theme)
    plain_texts = tuple(
        Secret(
            text=text,
            key=key_of(record),
            path=record.path,
            field=field,
            why=why.get(key_of(record), "private"),
            spoken=text in said.spoken,
        )
        for text, (record, field) in candidates.items()
        if text not in never and (text not in (excused if text in weak else known))
    )
    return (*(replace(one, spoken=one.text in said.spoken) for one in names), *plain_texts)


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
                if is_in(tie.to, names):
                    yield from _secret_texts(f"tied_to/{number}", tie, ("note",))
        case _:
            pass


def _held_back_of_claim(matter: ClaimMatter, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    for number, report in enumerate(matter.reports):
        here = f"reports/{number}"
        said_in_private = is_in(report.by, names)
        if said_in_private:
            yield from _secret_texts(here, report, _OF_REPORTS)
            if report.part is not None:
                yield from _secret_texts(f"{here}/part", report.part, ("words",))
        for place, one in enumerate(report.probably_from):
            if said_in_private or is_in(one, names):
                yield from _secret_texts(f"{here}/probably_from/{place}", one, ("because",))
    for number, suspected in enumerate(matter.probably_from):
        if is_in(suspected, names):
            yield from _secret_texts(f"probably_from/{number}", suspected, ("because",))
    for number, together in enumerate(matter.one_origin):
        if is_in(together.of, names):
            yield from _secret_texts(f"one_origin/{number}", together, ("because",))


def _held_back_of_passages(
    matter: ArticleMatter, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for number, note in enumerate(matter.annotations):
        if not note.withheld and is_in(note.said_by, names):
            yield from _secret_texts(f"annotations/{number}", note, ("text", "neutral", "by"))
    for number, said in enumerate(matter.quotations):
        if not said.withheld and is_in(said.speaker, names):
            kept = ("original", "translation", "note", "addressee", "worded_by")
            yield from _secret_texts(f"quotations/{number}", said, kept)


def _secret_texts(
    where: str, matter: BaseModel, fields: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for name in fields:
        for field, text in leaves(getattr(matter, name), f"{where}/{name}", frozenset()):
            # Records that it refers to may be published, and a choice of a few words says nothing.
            if is_telling(text) and not field.endswith(("/id", "/kind", "/is_")):
                yield field, text
