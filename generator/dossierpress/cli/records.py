"""What a dossier holds so far, for commands that add to it."""

from msgspec import Struct

from dossierpress.config import parse_config, read_config
from dossierpress.diagnostics import Diagnostic
from dossierpress.discover import discover, read_settings
from dossierpress.executors import InlineExecutor
from dossierpress.model.content import Record
from dossierpress.model.files import ContentFile
from dossierpress.model.key import RecordType
from dossierpress.parse_all import parse_all
from dossierpress.project import Project
from dossierpress.schema.site import SiteConfig
from dossierpress.store import Store


class Holdings(Struct, frozen=True, kw_only=True, gc=False):
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


def read_holdings(project: Project) -> tuple[Holdings | None, tuple[Diagnostic, ...]]:
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
    return Holdings(config=config, files=tuple(files), records=records), ()
