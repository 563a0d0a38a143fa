"""Addresses inside the dossier: the target of `../entities/x.md#heading` or `![[plan.png]]`.

`locate` returns the record or the media file, or why there is none and what may be meant.
"""

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from dossierpress.kernel.diagnostics import Hint, Offer, suggest
from dossierpress.kernel.diagnostics.hints import either
from dossierpress.kernel.key import Key
from dossierpress.model.body import Embed
from dossierpress.model.content import Record
from dossierpress.records.facets import ANY, Places
from dossierpress.records.lookup import Lookup
from dossierpress.records.register import MEDIA_FOLDER, Register

CONTENT_FOLDER = "content/"


class Address(Struct, frozen=True, kw_only=True, gc=False):
    """The target of a link. Exactly one of `key` and `media` is set."""

    key: Key | None = None
    media: str | None = None
    """Relative to content/media/."""
    fragment: str | None = None
    """As written."""


class Nowhere(Struct, frozen=True, kw_only=True, gc=False):
    """Why an address has no target."""

    kind: Literal["link", "media", "unread"]
    """`media`: a missing file below content/media/; `unread`: other diagnostics report it."""
    message: str = ""
    hint: Hint = None


def locate(
    register: Register, lookup: Lookup, record: Record, key: Key, href: str
) -> Address | Nowhere:
    """Find the target of an address in the text of a record.

    Args:
        register: All records and media.
        lookup: Finds what may be meant if there is no such file.
        record: The record with the text; relative paths begin at its file.
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
            hint=_hint(register, lookup, record, CONTENT_FOLDER + path.lstrip("/"), place)
            or "write the path from this file to the other one, which begins with `../`",
        )
    full = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), path))
    if full.startswith(MEDIA_FOLDER):
        return _media(register, record, full, path, place)
    if full in register.by_path:
        return _record(register.by_path[full], path, place)
    if full in register.files:
        return Nowhere(kind="unread")
    return Nowhere(
        kind="link",
        message=f"`{path}` leads to no file of the dossier",
        hint=with_slashes(register, lookup, record, key, href)
        or _hint(register, lookup, record, full, place),
    )


def with_slashes(
    register: Register, lookup: Lookup, record: Record, key: Key, href: str
) -> Offer | None:
    r"""Offer a Windows path, `..\media\plan.png`, with slashes, if that has a target."""
    written = href.replace("\\", "/")
    if written == href or isinstance(locate(register, lookup, record, key, written), Nowhere):
        return None
    path, mark, fragment = written.partition("#")
    text = f"{_encoded(path)}{mark}{fragment}"
    return Offer((text,), f"write `{text}`, with `/` between folders")


def locate_media(register: Register, path: str) -> str | None:
    """Find a file below content/media/ by its path, in any Unicode normalisation form."""
    if path in register.media:
        return path
    if path.isascii():
        return None  # it has no other form
    composed = unicodedata.normalize("NFC", path)
    return next(
        (name for name in register.media if unicodedata.normalize("NFC", name) == composed), None
    )


def media_hint(register: Register, path: str, record: Record | None = None) -> Offer | None:
    """Suggest another file below content/media/.

    Args:
        register: All records and media.
        path: As written, relative to content/media/ or to the file that names it.
        record: The record in whose text it stands, for relative paths; None in front matter.
    """
    names = sorted(register.media)
    base = posixpath.basename(path)
    same = [name for name in names if posixpath.basename(name).casefold() == base.casefold()]
    close = same or [one for one in (suggest(path, names) or suggest(base, names),) if one]
    if not close:
        return None
    texts = [_encoded(_relative(MEDIA_FOLDER + one, record)) if record else one for one in close]
    return Offer(tuple(texts[:5]))


def anchor_hint(body: Places, fragment: str, before: str = "") -> str | Offer:
    """Suggest another heading, or list the headings that there are.

    Args:
        body: The text that has the headings.
        fragment: As written, without `#`.
        before: What is written before `#`: the path of the text.
    """
    by_text = {heading.text: heading.anchor for heading in body.headings}
    anchors = [heading.anchor for heading in body.headings]
    close = suggest(fragment, anchors) or by_text.get(suggest(fragment, by_text) or "")
    if close is None:
        close = suggest(fragment, body.anchors)
    if close is not None:
        return Offer((f"{before}#{close}",))
    if not anchors:
        return "that text has no headings"
    some = ", ".join(f"`#{anchor}`" for anchor in anchors[:5])
    return f"its headings are {some}" + (" and others" if len(anchors) > 5 else "")


def embed_hint(embed: Embed, register: Register, record: Record) -> str | Offer:
    """Suggest what to write instead of an embed: a picture or a link to a record."""
    name = posixpath.basename(embed.target)
    media = [path for path in register.media if posixpath.basename(path) == name]
    if not media:
        folded = name.casefold()
        media = [path for path in register.media if posixpath.basename(path).casefold() == folded]
    if media:
        folder = posixpath.dirname(record.path)
        shown = [posixpath.relpath(MEDIA_FOLDER + path, folder) for path in sorted(media)[:3]]
        return "write " + " or ".join(
            f"`![…]({f'<{path}>' if ' ' in path else path})`" for path in shown
        )
    if embed.id is not None and len(register.by_id.get(embed.id, ())) == 1:
        text = f"[[{embed.id}]]"
        return Offer((text,), f"to link to it, write `{text}`; to have its text here, copy it")
    if "." in name and not name.endswith(".md"):
        return f"put `{name}` into `content/media/`, and write `![…](path)` with the path from here"
    return "write the text out, or link to the record with `[[id]]`"


def _media(
    register: Register, record: Record, full: str, written: str, fragment: str | None
) -> Address | Nowhere:
    path = full.removeprefix(MEDIA_FOLDER)
    found = locate_media(register, path)
    if found is not None:
        return Address(media=found, fragment=fragment)
    return Nowhere(
        kind="media",
        message=f"there is no file `{written}`",
        hint=media_hint(register, path, record),
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
        hint=Offer(
            tuple(f"{_encoded(path)}#{key.id}" for key in keys[:5]),
            f"name one of them: {either([f'{path}#{key.id}' for key in keys])}",
        ),
    )


def _hint(
    register: Register, lookup: Lookup, record: Record, full: str, fragment: str | None
) -> Offer | None:
    """Suggest another file: of that name, of the record of that name, or with a similar path."""
    base = posixpath.basename(full)
    media = [MEDIA_FOLDER + name for name in register.media]
    same = [one for one in media if posixpath.basename(one) == base]
    if same:
        return Offer(tuple(_encoded(_relative(one, record)) for one in same[:5]))
    close = suggest(full, [*register.by_path, *media])
    meant = lookup.meant(base, ANY)
    if meant:
        pass
    elif close is not None and close in register.by_path:
        meant = register.by_path[close]
    elif close is not None:
        return Offer((_encoded(_relative(close, record)),))
    if not meant:
        return None
    return Offer(
        tuple(_path_to(register, key, record, fragment) for key in meant[:5]),
        names=tuple(f"{key.type}:{key.id}" for key in meant[:5]),
    )


def _path_to(register: Register, key: Key, record: Record, fragment: str | None) -> str:
    """The relative address of another record, and of the same place in it."""
    there = register.origins[key].path
    path = _encoded(_relative(there, record))
    if len(register.by_path[there]) > 1:
        return f"{path}#{key.id}"
    if fragment and register.fragments[key, fragment] is not None:
        return f"{path}#{fragment}"
    return path


def _relative(path: str, record: Record) -> str:
    return posixpath.relpath(path, posixpath.dirname(record.path))


def _encoded(path: str) -> str:
    """Percent-encode a path for a link destination, which ends at a space or a parenthesis."""
    return re.sub(r"[\s()<>%#?\\]", lambda found: f"%{ord(found[0]):02X}", path)
