"""Front matter as the cache keeps it: a mapping of those values that are not the default.

Front matter is checked when it is parsed, and each row of the cache has a checksum and a key of all
our code. So a model is built from its values again, and no schema is built for it.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, Required, TypedDict, Union, get_args, get_origin

from msgspec import Raw
from msgspec.msgpack import Decoder
from pydantic import AwareDatetime

from dossierpress.schema.base import Matter

_PLAIN = {str: str, bool: bool, int: int, types.NoneType: None, AwareDatetime: datetime}
_SHARED = 4096
"""How many short models of a class are shared by all places where they stand."""

_Builder = Callable[[dict[str, Any]], Matter]


def stored_values(matter: Matter) -> Mapping[str, object]:
    """The values of a model that are not the default; models in it are not yet stored themselves.

    Raises:
        TypeError: A value is not of the class of its field, and would be read back as that.
    """
    model = type(matter)
    defaults, models = _defaults(model), _models(model)
    values = {}
    for name, value in matter.__dict__.items():
        default = defaults[name]
        if value == default and (type(value) is type(default) or isinstance(value, str)):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Matter) and type(one) is not models.get(name):
                raise TypeError(f"`{name}` of a {model.__name__} is a {type(one).__name__}")
        # MessagePack's own timestamp has no zone.
        values[name] = value.isoformat() if isinstance(value, datetime) else value
    return values


def read_matter(model: type[Matter], data: Raw) -> Matter:
    """Build a model from its encoded `stored_values`.

    Raises:
        ValueError: They are something else.
    """
    return _builder(model)(_decoder(model).decode(data))


@cache
def _decoder(model: type[Matter]) -> Decoder[dict[str, Any]]:
    return Decoder(_stored_type(model))


@cache
def _builder(model: type[Matter]) -> _Builder:
    """A function that builds a model from its decoded values, and models in it from theirs."""
    defaults, unchecked = _defaults(model), model.unchecked
    annotations = {name: field.annotation for name, field in model.model_fields.items()}
    inner = [(name, _builder(of)) for name, of in _models(model).items()]
    lists = [one for one in inner if _is_list(annotations[one[0]])]
    single = [one for one in inner if one not in lists]

    def build(values: dict[str, Any]) -> Matter:
        for name, build_inner in lists:
            if name in values:
                values[name] = tuple([build_inner(one) for one in values[name]])
        for name, build_inner in single:
            if name in values:
                values[name] = build_inner(values[name])
        return unchecked({**defaults, **values})

    return _shared_if_short(build)


def _shared_if_short(build: _Builder) -> _Builder:
    """Build a model whose only value is a text once: `entities: [hossein-salami]`.

    Most entries of lists are so short, and stand in many files.
    """
    known: dict[tuple[str, Any], Matter] = {}

    def shared(values: dict[str, Any]) -> Matter:
        if len(values) != 1:
            return build(values)
        (value,) = values.items()
        if type(value[1]) is not str:
            return build(values)
        found = known.get(value)
        if found is None:
            if len(known) == _SHARED:
                known.clear()
            found = known[value] = build(values)
        return found

    return shared


@cache
def _defaults(model: type[Matter]) -> Mapping[str, Any]:
    """The default of every field, in order; what must be given has one that nothing is equal to."""
    return {name: field.default for name, field in model.model_fields.items()}


@cache
def _models(model: type[Matter]) -> Mapping[str, type[Matter]]:
    """The models in those fields that hold one or several."""
    return {
        name: inner
        for name, field in model.model_fields.items()
        for inner in _models_in(field.annotation)
    }


def _models_in(annotation: Any) -> Iterator[type[Matter]]:
    if _is_model(annotation):
        yield annotation
    for one in get_args(annotation):
        yield from _models_in(one)


@cache
def _stored_type(model: type[Matter]) -> Any:
    """The type of the stored values of a model."""
    typed_dict: Any = TypedDict
    fields = {
        name: Required[stored] if field.is_required() else stored
        for name, field in model.model_fields.items()
        for stored in (_stored(field.annotation),)
    }
    return typed_dict(model.__name__, fields, total=False)


def _stored(annotation: Any) -> Any:
    """The type that values of a field are stored as."""
    if _is_model(annotation):
        return _stored_type(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _stored(arguments[0])
    if origin is tuple:
        return tuple.__class_getitem__((_stored(arguments[0]), ...))
    if origin in {Union, types.UnionType}:
        return Union.__getitem__(tuple(_stored(one) for one in arguments))
    if origin is not Literal and annotation not in _PLAIN:
        raise TypeError(f"the cache holds no {annotation}")
    return _PLAIN.get(annotation, annotation)


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    return _is_list(get_args(annotation)[0]) if origin is Annotated else origin is tuple


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Matter)
