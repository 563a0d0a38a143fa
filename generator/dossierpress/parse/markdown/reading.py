"""What is gathered while one body is read: places, problems, ids that the author gave."""

from collections.abc import Sequence
from typing import Any

from dossierpress.diagnostics import Diagnostic, Note, Span
from dossierpress.parse.markdown.quote import quote
from dossierpress.parse.markdown.source import NOWHERE, Origin, Source

KEY = "reading"
"""Under which name the rules find it in the parser's environment."""

_REPORTED_AT_MOST = 100


class Reading:
    """The state of one reading; it lives as long as one call of `read_body`."""

    def __init__(self, source: Source, *, path: str, lang: str) -> None:
        self.source = source
        self.path = path
        self.lang = lang
        self.origin: Origin = NOWHERE
        """Of the block whose content is being parsed."""
        self.given_ids: dict[str, int] = {}
        """Ids written as `{#id}`, and the offset of each."""
        self.footnotes: dict[str, int] = {}
        """Labels of the footnotes that are defined, and the offset of each."""
        self._problems: list[Diagnostic] = []
        self._full: set[str] = set()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All problems, each once."""
        return tuple(dict.fromkeys(self._problems))

    def report(  # noqa: PLR0913 - a diagnostic has that many parts
        self,
        code: str,
        offset: int,
        length: int,
        message: str,
        *,
        hint: str | None = None,
        notes: Sequence[Note] = (),
    ) -> None:
        """Tell of a problem in the text; `length` in code points of the body."""
        self.report_at(code, self.source.span(offset, length), message, hint=hint, notes=notes)

    def report_at(
        self,
        code: str,
        span: Span,
        message: str,
        *,
        hint: str | None = None,
        notes: Sequence[Note] = (),
    ) -> None:
        """Tell of a problem at a place of the file."""
        if len(self._problems) >= _REPORTED_AT_MOST and code in self._full:
            return
        self._full.add(code)
        self._problems.append(
            Diagnostic(
                code=code,
                path=self.path,
                span=span,
                message=message,
                hint=hint,
                notes=tuple(notes),
            )
        )

    def note(self, message: str, offset: int, length: int = 1) -> Note:
        """A second place in the same file."""
        return Note(message=message, path=self.path, span=self.source.span(offset, length))

    def give_id(self, id_: str, offset: int) -> bool:
        """Take down an id that the author wrote; False, with a report, where it is taken."""
        first = self.given_ids.setdefault(id_, offset)
        if first == offset:
            return True
        self.report(
            "md-duplicate-anchor",
            offset,
            len(id_),
            f"the anchor {quote(id_)} is given twice",
            hint="give one of the two another name",
            notes=(self.note(f"{quote(id_)} is first given here", first, len(id_)),),
        )
        return False


def reading_of(env: Any) -> Reading:
    """The reading that a rule takes part in."""
    reading: Reading = env[KEY]
    return reading
