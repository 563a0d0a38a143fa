"""The most that can be kept of a tree in which something is wrong and has been reported."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.located_yaml import Mapping, Node, Sequence, Text
from dossierpress.schema.base import Matter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.text_checks import check_slug
from dossierpress.slug import suggest_slug

Loc = tuple[int | str, ...]
M = TypeVar("M", bound=Matter)

_ROUNDS = 50
_SPEAKER = "by"
"""A report without it is kept: whom it cites and what else it names has to be looked up as well."""


def salvage(
    model: type[M], arranged: Mapping, details: Iterable[ErrorDetails], *, stem: str
) -> tuple[M, Mapping]:
    """Leave out what is wrong until the rest is right.

    Args:
        model: What the tree should be.
        arranged: The tree; it is changed.
        details: What pydantic said of it.
        stem: Stands in for a missing title or name.

    Returns:
        The model, and the tree that it was made of.
    """
    for _ in range(_ROUNDS):
        # From the last entry of a list to the first, so that indices stay true.
        for loc in sorted({_meant(detail) for detail in details}, key=_depth_first, reverse=True):
            _leave_out(arranged, loc, stem, kind="object" if model is EntityMatter else "document")
        try:
            return model.model_validate(plain(arranged)), arranged
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
    raise AssertionError(f"{model.__name__} cannot be salvaged: {details}")


def plain(node: Node | None) -> Any:
    """Return the tree without places, of plain dict, list and str."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [plain(value) for value in node]
    return None if node is None else str(node)


def _meant(detail: ErrorDetails) -> Loc:
    """What has to go: the value, or for a missing key the mapping that lacks it."""
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    if detail["type"] == "missing":
        return loc if len(loc) == 1 or loc[-1] == _SPEAKER else loc[:-1]
    if len(loc) > 1 and loc[0] == "status" and loc[-1] == "on":
        return loc[:2]  # a judgement with a wrong date is not one that lacks its date
    at = (detail.get("ctx") or {}).get("at", "")
    return (*loc, *(int(step) if step.isdigit() else step for step in at.split("/") if step))


def _depth_first(loc: Loc) -> tuple[tuple[int, str, int], ...]:
    return tuple((0, "", step) if isinstance(step, int) else (1, step, 0) for step in loc)


def _leave_out(arranged: Mapping, loc: Loc, stem: str, kind: str) -> None:
    above: Node | None = arranged
    for step in loc[:-1]:
        if isinstance(above, Mapping):
            above = above.get(str(step))
        elif isinstance(above, Sequence) and isinstance(step, int) and step < len(above):
            above = above[step]
        else:
            return
    step = loc[-1]
    if isinstance(above, Sequence) and isinstance(step, int) and step < len(above):
        above.drop(step)
    elif isinstance(above, Mapping) and str(step) in above:
        value = above[str(step)]
        above.drop(str(step))
        if above is arranged and step == "id" and isinstance(value, Text):
            _put(arranged, "id", suggest_slug(value) or "")
    elif isinstance(above, Mapping) and (above is arranged or step == _SPEAKER):
        _stand_in(above, str(step), kind if step == "kind" else stem)


def _stand_in(arranged: Mapping, key: str, text: str) -> None:
    if key == "name":
        names, name = Sequence(arranged.span), Mapping(arranged.span)
        name.add("text", Text(text, arranged.span), key_at=arranged.span, place=arranged.span)
        names.add(name, arranged.span)
        arranged.add("name", names, key_at=arranged.span, place=arranged.span)
    elif key == _SPEAKER:
        somebody = Mapping(arranged.span)
        _put(somebody, "unnamed", "somebody")
        arranged.add(key, somebody, key_at=arranged.span, place=arranged.span)
    else:
        _put(arranged, key, text)


def _put(arranged: Mapping, key: str, text: str) -> None:
    try:
        if key == "id":
            check_slug(text)
    except ValueError:
        return
    arranged.add(key, Text(text, arranged.span), key_at=arranged.span, place=arranged.span)
