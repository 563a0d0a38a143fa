"""Where in a template something stands."""

import re

from dossierpress.diagnostics import Diagnostic, Hint, Note, Offer, Span, problem
from dossierpress.model.files import TemplateSet


def diagnostic(  # noqa: PLR0913 (the parts of a diagnostic, each by its name)
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
    """A problem on a line of a template, at the word that it is about where that stands there."""
    path, place = dict(templates.paths).get(name, name), span(templates, name, line, word)
    if isinstance(hint, Offer) and (word is None or place.length != len(word)):
        hint = hint.hint  # where the word stands is not known
    return problem(code, path, place, message, hint, notes)


def span(templates: TemplateSet, name: str, line: int, word: str | None) -> Span:
    """The place of a word on a line; the line's own text where the word is not on it."""
    lines = dict(templates.templates).get(name, "").split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    if found:
        return Span(line=line, column=found.start() + 1, length=len(found[0]))
    indent = len(text) - len(text.lstrip())
    return Span(line=line, column=indent + 1, length=max(1, len(text.strip())))
