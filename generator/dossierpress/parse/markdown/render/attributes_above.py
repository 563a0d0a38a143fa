"""Attributes from a line of their own, on their way to the block right below."""

from markdown_it.token import Token

from dossierpress.parse.markdown.attributes import NONE, Attributes
from dossierpress.parse.markdown.reading import Reading


class AttributesAbove:
    """Holds them until their block comes; what finds no block is reported."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lines: list[Token] = []

    def take(self, token: Token) -> None:
        """One more line of attributes."""
        if not self._follows(token):
            self.leave()
        self._lines.append(token)

    def give(self, block: Token) -> Attributes:
        """What was written for this block."""
        if not self._follows(block):
            self.leave()
        found = NONE
        for line in self._lines:
            own: Attributes = line.meta["attributes"]
            found = own.over(found)
        self._lines.clear()
        return found

    def leave(self) -> None:
        """No block came."""
        for line in self._lines:
            self._reading.report(
                "md-attribute",
                line.meta["at"],
                line.meta["length"],
                "these attributes stand above nothing that can carry them",
                hint="write them right above a paragraph, a heading, a quotation, a list, a table "
                "or a block of code",
            )
        self._lines.clear()

    def _follows(self, token: Token) -> bool:
        last = self._lines[-1].map if self._lines else None
        return last is None or token.map is None or token.map[0] == last[1]
