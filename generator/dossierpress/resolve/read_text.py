"""What the text of one record says, and what is wrong with the record seen from the others."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder

from dossierpress.diagnostics import Diagnostic
from dossierpress.encoded import decoded, encoded
from dossierpress.engine.digests import digest_of
from dossierpress.model.key import Key
from dossierpress.name_forms.choose import choose
from dossierpress.resolve import cross_reference
from dossierpress.resolve.all_names import AllNames
from dossierpress.resolve.check_record import Rules, check_record
from dossierpress.resolve.collect import references_of
from dossierpress.resolve.names import Found, outside_sources
from dossierpress.resolve.publish import UNFINISHED
from dossierpress.resolve.reference import Advice, Reference, find
from dossierpress.resolve.settle import settle
from dossierpress.resolve.settled import Citation, Settled
from dossierpress.resolve.spot import declared_names, spot
from dossierpress.resolve.surroundings import Subject, Surroundings
from dossierpress.resolve.unknown_names import unknown_names


class Named(Struct, frozen=True, kw_only=True, array_like=True):
    """What a text names."""

    found: tuple[Found, ...]
    """All names, overlapping ones too."""
    sources: tuple[Found, ...]
    """Names of sources, in which no entity is named."""
    chosen: tuple[Found, ...]
    """Those of `found` that count as long as all their owners do; see `choose`."""
    targets: tuple[Key, ...]
    """Every record that a link or an explicit mention leads to."""
    stands_for: tuple[tuple[int, Key], ...]
    """(offset in the text, withheld record for which something else stands there)."""


class Content(Struct, frozen=True, kw_only=True, array_like=True):
    """What of a text has a part in how it is woven."""

    steps: bytes
    """Digest of the settled body."""
    names: Raw

    @property
    def named(self) -> Named:
        """What it names, decoded for the few who ask."""
        return _NAMED.decode(self.names)


class ReadText(Struct, frozen=True, kw_only=True, array_like=True):
    """The text of one record."""

    referred: tuple[Key, ...]
    """Every record that it names by id."""
    keeps_back: bool
    """Whether it names one of them in a part that is withheld."""
    stated: tuple[cross_reference.Stated, ...]
    """How it refers to other texts."""
    text: str
    """All visible text; see `Settled`."""
    content: Content
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


def read_text(subject: Subject, around: Surroundings, names: AllNames) -> tuple[ReadText, Settled]:
    """Settle one text, spot the names in it, and look whether what the record says can be."""
    settled, problems = settle(subject, around)
    found, sources = _spot(subject, settled, around, names)
    chosen = tuple(outside_sources(choose(found), sources))
    references = tuple(
        (one, find(around.register, one.target, one.allowed))
        for one in references_of(subject.record)
    )
    rules = Rules(
        register=around.register,
        advice=Advice(register=around.register, lookup=around.lookup),
        reference_types=around.settings["reference types"],
        relation_types=around.settings["relation types"],
        archives=around.settings["archives"],
    )
    wrong: list[Diagnostic] = []
    if around.withheld.reasons.get(subject.key) not in UNFINISHED:
        wrong += check_record(subject, references, rules)
        if around.settings["unknown names"]:
            wrong += unknown_names(subject, settled.words, (*found, *sources))
    named = Named(
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
        content=Content(steps=_digest(settled), names=Raw(encoded(named))),
        in_body=in_body(named.targets, chosen),
        cited=tuple(_cited(settled)),
        hides=bool(settled.stands_for) or any(one.private for one in found),
        problems=problems,
        wrong=tuple(wrong),
    )
    return read, settled


def declared_in(subject: Subject, around: Surroundings) -> Mapping[str, Found]:
    """The names that an article gives to entities with `as`."""
    return declared_names(subject.record.matter, around.register, around.withheld)


def in_body(targets: Iterable[Key], names: Iterable[Found]) -> tuple[Key, ...]:
    """The records that a text leads to, or means by a name that is nobody else's."""
    owners = (one.owners[0] for one in names if len(one.owners) == 1)
    return tuple(dict.fromkeys((*targets, *owners)))


def encode(read: ReadText) -> bytes:
    """As the store keeps it."""
    return encoded(read)


def decode(data: bytes) -> ReadText | None:
    """What `encode` wrote; None where the bytes are something else."""
    return decoded(_READ, data)


def _spot(
    subject: Subject, settled: Settled, around: Surroundings, names: AllNames
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    declared = declared_in(subject, around)
    persons = frozenset(
        key for one in declared.values() for key in one.owners if around.kind_of(key) == "person"
    )
    return spot(settled, declared, persons, names, lang=subject.lang)


def _stated(
    subject: Subject, references: Sequence[tuple[Reference, Key | None]], rules: Rules
) -> Iterable[cross_reference.Stated]:
    for one in cross_reference.statements(subject.key, subject.record, references, rules.register):
        wrong = cross_reference.check(subject.record, one, rules.reference_types)
        if one.there is not None and wrong is None:
            yield cross_reference.Stated(there=one.there, type=one.type, note=one.note)


def _cited(settled: Settled) -> Iterable[Key]:
    cited = (step for step in settled.steps if isinstance(step, Citation))
    return dict.fromkeys(item.source for step in cited for item in step.items)


def _digest(settled: Settled) -> bytes:
    return digest_of([(type(step).__name__, step) for step in settled.steps])


_READ = Decoder(ReadText)
_NAMED = Decoder(Named)
