"""The addresses within pages that were published: what each page may have lost, and what is kept.

Texts leave their former addresses at their heirs while they are linked, annotations while they are
placed. Here it is done for the reports of claims, and all of it is put together again for the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from dossierpress.claims.reports import identity_of
from dossierpress.engine.encoding import digest_of
from dossierpress.engine.stamping_rules import Stamping
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.key import Key
from dossierpress.kernel.memo import OnDemand
from dossierpress.links.heirs import Addressed, Published, Succession, succession
from dossierpress.links.lasting_anchors import lost_anchors
from dossierpress.links.linked_text import LinkedText
from dossierpress.model.claims import Claim
from dossierpress.model.site import Site
from dossierpress.records.listing import group
from dossierpress.records.register import Register
from dossierpress.schema.kept_anchors import KeptAnchors, anchors_in, lines_of

NOTE, REPORT = "note_", "report_"
"""How the ids of annotations and reports begin, which no id in a text does."""


class PublishedAnchors(Struct, frozen=True, kw_only=True, dict=True):
    """What was published, for each record of this dossier."""

    register: Register
    kept: KeptAnchors

    @cached_property
    def of_texts(self) -> Mapping[Key, Published]:
        """Record -> the addresses that its text may have lost; for `track_dossier`."""
        return OnDemand(self.register.records, self._of_text)

    @property
    def stamping(self) -> Stamping:
        """How that table tells which of its rows may have changed."""
        records = self.register.records
        return Stamping(
            of=lambda key: (self.lines(key), records[key].stamp or records[key]), by_row=True
        )

    def lines(self, key: Key) -> str:
        """The lines of a record in the file, with those from when it had another id."""
        before = self._former.get(key, ())
        return "".join(self.kept.of.get(one, "") for one in (key, *before))

    def beginning_with(self, prefix: str, key: Key) -> Published:
        """The addresses on the page of a record whose ids begin in a way."""
        lines = self.lines(key)
        return Published(
            anchors=tuple(anchors_in(lines_beginning(prefix, lines)).values()),
            said=tuple(one for one in self._said(key) if one[0].startswith(prefix)),
        )

    @cached_property
    def _former(self) -> Mapping[Key, tuple[Key, ...]]:
        return group((now, old) for old, now in sorted(self.register.former.items()))

    def _of_text(self, key: Key) -> Published:
        there = frozenset(self.register.records[key].outline.anchors)
        found = anchors_in(lines_of_text(self.lines(key)))
        return Published(
            anchors=tuple(one for anchor, one in found.items() if anchor not in there),
            said=tuple(one for one in self._said(key) if not one[0].startswith((NOTE, REPORT))),
        )

    def _said(self, key: Key) -> Iterator[tuple[str, str | None]]:
        for one in self.register.records[key].matter.former_anchors:
            yield one.was.removeprefix("#"), one.now and one.now.removeprefix("#")


def lines_beginning(prefix: str, lines: str) -> str:
    """The lines of the addresses that begin in a way."""
    if f" {prefix}" not in lines:
        return ""
    return "".join(one for one in lines.splitlines(keepends=True) if one.startswith(f" {prefix}"))


def lines_of_text(lines: str) -> str:
    """The lines of the addresses in a text."""
    if f" {NOTE}" not in lines and f" {REPORT}" not in lines:
        return lines
    others = (f" {NOTE}", f" {REPORT}")
    return "".join(one for one in lines.splitlines(keepends=True) if not one.startswith(others))


def lasting_reports(
    site: Site, published: PublishedAnchors
) -> tuple[Site, dict[Key, str], tuple[Diagnostic, ...]]:
    """Leave the former addresses of reports at their heirs.

    Returns:
        The site with all of them; claim -> the lines that keep them; and what is lost.
    """
    by_id, stamps = dict(site.claims.by_id), dict(site.stamps)
    lines: dict[Key, str] = {}
    problems: list[Diagnostic] = []
    for id_, claim in site.claims.by_id.items():
        key = Key(type="claim", id=id_)
        found = _reports_of(claim, published.beginning_with(REPORT, key))
        lines[key] = lines_of(found.now)
        problems += lost_anchors(published.register.records[key], found)
        if found.former:
            by_id[id_] = replace(
                claim,
                reports=tuple(
                    replace(one, former=found.former.get(one.anchor, ())) for one in claim.reports
                ),
            )
            stamps[key] = digest_of((stamps[key], sorted(found.former.items())))
    claims = replace(site.claims, by_id=by_id)
    return replace(site, claims=claims, stamps=stamps), lines, tuple(problems)


def _reports_of(claim: Claim, published: Published) -> Succession:
    return succession(
        published,
        [
            Addressed(one.anchor, " ".join(identity_of(one.written, one.by)))
            for one in claim.reports
        ],
        unchanging=True,
    )


def anchors_to_keep(
    published: PublishedAnchors,
    linked: Mapping[Key, LinkedText],
    others: Sequence[Mapping[Key, str]],
) -> KeptAnchors:
    """What the file has after this edition: records that are not published keep their lines.

    Args:
        published: What it has now.
        linked: The texts of the published records.
        others: Record -> the lines of its other addresses: those of annotations, of reports.
    """
    kept: dict[Key, str] = {}
    for key in published.register.records:
        before = published.lines(key)
        text = linked.get(key)
        if text is None:
            kept[key] = before
            continue
        own = lines_of_text(before)
        if digest_of(own) != text.anchors:  # else its row need not be read
            own = text.kept_anchors
        kept[key] = "".join((own, *(one.get(key, "") for one in others)))
    return KeptAnchors(of={key: lines for key, lines in kept.items() if lines})
