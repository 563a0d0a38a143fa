"""What a template did wrong, as a diagnostic at its line: never a traceback."""

from types import TracebackType

import jinja2

from dossierpress.diagnostics import Diagnostic, Note
from dossierpress.model.files import TemplateSet
from dossierpress.templates.environment import syntax
from dossierpress.templates.places import diagnostic


def syntax_errors(templates: TemplateSet) -> tuple[Diagnostic, ...]:
    """Report every template that cannot be parsed."""
    return tuple(
        _syntax_error(templates, name, parsed)
        for name, parsed in syntax(templates).items()
        if isinstance(parsed, jinja2.TemplateSyntaxError)
    )


def failure(
    error: Exception, templates: TemplateSet, template: str, page: str
) -> Diagnostic | None:
    """Say what a template did wrong while a page was made; None for a fault that is not its own.

    Args:
        error: As it was raised.
        templates: The theme.
        template: The template that the page began with.
        page: Path of the page.
    """
    notes = (Note(message=f"found while making `{page}`"),)
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _syntax_error(templates, error.name or template, error, notes)
    if isinstance(error, jinja2.TemplateNotFound):
        missing = error.name or template
        return diagnostic(
            templates,
            "tpl-missing-template",
            template,
            1,
            f"there is no template `{missing}`",
            notes=notes,
        )
    place = _place(error.__traceback__, templates)
    if place is None:
        return None
    name, line = place
    if isinstance(error, jinja2.UndefinedError):
        message, _, hint = str(error).partition("\n")
        return diagnostic(
            templates,
            "tpl-unknown-name",
            name,
            line,
            message,
            hint=hint or None,
            notes=notes,
        )
    return diagnostic(
        templates,
        "tpl-runtime",
        name,
        line,
        f"the template fails here: {type(error).__name__}: {error}",
        notes=notes,
    )


def _syntax_error(
    templates: TemplateSet,
    name: str,
    error: jinja2.TemplateSyntaxError,
    notes: tuple[Note, ...] = (),
) -> Diagnostic:
    message = (error.message or "the template cannot be read").rstrip(".")
    return diagnostic(
        templates,
        "tpl-syntax",
        name,
        error.lineno,
        message[:1].lower() + message[1:],
        notes=notes,
    )


def _place(traceback: TracebackType | None, templates: TemplateSet) -> tuple[str, int] | None:
    """(template, line) of the innermost frame that is a template's."""
    names = {path: name for name, path in templates.paths}
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path in names:
            found = names[path], traceback.tb_lineno
        traceback = traceback.tb_next
    return found
