"""What one build has found and done so far, until it becomes a `BuildResult`."""

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
    """Written to by the build alone, as it goes."""

    strict: bool
    """Whether warnings count as errors."""
    notices: bool = False
    """Whether what is worth knowing and no mistake is told too."""
    clock: Callable[[], float]
    """Seconds, from any moment."""
    overrides: Mapping[str, Severity] = field(default_factory=dict)
    """Severities that site.yml sets; known once it is read."""
    kinds: tuple[tuple[str, int], ...] = ()
    site: Site | None = None
    hidden: Redaction = field(default_factory=Redaction)
    """What a log must not show."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is worth telling and is not wrong."""
    passing: list[str] = field(default_factory=list)
    """The same, of this build alone: the next one would not say it."""
    stands_until: datetime | None = None
    """The first moment at which a build of the same files may differ."""
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def value_of(self, result: tuple[_Value, tuple[Diagnostic, ...]]) -> _Value:
        """The value of a stage; its diagnostics are taken down."""
        value, diagnostics = result
        self.diagnostics += diagnostics
        return value

    def count(self, **counts: int) -> None:
        """Take down how much there was of something; names are those of `Counts`."""
        self.counts |= counts

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take down how long a stage takes."""
        began = self.clock()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + self.clock() - began

    @property
    def stopped(self) -> bool:
        """Whether the gate is closed: there is an error."""
        return any(self._severity(one, strict=self.strict) == "error" for one in self.diagnostics)

    def report(
        self,
        *,
        published: bool = False,
        added: tuple[str, ...] = (),
        changed: tuple[str, ...] = (),
        pruned: tuple[str, ...] = (),
        notes: tuple[str | None, ...] = (),
    ) -> BuildResult:
        """What has come of it."""
        silent = ("off",) if self.notices else ("off", "notice")
        told = [one for one in self.diagnostics if self._severity(one) not in silent]
        return BuildResult(
            diagnostics=tuple(sorted(told, key=order)),
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
            hidden=self.hidden,
        )

    def _severity(self, diagnostic: Diagnostic, *, strict: bool = False) -> Severity:
        return severity_of(diagnostic.code, self.overrides, strict=strict)
