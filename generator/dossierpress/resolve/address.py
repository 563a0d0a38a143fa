"""Addresses inside the dossier: what `../entities/x.md#heading` leads to."""

import posixpath
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dossierpress.diagnostics.suggest import suggest
from dossierpress.model.body import Body
from dossierpress.model.content import Record
from dossierpress.model.site import Key
from dossierpress.resolve.register import MEDIA_FOLDER, Register
from dossierpress.same import Same

CONTENT_FOLDER = "content/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a link leads. Exactly one of `key` and `media` is set."""

    key: Key | None = None
    media: str | None = None
    """Relative to content/media/."""
    fragment: str | None = None
    """As written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowhere:
    """Why an address leads nowhere."""

    kind: Literal["link", "media", "unread"]
    """`media` for a missing file below content/media/, `unread` where other diagnostics say it."""
    message: str = ""
    hint: str | None = None


def locate(register: Register, record: Record, key: Key, href: str) -> Address | Nowhere:
    """Find what an address in the text of a record leads to.

    Args:
        register: All records and media.
        record: Where the address stands; relative paths begin at its file.
        key: The record's own key.
        href: Percent-decoded path, fragment, or both.
    """
    path, mark, fragment = href.partition("#")
    place = fragment if mark else None
    if not path:
        return Address(key=key, fragment=place)
    if path.startswith("/"):
        return Nowhere(
            kind="link",
            message=f"`{path}` begins at the root of a host, which a dossier has none of",
            hint="write the path from this file to the other one, such as `../articles/harbour.md`",
        )
    full = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), path))
    if full.startswith(MEDIA_FOLDER):
        return _media(register, full, path, place)
    if full in register.by_path:
        return _record(register.by_path[full], path, place)
    if full in register.files:
        return Nowhere(kind="unread")
    return Nowhere(
        kind="link",
        message=f"`{path}` leads to no file of the dossier",
        hint=with_slashes(register, record, key, href) or _hint(register, record, full),
    )


def with_slashes(register: Register, record: Record, key: Key, href: str) -> str | None:
    r"""Say how an address of Windows, `..\media\plan.png`, is written, if it leads somewhere so."""
    written = href.replace("\\", "/")
    if written == href or isinstance(locate(register, record, key, written), Nowhere):
        return None
    return f"write `{written}`, with `/` between folders"


def locate_media(register: Register, path: str) -> str | None:
    """Find a file below content/media/ by its path, however its accents are encoded."""
    if path in register.media:
        return path
    if path.isascii():
        return None  # it has no other form
    composed = unicodedata.normalize("NFC", path)
    return next(
        (name for name in register.media if unicodedata.normalize("NFC", name) == composed), None
    )


def media_hint(register: Register, path: str) -> str | None:
    """Did you mean another file below content/media/?"""
    return _did_you_mean(path, sorted(register.media))


def find_anchor(body: Body, fragment: str) -> str | None:
    """Find the place that a fragment means: an anchor, or a heading by its text."""
    anchors, by_letters = _places_in(Same(body))
    if fragment in anchors:
        return fragment
    wanted = _letters(fragment)
    return by_letters.get(wanted) if wanted else None


@lru_cache(maxsize=64)
def _places_in(body: Same[Body]) -> tuple[frozenset[str], dict[str, str | None]]:
    """The anchors of a body, and those of its headings by their letters; None for two of them."""
    by_letters: dict[str, str | None] = {}
    for heading in body.value.headings:
        letters = _letters(heading.text)
        by_letters[letters] = None if letters in by_letters else heading.anchor
    return frozenset(body.value.anchors), by_letters


def anchor_hint(body: Body, fragment: str) -> str:
    """Did you mean another heading? Else what there is to choose from."""
    by_text = {heading.text: heading.anchor for heading in body.headings}
    anchors = [heading.anchor for heading in body.headings]
    close = suggest(fragment, anchors) or by_text.get(suggest(fragment, by_text) or "")
    if close is None:
        close = suggest(fragment, body.anchors)
    if close is not None:
        return f"did you mean `#{close}`?"
    if not anchors:
        return "that text has no headings"
    some = ", ".join(f"`#{anchor}`" for anchor in anchors[:5])
    return f"its headings are {some}" + (" and others" if len(anchors) > 5 else "")


def _media(register: Register, full: str, written: str, fragment: str | None) -> Address | Nowhere:
    path = full.removeprefix(MEDIA_FOLDER)
    found = locate_media(register, path)
    if found is not None:
        return Address(media=found, fragment=fragment)
    return Nowhere(
        kind="media",
        message=f"there is no file `{written}`",
        hint=media_hint(register, path),
    )


def _record(keys: Sequence[Key], path: str, fragment: str | None) -> Address | Nowhere:
    if len(keys) == 1:
        return Address(key=keys[0], fragment=fragment)
    chosen = [key for key in keys if key.id == fragment]
    if len(chosen) == 1:
        return Address(key=chosen[0])
    return Nowhere(
        kind="link",
        message=f"`{path}` defines {len(keys)} records",
        hint=f"name one of them: `[[{keys[0].id}]]`, or `{path}#{keys[0].id}`",
    )


def _hint(register: Register, record: Record, full: str) -> str | None:
    stem = posixpath.splitext(posixpath.basename(full))[0]
    meant = register.by_id.get(stem, ())
    if len(meant) == 1:
        path = register.records[meant[0]].path
        return f"did you mean `{_relative(path, record)}`, or `[[{stem}]]`?"
    media = [MEDIA_FOLDER + name for name in register.media]
    close = suggest(full, [*register.by_path, *media])
    return f"did you mean `{_relative(close, record)}`?" if close else None


def _relative(path: str, record: Record) -> str:
    return posixpath.relpath(path, posixpath.dirname(record.path))


def _did_you_mean(path: str, names: Sequence[str]) -> str | None:
    close = suggest(path, names) or next(
        (name for name in names if posixpath.basename(name) == posixpath.basename(path)), None
    )
    return f"did you mean `{close}`?" if close else None


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
