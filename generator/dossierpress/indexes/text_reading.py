"""Read the texts of all records: again only where that can give something else.

What a text says depends on its record, on what it looked up of others, and on the names that
stand in it. The first two are its trace: work on a text sees the rest of the dossier through the
tables of `TrackedDossier` alone, which take down what is read. For names see
`links.names.search`. A text with a mistake for which all records had to be searched is read in
every build: what is suggested depends on everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self, TypeVar

from msgspec import Raw, Struct, field
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from dossierpress.engine.encoding import decoded, digest_of, encoded
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store
from dossierpress.engine.tables import Table
from dossierpress.engine.traces import Results
from dossierpress.indexes import relations
from dossierpress.indexes.checks.one_record import Rules, check_record
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.links.context import Subject, TextContext
from dossierpress.links.link_resolution import resolve_links
from dossierpress.links.names.match import FoundName, outside_sources
from dossierpress.links.names.problems import unknown_names
from dossierpress.links.names.search import AllNames, ChangedNames, declared_names, find_names
from dossierpress.links.resolved_body import Citation, ResolvedBody
from dossierpress.records.references import Reference, ReferenceAdvice, find_record, references_of
from dossierpress.visibility.name_forms.matches import leftmost_longest
from dossierpress.visibility.withheld import UNFINISHED


class NamesInText(Struct, frozen=True, kw_only=True, array_like=True):
    """What a text names."""

    found: tuple[FoundName, ...]
    """All names, overlapping ones too."""
    sources: tuple[FoundName, ...]
    """Names of sources, in which no entity is named."""
    chosen: tuple[FoundName, ...]
    """Those of `found` that count as long as all their owners do; see `choose`."""
    targets: tuple[Key, ...]
    """Every record that a link or an explicit mention leads to."""
    stands_for: tuple[tuple[int, Key], ...]
    """(offset in the text, withheld record for which something else stands there)."""


class LinkingInput(Struct, frozen=True, kw_only=True, array_like=True):
    """What of a text has a part in how it is woven."""

    steps: bytes
    """Digest of the settled body."""
    names: Raw

    @property
    def named(self) -> NamesInText:
        """What it names, decoded for the few who ask."""
        return _NAMED.decode(self.names)


class ReadText(Struct, frozen=True, kw_only=True, array_like=True):
    """The text of one record."""

    referred: tuple[Key, ...]
    """Every record that it names by id."""
    keeps_back: bool
    """Whether it names one of them in a part that is withheld."""
    stated: tuple[relations.StatedReference, ...]
    """How it refers to other texts."""
    text: str
    """All visible text; see `Settled`."""
    content: LinkingInput
    in_body: tuple[Key, ...]
    """The records that the text leads to, or means by a name that is nobody else's."""
    cited: tuple[Key, ...]
    """The sources that it cites."""
    hides: bool
    """Whether something stands in it for somebody who is withheld."""
    problems: tuple[Diagnostic, ...]
    """With the text itself."""
    wrong: tuple[Diagnostic, ...]
    """Whatever else is wrong with the record; nothing where it is not to be checked."""


