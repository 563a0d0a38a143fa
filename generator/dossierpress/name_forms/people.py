"""Which records are people, who have a family name and initials."""

_OTHERS = frozenset(
    """
    organization place event work object newspaper online wire broadcaster state-media government
    parliament court company ngo think-tank academic social document
    """.split()  # noqa: SIM905 (reads better than twenty lines)
)


def is_of_person(kind: str) -> bool:
    """Whether a record of a kind may be somebody: all kinds that a dossier adds may be people."""
    return kind not in _OTHERS
