"""Texts are compared as a whole would be, though each line is looked at by itself."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.memo import LONG
from dossierpress.visibility.leak_check.secret import _UNSEEN, plain

TEXTS = st.lists(st.text()).map("\n".join) | st.text(alphabet="aΣςÉe\u0301\u200b\u2028İ\n\r \t")


@given(TEXTS)
def test_line_by_line_gives_what_the_whole_gives(text: str) -> None:
    whole = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()

    assert plain(text) == " ".join(whole.lower().split())


def test_a_long_line_is_no_other() -> None:
    long = "Ａ" * (LONG + 1)

    assert plain(f"{long}\n\n  Two\tWords") == f"{'a' * (LONG + 1)} two words"
