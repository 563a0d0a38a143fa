"""Parse JSON: bytes of a file -> its values, or one diagnostic.

Stricter than JSON: no repeated keys, no NaN or Infinity, and limits of depth and digits. The
caller limits the size.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from dossierpress.importers.recognise import READS
from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.merge_conflicts import without_conflicts

_LINE_END = re.compile("\r\n|\r|\n")
_PLAIN_KEY = re.compile(r"[@A-Za-z_][A-Za-z0-9_]*")
_SHOWN = 60
_MOST_DIGITS = 20


def read_json(data: bytes, *, path: str) -> tuple[Any, Diagnostic | None]:
    """The value of the file, or a diagnostic. `path` is only for messages."""
    unmerged = _unmerged(data, path)
    if unmerged is not None:
        return None, unmerged
    try:
        return _load(data), None
    except json.JSONDecodeError as error:
        words = error.msg[:1].lower() + error.msg[1:]
        message = f"the file is not JSON: {words}"
        # What ends a line in a file of any system ends one for whoever looks for the place.
        before = _LINE_END.split(error.doc[: error.pos])
        span = Span(line=len(before), column=len(before[-1]) + 1)
        return None, Diagnostic(
            code="import-json", path=path, span=span, message=message, hint=READS
        )
    except (ValueError, RecursionError) as error:
        message = _malformed(error)
        return None, Diagnostic(code="import-json", path=path, message=message, hint=READS)


def _unmerged(data: bytes, path: str) -> Diagnostic | None:
    """The diagnostic for conflict markers in the file; None if there are none."""
    if b"<<<<<<<" not in data and b">>>>>>>" not in data:
        return None
    text = _LINE_END.sub("\n", data.decode("utf-8-sig", "replace"))
    return next(iter(without_conflicts(text, path=path)[1]), None)


def _load(data: bytes) -> Any:
    text = data.decode("utf-8-sig")
    return json.loads(
        text,
        object_pairs_hook=_without_repeated_keys,
        parse_constant=_no_constant,
        parse_int=_whole_number,
    )


def _malformed(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"the file is not JSON: byte {error.start} is not UTF-8"
    if isinstance(error, RecursionError):
        return "the file is too deep: objects and lists stand too deep inside one another"
    return f"the file is not JSON that can be read: {error}"


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
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


def describe_value(value: object) -> str:
    """A value for a message."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    # Half a surrogate pair cannot be printed: it is told as it is written in JSON.
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return f"`{shortened(written)}`"


def shortened(text: str) -> str:
    """A text, cut if it is long."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
