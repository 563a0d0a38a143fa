"""Files that are brought along as `data:` addresses."""

from base64 import b64encode
from posixpath import basename

_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".pdf": "application/pdf",
    ".txt": "text/plain;charset=utf-8",
    ".csv": "text/csv;charset=utf-8",
}


def data_address(path: str, data: bytes) -> str:
    """The file as an address. Base64 makes four bytes of three."""
    dot = basename(path).rfind(".")
    type_ = _TYPES.get(basename(path)[dot:].lower() if dot > 0 else "", "application/octet-stream")
    return f"data:{type_};base64,{b64encode(data).decode()}"
