"""What was known of a claim on a day is what a build counts of the dossier cut at that day."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from resolving import content_file, resolved

from dossierpress.claims.known_then import MOST_DAYS, day_of
from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.model.claims import KnownThen
from dossierpress.model.content import Parsed
from dossierpress.model.site import Site
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.read_site import parse_config, read_config
from test_recorded_reads import AS_OF

ROOT = Path(__file__).parents[2]
SOURCES = """\
- {id: paper, kind: newspaper, name: The Paper}
- {id: wire, kind: wire, name: The Wire}
- {id: court, kind: court, name: The Court, basis: document}
"""
REPORTS = (
    "{by: paper, citing: wire, on: 2024-05-22}",
    "{by: wire, basis: witness, on: 2024-05-22}",
    "{by: court, on: 2024-05}",
    "{by: {unnamed: a guard}, basis: witness, on: 2024-05-25T09:00+02:00}",
    "{by: wire, stance: denies, said: 2024-05-23, on: 2024-05-27}",
    "{by: paper, basis: witness}",
    "{by: court, on: 2024-06/..}",
)


def of(*reports: str) -> Site:
    """A dossier with one claim, of these reports."""
    lines = "".join(f"    - {one}\n" for one in reports)
    claims = f"- id: gate\n  text: The gate was shut.\n  reports:\n{lines}"
    return resolved({"claims/all.yml": claims, "sources/all.yml": SOURCES}).site


def test_each_day_is_a_build_of_the_dossier_cut_at_it() -> None:
    known = of(*REPORTS).claims.known_then["gate"]

    assert [(one.day, one.reports) for one in known.days] == [
        ("2024-05-22", (0, 1)),
        ("2024-05-25", (3,)),
        ("2024-05-27", (4,)),
        ("2024-05-31", (2,)),
    ]
    assert known.undated == 2
    until: list[int] = []
    for one in known.days:
        until = sorted([*until, *one.reports])
        cut = of(*(REPORTS[number] for number in until)).claims.by_id["gate"]
        assert (one.asserted, one.marks) == (cut.asserted, cut.marks)
    counts = [(one.asserted.low, one.asserted.high, one.marks) for one in known.days]
    assert counts == [
        (1, 1, ("single-origin",)),
        (1, 1, ("unnamed-origin",)),
        (1, 1, ("unnamed-origin", "denied", "denied-by-its-origin")),
        (2, 2, ("unnamed-origin", "denied", "denied-by-its-origin")),
    ]


def test_reports_of_one_day_have_no_history() -> None:
    assert of(*REPORTS[:2], REPORTS[5]).claims.known_then["gate"] == KnownThen(undated=1)


def test_of_very_many_days_the_first_are_weighed() -> None:
    days = [f"{{by: paper, on: {2000 + day}-01-01}}" for day in range(MOST_DAYS + 3)]
    known = of(*days).claims.known_then["gate"]
    assert (len(known.days), known.more) == (MOST_DAYS, 3)


def cut(file: Parsed, day: str) -> Parsed:
    """A file without the reports that are later than a day, or of none."""
    return replace(
        file,
        records=tuple(
            replace(
                one,
                stamp=None,
                matter=one.matter.having(
                    reports=tuple(
                        report
                        for report in one.matter.reports
                        if (known := day_of(report)) is not None and known <= day
                    )
                ),
            )
            if isinstance(one.matter, ClaimMatter)
            else one
            for one in file.records
        ),
    )


@pytest.mark.slow
def test_so_it_is_of_the_shipped_dossier() -> None:
    config, _ = read_config((ROOT / "site.yml").read_bytes())
    assert config is not None
    parsed = [
        parse_file(
            content_file(str(path.relative_to(ROOT / "content")), path.read_text("utf-8")),
            parse_config(config),
        )
        for path in sorted((ROOT / "content").rglob("*"))
        if path.suffix in (".md", ".yml")
    ]
    whole, _ = resolve(parsed, (), config, as_of=AS_OF)
    compared = 0
    for day in ("2024-05-22", "2024-05-23", "2024-05-24"):
        site, _ = resolve([cut(file, day) for file in parsed], (), config, as_of=AS_OF)
        for id_, known in whole.claims.known_then.items():
            for one in known.days:
                if one.day == day:
                    then = site.claims.by_id[id_]
                    assert (one.asserted, one.marks) == (then.asserted, then.marks), id_
                    compared += 1
    assert compared > 60
