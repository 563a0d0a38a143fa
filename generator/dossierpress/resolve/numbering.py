"""Numbers of the bibliography, and ids of the citation marks, as a text is read."""

from collections.abc import Container

from msgspec import Struct, field

from dossierpress.model.key import Key


class Numbering(Struct, kw_only=True):
    """Counts the sources of one text."""

    taken: Container[str]
    """Anchors that the text has already."""
    numbers: dict[Key, int] = field(default_factory=dict)
    marks: dict[Key, int] = field(default_factory=dict)

    def number(self, source: Key) -> int:
        """Number a source by its first citation, from 1."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def mark(self, source: Key) -> str:
        """Make the id of the next mark of a source."""
        while True:
            self.marks[source] = self.marks.get(source, 0) + 1
            mark = f"cite-{source.id}-{self.marks[source]}"
            if mark not in self.taken:
                return mark
