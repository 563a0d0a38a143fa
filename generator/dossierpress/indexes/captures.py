"""Captured sources: media files that front matter names, and whether they contain what is cited.

Cited words and captured texts are normalised as the anchors of quotes are. Captured text has the
line breaks and hyphens of its page, and quotation marks differ from one quotation to another: white
space, hyphens and such marks are ignored.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Span, problem, with_hint
from dossierpress.kernel.key import Key
from dossierpress.kernel.normalise import normalise_text
from dossierpress.links.addresses import locate_media, media_hint
from dossierpress.model.content import Matters, Parsed, Record, key_of
from dossierpress.records.references import Steps, accesses
from dossierpress.records.register import MEDIA_FOLDER, Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import Report
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.source.files import ContentFile


def media_of(matter: Matters, register: Register) -> Iterator[str]:
    """Paths below content/media/ that front matter names and that exist."""
    for path, _ in _files_named(matter):
        found = locate_media(register, path)
        if found is not None:
            yield found


def check_logo(config: SiteConfig, register: Register) -> Iterator[Diagnostic]:
    """Report a logo that is missing."""
    logo = config.theme.logo
    if logo is not None and logo not in register.media:
        made = Diagnostic(
            code="ref-missing-media",
            path="site.yml",
            message=f"`theme` names the logo `{logo}`, and there is no such file below "
            "`content/media/`",
        )
        yield with_hint(made, media_hint(register, logo))


def check_media(record: Record, register: Register) -> Iterator[Diagnostic]:
    """Report files that front matter names and that are missing, or do not match their digest."""
    for path, steps in _files_named(record.matter):
        if locate_media(register, path) is None:
            yield problem(
                "ref-missing-media",
                record.path,
                record.locate(*steps),
                f"there is no file `{path}` below `content/media/`",
                media_hint(register, path),
            )
    for access, steps in accesses(record.matter):
        found = locate_media(register, access.file) if access.file else None
        if found is None or access.sha256 is None:
            continue
        if register.media[found].digest != access.sha256:
            digest = register.media[found].digest
            yield problem(
                "ref-wrong-digest",
                record.path,
                record.locate(*steps, "sha256"),
                f"`{access.file}` is not the file that was captured: its SHA-256 differs",
                f"the file has {digest}; look why before you write that",
            )


def _files_named(matter: Matters) -> Iterator[tuple[str, Steps]]:
    if isinstance(matter, ArticleMatter | EntityMatter) and matter.image is not None:
        yield matter.image, ("image",)
    for access, steps in accesses(matter):
        if access.file is not None:
            yield access.file, (*steps, "file")


_PASSED_OVER = re.compile("[\\s\0\\-\u2012-\u2015'\"\u00ab\u00bb\u2018-\u201f\u2039\u203a]+")
_GAP = re.compile(r"\[[^\[\]]*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")
"""An omission or an insertion in cited words: `[…]`, `[the board]`."""


def as_letters(text: str) -> str:
    """Normalise a text for comparison."""
    return _PASSED_OVER.sub("", normalise_text(text.replace("\u2026", "...")).text)


def holds(letters: str, words: str) -> bool:
    """Whether a text contains cited words in their order, apart from marked omissions.

    Args:
        letters: The text, normalised by `as_letters`.
        words: The words as cited.
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
    """Words that a record cites, and the captured file that has to contain them."""

    words: str
    file: ContentFile
    record: Record
    span: Span
    """Place of the words in the file of the record."""
    from_text: bool
    """Whether they are in the text of the article, which was captured as a whole."""


def cited_words(
    parsed: Sequence[Parsed],
    media: Iterable[ContentFile],
    unchecked: Collection[Key],
) -> Iterator[CitedWords]:
    """Find all words that are cited from captured files.

    Args:
        parsed: All content files.
        media: All files below content/media/.
        unchecked: Records that are not checked: drafts and expired ones.
    """
    files = {file.path: file for file in media}
    if not files:
        return
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
    """A file below content/media/ by its path, in any Unicode normalisation form."""
    exact = files.get(f"{MEDIA_FOLDER}{path}")
    if exact is not None or path.isascii():
        return exact
    wanted = unicodedata.normalize("NFC", f"{MEDIA_FOLDER}{path}")
    return next(
        (file for name, file in files.items() if unicodedata.normalize("NFC", name) == wanted), None
    )


def _in_text(record: Record, matter: ArticleMatter, file: ContentFile) -> Iterator[CitedWords]:
    """The quotes that anchor annotations and quotations, in a text first published elsewhere."""
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
