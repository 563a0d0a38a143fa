"""Values of one subject and aspect that cannot be compared."""

import re
from collections.abc import Iterator, Mapping

from dossierpress.claims.contradictions import DECIDING, kind_of, not_compared
from dossierpress.kernel.diagnostics import Diagnostic, Note, Offer, first_notes, problem
from dossierpress.kernel.key import Key
from dossierpress.model.claims import Claims
from dossierpress.model.content import Record
from dossierpress.schema.claim import ClaimValue


def check_comparisons(
    claims: Claims, records: Mapping[Key, Record], most: int
) -> Iterator[Diagnostic]:
    """Report values on one subject with different kinds or units, each pair of kinds once.

    Args:
        claims: As they are published.
        records: As they were written, for their places.
        most: Claims on one subject and aspect whose values are compared, at most.
    """
    matters = {id_: claim.matter for id_, claim in claims.by_id.items()}

    def value_of(id_: str) -> Note:
        other = records[Key(type="claim", id=id_)]
        return Note(
            message=f"`{id_}` has its value here", path=other.path, span=other.locate("value")
        )

    settled = {
        id_: {one.there for one in claim.relations if one.type in DECIDING}
        for id_, claim in claims.by_id.items()
    }
    for pairs in not_compared(matters, most):
        open_pairs = [pair for pair in pairs if pair[1] not in settled[pair[0]]]
        if not open_pairs:
            continue
        # A year that is read as a number is the likely mistake.
        here, there = sorted(
            open_pairs[0], key=lambda id_: (_year(matters[id_].value) is None, id_)
        )
        mine, theirs = matters[here].value, matters[there].value
        if mine is None or theirs is None:
            continue
        more = dict.fromkeys(id_ for pair in open_pairs for id_ in pair if id_ != here)
        record = records[Key(type="claim", id=here)]
        yield problem(
            "claim-not-comparable",
            record.path,
            record.locate("value"),
            f"`{here}` has `{_shown(mine)}` and `{there}` has `{_shown(theirs)}`,"
            " which cannot be compared",
            _comparison_hint(mine, theirs),
            first_notes([there, *(id_ for id_ in more if id_ != there)], value_of),
        )


def _comparison_hint(mine: ClaimValue, theirs: ClaimValue) -> str | Offer:
    kinds = kind_of(mine), kind_of(theirs)
    year = _year(mine)
    if year is not None and kinds[1] == "date":
        text = f"{{date: {year}}}"
        return Offer((text,), f"a year alone is read as a number: write `{text}`")
    if kinds == ("number", "number"):
        unit = mine.unit or theirs.unit
        return f"write both in one unit, such as `{{number: …, unit: {unit}}}`"
    return "they are not on one aspect; give one of the two another `aspect`"


def _year(value: ClaimValue | None) -> str | None:
    """A number that may be meant as a year."""
    bare = value.written if value else None
    return bare if bare and re.fullmatch(r"[0-9]{4}", bare) else None


def _shown(value: ClaimValue) -> str:
    text = value.written or value.number or value.date or value.place or ""
    return f"{text} {value.unit}" if value.unit else text
