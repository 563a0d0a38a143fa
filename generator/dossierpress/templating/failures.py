"""Failures of templates as diagnostics at their line: never a traceback.

`template_diagnostic` finds the place of a word in a template, for all checks of a theme.
"""

import re
from types import TracebackType

import jinja2

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Note, Offer, Span, problem
from dossierpress.source.files import TemplateSet
from dossierpress.templating.environment import syntax


def template_diagnostic(  # noqa: PLR0913 (the parts of a diagnostic, each by its name)
    templates: TemplateSet,
    code: str,
    name: str,
    line: int,
    message: str,
    *,
    word: str | None = None,
    hint: Hint = None,
    notes: tuple[Note, ...] = (),
) -> Diagnostic:
    """A diagnostic for a line of a template, at its word if the line has it."""
    path, place = dict(templates.paths).get(name, name), word_span(templates, name, line, word)
    if isinstance(hint, Offer) and (word is None or place.length != len(word)):
        hint = hint.hint  # where the word stands is not known
    return problem(code, path, place, message, hint, notes)


def word_span(templates: TemplateSet, name: str, line: int, word: str | None) -> Span:
    """The span of a word on a line; of the whole line if the word is not on it."""
    lines = dict(templates.templates).get(name, "").split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    if found:
        return Span(line=line, column=found.start() + 1, length=len(found[0]))
    indent = len(text) - len(text.lstrip())
    return Span(line=line, column=indent + 1, length=max(1, len(text.strip())))


def syntax_errors(templates: TemplateSet) -> tuple[Diagnostic, ...]:
    """Report every template that cannot be parsed."""
    return tuple(
        _syntax_error(templates, name, parsed)
        for name, parsed in syntax(templates).items()
        if isinstance(parsed, jinja2.TemplateSyntaxError)
    )


def failure_diagnostic(
    error: Exception, templates: TemplateSet, template: str, page: str
) -> Diagnostic | None:
    """The diagnostic for an error while a page was rendered; None if it is not the template's.

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
        return template_diagnostic(
            templates,
            "tpl-missing-template",
            template,
            1,
            f"there is no template `{missing}`",
            notes=notes,
        )
    place = _failing_line(error.__traceback__, templates)
    if place is None:
        return None
    name, line = place
    if isinstance(error, jinja2.UndefinedError):
        message, _, hint = str(error).partition("\n")
        return template_diagnostic(
            templates,
            "tpl-unknown-name",
            name,
            line,
            message,
            hint=hint or None,
            notes=notes,
        )
    return template_diagnostic(
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
    return template_diagnostic(
        templates,
        "tpl-syntax",
        name,
        error.lineno,
        message[:1].lower() + message[1:],
        notes=notes,
    )


def _failing_line(
    traceback: TracebackType | None, templates: TemplateSet
) -> tuple[str, int] | None:
    """(template, line) of the innermost frame that is a template's."""
    names = {path: name for name, path in templates.paths}
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path in names:
            found = names[path], traceback.tb_lineno
        traceback = traceback.tb_next
    return found
