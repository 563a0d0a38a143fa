"""Diagnostics: the values, the table of codes, the suggestions and the printers.

Begin with `kernel/diagnostics/diagnostic.py`, the values and the hints that can be pasted.
"""

from dossierpress.kernel.diagnostics.code_table import Code, ExampleFile, codes, severity_of
from dossierpress.kernel.diagnostics.diagnostic import (
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
from dossierpress.kernel.diagnostics.hints import (
    Hint,
    Offer,
    Seek,
    did_you_mean,
    problem,
    suggest,
    with_hint,
    write,
)
from dossierpress.kernel.diagnostics.printers import (
    Lines,
    as_data,
    print_github,
    print_json,
    print_text,
    wants_color,
)
from dossierpress.kernel.diagnostics.summary import summarise

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
