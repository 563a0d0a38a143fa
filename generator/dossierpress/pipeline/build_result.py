"""`BuildResult`: what a build did and found, for the terminal, for programs and the preview."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Diagnostic, Severity
from dossierpress.kernel.diagnostics.code_table import severity_of

if TYPE_CHECKING:
    from dossierpress.model.site import Site
    from dossierpress.visibility.log_redaction import Redaction


class Counts(Struct, frozen=True, kw_only=True, gc=False):
    """Numbers of files and pages: of the dossier, and of what this build did."""

    read: int = 0
    """Files below content/."""
    parsed: int = 0
    """Content files that were parsed by this build."""
    cached: int = 0
    """Content files whose parse result was in the cache."""
    pages: int = 0
    """Pages of the edition."""
    assets: int = 0
    """Files of the edition that are published as they are."""
    rendered: int = 0
    """Pages rendered by this build."""
    skipped: int = 0
    """Pages that were intact in output/ and not rendered."""
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
    """Facts for the author that are not problems: a cache that had to be rebuilt."""
    site: "Site | None" = None
    """The resolved dossier, for commands that list it; None if the build stopped before that."""
    redaction: "Redaction | None" = None
    """Removes what is withheld from messages of a log or a preview page. None only without
    diagnostics."""

    def severity(self, code: str) -> Severity:
        """The severity of a code under the settings of this site."""
        return severity_of(code, self.overrides, strict=self.strict)

    @property
    def errors(self) -> int:
        """The number of errors: any of them keeps the dossier from being published."""
        return sum(self.severity(one.code) == "error" for one in self.diagnostics)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return sum(self.severity(one.code) == "warning" for one in self.diagnostics)

    @property
    def notices(self) -> int:
        """The number of notices: facts worth knowing that are not mistakes."""
        return sum(self.severity(one.code) == "notice" for one in self.diagnostics)
