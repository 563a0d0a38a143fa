"""Numbers with their word: `1 file`, `3 files`."""


def pluralised(number: int, word: str) -> str:
    """A number and its word, which takes an `s` unless the number is one."""
    return f"{number} {word}{'' if number == 1 else 's'}"
