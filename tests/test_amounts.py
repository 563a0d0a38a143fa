"""What a claim says in numbers, against trying numbers one by one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.amounts import Amount, can_both_be_true, read_amount

numbers = st.integers(0, 6)
written = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["", ">=", "<=", ">", "<", "≥ ", "≤"]), numbers),
    st.builds(lambda a, b: f"{min(a, b)}..{max(a, b)}", numbers, numbers),
)


def holds(text: str, number: Decimal) -> bool:
    """Read the text once more, by hand."""
    if ".." in text:
        least, most = (Decimal(part) for part in text.split(".."))
        return least <= number <= most
    for sign, is_right in {
        ">=": number.__ge__, "≥": number.__ge__, "<=": number.__le__, "≤": number.__le__,
        ">": number.__gt__, "<": number.__lt__,
    }.items():  # fmt: skip
        if text.startswith(sign):
            return is_right(Decimal(text.removeprefix(sign).strip()))
    return number == Decimal(text)


@given(one=written, other=written)
def test_two_amounts_can_both_be_true_if_some_number_is_right_for_both(
    one: str, other: str
) -> None:
    tried = [Decimal(step) / 4 for step in range(-8, 40)]
    a, b = read_amount(one), read_amount(other)
    assert a is not None
    assert b is not None

    assert can_both_be_true(a, b) == any(holds(one, n) and holds(other, n) for n in tried)


@pytest.mark.parametrize("text", ["six", "6 groups", "8..6", "", ">", "1,000", "~6", "2024-05"])
def test_what_is_no_number_is_not_guessed_at(text: str) -> None:
    assert read_amount(text) is None


def test_a_number_may_have_decimals_and_a_sign() -> None:
    assert read_amount(">= -1.50") == Amount(least=Decimal("-1.5"), most=None)
