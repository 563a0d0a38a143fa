"""Reads a class as its author wrote it: annotations and the docstrings under them."""

import ast
import inspect
from collections.abc import Iterator


def fields(described: type) -> Iterator[tuple[str, ast.expr, str]]:
    """(name, annotation, docstring) of every annotated field, inherited ones first."""
    for owner in reversed(described.__mro__):
        if owner is object or not owner.__module__.startswith("dossierpress"):
            continue
        body = getattr(ast.parse(inspect.getsource(owner)).body[0], "body", [])
        for statement, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                yield statement.target.id, statement.annotation, _told(following)


def _told(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return " ".join(text.split())
    return ""
