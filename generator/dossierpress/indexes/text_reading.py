"""Read the texts of all records; repeat it only where the result may have changed.

The result depends on the record, on what its text looked up of other records, and on the names in
it. The first two are its trace: work on a text sees the rest of the dossier only through the tables
of `TrackedDossier`, which record what is read. For names see `links.names.search`. A text with a
mistake for which all records were searched is read in every build, since suggestions depend on
everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self, TypeVar

from msgspec import Struct, field
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from dossierpress.engine.encoding import digest_of, encoded
from dossierpress.engine.forked import Run
from dossierpress.engine.kept import Kept
from dossierpress.engine.reads import Reads
from dossierpress.engine.results import Results
from dossierpress.engine.stamping_rules import BY_ROW, Stamping
from dossierpress.engine.store import Store
from dossierpress.engine.tables import Table
from dossierpress.indexes import cross_references
from dossierpress.indexes.checks.one_record import Rules, check_record
from dossierpress.indexes.lasting_anchors import PublishedAnchors
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key, key_named
from dossierpress.links.heirs import Published
from dossierpress.links.link_resolution import resolve_links
from dossierpress.links.names.name_index import FoundName, outside_sources
from dossierpress.links.names.problems import unknown_names
from dossierpress.links.names.search import AllNames, ChangedNames, declared_names, find_names
from dossierpress.links.resolved_body import Citation, ResolvedBody
from dossierpress.links.text_context import Subject, TextContext
from dossierpress.records.references import Reference, ReferenceAdvice, find_record, references_of
from dossierpress.visibility.name_forms.matches import leftmost_longest
from dossierpress.visibility.withheld import UNFINISHED


class NamesInText(Struct, frozen=True, kw_only=True, array_like=True):
    """The names in a text, and the records that it leads to."""

    found: tuple[FoundName, ...]
    """All names of entities and private records, with overlaps."""
    sources: tuple[FoundName, ...]
    """Names of sources, within which no entity is named."""
    chosen: tuple[FoundName, ...]
    """Those of `found` that count unless an owner is withheld later; see `leftmost_longest`."""
    targets: tuple[Key, ...]
    """The records that links and explicit mentions lead to."""
    stands_for: tuple[tuple[int, Key], ...]
    """(offset in the text, withheld record whose stand-in is there)."""


class _KeptNames(Struct, frozen=True, kw_only=True, array_like=True):
    """What is read of a text when somebody asks for it: one row of the cache."""

    named: NamesInText
    text: str


class LinkingInput(Struct, frozen=True, kw_only=True, array_like=True):
    """What linking a text depends on."""

    steps: bytes
    """Digest of the resolved body."""
    kept: Kept

    @property
    def named(self) -> NamesInText:
        """The names, read on demand."""
        return _KEPT.decode(self.kept.data).named

    @property
    def text(self) -> str:
        """All visible text, read on demand; see `ResolvedBody`."""
        return _KEPT.decode(self.kept.data).text


class ReadText(Struct, frozen=True, kw_only=True, array_like=True):
    """The result of reading the text of one record."""

    referred: tuple[Key, ...]
    """The records that it names by id."""
    keeps_back: bool
    """Whether it names one of them in a part that is withheld."""
    stated: tuple[cross_references.StatedReference, ...]
    """Its valid cross-references to other texts."""
    content: LinkingInput
    in_body: tuple[Key, ...]
    """The records that the text links to, or names by an unambiguous name."""
    cited: tuple[Key, ...]
    """The sources that it cites."""
    hides: bool
    """Whether it has a stand-in or a private name."""
    problems: tuple[Diagnostic, ...]
    """Problems of the text itself."""
    wrong: tuple[Diagnostic, ...]
    """All other problems of the record; empty if it is not to be checked."""


def read_text(
    subject: Subject, context: TextContext, names: AllNames
) -> tuple[ReadText, ResolvedBody]:
    """Resolve the links of one text, find the names in it, and check the record."""
    resolved, problems = resolve_links(subject, context)
    found, sources = _find_names(subject, resolved, context, names)
    chosen = tuple(outside_sources(leftmost_longest(found), sources))
    references = tuple(
        (one, find_record(context.register, one.target, one.allowed))
        for one in references_of(subject.record)
    )
    rules = Rules(
        register=context.register,
        advice=ReferenceAdvice(register=context.register, lookup=context.lookup),
        reference_types=context.settings["reference types"],
        relation_types=context.settings["relation types"],
        archives=context.settings["archives"],
    )
    wrong: list[Diagnostic] = []
    if context.withheld.reasons.get(subject.key) not in UNFINISHED:
        wrong += check_record(subject, references, rules)
        if context.settings["unknown names"]:
            wrong += unknown_names(subject, resolved.words, (*found, *sources))
    named = NamesInText(
        found=found,
        sources=sources,
        chosen=chosen,
        targets=tuple(sorted(resolved.targets)),
        stands_for=resolved.stands_for,
    )
    read = ReadText(
        referred=tuple(dict.fromkeys(key for _, key in references if key is not None)),
        keeps_back=any(one.private for one, key in references if key is not None),
        stated=tuple(_stated(subject, references, rules)),
        content=LinkingInput(
            steps=_digest(resolved),
            kept=Kept.of(encoded(_KeptNames(named=named, text=resolved.text))),
        ),
        in_body=in_body(named.targets, chosen),
        cited=tuple(_cited(resolved)),
        hides=bool(resolved.stands_for) or any(one.private for one in found),
        problems=problems,
        wrong=tuple(wrong),
    )
    return read, resolved


def declared_in(subject: Subject, context: TextContext) -> Mapping[str, FoundName]:
    """The names that an article gives to entities with `as`."""
    return declared_names(subject.record.matter, context.register, context.withheld)


def in_body(targets: Iterable[Key], names: Iterable[FoundName]) -> tuple[Key, ...]:
    """The records that a text links to, or names by an unambiguous name."""
    owners = (one.owners[0] for one in names if len(one.owners) == 1)
    return tuple(dict.fromkeys((*targets, *owners)))


def _find_names(
    subject: Subject, resolved: ResolvedBody, context: TextContext, names: AllNames
) -> tuple[tuple[FoundName, ...], tuple[FoundName, ...]]:
    declared = declared_in(subject, context)
    persons = frozenset(
        key for one in declared.values() for key in one.owners if context.kind_of(key) == "person"
    )
    return find_names(resolved, declared, persons, names, lang=subject.lang)


def _stated(
    subject: Subject, references: Sequence[tuple[Reference, Key | None]], rules: Rules
) -> Iterable[cross_references.StatedReference]:
    for one in cross_references.statements(subject.key, subject.record, references, rules.register):
        wrong = cross_references.check_cross_reference(subject.record, one, rules.reference_types)
        if one.there is not None and wrong is None:
            yield cross_references.StatedReference(there=one.there, type=one.type, note=one.note)


def _cited(resolved: ResolvedBody) -> Iterable[Key]:
    cited = (step for step in resolved.steps if isinstance(step, Citation))
    return dict.fromkeys(item.source for step in cited for item in step.items)


def _digest(resolved: ResolvedBody) -> bytes:
    return digest_of([(type(step).__name__, step) for step in resolved.steps])


_KEPT = Decoder(_KeptNames)


V = TypeVar("V")


class TrackedDossier(Struct, frozen=True, kw_only=True):
    """The dossier as work on one text sees it: every read is recorded."""

    reads: Reads
    context: TextContext
    subjects: Mapping[Key, Subject]
    contents: Mapping[Key, LinkingInput]
    """What linking each text depends on."""
    published: Mapping[Key, Published]
    """The addresses that each text may have lost."""


def track_dossier(
    context: TextContext,
    subjects: Mapping[Key, Subject],
    contents: Mapping[Key, LinkingInput],
    published: PublishedAnchors | None = None,
) -> TrackedDossier:
    """Put recording tables in front of the dossier.

    Args:
        context: The context of all texts.
        subjects: All records.
        contents: The results of reading their texts; empty before they are read.
        published: The addresses within pages that were published, if they are kept.
    """
    reads = Reads()

    def by_key(
        name: str,
        values: Mapping[Key, V],
        digested: Callable[[V], object] | None = None,
        stamping: Stamping = BY_ROW,
    ) -> Table[Key, V]:
        return reads.table(name, values, key_type=Key, digested=digested, stamping=stamping)

    register, withheld = context.register, context.withheld
    facet = Stamping(follows=("records",))
    seen = replace(
        context,
        register=replace(
            register,
            records=by_key("records", register.records, lambda one: one.stamp or one),
            duplicates=(),
            by_id=reads.table("by_id", register.by_id, stamping=BY_ROW),
            by_path=reads.table("by_path", register.by_path),
            former=by_key("former", register.former),
            unread=by_key("unread", register.unread),
            files=reads.table("files", register.files),
            media=reads.table("media", register.media, digested=lambda one: one.digest),
            heads=by_key("heads", register.heads, stamping=facet),
            places=by_key("places", register.places, stamping=facet),
            fragments=reads.table(
                "fragments",
                register.fragments,
                key_type=tuple[Key, str],
                stamping=Stamping(follows=("records",), row_of=lambda asked: asked[0]),
            ),
            origins=by_key("origins", register.origins, stamping=facet),
            dates=by_key("dates", register.dates, stamping=facet),
            dated_at=by_key("dated_at", register.dated_at, stamping=facet),
            accesses=by_key("accesses", register.accesses, stamping=facet),
        ),
        withheld=replace(
            withheld,
            reasons=by_key("withheld", withheld.reasons),
            stand_ins=by_key("stand-ins", withheld.stand_ins),
            part="",
        ),
        settings=reads.table("settings", context.settings),
    )
    return TrackedDossier(
        reads=reads,
        context=seen,
        subjects=by_key("subjects", subjects, _stamp),
        contents=by_key("contents", contents),
        published=by_key("published anchors", published.of_texts, stamping=published.stamping)
        if published
        else by_key("published anchors", {}),
    )


def _stamp(subject: Subject) -> object:
    return subject.record.stamp or subject.record, subject.lang, subject.autolink


LEAST = 128
"""Texts of a batch: reading or linking them takes some 60 milliseconds."""
_NAMES = "names"
"""Key of the result that is the names with which all other results were made."""


class Texts(Struct, frozen=True, kw_only=True):
    """The results of reading all texts, and the names that were searched for."""

    of: Mapping[Key, ReadText]
    names: AllNames
    context: TextContext
    """The context in which they were read."""
    subjects: Mapping[Key, Subject]
    contexts: Mapping[Key, TextContext] = field(default_factory=dict)
    """The contexts of those that were read again in another one."""
    _resolved: dict[Key, ResolvedBody] = field(default_factory=dict)

    def resolved(self, key: Key) -> ResolvedBody:
        """The resolved body of a record. It is not cached: it is made again if not just read."""
        known = self._resolved.get(key)
        if known is None:
            context = self.contexts.get(key, self.context)
            known = self._resolved[key] = resolve_links(self.subjects[key], context)[0]
        return known

    def forget_resolved(self) -> None:
        """Let go of the resolved bodies: those of a large dossier fill the memory."""
        self._resolved.clear()

    def read_again(self, keys: Iterable[Key], context: TextContext) -> Self:
        """Return a copy with some texts read again in another context, without the cache."""
        again = dict.fromkeys(keys, context)
        of, resolved = {**self.of}, {**self._resolved}
        for key in again:
            of[key], resolved[key] = read_text(self.subjects[key], context, self.names)
        return replace(self, of=of, contexts={**self.contexts, **again}, _resolved=resolved)


def read_texts(  # noqa: PLR0913 (what, with what, and how)
    subjects: Mapping[Key, Subject],
    context: TextContext,
    names: AllNames,
    *,
    store: Store,
    code_key: str,
    run: Run,
) -> Texts:
    """Read every text, or take the result of an earlier build by code with the same key.

    Args:
        subjects: All records.
        context: What a text may lead to.
        names: The names to look for.
        store: The results of earlier builds.
        code_key: That of our code.
        run: Runs a function over batches of records.
    """
    tracked = track_dossier(context, subjects, {})
    results = Results(
        "texts",
        code_key,
        tracked.reads,
        store,
        type_=ReadText,
        again=lambda work: read_text(subjects[record_of(work)], context, names)[0],
    )
    resolved: dict[Key, ResolvedBody] = {}

    def read(work: str) -> None:
        key, asked = record_of(work), context.lookup.asked
        with tracked.reads.recorded() as cells:
            # Those of this process are resolved only once.
            done, resolved[key] = read_text(tracked.subjects[key], tracked.context, names)
        results.keep(work, cells, done, lasts=context.lookup.asked == asked)

    known = _fresh(results, subjects, names)
    missing = [work_on(key) for key in subjects if key not in known]
    made = results.make(missing, read, run, least=LEAST)
    known |= {record_of(work): done for work, done in made.items()}
    results.save()
    of = {key: known[key] for key in subjects}
    return Texts(of=of, names=names, context=context, subjects=subjects, _resolved=resolved)


def work_on(key: Key) -> str:
    """The key of the results on the text of a record."""
    return f"{key.type}:{key.id}"


def record_of(work: str) -> Key:
    """The record of such a key."""
    return key_named(work)


def _fresh(
    results: Results[ReadText], subjects: Mapping[Key, Subject], names: AllNames
) -> dict[Key, ReadText]:
    """The cached results of the texts for which nothing has changed."""
    now = names.kept()
    before = results.traces.result(_NAMES)
    if before != now:
        results.traces.keep(_NAMES, (), now)
    if before is None:
        return {}
    changed = ChangedNames(before, now) if before != now else None
    known = {}
    for key, subject in subjects.items():
        read = results.find(work_on(key))
        if read is None:
            continue
        if changed and changed.stand_in(read.content.text, subject.lang):
            results.forget(work_on(key))
        else:
            known[key] = read
    return known
