"""Bytes of a stand-off JSON file -> the values in it, or every reason why they cannot be had.

Problems name their place as a JSON path, `$.articles[3].entities[0].start`; only text that is not
JSON at all has a line and a column.
"""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.diagnostics import Diagnostic
from dossierpress.importers.check_places import check_places
from dossierpress.importers.read_json import described, json_path, read_json, short
from dossierpress.importers.shapes import StandOff

_EXPECTED = {
    "string_type": "must be text",
    "string_unicode": "must be text without half a surrogate pair",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be `true` or `false`",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "greater_than_equal": "must not be negative",
    "string_pattern_mismatch": "must hold at least one word",
}


def read(data: bytes, *, path: str) -> tuple[StandOff | None, tuple[Diagnostic, ...]]:
    """The values of the file; None where there is any problem. `path` is only for messages."""
    raw, problem = read_json(data, path=path)
    if problem:
        return None, (problem,)
    try:
        standoff = StandOff.model_validate(raw)
    except ValidationError as error:
        return None, tuple(
            Diagnostic(code="import-shape", path=path, message=_shape(details))
            for details in error.errors(include_url=False, include_context=False)
        )
    problems = (*_duplicates(standoff, path), *check_places(standoff, path))
    return (None if problems else standoff), problems


def _shape(details: ErrorDetails) -> str:
    *parents, last = details["loc"] or ("",)
    if details["type"] == "missing":
        return f"`{json_path(parents)}` has no `{last}`"
    place = json_path(details["loc"])
    expected = _EXPECTED.get(details["type"], "must have another form")
    return f"`{place}` {expected}, but is {described(details['input'])}"


def _duplicates(standoff: StandOff, path: str) -> Iterator[Diagnostic]:
    for name in ("articles", "entities", "sources"):
        first: dict[str, int] = {}
        for index, thing in enumerate(getattr(standoff, name)):
            earlier = first.setdefault(thing.id, index)
            if earlier != index:
                here, there = (json_path((name, at, "id")) for at in (index, earlier))
                yield Diagnostic(
                    code="import-duplicate-id",
                    path=path,
                    message=f"`{here}` and `{there}` are both `{short(thing.id)}`",
                )
