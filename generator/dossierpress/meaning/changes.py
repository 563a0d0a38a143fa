"""What one edition changes of the facts of another."""

from collections.abc import Iterable, Iterator, Mapping

from dossierpress.schema.kept_changes import Change, EditionChanges, Fact, KeptChanges, What

RECORD_FACTS: tuple[What, ...] = ("title", "text", "name")
"""The facts that a record has as long as it is there."""


def changes_between(before: Mapping[Fact, str], now: Mapping[Fact, str]) -> tuple[Change, ...]:
    """All facts that two editions do not say alike, by record."""
    facts = {*before, *now}
    return tuple(
        sorted(
            (
                Change(fact, before.get(fact), now.get(fact))
                for fact in facts
                if before.get(fact) != now.get(fact)
            ),
            key=lambda one: one.fact,
        )
    )


def facts_before(now: Mapping[Fact, str], changes: Iterable[Change]) -> dict[Fact, str]:
    """What was said before some changes were made."""
    facts = dict(now)
    for one in changes:
        if one.was is None:
            facts.pop(one.fact, None)
        else:
            facts[one.fact] = one.was
    return facts


def worth_telling(changes: Iterable[Change]) -> Iterator[Change]:
    """Of a record that is new or gone, that alone: the rest of it says nothing more."""
    every = tuple(changes)
    whole = {
        one.fact.of
        for one in every
        if one.fact.what in RECORD_FACTS and (one.was is None or one.now is None)
    }
    for one in every:
        if one.fact.of not in whole or one.fact.what in RECORD_FACTS:
            yield one


def with_this_edition(kept: KeptChanges | None, now: Mapping[Fact, str], day: str) -> KeptChanges:
    """What the file has after the edition of a day.

    The first edition that is kept changes nothing. All editions of one day are one: what they
    change, they change of that of the day before. An edition that changes nothing is not listed.
    """
    if kept is None:
        return KeptChanges(facts=now, day=day)
    today = [one for one in kept.editions if one.day == day]
    before = facts_before(kept.facts, (change for one in today for change in one.changes))
    changes = changes_between(before, now)
    earlier = tuple(one for one in kept.editions if one.day != day)
    editions = (EditionChanges(day=day, changes=changes), *earlier) if changes else earlier
    if kept.facts == now and not today:
        return KeptChanges(facts=now, day=kept.day, editions=kept.editions)
    return KeptChanges(
        facts=now,
        day=max(kept.day, day),
        editions=tuple(sorted(editions, key=lambda one: one.day, reverse=True)),
    )
