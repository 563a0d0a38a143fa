"""Whether an author meant to withhold a file and did not say it rightly.

What is read of such a file tells nothing: a wrong `embargo_until` is reported and left out. So its
own lines are asked, and in doubt it is taken for withheld.
"""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from dossierpress.diagnostics import Diagnostic
from dossierpress.diagnostics.suggest import suggest
from dossierpress.model.content import MATTERS, ContentFile
from dossierpress.schema.parts import Timing

_NO = r"false|no|off|n|0|never"
_YES = r"true|yes|on|y|1"
_SAYS_SO = re.compile(
    rf"""\b(status\W+(draft|private|embargo|hidden|unpublished|future)|embargo\w*|expir(es|y)\w*
    |(private|draft|hidden|unlisted|secret|confidential)["']?\s*[:=]\s*["']?(?!{_NO}\b)
    |publish(ed)?["']?\s*[:=]\s*["']?({_NO}))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""In a file that could not be read as far as to know."""

_OURS = ("private", "embargo_until", "expires", "status")
# What other generators and people call it.
_ELSEWHERE = re.compile(
    r"""(is_?)?(draft|hidden|unlisted|secret|confidential|internal|restricted|protected|password
    |unpublish(ed)?|publish(ed)?|privacy|visibility|visible|public|state)
    |\w*(embargo|expir|withh|priv(at|te)|do_?not_?pub)\w*
    |(un)?(publish|pub|release)_?(date|on|at|from|until|time)|(go_?live|release)(_?\w*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_KEY = re.compile(r"""(?:^|[{,\s])["']?([A-Za-z][\w-]*)["']?\s*[:=]\s*["']?([^\s,"'}]*)""")
_HARMLESS = re.compile(rf"({_NO}|published|public)", re.IGNORECASE)
_PUBLISHES = re.compile(
    r"(is_?)?(publish(ed)?|public|visible|visibility|status|state)", re.IGNORECASE
)
_SHOWN = re.compile(rf"({_YES}|published|public)", re.IGNORECASE)


def says_so(data: bytes) -> bool:
    """Whether a file, whatever else is in it, has words that would withhold it."""
    return bool(_SAYS_SO.search(data.decode("utf-8", "replace")))


def is_meant_to_be(file: ContentFile, problems: Iterable[Diagnostic]) -> bool:
    """Whether something is wrong with a key that withholds the file, or would in other words."""
    places = {one.span.line for one in problems if one.span and one.path == file.path}
    if not places:
        return False
    lines = _matter(file)
    model = MATTERS.get(file.type)
    return any(
        _withholds(key, value, model)
        for number in places
        if number <= len(lines)
        for key, value in _keys_at(lines, number)
    )


def _matter(file: ContentFile) -> list[str]:
    """Its lines, as far as they are front matter."""
    lines = re.split(r"\r\n|\r|\n", file.data.decode("utf-8", "replace"))
    if not file.path.endswith(".md"):
        return lines
    ends = (
        number for number, line in enumerate(lines[1:], 1) if re.match(r"(---|\.\.\.)\s*$", line)
    )
    return lines[: next(ends, len(lines))]


def _keys_at(lines: list[str], number: int) -> Iterator[tuple[str, str]]:
    """The keys of a line; of one that has only a value, those of the line before."""
    found = _KEY.findall(lines[number - 1])
    if not found and number > 1:
        found = [(key, lines[number - 1].strip()) for key, _ in _KEY.findall(lines[number - 2])]
    yield from found


def _withholds(key: str, value: str, model: type[BaseModel] | None) -> bool:
    name = key.replace("-", "_")
    if _is_another_key(name, model):
        return False
    known = name.lower() in _OURS or bool(_ELSEWHERE.fullmatch(name))
    if not known and suggest(name, _OURS) is None:
        return False
    harmless = _SHOWN if _PUBLISHES.fullmatch(name) else _HARMLESS
    return not harmless.fullmatch(value)


def _is_another_key(name: str, model: type[BaseModel] | None) -> bool:
    """Whether it is a key of this kind of record that says nothing of its publication.

    `published` is the date of a source, and `status` what the desk holds of a claim.
    """
    if model is None or name not in model.model_fields:
        return False
    withholding = name in _OURS and (name != "status" or issubclass(model, Timing))
    return not withholding
