"""Compare earlier editions with what the dossier says and withholds now.

The previous edition must not show what is withheld now. An author who withholds something wants
it gone, from the disk as well as from the site; and a rollback would publish it again. So every
build checks the previous edition, even if it changes nothing.

A correction of something that no edition has published is reported: a staged history. Only the
published edition and the previous one are known; without them, as in a fresh clone, nothing is
reported.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from dossierpress.engine.store import Store
from dossierpress.kernel import routes
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.model.content import Parsed, Record
from dossierpress.model.site import Site
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.leak_check import check_for_leaks
from dossierpress.publish.previous_edition import KeptEdition, published_paths
from dossierpress.schema.annotation import CORRECTION
from dossierpress.schema.article import ArticleMatter
from dossierpress.source.project import Project

CORRECTS_UNPUBLISHED = "out-never-said"


def corrections_of_unpublished(
    project: Project, site: Site, parsed: Sequence[Parsed]
) -> Iterator[Diagnostic]:
    """Report corrections of a status or of words on pages that no edition has.

    Args:
        project: The dossier; its editions are looked at.
        site: What is to be published.
        parsed: Every content file, for the places of the diagnostics.
    """
    records: dict[Key, Record] = {}
    for record in (record for file in parsed for record in file.records):
        records.setdefault(Key(type=record.type, id=record.id), record)
    found = (*_corrected_judgements(site, records), *_corrected_words(site, records))
    known = published_paths(project) if found else None
    if known is None:
        return
    for key, problem in found:
        if not _paths_of_page(key, records[key]) & known:
            yield problem


def _corrected_judgements(
    site: Site, records: Mapping[Key, Record]
) -> Iterator[tuple[Key, Diagnostic]]:
    for id_, claim in site.claims.by_id.items():
        if any(before.is_ != after.is_ for before, after in pairwise(claim.matter.status)):
            key = Key(type="claim", id=id_)
            record = records[key]
            yield (
                key,
                Diagnostic(
                    code=CORRECTS_UNPUBLISHED,
                    path=record.path,
                    span=record.locate("status"),
                    message=f"the history of `{id_}` corrects what no published edition has said",
                    hint="keep the last entry of `status` alone; nobody has read the others",
                ),
            )


def _corrected_words(site: Site, records: Mapping[Key, Record]) -> Iterator[tuple[Key, Diagnostic]]:
    for id_ in site.articles:
        key = Key(type="article", id=id_)
        record, matter = records[key], records[key].matter
        # An article that was first published elsewhere has been read there.
        if not isinstance(matter, ArticleMatter) or matter.origin is not None:
            continue
        for number, note in enumerate(matter.annotations):
            if note.type == CORRECTION and not note.withheld:
                yield (
                    key,
                    Diagnostic(
                        code=CORRECTS_UNPUBLISHED,
                        path=record.path,
                        span=record.locate("annotations", number, "type"),
                        message=f"this corrects words of `{id_}` that no published edition has",
                        hint="mend the text and delete the annotation; nobody has read the words",
                    ),
                )


def _paths_of_page(key: Key, record: Record) -> set[str]:
    """Paths of the page of a record under its id and its former ids."""
    formerly = record.matter.formerly
    return {routes.record(Key(type=key.type, id=id_)) for id_ in (key.id, *formerly)}


_ANYWAY = (
    "mend the content and build; `dossier rollback --anyway` goes back all the same, and shows it"
)


_WAYS_TO_GO_ON = (
    "`dossier rollback` brings it back; `dossier clean --earlier`, or the next build, removes it"
)


def withheld_but_kept(
    kept: KeptEdition, log: BuildLog, store: Store, *, beside_published: bool
) -> tuple[Diagnostic, ...]:
    """Report files of the previous edition that show what is withheld now.

    Pages of withheld records are known by their paths, texts by the leak check.

    Args:
        kept: The previous edition.
        log: The log of a build or a check, which knows what is withheld.
        store: See `check_for_leaks`.
        beside_published: Whether the published edition was checked for the same secrets; then
            files that both editions have are not checked again.
    """
    pages = frozenset(kept.gone if beside_published else kept.paths)
    withheld = log.site.withheld if log.site else ()
    found = [
        Diagnostic(
            code="out-withdrawn",
            path=path,
            message=f"the page of the {key.type} `{key.id}`, which is withheld now ({why})",
            hint=_ANYWAY,
        )
        for key, why in withheld
        if (path := routes.record(key)) in pages and path != routes.HOME
    ]
    reported = {one.path for one in found}
    looked_at = kept.files(kept.differing if beside_published else kept.paths)
    found += [
        replace(one, code="out-withdrawn", hint=_ANYWAY)
        for one in check_for_leaks(log.redaction.secrets, looked_at, kind="earlier", store=store)
        if one.path not in reported
    ]
    return tuple(found)


def drop_if_withdrawn(
    kept: KeptEdition | None, log: BuildLog, store: Store, *, before: str | None, keep: bool
) -> tuple[str, ...]:
    """Remove the previous edition if it shows what was withdrawn; returns notes on that.

    Args:
        kept: The previous edition, after a build.
        log: The log of that build, which knows what is withheld.
        store: See `check_for_leaks`.
        before: The digest of the edition that was the previous one when the build began.
        keep: Whether to keep it whatever it shows.
    """
    if kept is None:
        return ()
    if withheld_but_kept(kept, log, store, beside_published=True):
        what = "the edition before shows what is withheld now"
    elif kept.gone and kept.digest == before:
        what = f"the edition before has {_files_named(kept.gone)} that the present one has not"
    elif kept.gone:
        return (f"{_files_named(kept.gone)}: only in the edition before; {_WAYS_TO_GO_ON}",)
    else:
        return ()
    if keep:
        return (f"{what}; it is kept in `{kept.folder}`, as `--keep` says",)
    try:
        kept.drop()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        return (f"{what}, and cannot be removed from `{kept.folder}`: {why}",)
    return (f"{what}, and was removed: there is none to go back to",)


def cannot_tell_withheld(problems: int) -> Diagnostic:
    """The diagnostic for content with errors: it cannot tell what is withheld."""
    return Diagnostic(
        code="out-withdrawn",
        path="site.yml",
        message=f"cannot tell what is withheld now: the dossier has {problems} errors",
        hint="`dossier check` lists them; `dossier rollback --anyway` goes back all the same, and"
        " may show what is withheld",
    )


def _files_named(paths: Iterable[str]) -> str:
    named = tuple(paths)
    more = f" and {len(named) - 1} more" if len(named) > 1 else ""
    return f"`{named[0]}`{more}"
