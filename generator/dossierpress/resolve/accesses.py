"""Every place of front matter that says how a source was reached."""

from collections.abc import Iterator, Sequence

from dossierpress.model.content import Matters
from dossierpress.resolve.record_types import SOURCE
from dossierpress.resolve.reference import find, read
from dossierpress.resolve.register import Register
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.parts import Access
from dossierpress.schema.source import SourceMatter

Steps = tuple[str | int, ...]


def accesses(matter: Matters) -> Iterator[tuple[Access, Steps]]:
    """All of them, each with the way to it."""
    if isinstance(matter, ArticleMatter):
        if matter.origin is not None:
            yield matter.origin, ("origin",)
        yield from ((source, ("sources", number)) for number, source in enumerate(matter.sources))
    elif isinstance(matter, SourceMatter):
        yield from ((access, ("access", number)) for number, access in enumerate(matter.access))
    elif isinstance(matter, ClaimMatter):
        yield from ((report, ("reports", number)) for number, report in enumerate(matter.reports))


def own_accesses(source: str | None, register: Register) -> Sequence[Access]:
    """What the record of a document says of how it was reached.

    Args:
        source: As a reference names it; None for somebody who has no id.
        register: All records.
    """
    key = find(register, read(source), SOURCE) if source else None
    return register.accesses[key] if key else ()
