"""The bytes of one file as they are published, whatever kind it is of."""

from collections.abc import Callable, Mapping
from io import BytesIO

from dossierpress.media.avif import strip_avif
from dossierpress.media.gif import strip_gif
from dossierpress.media.jpeg import strip_jpeg
from dossierpress.media.mp3 import strip_mp3
from dossierpress.media.mp4 import strip_mp4
from dossierpress.media.pdf import inspect_pdf
from dossierpress.media.png import strip_png
from dossierpress.media.stripped import DamagedError, Stripped
from dossierpress.media.webm import strip_webm
from dossierpress.media.webp import strip_webp

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


def strip(kind: str, data: bytes) -> Stripped:
    """Take out of a file of a known kind all that it says of its making.

    Raises:
        DamagedError: It is not what it should be.
        RevealingError: It says what cannot be taken out.
    """
    return STRIPPERS[kind](data)


def pixels(kind: str, data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture that `strip` has given; None for what is not a picture."""
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
