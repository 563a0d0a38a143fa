"""One file to what it says: the second stage, run for each file by itself, in parallel, cached.

Gets a `ContentFile` and the part of the settings that matters; gives its records and everything
that is wrong with it. Knows no other file, no clock and no disk, and does not raise on content.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from dossierpress.decode import decode
from dossierpress.diagnostics import Diagnostic, order
from dossierpress.model.content import Parsed
from dossierpress.model.files import ContentFile
from dossierpress.parse.markdown import forget_parsers
from dossierpress.parse.records import RecordReader
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.slug import is_slug

__all__ = ["give_up", "parse", "parse_batch"]


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


def give_up(file: ContentFile, config: ParseConfig) -> Parsed:
    """What is said of a file whose parsing was stopped in the middle, because it took too long.

    Whatever outlives one call is made anew: it may have been stopped in the middle too.
    """
    forget_parsers()
    stem = PurePosixPath(file.path).stem
    problem = Diagnostic(
        code="md-too-slow",
        path=file.path,
        message=f"reading it takes more than {config.limits.seconds:g} seconds of the processor",
        hint="look for brackets, quotes or marks that stand in long rows and never close; to give "
        "such files more time, raise `limits: {seconds: …}` in site.yml",
    )
    return Parsed(
        path=file.path,
        records=(),
        diagnostics=(problem,),
        unread=((file.type, stem),) if file.type != "media" and is_slug(stem) else (),
    )


def parse_batch(files: Sequence[ContentFile], config: ParseConfig) -> tuple[Parsed, ...]:
    """`parse` for several files, in their order: what an executor is handed."""
    return tuple(parse(file, config) for file in files)
