"""With whom the chains of attribution of one claim end, and who may only have passed it on."""

from collections.abc import Container, Iterator, Sequence

from msgspec import Struct

from dossierpress.model.key import Key
from dossierpress.provenance.repeats import repeats
from dossierpress.provenance.statement import Party, Statement, Unnamed


class Roots(Struct, frozen=True, kw_only=True, gc=False):
    """Each in the order in which the reports name them."""

    certain: tuple[Key, ...]
    """Whom reports that count name as their source and who name nobody; and who say how they know
    it."""
    possible: tuple[Key, ...]
    """Who report it and say neither from whom they have it nor how they know; and who are named by
    reports alone that do not count or show nothing; see `telling`."""
    unnamed: tuple[Unnamed, ...]
    """Both, of those whom nobody names."""
    unnamed_possible: tuple[Unnamed, ...]
    """Those of them who only may have passed it on."""


def roots(statements: Sequence[Statement], never: Container[Party] = frozenset()) -> Roots:
    """Find the ends of the chains.

    Args:
        statements: All of one claim that have one stance.
        never: Who is no origin, whatever they say: encyclopaedias, desk notes.
    """
    repeated = repeats(statements)
    speaking = dict.fromkeys(one.by for one in statements)
    cited = dict.fromkeys(party for one in statements for party in one.citing)
    named_rightly = {party for _, names in telling(statements, never) for party in names}
    bare = {one.by for one in statements if not one.citing}
    passing_on = {
        one.by
        for number, one in enumerate(statements)
        if any((number, party) not in repeated for party in one.citing)
    }
    end = {
        party
        for party in cited
        if party not in speaking or (party in bare and party not in passing_on)
    }
    certain = (end & named_rightly) | {one.by for one in statements if knows(one)}
    maybe = end | bare | {one.by for one in statements if _may_know(one)}
    named = [one for one in dict.fromkeys((*speaking, *cited)) if one not in never]
    return Roots(
        certain=tuple(one for one in named if isinstance(one, Key) and one in certain),
        possible=tuple(
            one for one in named if isinstance(one, Key) and one in maybe and one not in certain
        ),
        unnamed=tuple(_unnamed(named, certain | end | bare)),
        unnamed_possible=tuple(_unnamed(named, (end | bare) - certain)),
    )


def _unnamed(parties: Sequence[Party], ends: Container[Party]) -> Iterator[Unnamed]:
    for one in parties:
        if isinstance(one, Unnamed) and one in ends:
            yield one


def telling(
    statements: Sequence[Statement], never: Container[Party]
) -> tuple[tuple[Statement, tuple[Party, ...]], ...]:
    """Find whom each statement that counts shows to be a source.

    That an encyclopaedia names somebody does not show that it is right. Nor does it show anything
    that some who print it on their own word cite one another as well, if none of them says how they
    know it: each would be a source on the word of those who have it from them.
    """
    knowing = {one.by for one in statements if knows(one)}
    unknowing = [one for one in statements if one.by not in knowing]
    around = {(unknowing[number].by, party) for number, party in repeats(unknowing)}
    return tuple(
        (one, tuple(party for party in one.names if (one.by, party) not in around))
        for one in statements
        if one.by not in never
    )


def knows(one: Statement) -> bool:
    """Whether it says how it knows, and that is not only what somebody else has told it."""
    if one.basis == "witness":
        return True
    if one.basis == "handout":
        return not one.citing
    # Whoever cites somebody and holds a document may have it from them; see `_may_know`.
    return one.basis in ("document", "official") and not any(
        isinstance(party, Key) for party in one.citing
    )


def _may_know(one: Statement) -> bool:
    return one.basis in ("document", "official")
