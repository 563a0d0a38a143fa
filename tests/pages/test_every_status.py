"""Every judgement has its place in lists, its word and its look."""

from pathlib import Path
from typing import get_args

from dossierpress.pages.tables.claim_lists import STATUS_ORDER
from dossierpress.schema.claim import STATUSES, ClaimStatus

EVERY = get_args(ClaimStatus)


def test_every_judgement_has_a_place_in_the_list_of_claims() -> None:
    assert sorted(one for one in STATUS_ORDER if one is not None) == sorted(EVERY)


def test_every_judgement_fits_some_kind() -> None:
    assert {one for right in STATUSES.values() for one in right} == set(EVERY)


def test_every_judgement_has_a_word(repository: Path) -> None:
    words = (repository / "templates" / "macros" / "words.html").read_text(encoding="utf-8")

    assert [one for one in EVERY if f'  "{one}": _("' not in words] == []
