"""Link the texts of all published records; repeat it only where the result may have changed.

Gets a `ReadDossier`, the results of all steps before; gives the texts as pages show them, with the
checks of their dates.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.engine.encoding import digest_of
from dossierpress.engine.forked import Run
from dossierpress.engine.results import Results
from dossierpress.engine.store import Store
from dossierpress.indexes.checks.dates import RecordDates, dates_of
from dossierpress.indexes.lasting_anchors import PublishedAnchors
from dossierpress.indexes.text_reading import (
    LEAST,
    NamesInText,
    Texts,
    TrackedDossier,
    record_of,
    track_dossier,
    work_on,
)
from dossierpress.kernel.key import Key
from dossierpress.links.claim_words import mark_claims
from dossierpress.links.linked_text import LinkedText
from dossierpress.links.mention_linking import link_mentions
from dossierpress.links.moved_anchors import move_in_links
from dossierpress.links.names.name_index import FoundName, outside_sources
from dossierpress.links.text_context import Subject, TextContext
from dossierpress.schema.site import SiteConfig
from dossierpress.visibility.name_forms.matches import leftmost_longest
from dossierpress.visibility.withheld import PublishedFinder


class ReadDossier(Struct, frozen=True, kw_only=True):
    """The records, their texts and what is withheld, after all texts have been read."""

    context: TextContext
    config: SiteConfig
    subjects: Mapping[Key, Subject]
    texts: Texts
    as_of: datetime
    published_anchors: PublishedAnchors | None = None
    """The addresses within pages that were published, if they are kept."""

    @property
    def finder(self) -> PublishedFinder:
        """Finds what is published."""
        return PublishedFinder(register=self.context.register, withheld=self.context.withheld)


def names_that_count(named: NamesInText, context: TextContext) -> Sequence[FoundName]:
    """Choose the names that count, without those of records that are withheld only for others."""
    reasons = context.withheld.reasons
    owners = {key for name in (*named.found, *named.sources) for key in name.owners}
    aside = {key for key in owners if reasons.get(key) == "only-unpublished"}
    if not aside:
        return named.chosen
    return outside_sources(
        leftmost_longest(_without_owners(aside, named.found)),
        list(_without_owners(aside, named.sources)),
    )


def _without_owners(aside: Container[Key], names: Iterable[FoundName]) -> Iterator[FoundName]:
    for name in names:
        owners = tuple(key for key in name.owners if key not in aside)
        if owners:
            yield name._replace(owners=owners)


class LinkedTexts(Struct, frozen=True, kw_only=True):
    """The texts of all published records."""

    of: Mapping[Key, LinkedText]
    dates: Mapping[Key, RecordDates]
    """The checks of the dates of each of them."""
    stamps: Mapping[Key, bytes]
    """Digest of what each of them was made of."""
    tracked: TrackedDossier
    """The tracked tables from which they were made."""


class _Work(Struct, frozen=True, kw_only=True, array_like=True):
    """The result for one published record."""

    linked: LinkedText
    dates: RecordDates


def link_texts(
    published: Iterable[Key], dossier: ReadDossier, *, store: Store, code_key: str, run: Run
) -> LinkedTexts:
    """Link the text of every published record, or take the result of the last build.

    Args:
        published: The records.
        dossier: All that was read.
        store: The results of the last build.
        code_key: That of our code.
        run: Runs a function over batches of records.
    """
    published = tuple(published)
    tracked = track_dossier(
        dossier.context,
        dossier.subjects,
        {key: dossier.texts.of[key].content for key in published},
        dossier.published_anchors,
    )
    results = Results(
        "woven",
        code_key,
        tracked.reads,
        store,
        type_=_Work,
        again=lambda work: _link_text(record_of(work), dossier, tracked),
    )

    done = results.all_of(map(work_on, published), run, least=LEAST)
    made = dict(zip(published, done.values(), strict=True))
    linked = {key: work.linked for key, work in made.items()}
    rewritten = _with_moved_anchors(linked)
    return LinkedTexts(
        of={**linked, **rewritten},
        dates={key: work.dates for key, work in made.items()},
        stamps={key: results.digest(work_on(key)) for key in made}
        | {key: digest_of((results.digest(work_on(key)), text)) for key, text in rewritten.items()},
        tracked=tracked,
    )


def _link_text(key: Key, dossier: ReadDossier, tracked: TrackedDossier) -> _Work:
    names = names_that_count(tracked.contents[key].named, tracked.context)
    # `contents` has the digest of the resolved body, so reading it is recorded.
    resolved = dossier.texts.resolved(key)
    subject = tracked.subjects[key]
    finder = PublishedFinder(register=tracked.context.register, withheld=tracked.context.withheld)
    published = tracked.published.get(key)
    linked = link_mentions(subject, resolved, names, tracked.context, published)
    linked = mark_claims(subject, linked, finder)
    dates = dates_of(subject.record, finder, cites=resolved.cites)
    return _Work(linked=linked, dates=dates)


def _with_moved_anchors(linked: dict[Key, LinkedText]) -> dict[Key, LinkedText]:
    """The texts that link to places whose anchors have changed, with these links rewritten."""
    moved = {key: text.moved for key, text in linked.items() if text.moved}
    if not moved:
        return {}
    return {
        key: replace(text, body=text.body.with_pieces(move_in_links(text.body.pieces, key, moved)))
        for key, text in linked.items()
        if not moved.keys().isdisjoint(text.leads_into)
    }
