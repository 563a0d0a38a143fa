"""Words that are cited, and whether a text that was captured holds them.

Both are folded as the anchors of quotes are. Captured text is broken and hyphenated as its page
was, and its marks of quotation change with whoever quotes it: white space, hyphens and such marks
are passed over.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.diagnostics import Span
from dossierpress.model.content import Parsed, Record, key_of
from dossierpress.model.files import ContentFile
from dossierpress.model.key import Key
from dossierpress.resolve.accesses import accesses
from dossierpress.resolve.fold import fold
from dossierpress.resolve.register import MEDIA_FOLDER
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import Report

_PASSED_OVER = re.compile("[\\s\0\\-\u2012-\u2015'\"\u00ab\u00bb\u2018-\u201f\u2039\u203a]+")
_GAP = re.compile(r"\[[^\[\]]*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")
"""What somebody left out of words that they cite, or put in: `[…]`, `[the board]`."""


def as_letters(text: str) -> str:
    """A text as it is compared."""
    return _PASSED_OVER.sub("", fold(text.replace("\u2026", "...")).text)


def holds(letters: str, words: str) -> bool:
    """Whether a text holds words, but for what they say they left out, in their order.

    Args:
        letters: The text, see `as_letters`.
        words: As they are cited.
    """
    if as_letters(words) in letters:
        return True
    parts = [part for one in _GAP.split(words) if (part := as_letters(one))]
    at = 0
    for part in parts:
        found = letters.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts)


class CitedWords(Struct, frozen=True, kw_only=True, gc=False):
    """Words that a record cites, and the captured file that has to hold them."""

    words: str
    file: ContentFile
    record: Record
    span: Span
    """Of the words in the file of the record."""
    from_text: bool
    """Whether they stand in the text of the article, which was captured as a whole."""


def cited_words(
    parsed: Sequence[Parsed],
    media: Iterable[ContentFile],
    unchecked: Collection[Key],
) -> Iterator[CitedWords]:
    """Everything that is cited word for word from a captured file.

    Args:
        parsed: All content files.
        media: All files below content/media/.
        unchecked: Records whose author is not there yet, or done with them.
    """
    files = {file.path: file for file in media}
    for one in parsed:
        for record in one.records:
            if key_of(record) not in unchecked:
                yield from _in_record(record, files)


def _in_record(record: Record, files: Mapping[str, ContentFile]) -> Iterator[CitedWords]:
    for access, steps in accesses(record.matter):
        file = _captured(access.file, files) if access.file else None
        if file is None:
            continue
        cited: list[tuple[str, tuple[str | int, ...]]] = []
        if access.passage is not None:
            cited.append((access.passage.exact, (*steps, "passage", "exact")))
        if isinstance(access, Report) and access.quote is not None:
            cited.append((access.quote.exact, (*steps, "quote", "exact")))
        for words, place in cited:
            yield CitedWords(
                words=words,
                file=file,
                record=record,
                span=record.locate(*place),
                from_text=False,
            )
        if steps == ("origin",) and isinstance(record.matter, ArticleMatter):
            yield from _in_text(record, record.matter, file)


def _captured(path: str, files: Mapping[str, ContentFile]) -> ContentFile | None:
    """A file below content/media/ by its path, however its accents are encoded."""
    exact = files.get(f"{MEDIA_FOLDER}{path}")
    if exact is not None or path.isascii():
        return exact
    wanted = unicodedata.normalize("NFC", f"{MEDIA_FOLDER}{path}")
    return next(
        (file for name, file in files.items() if unicodedata.normalize("NFC", name) == wanted), None
    )


def _in_text(record: Record, matter: ArticleMatter, file: ContentFile) -> Iterator[CitedWords]:
    """What annotations and quotations hold on to, in a text that was first published elsewhere."""
    kept = {
        "annotations": [one.quote for one in matter.annotations],
        "quotations": [one.quote for one in matter.quotations],
    }
    for key, quotes in kept.items():
        for number, quote in enumerate(quotes):
            yield CitedWords(
                words=quote.exact,
                file=file,
                record=record,
                span=record.locate(key, number, "quote", "exact"),
                from_text=True,
            )
