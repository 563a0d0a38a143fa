"""What a dossier holds so far, for commands that list it or add to it.

Settings, files and records: files are found and parsed, each by itself, and nothing is resolved.
"""

from msgspec import Struct

from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import Store
from dossierpress.facts.parse_files import parse_all
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import RecordType
from dossierpress.model.content import Record
from dossierpress.schema.config import parse_config, read_config
from dossierpress.schema.site import SiteConfig
from dossierpress.source.discovery import discover, read_settings
from dossierpress.source.files import ContentFile
from dossierpress.source.project import Project


class DossierRecords(Struct, frozen=True, kw_only=True, gc=False):
    """The settings, files and records of a dossier, drafts and private ones included."""

    config: SiteConfig
    files: tuple[ContentFile, ...]
    records: tuple[Record, ...]

    def ids(self, type_: RecordType, *, apart_from: tuple[str, ...] = ()) -> frozenset[str]:
        """Ids of one type, former ones included; without those of files below `apart_from`."""
        return frozenset(
            id_
            for record in self.records
            if record.type == type_ and not record.path.startswith(apart_from)
            for id_ in (record.id, *record.matter.formerly)
        )


def read_dossier_records(project: Project) -> tuple[DossierRecords | None, tuple[Diagnostic, ...]]:
    """None, with the reasons, where the settings cannot be read.

    Files with mistakes count for the records that can be told in them: what is wrong with them is
    for `dossier check` to say.
    """
    data, problems = read_settings(project.root)
    if data is None:
        return None, problems
    config, more = read_config(data)
    if config is None:
        return None, (*problems, *more)
    files, _ = discover(project.root, config.limits)
    with InlineExecutor() as executor, Store() as store:
        parsed = parse_all(
            files,
            parse_config(config),
            executor=executor,
            store=store,
            progress=lambda _done, _total: None,
        )
    records = tuple(record for one in parsed.parsed for record in one.records)
    return DossierRecords(config=config, files=tuple(files), records=records), ()
