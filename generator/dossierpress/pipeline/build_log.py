"""`BuildLog`: what one build has found and done so far; it becomes a `BuildResult`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Diagnostic, Severity, order
from dossierpress.kernel.diagnostics.code_table import severity_of
from dossierpress.model.site import Site
from dossierpress.pipeline.build_result import BuildResult, Counts
from dossierpress.visibility.log_redaction import Redaction

_Value = TypeVar("_Value")


class BuildLog(Struct, kw_only=True):
    """Mutable; only the build writes to it."""

    strict: bool
    """Whether warnings count as errors."""
    notices: bool = False
    """Whether notices are reported too."""
    clock: Callable[[], float]
    """Seconds, from any start."""
    overrides: Mapping[str, Severity] = field(default_factory=dict)
    """Severities that site.yml sets; empty until it is read."""
    kinds: tuple[tuple[str, int], ...] = ()
    site: Site | None = None
    redaction: Redaction = field(default_factory=Redaction)
    """Removes what is withheld from messages of a log."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Facts for the author that are not problems."""
    passing_notes: list[str] = field(default_factory=list)
    """Notes that hold for this build only, and not for the next one."""
    valid_until: datetime | None = None
    """The first time at which a build of the same files may differ."""
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def value_of(self, result: tuple[_Value, tuple[Diagnostic, ...]]) -> _Value:
        """The value of a stage; its diagnostics are recorded."""
        value, diagnostics = result
        self.diagnostics += diagnostics
        return value

    def count(self, **counts: int) -> None:
        """Record counts; their names are the fields of `Counts`."""
        self.counts |= counts

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Record how long a stage takes."""
        began = self.clock()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + self.clock() - began

    @property
    def stopped(self) -> bool:
        """Whether there is an error, so that the gate is closed."""
        return any(self._severity(one, strict=self.strict) == "error" for one in self.diagnostics)

    def result(
        self,
        *,
        published: bool = False,
        added: tuple[str, ...] = (),
        changed: tuple[str, ...] = (),
        pruned: tuple[str, ...] = (),
        notes: tuple[str | None, ...] = (),
    ) -> BuildResult:
        """The result of the build, with the diagnostics that are reported."""
        silent = ("off",) if self.notices else ("off", "notice")
        reported = [one for one in self.diagnostics if self._severity(one) not in silent]
        return BuildResult(
            diagnostics=tuple(sorted(reported, key=order)),
            overrides=self.overrides,
            strict=self.strict,
            published=published,
            counts=Counts(**self.counts),
            kinds=self.kinds,
            seconds=tuple(self.seconds.items()),
            added=added,
            changed=changed,
            pruned=pruned,
            notes=tuple(note for note in (*self.notes, *notes) if note),
            site=self.site,
            redaction=self.redaction,
        )

    def _severity(self, diagnostic: Diagnostic, *, strict: bool = False) -> Severity:
        return severity_of(diagnostic.code, self.overrides, strict=strict)
