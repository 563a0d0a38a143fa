"""What published records say of the texts that may be secrets, a record at a time.

A text that a published record has is no secret. A record is searched again only where it has
changed, or what is sought: so an edit does not read all texts because something is withheld.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.encoding import digest_of
from dossierpress.engine.forked import Run
from dossierpress.engine.reads import Reads
from dossierpress.engine.results import Results
from dossierpress.engine.stamping_rules import Stamping
from dossierpress.engine.store import Store
from dossierpress.model.content import Record
from dossierpress.records.listing import group
from dossierpress.visibility.leak_check.record_texts import running_texts, texts_of, texts_within
from dossierpress.visibility.leak_check.secret import plain
from dossierpress.visibility.name_forms.finder import FormFinder, Name

_TOGETHER = 32
"""Records of a batch, at least."""


class Sought(Struct, frozen=True, kw_only=True, dict=True):
    """What is sought in the texts of published records."""

    texts: tuple[str, ...]
    """The texts that may be secrets, as normalised by `plain`, each once."""
    names: tuple[Name, ...]
    """Names of private records: a stand-in replaces their forms in texts."""
    ids: tuple[str, ...]
    """References to withheld records: what stands beside one is not published."""
    words: tuple[str, ...]
    """Words of the site's own vocabularies, as front matter has them."""

    def found_in(self, text: str) -> frozenset[str]:
        """The texts that a normalised text contains."""
        return frozenset(map(self.texts.__getitem__, self.numbers_in(text)))

    def numbers_in(self, text: str) -> tuple[int, ...]:
        """The numbers of these texts, in order."""
        if not self.texts:
            return ()
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return tuple(sorted({number for number, _, _ in found}))

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The references to withheld records."""
        return frozenset(self.ids)

    @cached_property
    def finder(self) -> FormFinder:
        """Finds the forms of private names."""
        return FormFinder.of(self.names)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the site's own vocabularies."""
        return frozenset(self.words)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.texts)


class Said(Struct, frozen=True, kw_only=True, gc=False):
    """What published records say."""

    spoken: frozenset[str]
    """The sought texts that their files have."""
    known: frozenset[str]
    """Those that are still there where stand-ins have replaced private names."""
    used: frozenset[str]
    """The words that they use."""


class _SaidByOne(Struct, frozen=True, array_like=True, gc=False):
    """The same of one record, by numbers."""

    spoken: tuple[int, ...]
    known: tuple[int, ...]
    used: tuple[str, ...]


def said_in_public(records: Iterable[Record], sought: Sought, *, store: Store, run: Run) -> Said:
    """Search the texts of published records.

    Args:
        records: The published records.
        sought: What is sought in them.
        store: What earlier builds have found. Only the time depends on it.
        run: Runs a function over batches.
    """
    # Two records of one id are an error, and both may say something.
    named: Mapping[str, tuple[Record, ...]] = group(
        (f"{record.type}:{record.id}", record) for record in records
    )
    reads = Reads()

    by_name = reads.table(
        "records",
        named,
        digested=_stamps,
        stamping=Stamping(of=lambda name: _stamps(named[name]), by_row=True),
    )

    def search(name: str) -> _SaidByOne:
        return _said_by(by_name[name], sought)

    key = digest_of_parts(code_digest(), digest_of(sought).hex())
    results = Results("said", key, reads, store, type_=_SaidByOne, again=search)
    found = results.all_of(named, run, least=_TOGETHER).values()

    def texts(numbers: Iterable[int]) -> frozenset[str]:
        return frozenset(map(sought.texts.__getitem__, numbers))

    return Said(
        spoken=texts(number for one in found for number in one.spoken),
        known=texts(number for one in found for number in one.known),
        used=frozenset(word for one in found for word in one.used),
    )


def forget_what_is_said(store: Store) -> None:
    """Delete what earlier builds have found, where nothing is withheld any more."""
    Results.forget_all("said", store)


def _stamps(records: Iterable[Record]) -> tuple[object, ...]:
    return tuple(one.stamp or one for one in records)


def _said_by(records: Iterable[Record], sought: Sought) -> _SaidByOne:
    said = {
        text: plain(text)
        for record in records
        for text in (
            record.id,
            *(text for _, text in texts_of(record, without=sought.withheld)),
            *running_texts(record, sought.withheld),
        )
    }
    words = (
        frozenset(text for record in records for text in texts_within(record.matter))
        if sought.words
        else frozenset[str]()
    )
    return _SaidByOne(
        spoken=sought.numbers_in("\n".join(said.values())),
        known=sought.numbers_in("\n".join(_blanked(said, sought.finder))),
        used=tuple(sorted(words & sought.vocabulary)),
    )


def _blanked(said: Mapping[str, str], finder: FormFinder) -> Iterator[str]:
    """The texts of published records, with a gap for each private name, which a stand-in replaces.

    Args:
        said: Text -> the same, normalised.
        finder: Finds the names of private records.
    """
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