def read_text(
    subject: Subject, around: TextContext, names: AllNames
) -> tuple[ReadText, ResolvedBody]:
    """Settle one text, spot the names in it, and look whether what the record says can be."""
    settled, problems = resolve_links(subject, around)
    found, sources = _find_names(subject, settled, around, names)
    chosen = tuple(outside_sources(leftmost_longest(found), sources))
    references = tuple(
        (one, find_record(around.register, one.target, one.allowed))
        for one in references_of(subject.record)
    )
    rules = Rules(
        register=around.register,
        advice=ReferenceAdvice(register=around.register, lookup=around.lookup),
        reference_types=around.settings["reference types"],
        relation_types=around.settings["relation types"],
        archives=around.settings["archives"],
    )
    wrong: list[Diagnostic] = []
    if around.withheld.reasons.get(subject.key) not in UNFINISHED:
        wrong += check_record(subject, references, rules)
        if around.settings["unknown names"]:
            wrong += unknown_names(subject, settled.words, (*found, *sources))
    named = NamesInText(
        found=found,
        sources=sources,
        chosen=chosen,
        targets=tuple(sorted(settled.targets)),
        stands_for=settled.stands_for,
    )
    read = ReadText(
        referred=tuple(dict.fromkeys(key for _, key in references if key is not None)),
        keeps_back=any(one.private for one, key in references if key is not None),
        stated=tuple(_stated(subject, references, rules)),
        text=settled.text,
        content=LinkingInput(steps=_digest(settled), names=Raw(encoded(named))),
        in_body=in_body(named.targets, chosen),
        cited=tuple(_cited(settled)),
        hides=bool(settled.stands_for) or any(one.private for one in found),
        problems=problems,
        wrong=tuple(wrong),
    )
    return read, settled


def declared_in(subject: Subject, around: TextContext) -> Mapping[str, FoundName]:
    """The names that an article gives to entities with `as`."""
    return declared_names(subject.record.matter, around.register, around.withheld)


def in_body(targets: Iterable[Key], names: Iterable[FoundName]) -> tuple[Key, ...]:
    """The records that a text leads to, or means by a name that is nobody else's."""
    owners = (one.owners[0] for one in names if len(one.owners) == 1)
    return tuple(dict.fromkeys((*targets, *owners)))


def encode(read: ReadText) -> bytes:
    """As the store keeps it."""
    return encoded(read)


def decode(data: bytes) -> ReadText | None:
    """What `encode` wrote; None where the bytes are something else."""
    return decoded(_READ, data)


def _find_names(
    subject: Subject, settled: ResolvedBody, around: TextContext, names: AllNames
) -> tuple[tuple[FoundName, ...], tuple[FoundName, ...]]:
    declared = declared_in(subject, around)
    persons = frozenset(
        key for one in declared.values() for key in one.owners if around.kind_of(key) == "person"
    )
    return find_names(settled, declared, persons, names, lang=subject.lang)


def _stated(
    subject: Subject, references: Sequence[tuple[Reference, Key | None]], rules: Rules
) -> Iterable[relations.StatedReference]:
    for one in relations.statements(subject.key, subject.record, references, rules.register):
        wrong = relations.check_cross_reference(subject.record, one, rules.reference_types)
        if one.there is not None and wrong is None:
            yield relations.StatedReference(there=one.there, type=one.type, note=one.note)


def _cited(settled: ResolvedBody) -> Iterable[Key]:
    cited = (step for step in settled.steps if isinstance(step, Citation))
    return dict.fromkeys(item.source for step in cited for item in step.items)


def _digest(settled: ResolvedBody) -> bytes:
    return digest_of([(type(step).__name__, step) for step in settled.steps])


_READ = Decoder(ReadText)
_NAMED = Decoder(NamesInText)


V = TypeVar("V")


class TrackedDossier(Struct, frozen=True, kw_only=True):
    """The dossier as work on one text sees it, which leads to nothing that is not taken down."""

    reads: Reads
    around: TextContext
    subjects: Mapping[Key, Subject]
    contents: Mapping[Key, LinkingInput]
    """Of their texts."""


