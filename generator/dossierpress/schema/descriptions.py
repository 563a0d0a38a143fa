"""What fields mean: a class read as its author wrote it, with the docstring under each field.

Pydantic can read these at every start of the program. Only JSON Schemas and docs need them.
"""

import ast
import inspect
from collections.abc import Iterator, Mapping


def fields(described: type) -> Iterator[tuple[str, ast.expr, str]]:
    """(name, annotation, docstring) of every annotated field of ours, inherited ones first."""
    for owner in reversed(described.__mro__):
        if not owner.__module__.startswith("dossierpress"):
            continue
        body = getattr(ast.parse(inspect.getsource(owner)).body[0], "body", [])
        for statement, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                yield statement.target.id, statement.annotation, _told(following)


def descriptions(described: type) -> Mapping[str, str]:
    """Field -> what it means, for every field that says so."""
    return {name: meaning for name, _, meaning in fields(described) if meaning}


def _told(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
    return ""
