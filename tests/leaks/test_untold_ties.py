"""A tie that nobody may be told of: readers count two origins, and the desk alone is told."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from building import lay
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import print_text
from dossierpress.pipeline.check import check_dossier
from dossierpress.source import project
from harness import call_dossier

NOW = datetime(2026, 1, 1, tzinfo=UTC)

PEOPLE = (
    "- {id: boss, kind: person, name: Oskar Vrankovic, private: true}\n"
    "- {id: house, kind: organization, name: Harbour House}\n"
)
APART = (
    "- {id: gazette, kind: newspaper, name: Gazette}\n- {id: herald, kind: wire, name: Herald}\n"
)
BOTH = "  - {by: gazette, basis: witness}\n  - {by: herald, basis: witness}\n"
CODE = "claim-untold-tie"
WITHHELD = ("boss", "Vrankovic", "agency", "informant", CODE, "one voice", "untold")


def tied(how: str, *private: str) -> str:
    """Both papers, each with a line of its own, and private sources."""
    ties = [line.replace("}", f", {how}}}") for line in APART.splitlines()]
    return "\n".join([*ties, *private]) + "\n"


AGENCIES = (
    "- {id: agency-1, kind: wire, name: Agency of Zed, private: true, feeds_from: agency-2}",
    "- {id: agency-2, kind: wire, name: Agency of Ypsilon, private: true, feeds_from: agency-1}",
)
IN_A_CIRCLE = (
    "- {id: gazette, kind: newspaper, name: Gazette, feeds_from: agency-1}\n"
    "- {id: herald, kind: wire, name: Herald, feeds_from: agency-2}\n" + "\n".join(AGENCIES) + "\n"
)
UNTOLD: Mapping[str, str] = {
    "one private owner": tied("owner: boss"),
    "one private publisher": tied("publisher: boss"),
    "one private agency": tied("feeds_from: agency-1", *AGENCIES),
    "two private agencies in a circle": IN_A_CIRCLE,
    "both close to somebody private": tied("tied_to: [{to: boss, kind: close-to}]"),
}


def site(folder: Path, sources: str, reports: str = BOTH, more: str = "") -> Path:
    return lay(
        folder,
        {
            "site.yml": "title: T\n",
            "content/entities/all.yml": PEOPLE,
            "content/sources/all.yml": sources,
            "content/claims/kept.yml": f"text: The books were kept.\n{more}reports:\n{reports}",
        },
    ).root


def desk(root: Path) -> str:
    """What the desk is told."""
    with Store() as store:
        report = check_dossier(project.project_at(root), store=store, as_of=NOW)
    return print_text(report.diagnostics, lines=lambda _: None, severity=report.severity)


@pytest.mark.parametrize("sources", UNTOLD.values(), ids=UNTOLD)
def test_the_desk_is_told_at_the_report_and_what_it_is_to_paste_mends_it(
    sources: str, tmp_path: Path
) -> None:
    root = site(tmp_path / "site", sources)

    told = desk(root)

    assert f"content/claims/kept.yml:4:5: warning[{CODE}]: `gazette`, `herald`" in told
    (mend,) = re.findall(r"`(one_origin: .*?\})`", told)
    assert CODE not in desk(site(tmp_path / "mended", sources, more=f"{mend}\n"))


def test_how_sure_the_desk_is_goes_into_what_it_is_to_paste(tmp_path: Path) -> None:
    certain = desk(site(tmp_path / "certain", UNTOLD["one private owner"]))
    soft = desk(site(tmp_path / "soft", UNTOLD["both close to somebody private"]))

    assert ("are one voice" in certain, "confidence: certain" in certain) == (True, True)
    assert ("may be one voice" in soft, "confidence: medium" in soft) == (True, True)


def test_no_log_and_no_page_tells_of_it(tmp_path: Path) -> None:
    root = site(tmp_path / "site", UNTOLD["one private owner"])
    untied = site(tmp_path / "untied", APART)
    forms = (
        ("check",),
        ("check", "--json"),
        ("check", "--format", "json"),
        ("build", "--format", "github"),
    )
    logs = [call_dossier(*form, "--site", root) for form in forms]
    call_dossier("build", "--site", untied)

    for log in logs:
        text = log.stdout + log.stderr
        assert (log.args, [word for word in WITHHELD if word in text]) == (log.args, [])
    assert "1 problem is in what is withheld, and not shown in a log" in logs[0].stderr
    for page in (untied / "output").rglob("*.html"):
        assert (
            page.read_text() == (root / "output" / page.relative_to(untied / "output")).read_text()
        )


def test_somebody_private_who_belongs_to_a_paper_is_told_of_too(tmp_path: Path) -> None:
    sources = (
        "- {id: gazette, kind: newspaper, name: Gazette, owner: house}\n"
        "- {id: informant, kind: person, name: Vesna Marek, owner: house, private: true}\n"
    )
    reports = "  - {by: gazette, basis: witness}\n  - {by: informant, basis: witness}\n"

    told = desk(site(tmp_path / "site", sources, reports))

    assert f"kept.yml:4:5: warning[{CODE}]: `gazette`, `informant`" in told
    assert "leave out the report of `informant`" in told


def test_who_takes_over_from_two_private_wires_does_not_make_them_one(tmp_path: Path) -> None:
    sources = (
        "- {id: gazette, kind: newspaper, name: Gazette, feeds_from: agency-1}\n"
        "- {id: herald, kind: newspaper, name: Herald, feeds_from: [agency-1, agency-2]}\n"
        "- {id: courier, kind: newspaper, name: Courier, feeds_from: agency-2}\n"
        + "\n".join(AGENCIES).replace("feeds_from", "description")
    )
    reports = f"{BOTH}  - {{by: courier, basis: witness}}\n"

    told = desk(site(tmp_path / "site", sources, reports))
    (mend,) = re.findall(r"`(one_origin: .*?\})`", told)
    mended = site(tmp_path / "mended", sources, reports, more=f"{mend}\n")

    assert CODE not in desk(mended)
    call_dossier("build", "--site", mended)
    page = (mended / "output/claims/kept.html").read_text()
    assert 'data-low="2" data-high="2"' in page


@pytest.mark.parametrize(
    ("sources", "reports", "more"),
    [
        (tied("owner: house"), BOTH, ""),
        (tied("owner: house, publisher: boss"), BOTH, ""),
        (tied("owner: boss"), "  - {by: gazette}\n  - {by: herald, citing: gazette}\n", ""),
        (tied("owner: boss"), BOTH, "kind: assessment\n"),
        (
            tied("owner: boss"),
            BOTH.replace("}", ", part: one}", 1).replace("ss}", "ss, part: b}"),
            "",
        ),
        (
            tied("tied_to: [{to: boss, kind: close-to, until: 2001}]"),
            BOTH.replace("}", ", on: 2020}"),
            "",
        ),
    ],
    ids=["public", "public too", "no origin", "assessment", "parts", "not in force"],
)
def test_the_desk_is_not_told_where_the_count_is_right(
    sources: str, reports: str, more: str, tmp_path: Path
) -> None:
    assert CODE not in desk(site(tmp_path / "site", sources, reports, more))


def test_a_circle_of_two_private_parties_is_told_to_the_desk_alone(tmp_path: Path) -> None:
    root = site(
        tmp_path / "site",
        "\n".join(AGENCIES).replace("feeds_from", "description"),
        "  - {by: agency-1, citing: agency-2}\n  - {by: agency-2, citing: agency-1}\n",
    )

    log = call_dossier("check", "--site", root)

    assert "kept.yml:3:28: error[claim-circular]" in desk(root)
    assert log.returncode == 1
    assert [
        word for word in ("agency", "circular", "kept") if word in log.stdout + log.stderr
    ] == []
