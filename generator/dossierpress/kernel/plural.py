"""Numbers with their word: `1 file`, `3 files`."""


def pluralised(number: int, word: str) -> str:
    """A number and what there is so many of; the word takes an `s` but for one."""
    return f"{number} {word}{'' if number == 1 else 's'}"
