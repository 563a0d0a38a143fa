"""What each key of a model means: the docstring under its field, read from our own source.

Pydantic can read these at every start of the program. Only JSON Schemas and docs need them.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping

from dossierpress.schema.base import Matter


def descriptions(model: type[Matter]) -> Mapping[str, str]:
    """Field -> what it means, for every field of the model, inherited ones included."""
    found: dict[str, str] = {}
    for class_ in reversed(model.__mro__):
        if issubclass(class_, Matter):
            found |= dict(_of_class(class_))
    return found


def _of_class(class_: type[Matter]) -> Iterator[tuple[str, str]]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(class_))).body
    if not isinstance(definition, ast.ClassDef):
        raise TypeError(f"{class_} is no class")
    for field, after in zip(definition.body, definition.body[1:], strict=False):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
