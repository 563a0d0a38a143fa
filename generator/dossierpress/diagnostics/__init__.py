"""Diagnostics: the values, the table of codes, the suggestions and the printers."""

from dossierpress.diagnostics.codes import Code, ExampleFile, codes, severity_of
from dossierpress.diagnostics.diagnostic import (
    NOTES,
    WEIGHTS,
    Diagnostic,
    Fix,
    Note,
    Severity,
    Span,
    first_notes,
    first_words,
    order,
)
from dossierpress.diagnostics.hint import Hint, Offer, Seek, problem, with_hint, write
from dossierpress.diagnostics.print_github import print_github
from dossierpress.diagnostics.print_json import as_data, print_json
from dossierpress.diagnostics.print_text import Lines, print_text, wants_color
from dossierpress.diagnostics.suggest import did_you_mean, suggest
from dossierpress.diagnostics.summary import summarise

__all__ = [
    "NOTES",
    "WEIGHTS",
    "Code",
    "Diagnostic",
    "ExampleFile",
    "Fix",
    "Hint",
    "Lines",
    "Note",
    "Offer",
    "Seek",
    "Severity",
    "Span",
    "as_data",
    "codes",
    "did_you_mean",
    "first_notes",
    "first_words",
    "order",
    "print_github",
    "print_json",
    "print_text",
    "problem",
    "severity_of",
    "suggest",
    "summarise",
    "wants_color",
    "with_hint",
    "write",
]
