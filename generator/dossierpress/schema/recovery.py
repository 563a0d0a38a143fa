"""Recover the most that can be kept of a tree in which something is wrong."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.kernel.slugs import suggest_slug
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.schema.base import Matter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.normalise import pointer_steps
from dossierpress.schema.text_checks import check_slug

Loc = tuple[int | str, ...]


M = TypeVar("M", bound=Matter)


_MOST_ROUNDS = 50


_SPEAKER = "by"
"""A report without a speaker is kept, since its references have to be checked as well."""


def recover(
    model: type[M], normalised: MappingNode, details: Iterable[ErrorDetails], *, stem: str
) -> tuple[M, MappingNode]:
    """Leave out what is wrong until the rest is valid.

    Args:
        model: The model that the tree should have.
        normalised: The tree; it is changed.
        details: Pydantic's errors about it.
        stem: Placeholder for a missing title or name.

    Returns:
        The model, and the tree that it was made from.
    """
    for _ in range(_MOST_ROUNDS):
        # From the last entry of a list to the first, so that indices stay true.
        for loc in sorted(
            {_what_to_leave_out(detail) for detail in details}, key=_depth_first, reverse=True
        ):
            _leave_out(
                normalised, loc, stem, kind="object" if model is EntityMatter else "document"
            )
        try:
            return model.model_validate(without_places(normalised)), normalised
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
    raise AssertionError(f"{model.__name__} cannot be salvaged: {details}")


def without_places(node: Node | None) -> Any:
    """Return the tree without places, of plain dict, list and str."""
    if isinstance(node, MappingNode):
        return {str(key): without_places(value) for key, value in node.items()}
    if isinstance(node, SequenceNode):
        return [without_places(value) for value in node]
    return None if node is None else str(node)


def _what_to_leave_out(detail: ErrorDetails) -> Loc:
    """The location to remove: the value, or for a missing key the mapping that lacks it."""
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    if detail["type"] == "missing":
        return loc if len(loc) == 1 or loc[-1] == _SPEAKER else loc[:-1]
    if len(loc) > 1 and loc[0] == "status" and loc[-1] == "on":
        return loc[:2]  # a judgement with a wrong date must not become one without a date
    at = (detail.get("ctx") or {}).get("at", "")
    return (*loc, *pointer_steps(at))


def _depth_first(loc: Loc) -> tuple[tuple[int, str, int], ...]:
    return tuple((0, "", step) if isinstance(step, int) else (1, step, 0) for step in loc)


def _leave_out(normalised: MappingNode, loc: Loc, stem: str, kind: str) -> None:
    above: Node | None = normalised
    for step in loc[:-1]:
        if isinstance(above, MappingNode):
            above = above.get(str(step))
        elif isinstance(above, SequenceNode) and isinstance(step, int) and step < len(above):
            above = above[step]
        else:
            return
    step = loc[-1]
    if isinstance(above, SequenceNode) and isinstance(step, int) and step < len(above):
        above.drop(step)
    elif isinstance(above, MappingNode) and str(step) in above:
        value = above[str(step)]
        above.drop(str(step))
        if above is normalised and step == "id" and isinstance(value, ScalarNode):
            _put_text(normalised, "id", suggest_slug(value) or "")
    elif isinstance(above, MappingNode) and (above is normalised or step == _SPEAKER):
        _stand_in(above, str(step), kind if step == "kind" else stem)


def _stand_in(normalised: MappingNode, key: str, text: str) -> None:
    if key == "name":
        names, name = SequenceNode(normalised.span), MappingNode(normalised.span)
        name.add(
            "text", ScalarNode(text, normalised.span), key_at=normalised.span, place=normalised.span
        )
        names.add(name, normalised.span)
        normalised.add("name", names, key_at=normalised.span, place=normalised.span)
    elif key == _SPEAKER:
        somebody = MappingNode(normalised.span)
        _put_text(somebody, "unnamed", "somebody")
        normalised.add(key, somebody, key_at=normalised.span, place=normalised.span)
    else:
        _put_text(normalised, key, text)


def _put_text(normalised: MappingNode, key: str, text: str) -> None:
    try:
        if key == "id":
            check_slug(text)
    except ValueError:
        return
    normalised.add(
        key, ScalarNode(text, normalised.span), key_at=normalised.span, place=normalised.span
    )
