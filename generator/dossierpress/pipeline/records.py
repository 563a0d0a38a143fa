"""The settings, files and records of a dossier, for commands that list or add records.

Files are discovered and parsed; references are not resolved.
"""

from msgspec import Struct

from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import Store
from dossierpress.facts.parse_files import parse_all
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import RecordType
from dossierpress.model.content import Record
from dossierpress.schema.read_site import parse_config, read_config
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
        """Ids of one type, with former ids, without the ids in files below `apart_from`."""
        return frozenset(
            id_
            for record in self.records
            if record.type == type_ and not record.path.startswith(apart_from)
            for id_ in (record.id, *record.matter.formerly)
        )


def read_dossier_records(project: Project) -> tuple[DossierRecords | None, tuple[Diagnostic, ...]]:
    """Discover and parse a dossier; None and diagnostics if the settings cannot be read.

    Mistakes in content files are not reported; `dossier check` does that. Such files give the
    records that can be parsed.
    """
    data, problems = read_settings(project.root)
    if data is None:
        return None, problems
    config, more = read_config(data)
    if config is None:
        return None, (*problems, *more)
    files, _ = discover(project.root, config.limits)
    # In memory, and not closed: texts and places are read from it for as long as there are records.
    store = Store()
    with InlineExecutor() as executor:
        parsed = parse_all(
            files,
            parse_config(config),
            executor=executor,
            store=store,
            progress=lambda _done, _total: None,
        )
    records = tuple(record for one in parsed.parsed for record in one.records)
    return DossierRecords(config=config, files=tuple(files), records=records), ()
