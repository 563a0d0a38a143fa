"""Text files: what a browser must take for text, whatever a host says of them."""

from dossierpress.media.stripped import DamagedError, Stripped

_BEGINNINGS = {"JSON": tuple('{["-0123456789tfn'), "WebVTT": ("WEBVTT",)}


def check_text(data: bytes, kind: str) -> Stripped:
    """Hand back a text as it is; DamagedError for what is not UTF-8, or not of its kind."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedError(f"byte {error.start + 1:,} is not valid UTF-8") from None
    place = text.find("\0")
    if place >= 0:
        raise DamagedError(f"character {place + 1:,} is U+0000, which no text holds")
    beginnings = _BEGINNINGS.get(kind)
    if beginnings is not None and not text.lstrip().startswith(beginnings):
        raise DamagedError(f"it does not begin as {kind} does")
    return Stripped(data=data)
