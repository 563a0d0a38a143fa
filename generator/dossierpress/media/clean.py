"""Clean all published media files: `clean_media`.

Each is stripped of metadata by the module of its format, or refused with a diagnostic.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from io import BytesIO

from msgspec import Struct
from msgspec.msgpack import Decoder
from msgspec.structs import replace

from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.encoding import decoded, encoded
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.merge_conflicts import whole_conflict
from dossierpress.media.avif import strip_avif
from dossierpress.media.documents import check_text, inspect_pdf
from dossierpress.media.formats import (
    TEXTS,
    DamagedError,
    RevealingError,
    Stripped,
    hidden_kind,
    kind_by_content,
    kind_by_name,
)
from dossierpress.media.gif import strip_gif
from dossierpress.media.jpeg import strip_jpeg
from dossierpress.media.mp3 import strip_mp3
from dossierpress.media.mp4 import strip_mp4
from dossierpress.media.png import strip_png
from dossierpress.media.svg import check_svg
from dossierpress.media.webm import strip_webm
from dossierpress.media.webp import strip_webp
from dossierpress.model.site import MediaFile, Site
from dossierpress.schema.limits import Limits

STRIPPERS: Mapping[str, Callable[[bytes], Stripped]] = {
    "PNG": strip_png,
    "JPEG": strip_jpeg,
    "GIF": strip_gif,
    "WebP": strip_webp,
    "AVIF": strip_avif,
    "MP3": strip_mp3,
    "MP4": strip_mp4,
    "WebM": strip_webm,
    "PDF": inspect_pdf,
}
_PICTURES = frozenset(["PNG", "JPEG", "GIF", "WebP", "AVIF"])


def strip_file(kind: str, data: bytes) -> Stripped:
    """Remove the metadata from a file of a known format.

    Raises:
        DamagedError: It breaks the rules of its format.
        RevealingError: It holds metadata that cannot be removed.
    """
    return STRIPPERS[kind](data)


def pixel_size(kind: str, data: bytes) -> tuple[int, int] | None:
    """Width and height of a stripped picture; None for other files."""
    if kind not in _PICTURES:
        return None
    # It loads what speaks HTTP, and few builds measure a picture.
    import imagesize  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        width, height = imagesize.get(BytesIO(data))
    except ValueError:
        width, height = 0, 0
    if width < 1 or height < 1:
        raise DamagedError("it does not tell its width and height")
    return round(width), round(height)


_FOLDER = "content/media/"
_ROW = "media"


class CleanedFile(Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """What came of a file, as the cache keeps it."""

    digest: str
    """That of its bytes as they are published."""
    problems: tuple[Diagnostic, ...]


def clean_media(site: Site, store: Store) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Check every published media file, and remove its metadata.

    Only the published copies change, not the files of the dossier. A file that cannot be published
    stays in the site as it was: its diagnostic is an error.

    Args:
        site: Whose media files are as they were found.
        store: What came of files in earlier builds; a file of the same bytes is not read. Only the
            time depends on it.
    """
    known = decoded(_DECODER, store.find("looked", [_ROW]).get(_ROW, b"")) or {}
    now: dict[str, CleanedFile] = {}
    media: list[MediaFile] = []
    for file in site.media:
        key = _key(file, site.config.limits)
        if key in known:
            now[key] = known[key]
            media.append(_as_known(file, known[key].digest))
        else:
            read = replace(file, held=file.data)
            merge = _unmerged(read)
            cleaned, problems = (read, (merge,)) if merge else _clean(read, site.config.limits)
            now[key] = CleanedFile(digest=cleaned.digest, problems=problems)
            media.append(file if cleaned is read else cleaned)
    if now != known:
        store.keep("looked", {_ROW: encoded(dict(sorted(now.items()))) if now else b""})
    told = tuple(problem for one in now.values() for problem in one.problems)
    return replace(site, media=tuple(media)), told


def forget_media(store: Store) -> None:
    """Delete what came of files, where none will be cleaned."""
    if store.find("looked", [_ROW]).get(_ROW):
        store.keep("looked", {_ROW: b""})


def _key(file: MediaFile, limits: Limits) -> str:
    """Of everything that decides what becomes of a file."""
    return digest_of_parts(
        "media",
        code_digest(),
        file.path,
        file.digest,
        str(limits.pixels),
        str(limits.drawing_bytes),
    )


def _as_known(file: MediaFile, digest: str) -> MediaFile:
    """A file that was cleaned before: its bytes are read, and stripped, when somebody asks."""
    held = file.held if digest == file.digest else partial(_stripped, file)
    return MediaFile(path=file.path, held=held, digest=digest)


def _stripped(file: MediaFile) -> bytes:
    return _strip(kind_by_name(file.path), file.data).data


def _strip(kind: str, data: bytes) -> Stripped:
    return check_text(data, kind) if kind in TEXTS else strip_file(kind, data)


