"""The changes of editions: what the file beside site.yml has, and has after this edition."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dossierpress.kernel.key import Key
from dossierpress.links.names.private_names import index_private
from dossierpress.meaning.changes import with_this_edition
from dossierpress.meaning.facts import facts_of
from dossierpress.meaning.shown import Readable, for_readers
from dossierpress.model.content import Parsed
from dossierpress.model.site import Site
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.schema.kept_changes import FILE, LIMIT, KeptChanges, read_kept_changes, write_out
from dossierpress.schema.site import SiteConfig
from dossierpress.source.discovery import read_if_there
from dossierpress.source.project import Project


def kept_changes(project: Project, config: SiteConfig | None, log: BuildLog) -> KeptChanges | None:
    """What the file has; None where there is none, or nobody asks for it."""
    return read_kept(project, log) if config is not None and config.changes else None


def read_kept(project: Project, log: BuildLog) -> KeptChanges | None:
    """What the file has, if there is one."""
    data = log.value_of(read_if_there(project.root, FILE, LIMIT))
    return None if data is None else log.value_of(read_kept_changes(data))


def with_changes(
    site: Site,
    parsed: Sequence[Parsed],
    kept: KeptChanges | None,
    *,
    as_of: datetime,
    published: bool,
) -> tuple[Site, bytes | None]:
    """Give a site what its editions have changed.

    Args:
        site: The published dossier.
        parsed: Every content file, for the names that may not be shown.
        kept: What the file has.
        as_of: The moment of publication.
        published: Whether this is an edition for readers; else it changes nothing.

    Returns:
        The site, and the new content of the file; None where it needs no change.
    """
    if not site.config.changes:
        return site, None
    if published:
        day = as_of.astimezone(ZoneInfo(site.config.timezone)).date().isoformat()
        after = with_this_edition(kept, facts_of(site), day)
    else:
        after = kept or KeptChanges()
    site = replace(site, editions=for_readers(after.editions, _readable(site, parsed)))
    written = write_out(after) if published else None
    return site, None if kept and written == kept.file else written


def _readable(site: Site, parsed: Sequence[Parsed]) -> Readable:
    withheld = frozenset(key for key, _ in site.withheld)
    records = ((Key(type=one.type, id=one.id), one) for file in parsed for one in file.records)
    private = index_private((key, one) for key, one in records if key in withheld)

    def names_somebody_private(words: str) -> bool:
        if private is None:
            return False
        certain, perhaps = private.find_all_forms(words, site.config.lang)
        return bool(certain or perhaps or private.find_exact(words))

    published = (
        *(f"article:{id_}" for id_ in site.articles),
        *(f"claim:{id_}" for id_ in site.claims.by_id),
        *(f"entity:{id_}" for id_ in site.entities),
        *(f"source:{id_}" for id_ in site.sources),
    )
    return Readable(
        published=frozenset(published),
        withheld=frozenset(f"{key.type}:{key.id}" for key in withheld),
        names_somebody_private=names_somebody_private,
    )
