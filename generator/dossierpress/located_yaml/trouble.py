"""Where the YAML parser stopped, and how to say what is wrong there."""

from msgspec import Struct

FAR = 2000
"""How far into a line to look for what is wrong: a line may be as long as the whole text."""


class Mistake(Struct, frozen=True, kw_only=True, gc=False):
    """A mistake, with lines and columns counted from 0."""

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str | None
    resume_after: int
    """The last line that the mistake spoils."""
    put: tuple[int, int, int, str] | None = None
    """Line, column and length of what is to be replaced, and by what; None where nobody can say."""


class Trouble(Struct, frozen=True, kw_only=True):
    """What the parser complained of."""

    lines: list[str]
    context: str
    opened: tuple[int, int]
    """Line and column where the thing began that could not be finished."""
    problem: str
    at: tuple[int, int]
    """Line and column where the parser could not go on."""

    @property
    def text(self) -> str:
        """The line on which the parser stopped."""
        return self.lines[self.at[0]]

    @property
    def character(self) -> str:
        """What stands there; empty at the end of a line."""
        return self.text[self.at[1] : self.at[1] + 1]

    @property
    def depth(self) -> int:
        """How far that line is indented."""
        return len(self.text) - len(self.text.lstrip())

    def rest(self, line: int, column: int) -> tuple[int, int, int]:
        """The stretch from a place to the end of its line."""
        return line, column, len(self.lines[line].rstrip()) - column

    def mistake(
        self,
        code: str,
        message: str,
        hint: str | None = None,
        where: tuple[int, int, int] | None = None,
        put: tuple[int, int, int, str] | None = None,
    ) -> Mistake:
        """Say what is wrong, where the parser stopped or at a line, column and length."""
        line, column, length = where or (*self.at, 1)
        return Mistake(
            code=code,
            line=line,
            column=column,
            length=max(length, 1),
            message=message,
            hint=hint,
            resume_after=line,
            put=put,
        )
