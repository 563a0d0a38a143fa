"""The tables of docs/theme.md: what each template is given, from the views themselves."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from dossierpress.pages.views.parts import View
from dossierpress.schema import json_schema


def tables(views: Mapping[str, type]) -> Iterator[str]:
    """A table for each template's view, then one for each part that views hold."""
    for template, view in views.items():
        yield f"### {template}\n"
        yield from _fields(view)
    yield "## Parts of views\n"
    for part in sorted(_parts(views.values()), key=lambda part: part.__name__):
        yield f"### {part.__name__}\n"
        yield from _fields(part)


def _fields(view: type) -> Iterator[str]:
    yield f"{' '.join((view.__doc__ or '').split())}\n"
    yield "| field | type | meaning |\n|---|---|---|"
    for name, annotation, told in json_schema.documented_fields(view):
        # A class that names itself does so in quotes.
        is_quoted = isinstance(annotation, ast.Constant)
        written = str(ast.literal_eval(annotation)) if is_quoted else ast.unparse(annotation)
        kind = written.replace("|", "\\|")
        meaning = " ".join(told.split())
        yield f"| `{name}` | `{kind}` | {meaning.replace('|', '&#124;')} |"
    yield ""


def _parts(views: Iterable[type]) -> set[type]:
    """Every view that some field of a view holds, however deep."""
    given = set(views)
    waiting, found = list(given), set[type]()
    while waiting:
        view = waiting.pop()
        names = vars(sys.modules[view.__module__])
        for _, annotation, _ in json_schema.documented_fields(view):
            for word in re.findall(r"[A-Z]\w+", ast.unparse(annotation)):
                part = names.get(word)
                if isinstance(part, type) and issubclass(part, View) and part not in found | given:
                    found.add(part)
                    waiting.append(part)
    return found
