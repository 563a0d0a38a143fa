"""Check what is said of how a source was reached."""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from dossierpress.indexes.captures import as_letters, holds
from dossierpress.kernel.diagnostics import Diagnostic, Note, Offer, problem
from dossierpress.kernel.web_archives import is_web_archive
from dossierpress.located_yaml.as_yaml import as_yaml
from dossierpress.model.content import Record
from dossierpress.records.references import Steps, accesses, own_accesses
from dossierpress.records.register import Register
from dossierpress.schema.access import Access, is_stub_alone
from dossierpress.schema.article import DeclaredSource
from dossierpress.schema.claim import Report

_OWN_ARCHIVE = "a web archive of your own belongs to `archives` in site.yml"


def check_access(
    record: Record, register: Register, archives: Collection[str]
) -> Iterator[Diagnostic]:
    """Report links to no known archive, quotes that are not in their passage, and mere stubs.

    Args:
        record: Any record.
        register: All records.
        archives: Hosts of the desk's own web archives.
    """
    for access, steps in accesses(record.matter):
        yield from _wrong_archives(record, access, steps, archives)
        yield from _quote_not_in_passage(record, access, steps)
        yield from _only_stub(record, access, steps, register)


def _wrong_archives(
    record: Record, access: Access, steps: Steps, archives: Collection[str]
) -> Iterator[Diagnostic]:
    url = access.archived
    if url is not None and not is_web_archive(url, archives):
        instead = f"{{kind: reprint, url: {as_yaml(url)}}}"
        yield problem(
            "ref-no-archive",
            record.path,
            record.locate(*steps, "archived"),
            f"{_host(url)} is no web archive that is known here",
            f"put `{instead}` into the list of `copy`"
            if access.copy_
            else f"write `copy: {instead}` in its place, or `kind: translation` or `excerpt`;"
            f" {_OWN_ARCHIVE}",
        )
    for number, copy in enumerate(access.copy_):
        if copy.kind == "archive" and copy.url and not is_web_archive(copy.url, archives):
            yield problem(
                "ref-no-archive",
                record.path,
                record.locate(*steps, "copy", number, "kind"),
                f"{_host(copy.url)} is no web archive that is known here",
                Offer(
                    ("reprint", "translation", "excerpt"),
                    f"write `reprint`, `translation` or `excerpt`; {_OWN_ARCHIVE}",
                ),
            )


def _host(url: str) -> str:
    return f"`{urlsplit(url).hostname}`"


def _quote_not_in_passage(record: Record, access: Access, steps: Steps) -> Iterator[Diagnostic]:
    if not isinstance(access, Report) or access.quote is None or access.passage is None:
        return
    if not holds(as_letters(access.passage.exact), access.quote.exact):
        yield problem(
            "ref-not-in-passage",
            record.path,
            record.locate(*steps, "quote", "exact"),
            "the passage that was captured does not hold these words",
            "quote it as it stands there, or capture more of it; words of a translator belong"
            " under `quote: {translation: …}`",
            [
                Note(
                    message="this is the passage",
                    path=record.path,
                    span=record.locate(*steps, "passage", "exact"),
                )
            ],
        )


def _only_stub(
    record: Record, access: Access, steps: Steps, register: Register
) -> Iterator[Diagnostic]:
    match access:
        case Report():
            stub = is_stub_alone(access, own_accesses(access.by.id, register))
            what = "this report"
        case DeclaredSource():
            stub = is_stub_alone(access, own_accesses(access.id, register))
            what = f"`{access.id}`"
        case _:
            return
    if stub:
        yield problem(
            "ref-only-stub",
            record.path,
            record.locate(*steps, *(("copy",) if access.copy_ else ())),
            f"of {what} only a stub was read, which is no support",
            "read the whole; or, where the copy holds what it is cited for, write `is: extract`"
            " and give its words as the `passage`",
        )
