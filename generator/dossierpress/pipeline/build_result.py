"""What a build did and found: for the terminal, for programs, and for the preview."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Diagnostic, Severity
from dossierpress.kernel.diagnostics.code_table import severity_of

if TYPE_CHECKING:
    from dossierpress.model.site import Site
    from dossierpress.visibility.log_redaction import Redaction


class Counts(Struct, frozen=True, kw_only=True, gc=False):
    """How much there was to do, and how much of it was done. Files or pages."""

    read: int = 0
    """Files below content/."""
    parsed: int = 0
    """Content files that were parsed by this build."""
    cached: int = 0
    """Content files whose parse result was known already."""
    pages: int = 0
    """Pages of the edition."""
    assets: int = 0
    """Files of the edition that are published as they are."""
    rendered: int = 0
    """Pages rendered by this build."""
    skipped: int = 0
    """Pages that are as they would be rendered."""
    written: int = 0
    """Files that were new or different, pages and assets."""
    pruned: int = 0
    """Files of the last edition that are not in this one."""


class BuildResult(Struct, frozen=True, kw_only=True):
    """The result of a build or a check."""

    diagnostics: tuple[Diagnostic, ...]
    """By path and place; those that site.yml turns off are not among them."""
    overrides: Mapping[str, Severity] = field(default_factory=dict)
    """Severities that site.yml sets."""
    strict: bool = False
    """Whether warnings count as errors."""
    published: bool = False
    """Whether output/ is the edition that content/ describes. Never after a check."""
    counts: Counts = Counts()
    kinds: tuple[tuple[str, int], ...] = ()
    """(kind of page, how many), by kind: article, entity, source …"""
    seconds: tuple[tuple[str, float], ...] = ()
    """(stage, how long it took), in order."""
    changed: tuple[str, ...] = ()
    """Paths below output/ that were written."""
    added: tuple[str, ...] = ()
    """Those of them that are new."""
    pruned: tuple[str, ...] = ()
    """Paths below output/ that were removed."""
    notes: tuple[str, ...] = ()
    """What is worth telling and is not wrong: a cache that had to be rebuilt."""
    site: "Site | None" = None
    """The dossier as resolved, for commands that list what is in it; None if it came not so far."""
    hidden: "Redaction | None" = None
    """What a log, or the page of a public preview, must not show. None only where there are no
    diagnostics."""

    def severity(self, code: str) -> Severity:
        """What a diagnostic of this code weighs here."""
        return severity_of(code, self.overrides, strict=self.strict)

    @property
    def errors(self) -> int:
        """How many diagnostics keep the dossier from being published."""
        return sum(self.severity(one.code) == "error" for one in self.diagnostics)

    @property
    def warnings(self) -> int:
        """How many diagnostics are worth a look."""
        return sum(self.severity(one.code) == "warning" for one in self.diagnostics)

    @property
    def notices(self) -> int:
        """How many diagnostics are worth knowing and no mistakes."""
        return sum(self.severity(one.code) == "notice" for one in self.diagnostics)
