"""Bytes of a stand-off JSON file -> the values in it, or every reason why they cannot be had.

Problems name their place as a JSON path, `$.articles[3].entities[0].start`; only text that is not
JSON at all has a line and a column.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.importers.shapes import (
    ArticleShape,
    Evidence,
    HyperlinkShape,
    MentionShape,
    StandOff,
)

LIMIT = 256 * 1024 * 1024
"""Bytes of a file, at most."""

_LINE_END = re.compile("\r\n|\r|\n")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
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
_SHOWN = 60
_MOST_DIGITS = 20


def read(data: bytes, *, path: str) -> tuple[StandOff | None, tuple[Diagnostic, ...]]:
    """The values of the file; None where there is any problem. `path` is only for messages."""
    raw, problem = _decode(data, path)
    if problem:
        return None, (problem,)
    try:
        standoff = StandOff.model_validate(raw)
    except ValidationError as error:
        return None, tuple(
            Diagnostic(code="import-shape", path=path, message=_shape(details))
            for details in error.errors(include_url=False, include_context=False)
        )
    problems = (*_duplicates(standoff, path), *_places(standoff, path))
    return (None if problems else standoff), problems


def json_path(steps: Iterable[str | int]) -> str:
    """`("articles", 3, "text")` -> `$.articles[3].text`."""
    return "$" + "".join(
        f"[{step}]"
        if isinstance(step, int)
        else f".{step}"
        if _PLAIN_KEY.fullmatch(step)
        else f"[{json.dumps(step, ensure_ascii=False)}]"
        for step in steps
    )


def _decode(data: bytes, path: str) -> tuple[Any, Diagnostic | None]:
    try:
        return _load(data), None
    except json.JSONDecodeError as error:
        words = error.msg[:1].lower() + error.msg[1:]
        message = f"the file is not JSON: {words}"
        # What ends a line in a file of any system ends one for whoever looks for the place.
        before = _LINE_END.split(error.doc[: error.pos])
        span = Span(line=len(before), column=len(before[-1]) + 1)
        return None, Diagnostic(code="import-json", path=path, span=span, message=message)
    except (ValueError, RecursionError) as error:
        return None, Diagnostic(code="import-json", path=path, message=_malformed(error))


def _load(data: bytes) -> Any:
    if len(data) > LIMIT:
        raise ValueError(f"it is larger than {LIMIT // 1024 // 1024} MB")
    text = data.decode("utf-8-sig")
    return json.loads(
        text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole_number
    )


def _malformed(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"the file is not JSON: byte {error.start} is not UTF-8"
    if isinstance(error, RecursionError):
        return "the file is too deep: objects and lists stand too deep inside one another"
    return f"the file is not JSON that can be read: {error}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"an object has the key `{key[:_SHOWN]}` twice")
            seen.add(key)
    return values


def _no_constant(name: str) -> Any:
    raise ValueError(f"`{name}` is no number in JSON")


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a whole number has more than {_MOST_DIGITS} digits")
    return int(digits)


def _shape(details: ErrorDetails) -> str:
    *parents, last = details["loc"] or ("",)
    if details["type"] == "missing":
        return f"`{json_path(parents)}` has no `{last}`"
    place = json_path(details["loc"])
    expected = _EXPECTED.get(details["type"], "must have another form")
    return f"`{place}` {expected}, but is {_described(details['input'])}"


def _described(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    # Half a surrogate pair cannot be printed: it is told as it is written in JSON.
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return f"`{_short(written)}`"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


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
                    message=f"`{here}` and `{there}` are both `{_short(thing.id)}`",
                )


def _places(standoff: StandOff, path: str) -> Iterator[Diagnostic]:
    for number, article in enumerate(standoff.articles):
        where = ("articles", number)
        for index, mention in enumerate(article.entities):
            yield from _place(article, mention, (*where, "entities", index), path)
        for index, link in enumerate(article.links):
            yield from _place(article, link, (*where, "links", index), path)
        for index, relation in enumerate(article.relations):
            if relation.evidence:
                steps = (*where, "relations", index, "evidence")
                yield from _place(article, relation.evidence, steps, path)


def _place(
    article: ArticleShape,
    shape: MentionShape | HyperlinkShape | Evidence,
    steps: tuple[str | int, ...],
    path: str,
) -> Iterator[Diagnostic]:
    where = json_path(steps)
    length = len(article.text)
    if not shape.start <= shape.end <= length:
        yield Diagnostic(
            code="import-offset",
            path=path,
            message=f"`{where}` goes from {shape.start} to {shape.end},"
            f" but the text has {length} characters",
            hint="offsets count Unicode code points from 0, and the end is not included",
        )
        return
    words = article.text[shape.start : shape.end]
    if shape.text is not None and shape.text != words:
        yield Diagnostic(
            code="import-text-mismatch",
            path=path,
            message=f"`{where}.text` is `{_short(shape.text)}`,"
            f" but the text reads `{_short(words)}` from {shape.start} to {shape.end}",
            hint=_found_at(article.text, shape.text),
        )


def _found_at(text: str, words: str) -> str | None:
    start = text.find(words) if words else -1
    if start < 0 or text.find(words, start + 1) >= 0:
        return "offsets count Unicode code points from 0, and the end is not included"
    return f"these words stand from {start} to {start + len(words)}"
