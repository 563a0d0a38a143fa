"""One file to what it says: the second stage, run for each file by itself, in parallel, cached.

Gets a `ContentFile` and the part of the settings that matters; gives its records and everything
that is wrong with it. Knows no other file, no clock and no disk, and does not raise on content.
"""

from collections.abc import Sequence

from dossierpress.decode import decode
from dossierpress.diagnostics import order
from dossierpress.model.content import ContentFile, ParseConfig, Parsed
from dossierpress.parse.records import RecordReader

__all__ = ["parse", "parse_batch"]


def parse(file: ContentFile, config: ParseConfig) -> Parsed:
    """What one file says. A media file says nothing."""
    if file.type == "media":
        return Parsed(path=file.path, records=(), diagnostics=())
    text, problems = decode(file.data, path=file.path)
    reader = RecordReader(file.path, file.type, config)
    if file.path.endswith(".md"):
        reader.markdown(text)
    else:
        reader.yaml(text)
    return Parsed(
        path=file.path,
        records=tuple(reader.records),
        diagnostics=tuple(sorted({*problems, *reader.diagnostics}, key=order)),
        unread=tuple(reader.unread),
    )


def parse_batch(files: Sequence[ContentFile], config: ParseConfig) -> tuple[Parsed, ...]:
    """`parse` for several files, in their order: what an executor is handed."""
    return tuple(parse(file, config) for file in files)
