"""Each guard holds an attack off; without it the attack wins, so this test of it can fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from guards.table import GUARDS
from guards.taking_away import forget

SINGLE = [
    (name, alone)
    for name, guarded in GUARDS.items()
    if len(guarded.removals) > 1
    for alone in guarded.removals
]


@pytest.fixture(autouse=True)
def _forgetting(request: pytest.FixtureRequest) -> Iterator[None]:
    parameters = getattr(request.node, "callspec", None)
    afresh = parameters is not None and GUARDS[parameters.params["name"]].afresh
    if afresh:
        forget()
    yield
    if afresh:
        forget()


@pytest.mark.parametrize("name", GUARDS)
def test_with_its_guard_the_attack_fails(name: str, tmp_path: Path) -> None:
    assert not GUARDS[name].attack(tmp_path)


@pytest.mark.parametrize("name", GUARDS)
def test_without_its_guard_the_attack_wins(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for remove in GUARDS[name].removals.values():
        remove(monkeypatch)

    assert GUARDS[name].attack(tmp_path)


@pytest.mark.parametrize(("name", "alone"), SINGLE)
def test_where_two_guard_each_of_them_suffices(
    name: str, alone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    GUARDS[name].removals[alone](monkeypatch)

    assert not GUARDS[name].attack(tmp_path)


def test_there_are_enough_of_them() -> None:
    assert len(GUARDS) >= 40
