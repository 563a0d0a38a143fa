"""Read a stand-off JSON file: bytes -> its records, or the reason why it is no such file.

Only a file of another form is refused. A bad record does not affect the others: a record without
a required field is left out, a wrong optional field is dropped, and both are reported with their
place.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from msgspec import Struct, field
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.importers.json_input import describe_value, json_path, read_json
from dossierpress.importers.recognise import READS
from dossierpress.importers.report import NotRepresented, Thing
from dossierpress.importers.standoff.form import (
    LISTS_OF_ARTICLE,
    ArticleShape,
    EntityShape,
    Shape,
    SourceShape,
    StandOff,
)
from dossierpress.importers.standoff.left_out import without_duplicates
from dossierpress.importers.standoff.registry import one_line
from dossierpress.kernel.diagnostics import Diagnostic

S = TypeVar("S", bound=Shape)
JsonSteps = tuple[str | int, ...]

_EXPECTED = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be `true` or `false`",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "greater_than_equal": "must not be negative",
    "value_error": "must hold at least one word",
}
_OF_THE_FILE: Mapping[str, Thing] = {
    "articles": "article",
    "entities": "entity",
    "sources": "source",
}


class StandoffReader(Struct, kw_only=True):
    """Reads records, and collects what could not be read."""

    unread: list[NotRepresented] = field(default_factory=list)

    def several(self, model: type[S], values: object, steps: JsonSteps) -> tuple[S, ...]:
        """The readable records of a list; an empty tuple if the value is no list."""
        if values is None:
            return ()
        if not isinstance(values, list):
            self._leave_out(
                "field", steps, values, f"it must be a list, but is {describe_value(values)}"
            )
            return ()
        read = (self.one(model, value, (*steps, at)) for at, value in enumerate(values))
        return tuple(one for one in read if one is not None)

    def one(self, model: type[S], value: object, steps: JsonSteps) -> S | None:
        """One record; None if a required field is missing or wrong."""
        if not isinstance(value, dict):
            reason = f"it must be an object, but is {describe_value(value)}"
            self._leave_out(_thing(steps), steps, value, reason)
            return None
        lists = _lists(model)
        given = {key: one for key, one in value.items() if one is not None}
        flat = {key: one for key, one in given.items() if key not in lists}
        made = self._flat(model, flat, steps)
        if made is None:
            return None
        inner = {
            key: self.several(item, given[key], (*steps, key))
            for key, item in lists.items()
            if key in given
        }
        if inner:
            made = made.model_copy(update=inner)
        made.at(steps)
        return made

    def _flat(self, model: type[S], value: Mapping[str, Any], steps: JsonSteps) -> S | None:
        """A record without its lists and without wrong optional fields."""
        try:
            return model.model_validate(value)
        except ValidationError as error:
            wrong = _errors_by_field(error)
        needed = [one for key, one in wrong.items() if model.model_fields[key].is_required()]
        if needed:
            self._leave_out(_thing(steps), steps, value, _reason(needed[0]))
            return None
        for one in wrong.values():
            self._leave_out("field", (*steps, *one["loc"]), one["input"], _reason(one))
        return model.model_validate({key: one for key, one in value.items() if key not in wrong})

    def _leave_out(self, thing: Thing, steps: JsonSteps, value: object, reason: str) -> None:
        self.unread.append(
            NotRepresented(thing=thing, where=json_path(steps), what=_name_of(value), reason=reason)
        )


def _errors_by_field(error: ValidationError) -> dict[str, ErrorDetails]:
    """The first error of each field."""
    found: dict[str, ErrorDetails] = {}
    for one in error.errors(include_url=False, include_context=False):
        found.setdefault(str(one["loc"][0]), one)
    return found


@cache
def _lists(model: type[Shape]) -> dict[str, type[Shape]]:
    """Fields that hold lists of records, with what these are."""
    found = {}
    for name, info in model.model_fields.items():
        if get_origin(info.annotation) is tuple:
            item = get_args(info.annotation)[0]
            if isinstance(item, type) and issubclass(item, Shape):
                found[name] = item
    return found


def _thing(steps: JsonSteps) -> Thing:
    """`("articles", 3, "entities", 0)` -> a mention; the file's own entities are entities."""
    names = [one for one in steps if isinstance(one, str)]
    table = LISTS_OF_ARTICLE if len(names) > 1 else _OF_THE_FILE
    return table[names[-1]]


def _reason(details: ErrorDetails) -> str:
    key = ".".join(str(one) for one in details["loc"])
    if details["type"] == "missing":
        return f"it has no `{key}`"
    expected = _EXPECTED.get(details["type"], "must have another form")
    return f"its `{key}` {expected}, but is {describe_value(details['input'])}"


def _name_of(value: object) -> str:
    """A name of a record for people."""
    if isinstance(value, dict):
        for key in ("text", "name", "title", "target", "type", "content_text", "id"):
            if isinstance(value.get(key), str) and value[key].strip():
                return one_line(value[key])[:120]
        return "an object"
    return describe_value(value).strip("`")


_KEYS_OF_FILE = ("articles", "entities", "sources")


def read_standoff(data: bytes, *, path: str) -> tuple[StandOff | None, tuple[Diagnostic, ...]]:
    """The content of the file; None if it has another form. `path` is only for messages."""
    value, problem = read_json(data, path=path)
    if problem:
        return None, (problem,)
    records = StandoffReader()
    if not isinstance(value, dict):
        return None, (
            _not_standoff(path, f"`$` must be an object, but is {describe_value(value)}"),
        )
    if "articles" not in value:
        return None, (_not_standoff(path, f"`$` has no `articles`{_other_keys(value)}"),)
    if not isinstance(value["articles"], list):
        is_ = describe_value(value["articles"])
        return None, (_not_standoff(path, f"`$.articles` must be a list, but is {is_}"),)
    articles = records.several(ArticleShape, value["articles"], ("articles",))
    if value["articles"] and not articles:
        first = records.unread[0]
        message = f"no article of it can be read; the first, `{first.where}`: {first.reason}"
        return None, (_not_standoff(path, message),)
    found = StandOff(
        articles=articles,
        entities=records.several(EntityShape, value.get("entities"), ("entities",)),
        sources=records.several(SourceShape, value.get("sources"), ("sources",)),
        extra={key: one for key, one in value.items() if key not in _KEYS_OF_FILE},
        unread=tuple(records.unread),
    )
    return without_duplicates(found), ()


def _not_standoff(path: str, message: str) -> Diagnostic:
    return Diagnostic(code="import-shape", path=path, message=message, hint=READS)


def _other_keys(value: Mapping[str, Any]) -> str:
    """The keys of the file, which tell people what it is."""
    names = [f"`{key[:40]}`" for key in list(value)[:6]]
    return f"; it has {', '.join(names)}" if names else ""
