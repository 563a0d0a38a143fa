"""The file to import as bytes: a regular file of a bounded size, and text that may be JSON."""

from pathlib import Path

from msgspec import Struct

from dossierpress import regular_file
from dossierpress.diagnostics import Diagnostic
from dossierpress.importers.recognise import READS, recognise


class InputFile(Struct, frozen=True, kw_only=True, gc=False):
    """A file that was read."""

    name: str
    data: bytes


def read_input(file: Path, *, limit: int) -> InputFile | Diagnostic:
    """Read a file of at most `limit` bytes; else say why it is not read, or what it is."""
    if file.exists() and not file.is_file():
        message = "it is a pipe, a device or a socket, and not a file"
        return _refused(file, message, "save what comes out of it as a file first")
    try:
        # A link that the user names is theirs; it is followed once, and not again while reading.
        data = regular_file.read(file.resolve(), limit=limit)
    except regular_file.TooBigError as error:
        return Diagnostic(
            code="import-too-big",
            path=file.name,
            message=f"{error.size:,} bytes, over the limit of {limit:,}",
            hint="split it and import each part;"
            " `limits: {import_bytes: …}` in site.yml allows more",
        )
    except OSError as error:
        return _refused(file, f"it cannot be read: {error.strerror or error}", None)
    is_ = recognise(data)
    if is_ is None:
        return InputFile(name=file.name, data=data)
    return _refused(file, is_, READS)


def _refused(file: Path, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(code="import-file", path=file.name, message=message, hint=hint)
