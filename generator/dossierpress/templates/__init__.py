"""Templates: where they run, what they are made of, and what is wrong with them."""

from collections.abc import Mapping

from dossierpress.diagnostics import Diagnostic, order
from dossierpress.model.files import TemplateSet
from dossierpress.model.output import ThemeFacts
from dossierpress.templates.closure import closure, closure_digest
from dossierpress.templates.environment import environment
from dossierpress.templates.failures import failure, syntax_errors
from dossierpress.templates.lint import lint
from dossierpress.templates.names import check_names
from dossierpress.templates.references import check_references
from dossierpress.templates.rendering import Renderer, renderer

__all__ = [
    "Renderer",
    "check",
    "closure",
    "closure_digest",
    "environment",
    "facts_of",
    "failure",
    "renderer",
]


def facts_of(templates: TemplateSet, views: Mapping[str, type]) -> ThemeFacts:
    """What is to be known of a theme; every template of it is parsed for that.

    Args:
        templates: The theme.
        views: Template -> the view that it is given.
    """
    names = sorted({name for name, _ in templates.templates} | set(views))
    return ThemeFacts(
        closures={name: closure_digest(templates, name) for name in names},
        diagnostics=check(templates, views),
    )


def check(templates: TemplateSet, views: Mapping[str, type]) -> tuple[Diagnostic, ...]:
    """Report all that is wrong with a theme, without rendering a page.

    Args:
        templates: The theme.
        views: Template -> the view that it is given.
    """
    found = (
        *syntax_errors(templates),
        *check_references(templates, views),
        *check_names(templates, views),
        *lint(templates),
    )
    return tuple(sorted(found, key=order))
