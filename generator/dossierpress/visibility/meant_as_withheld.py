"""Whether the author of a file may have meant to withhold it and made a mistake.

Such a file is treated as withheld. A wrong `embargo_until` is reported and left out, so its value
tells nothing: the diagnostics of the file decide, and its lines where not all could be read.
"""

import re
from collections.abc import Iterator

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.content import MATTERS, Parsed
from dossierpress.schema.shared_types import Timing
from dossierpress.schema.withholding import OUR_KEYS, keys_in, withholds
from dossierpress.source.files import ContentFile

_WITHHOLDING_CODES = ("schema-withholding-key", "schema-no-zone")
"""Codes that only withholding keys can get."""


def may_be_meant_as_withheld(file: ContentFile, read: Parsed) -> bool:
    """Whether there is a problem with a key that withholds the file or a record in it."""
    if any(one.code in _WITHHOLDING_CODES for one in read.diagnostics):
        return True
    unread = read.unread or not read.records or any(_leaves_out(one) for one in read.diagnostics)
    if not unread and not read.diagnostics:
        return False
    lines = _front_matter_lines(file)
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
    """Keys that withhold a record of this type; `status` of a claim is the view of the desk."""
    model = MATTERS.get(file.type)
    if model is not None:
        for key in OUR_KEYS:
            if key in model.model_fields and (key != "status" or issubclass(model, Timing)):
                yield key


def _keys_at(lines: list[str], number: int) -> Iterator[str]:
    """The keys of a line; for a line that is only a value, those of the line before."""
    for line in (number, number - 1):
        keys = [key for key, _ in keys_in(lines[line - 1])] if 0 < line <= len(lines) else []
        if keys:
            yield from keys
            return


def _front_matter_lines(file: ContentFile) -> list[str]:
    """The lines of a file that are front matter."""
    lines = re.split(r"\r\n|\r|\n", file.data.decode("utf-8", "replace"))
    if not file.path.endswith(".md"):
        return lines
    ends = (
        number for number, line in enumerate(lines[1:], 1) if re.match(r"(---|\.\.\.)\s*$", line)
    )
    return lines[: next(ends, len(lines))]
