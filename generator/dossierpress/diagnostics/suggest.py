"""Did you mean …?"""

from collections.abc import Iterable

from dossierpress.diagnostics.hint import Offer


def suggest(word: str, possible: Iterable[str]) -> str | None:
    """Find what was most likely meant.

    Args:
        word: As written, known to be wrong.
        possible: What would have been right, in any order.

    Returns:
        The closest one, or None where none is close enough to be worth the reader's time, or
        where two are equally close. Never the word itself.
    """
    # Most runs have nothing to suggest.
    from dossierpress.diagnostics.closest import closest  # noqa: PLC0415

    return closest(word, possible)


def did_you_mean(word: str, possible: Iterable[str]) -> Offer | None:
    """Offer what was most likely meant: "did you mean `title`?", or None."""
    found = suggest(word, possible)
    return None if found is None else Offer((found,))
