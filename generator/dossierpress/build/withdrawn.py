"""What was withdrawn goes: the edition before must not show what is withheld now.

An author who withholds something wants it gone, from the disk as well as from the site; and going
back would publish it again. So every build, whether it changes anything or not, looks at the
edition that is kept.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from dossierpress import routes
from dossierpress.build.last_look import last_look
from dossierpress.diagnostics import Diagnostic
from dossierpress.ledger import Ledger
from dossierpress.store import Store
from dossierpress.write import KeptEdition

_ANYWAY = (
    "mend the content and build; `dossier rollback --anyway` goes back all the same, and shows it"
)


_WAYS = (
    "`dossier rollback` brings it back; `dossier clean --earlier`, or the next build, removes it"
)


def shown_again(
    kept: KeptEdition, ledger: Ledger, store: Store, *, beside_published: bool
) -> tuple[Diagnostic, ...]:
    """What the edition that is kept shows and the dossier withholds now, at its files.

    Pages of withheld records are known by their paths, and texts by what only withheld records say.

    Args:
        kept: The edition before.
        ledger: Of a build or a check, which knows what is withheld.
        store: See `last_look`.
        beside_published: Whether the published edition was made with the same knowledge; then what
            both have is not looked at again.
    """
    pages = frozenset(kept.gone if beside_published else kept.paths)
    withheld = ledger.site.withheld if ledger.site else ()
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
    told = {one.path for one in found}
    looked_at = kept.files(kept.differing if beside_published else kept.paths)
    found += [
        replace(one, code="out-withdrawn", hint=_ANYWAY)
        for one in last_look(ledger.hidden.secrets, looked_at, kind="earlier", store=store)
        if one.path not in told
    ]
    return tuple(found)


def let_go(
    kept: KeptEdition | None, ledger: Ledger, store: Store, *, before: str | None, keep: bool
) -> tuple[str, ...]:
    """Remove the edition that is kept where it shows what was withdrawn; what to tell of it.

    Args:
        kept: The edition before, after a build.
        ledger: Of that build, which withholds what it does.
        store: See `last_look`.
        before: What the edition before was known by when the build began.
        keep: Whether it is to be kept whatever it shows.
    """
    if kept is None:
        return ()
    if shown_again(kept, ledger, store, beside_published=True):
        what = "the edition before shows what is withheld now"
    elif kept.gone and kept.digest == before:
        what = f"the edition before has {_files(kept.gone)} that the present one has not"
    elif kept.gone:
        return (f"{_files(kept.gone)}: only in the edition before; {_WAYS}",)
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


def uncertain(problems: int) -> Diagnostic:
    """Nobody can tell what is withheld by content that has mistakes."""
    return Diagnostic(
        code="out-withdrawn",
        path="site.yml",
        message=f"cannot tell what is withheld now: the dossier has {problems} errors",
        hint="`dossier check` lists them; `dossier rollback --anyway` goes back all the same, and"
        " may show what is withheld",
    )


def _files(paths: Iterable[str]) -> str:
    named = tuple(paths)
    more = f" and {len(named) - 1} more" if len(named) > 1 else ""
    return f"`{named[0]}`{more}"
