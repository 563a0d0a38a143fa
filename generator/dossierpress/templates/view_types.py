"""What type an expression of a template has, as far as the views tell."""

from collections.abc import Hashable, Iterator
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from jinja2.runtime import LoopContext
from msgspec import Struct

ANYTHING: Any = object()
"""The type of what cannot be known before rendering."""

LOOP: Any = LoopContext


class Exports(Struct, frozen=True, gc=False):
    """What an imported template offers under its name."""

    template: str
    names: frozenset[str]


def alternatives(type_: Any) -> Iterator[Any]:
    """The types that a value may be of, but for None."""
    if get_origin(type_) in (Union, UnionType):
        for one in get_args(type_):
            yield from alternatives(one)
    elif get_origin(type_) is Literal:
        yield from {type(one) for one in get_args(type_)}
    elif type_ is not NoneType:
        yield type_


def element(type_: Any) -> Any:
    """The type of what a loop over a value gives."""
    for one in alternatives(type_):
        arguments = get_args(one)
        if get_origin(one) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
            return arguments[0]
    return ANYTHING


def attribute(type_: Any, name: str) -> Any:
    """The type of an attribute; None where no value of the type has it."""
    for one in alternatives(type_):
        if one is ANYTHING:
            return ANYTHING
        if isinstance(one, Exports):
            if name in one.names:
                return ANYTHING
        elif _is_struct(one):
            found = _hints(cast("Hashable", one)).get(name)
            if found is not None:
                return found
        elif hasattr(get_origin(one) or one, name) and not name.startswith("_"):
            return ANYTHING
    return None


def names_of(type_: Any) -> tuple[str, ...]:
    """The attributes that a value of the type can be asked for, for suggestions."""
    found: list[str] = []
    for one in alternatives(type_):
        if isinstance(one, Exports):
            found += sorted(one.names)
        elif _is_struct(one):
            found += one.__struct_fields__
    return tuple(found)


def called(type_: Any) -> str:
    """What a type is called in messages."""
    names = [
        f"`{one.template}`" if isinstance(one, Exports) else (get_origin(one) or one).__name__
        for one in alternatives(type_)
    ]
    return " or ".join(names)


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Struct)


@lru_cache(maxsize=512)
def _hints(class_: Hashable) -> dict[str, Any]:
    return get_type_hints(cast("type", class_))