def tracked(
    around: TextContext, subjects: Mapping[Key, Subject], contents: Mapping[Key, LinkingInput]
) -> TrackedDossier:
    """Put tables before all that is known.

    Args:
        around: What is known.
        subjects: Every record.
        contents: What was read in their texts, if that is known yet.
    """
    reads = Reads()

    def by_key(
        name: str, values: Mapping[Key, V], digested: Callable[[V], object] | None = None
    ) -> Table[Key, V]:
        return reads.table(name, values, key_type=Key, digested=digested)

    register, withheld = around.register, around.withheld
    seen = replace(
        around,
        register=replace(
            register,
            records=by_key("records", register.records, lambda one: one.stamp or one),
            duplicates=(),
            by_id=reads.table("by_id", register.by_id),
            by_path=reads.table("by_path", register.by_path),
            former=by_key("former", register.former),
            unread=by_key("unread", register.unread),
            files=reads.table("files", register.files),
            media=reads.table("media", register.media, digested=lambda one: one.digest),
            heads=by_key("heads", register.heads),
            places=by_key("places", register.places),
            fragments=reads.table("fragments", register.fragments, key_type=tuple[Key, str]),
            origins=by_key("origins", register.origins),
            dates=by_key("dates", register.dates),
            dated_at=by_key("dated_at", register.dated_at),
            accesses=by_key("accesses", register.accesses),
        ),
        withheld=replace(
            withheld,
            reasons=by_key("withheld", withheld.reasons),
            stand_ins=by_key("stand-ins", withheld.stand_ins),
            part="",
        ),
        settings=reads.table("settings", around.settings),
    )
    return TrackedDossier(
        reads=reads,
        around=seen,
        subjects=by_key("subjects", subjects, _stamp),
        contents=by_key("contents", contents),
    )


def _stamp(subject: Subject) -> object:
    return subject.record.stamp or subject.record, subject.lang, subject.autolink


_NAMES = "names"
"""The piece of work whose result are the names under which all others were found."""


class Texts(Struct, frozen=True, kw_only=True):
    """All texts, and the names that were looked for in them."""

    of: Mapping[Key, ReadText]
    names: AllNames
    around: TextContext
    """What was known when they were read."""
    subjects: Mapping[Key, Subject]
    _settled: dict[Key, ResolvedBody] = field(default_factory=dict)

    def settled(self, key: Key) -> ResolvedBody:
        """The settled body of a record, which is not kept: settled again if it was not just now."""
        known = self._settled.get(key)
        if known is None:
            known = self._settled[key] = resolve_links(self.subjects[key], self.around)[0]
        return known

    def read_again(self, keys: Iterable[Key], around: TextContext) -> Self:
        """The same with some of the texts as they are now that more is known. It is not kept."""
        of, settled = {**self.of}, {**self._settled}
        for key in keys:
            of[key], settled[key] = read_text(self.subjects[key], around, self.names)
        return replace(self, of=of, _settled=settled)


def read_texts(
    subjects: Mapping[Key, Subject],
    around: TextContext,
    names: AllNames,
    store: Store,
    of_code: str,
) -> Texts:
    """Read every text, or find what was read in it before, by code with the same key."""
    door = tracked(around, subjects, {})
    results = Results("texts", of_code, door.reads, store)
    known = _fresh(results, subjects, names)
    of: dict[Key, ReadText] = {}
    settled: dict[Key, ResolvedBody] = {}
    for key in subjects:
        read = known.get(key)
        if read is None:
            asked = around.lookup.asked
            with door.reads.recorded() as cells:
                read, settled[key] = read_text(door.subjects[key], door.around, names)
            if around.lookup.asked == asked:
                results.keep(work_on(key), cells, encode(read))
        of[key] = read
    results.save()
    return Texts(of=of, names=names, around=around, subjects=subjects, _settled=settled)


def work_on(key: Key) -> str:
    """The name of the work on the text of a record."""
    return f"{key.type}:{key.id}"


def _fresh(
    results: Results, subjects: Mapping[Key, Subject], names: AllNames
) -> dict[Key, ReadText]:
    """What is known of texts for which nothing has changed."""
    now = names.kept()
    before = results.traces.result(_NAMES)
    if before != now:
        results.traces.keep(_NAMES, (), now)
    if before is None:
        return {}
    changed = ChangedNames(before, now) if before != now else None
    known = {}
    rows = results.find(work_on(key) for key in subjects)
    for key, subject in subjects.items():
        data = rows.get(work_on(key))
        read = None if data is None else decode(data)
        if read is not None and not (changed and changed.stand_in(read.text, subject.lang)):
            known[key] = read
        elif data is not None:
            results.forget(work_on(key))
    return known
