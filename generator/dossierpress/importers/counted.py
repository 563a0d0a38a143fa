"""Numbers of things in words."""

_PLURALS = {"entity": "entities", "entry": "entries"}


def things(thing: str, number: int) -> str:
    """`article`, 2 -> `articles`."""
    return thing if number == 1 else _PLURALS.get(thing, f"{thing}s")


def counted(number: int, thing: str) -> str:
    """1, `source` -> `1 source`; 12, `entity` -> `12 entities`."""
    return f"{number} {things(thing, number)}"
