"""Whether an author meant to withhold a file and did not say it rightly.

What is read of such a file tells nothing: a wrong `embargo_until` is reported and left out. So what
was reported is asked, and where not all could be read, the file's own lines.
"""

import re
from collections.abc import Iterator

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.content import MATTERS, Parsed
from dossierpress.model.files import ContentFile
from dossierpress.schema.parts import Timing
from dossierpress.schema.withholding import OURS, keys_in, withholds

_SAY_SO = ("schema-withholding-key", "schema-no-zone")
"""Codes that only a key that withholds can have."""


def may_be_meant_to_be(file: ContentFile, read: Parsed) -> bool:
    """Whether something is wrong with a key that withholds the file, or a record in it."""
    if any(one.code in _SAY_SO for one in read.diagnostics):
        return True
    unread = read.unread or not read.records or any(_leaves_out(one) for one in read.diagnostics)
    if not unread and not read.diagnostics:
        return False
    lines = _matter(file)
    if unread and any(withholds(key, value) for line in lines for key, value in keys_in(line)):
        return True
    ours = set(_keys_of(file))
    return any(
        key in ours
        for one in read.diagnostics
        if one.span and one.code.startswith("schema-")
        for key in _keys_at(lines, one.span.line)
    )


def _leaves_out(one: Diagnostic) -> bool:
    """Whether a part of the file could not be read, or an entry of a list became no record."""
    return one.code.startswith("yaml-") or one.code in ("md-id", "md-records", "schema-wrong-type")


def _keys_of(file: ContentFile) -> Iterator[str]:
    """Keys of this kind of record that withhold it. `status` of a claim is what the desk holds."""
    model = MATTERS.get(file.type)
    if model is not None:
        for key in OURS:
            if key in model.model_fields and (key != "status" or issubclass(model, Timing)):
                yield key


def _keys_at(lines: list[str], number: int) -> Iterator[str]:
    """The keys of a line; of one that has only a value, those of the line before."""
    for line in (number, number - 1):
        keys = [key for key, _ in keys_in(lines[line - 1])] if 0 < line <= len(lines) else []
        if keys:
            yield from keys
            return


def _matter(file: ContentFile) -> list[str]:
    """Its lines, as far as they are front matter."""
    lines = re.split(r"\r\n|\r|\n", file.data.decode("utf-8", "replace"))
    if not file.path.endswith(".md"):
        return lines
    ends = (
        number for number, line in enumerate(lines[1:], 1) if re.match(r"(---|\.\.\.)\s*$", line)
    )
    return lines[: next(ends, len(lines))]
