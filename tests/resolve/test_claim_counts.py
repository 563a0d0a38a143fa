"""What a claim rests on, from the files to the numbers: cases as a reporter would tell them."""

from typing import get_args

import pytest
import yaml
from resolving import resolved

from case_files import cases
from dossierpress.model.claims import Claim
from dossierpress.provenance.origins import Origins
from dossierpress.schema.source import SourceKind


@pytest.mark.parametrize(("stem", "records", "claim", "expected"), cases("provenance"))
def test_case(stem: str, records: str, claim: str, expected: str) -> None:
    assert stem in ("rules", "newsroom")
    named = [{"name": f"The {one['id'].title()}", **one} for one in yaml.safe_load(records)]
    sources = [one for one in named if one["kind"] in get_args(SourceKind)]
    entities = [one for one in named if one not in sources]

    made = resolved(
        {
            **({"sources/all.yml": yaml.safe_dump(sources)} if sources else {}),
            **({"entities/all.yml": yaml.safe_dump(entities)} if entities else {}),
            "claims/told.yml": claim,
        }
    )

    assert told(made.site.claims.by_id["told"], made.codes) == expected.splitlines()


def told(claim: Claim, codes: list[str]) -> list[str]:
    """A claim as the cases tell it."""
    lines = [_ends(claim.asserted) if claim.is_counted else "no count"]
    if claim.asserted.unnamed and claim.is_counted:
        lines.append(f"unnamed: {len(claim.asserted.unnamed)}")
    if claim.parts:
        parts = [
            f"{one.part.words or (one.part.value and one.part.value.written)} {_ends(one.asserted)}"
            for one in claim.parts
        ]
        lines.append(f"parts: {', '.join(parts)}")
    lines.append(f"marks: {', '.join(claim.marks)}".rstrip())
    if codes:
        lines.append(f"found: {', '.join(codes)}")
    return lines


def _ends(found: Origins) -> str:
    return f"{found.low}-{found.high}"