def _unmerged(file: MediaFile) -> Diagnostic | None:
    # Most files are no text or have no such mark, and some are large.
    if b"<<<<<<<" not in file.data or kind_by_name(file.path) not in (*TEXTS, "SVG"):
        return None
    text = file.data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return whole_conflict(text, path=f"{_FOLDER}{file.path}")


def _clean(file: MediaFile, limits: Limits) -> tuple[MediaFile, tuple[Diagnostic, ...]]:
    path = f"{_FOLDER}{file.path}"
    kind = kind_by_name(file.path)
    found = kind_by_content(file.data)
    if found != (None if kind in TEXTS else kind):
        return file, (_wrong(path, kind, found),)
    if kind == "SVG":
        return file, tuple(_drawing(path, file.data, limits))
    try:
        stripped = _strip(kind, file.data)
        size = pixel_size(kind, stripped.data)
    except DamagedError as error:
        return file, (_damaged(path, kind, str(error)),)
    except RevealingError as error:
        return file, (_revealing(path, str(error)),)
    problems = (
        *_troubles(path, kind, file.data, stripped),
        *_too_many_pixels(path, size, limits.pixels),
    )
    if stripped.data == file.data:
        return file, problems
    digest = sha256(stripped.data).hexdigest()
    return MediaFile(path=file.path, held=stripped.data, digest=digest), problems


def _troubles(path: str, kind: str, data: bytes, stripped: Stripped) -> Iterator[Diagnostic]:
    behind = None if stripped.end is None else hidden_kind(data[stripped.end :])
    if behind is not None:
        yield Diagnostic(
            code="media-wrong-type",
            path=path,
            message=f"two files in one: {kind}, and behind its end {behind}",
            hint="save the picture anew with a program that makes pictures",
        )
    if stripped.kept:
        yield Diagnostic(
            code="media-metadata-kept",
            path=path,
            message=f"published with {', '.join(stripped.kept)}",
            hint="look at what it says, with `exiftool` or the properties in a viewer, and take "
            "out what must not be known",
        )


def _too_many_pixels(path: str, size: tuple[int, int] | None, limit: int) -> Iterator[Diagnostic]:
    """A browser needs four bytes for each pixel, whatever the size of the file."""
    if size is not None and size[0] * size[1] > limit:
        width, height = size
        yield Diagnostic(
            code="media-pixels",
            path=path,
            message=f"{width:,} by {height:,} pixels, over the limit of {limit:,} in all",
            hint="make it smaller: no screen shows as many, and browsers keep each one in memory; "
            "`limits: {pixels: …}` in site.yml allows more",
        )


def _drawing(path: str, data: bytes, limits: Limits) -> Iterator[Diagnostic]:
    most = limits.drawing_bytes
    if len(data) > most:
        yield Diagnostic(
            code="media-svg",
            path=path,
            message=f"{len(data):,} bytes, over the limit of {most:,} for a drawing",
            hint="leave out detail that nobody sees, or save it as PNG; "
            "`limits: {drawing_bytes: …}` in site.yml allows more",
        )
        return
    for what, span in check_svg(data, partial(_embedded, limit=limits.pixels)):
        yield Diagnostic(
            code="media-svg",
            path=path,
            span=span,
            message=f"not a drawing that can be published: {what}",
            hint="save it as plain or optimised SVG without scripts, links and metadata, or as PNG",
        )


def _embedded(kind: str, data: bytes, *, limit: int) -> str | None:
    """The problem of a picture that is embedded in a drawing; None if there is none."""
    found = kind_by_content(data)
    if found != kind:
        return f"it says that it is {kind}, and is {found or 'of no kind that is known'}"
    try:
        stripped = strip_file(kind, data)
        size = pixel_size(kind, stripped.data)
    except DamagedError as error:
        return f"it is damaged: {error}"
    if size is not None and size[0] * size[1] > limit:
        return f"{size[0]:,} by {size[1]:,} pixels"
    return None if stripped.data == data else "it carries metadata"


def _wrong(path: str, kind: str, found: str | None) -> Diagnostic:
    extension = path[path.rindex(".") :]
    is_ = "of no kind that is known" if found is None else found
    return Diagnostic(
        code="media-wrong-type",
        path=path,
        message=f"the name ends in `{extension}`, which is {kind}, and the file is {is_}",
        hint="save it in the format that its name says, or give it the extension of what it is",
    )


def _damaged(path: str, kind: str, why: str) -> Diagnostic:
    return Diagnostic(
        code="media-damaged",
        path=path,
        message=f"cannot be read as {kind}: {why}",
        hint="convert it to UTF-8" if kind in TEXTS else "save it anew, or fetch it again",
    )


def _revealing(path: str, what: str) -> Diagnostic:
    return Diagnostic(
        code="media-metadata",
        path=path,
        message=f"carries {what}, which cannot be taken out of this format",
        hint="save it without metadata (`exiftool -all= FILE` does), or as JPEG, PNG or WebP",
    )


_DECODER = Decoder(dict[str, CleanedFile])
