"""What is worth knowing of a dossier and no mistake: what leads nowhere, what rests on one word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossierpress.diagnostics import Diagnostic, first_words, order
from dossierpress.model.claims import Claim
from dossierpress.model.content import Parsed, Record
from dossierpress.model.key import Key
from dossierpress.model.site import Site
from dossierpress.project import SETTINGS
from dossierpress.resolve.contradict import GIVEN_UP
from dossierpress.resolve.open_reviews import counted, open_reviews
from dossierpress.resolve.orphans import orphans

_UNUSED = {
    "entity": (
        "ref-unmentioned-entity",
        "no text and no claim speaks of `{}`",
        "its page says only what its own file says",
    ),
    "source": (
        "ref-unused-source",
        "nothing rests on `{}`",
        "cite it, or take it out",
    ),
}


def remarks(site: Site, parsed: Sequence[Parsed]) -> tuple[Diagnostic, ...]:
    """Tell what the desk may want to look at.

    Args:
        site: As it is published.
        parsed: Every content file, for the places.

    Returns:
        Remarks in the order of their places.
    """
    records: dict[Key, Record] = {}
    for file in sorted(parsed, key=lambda file: file.path):
        for record in file.records:
            records.setdefault(Key(type=record.type, id=record.id), record)
    found = (*_unused(site, records), *_single(site, records), *_open(records.values()))
    return tuple(sorted(found, key=order))


def _open(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """One message that counts them: a large import leaves thousands."""
    found = tuple(open_reviews(records))
    if found:
        yield Diagnostic(
            code="ref-open-review",
            path=SETTINGS,
            message=f"{counted(found)} wait to be reviewed, and are not published until then"
            if len(found) > 1
            else f"{counted(found)} waits to be reviewed, and is not published until then",
            hint="`dossier list review` shows them; write `review: done` where one is right",
        )


def _unused(site: Site, records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    """Published records that the rest of the dossier does without."""
    for key in orphans(site):
        code, message, hint = _UNUSED[key.type]
        record = records[key]
        yield Diagnostic(
            code=code, path=record.path, span=record.span, message=message.format(key.id), hint=hint
        )


def _single(site: Site, records: Mapping[Key, Record]) -> Iterator[Diagnostic]:
    """Claims that several report on the word of one."""
    for claim in site.claims.by_id.values():
        repeated = len(claim.reports) > 1 or any(one.citing for one in claim.reports)
        # Nobody need look for more who say what is held false.
        given_up = claim.status is not None and claim.status.is_ in GIVEN_UP
        if "single-origin" in claim.marks and repeated and not given_up:
            record = records[Key(type="claim", id=claim.id)]
            yield Diagnostic(
                code="claim-single-origin",
                path=record.path,
                span=record.locate("reports"),
                message=f"`{claim.id}` rests on {_origin(claim)} alone",
                hint="look for somebody who says so independently",
            )


def _origin(claim: Claim) -> str:
    """The only one, in backticks."""
    for origin in claim.asserted.named:
        of = "the one voice of " if len(origin.parties) > 1 else ""
        return of + first_words([f"`{party.id}`" for party in origin.parties], " and ")
    return f"`{claim.asserted.unnamed[0].words}`"
