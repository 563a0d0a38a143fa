"""A citation in plain words, which is of no style and claims none."""

from dossierpress.citing.citable import Citable

_ENDS = frozenset(".!?…。！？؟۔।")
"""What ends a sentence in the scripts that have such a sign."""


def in_words(item: Citable) -> str:
    """`Author. Title. Site, date. Address`, as far as they are known."""
    authors = ", ".join(
        one.name if one.given is None else f"{one.given} {one.name}" for one in item.authors
    )
    place = f"{item.site}, {item.date.words}" if item.date else item.site
    sentences = [_ended(one) for one in (authors, item.title, place) if one]
    return " ".join([*sentences, *([item.address] if item.address else [])])


def _ended(text: str) -> str:
    shown = " ".join(text.split())
    return shown if shown.rstrip("\"'”’»）)")[-1:] in _ENDS else f"{shown}."
