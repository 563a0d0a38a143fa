"""Somebody private reports a claim, or is named in a part of it: what may be told, what counts."""

from pathlib import Path

import pytest

from building import lay
from harness import call_dossier

SOURCES = (
    "- {id: gazette, kind: newspaper, name: The Gazette}\n"
    "- {id: herald, kind: newspaper, name: The Herald}\n"
    "- {id: informant, kind: person, name: Vesna Marek, private: true}\n"
)
HIDDEN_PLACES = (
    "- {id: cellar, kind: place, name: Cellar of Vesna, private: true}\n"
    "- {id: attic, kind: place, name: Attic of Vesna, private: true}\n"
)


def claim_page(folder: Path, claim: str, lang: str = "en") -> str:
    """The page of the claim `kept`, as it is published."""
    project = lay(
        folder / "site",
        {
            "site.yml": f"title: T\nlang: {lang}\n",
            "content/sources/all.yml": SOURCES,
            "content/entities/all.yml": HIDDEN_PLACES,
            "content/claims/kept.yml": f"- id: kept\n  text: The books were kept.\n{claim}",
        },
    )
    done = call_dossier("build", "--site", project.root)
    assert 0 == done.returncode, done.stderr
    return (project.root / "output/claims/kept.html").read_text()


def test_a_part_that_names_a_private_place_does_not_become_the_whole(tmp_path: Path) -> None:
    page = claim_page(
        tmp_path,
        "  reports:\n"
        "    - {by: gazette, basis: witness}\n"
        "    - {by: herald, basis: witness, part: {value: {place: cellar}}}\n",
    )

    assert "a part of it" in page
    # The Herald confirms no more than that part.
    assert "Rests on 1 origin" in page


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ar", "جزء منه"), ("de", "ein Teil davon"), ("fa-IR", "بخشی از آن"), ("nl", "a part of it")],
)
def test_what_stands_for_a_part_is_in_the_language_of_the_site(
    lang: str, words: str, tmp_path: Path
) -> None:
    report = "  reports: [{by: herald, basis: witness, part: {value: {place: cellar}}}]\n"

    assert f"<q><bdi>{words}</bdi></q>" in claim_page(tmp_path, report, lang)


def test_two_parts_that_are_not_told_are_still_two(tmp_path: Path) -> None:
    page = claim_page(
        tmp_path,
        "  reports:\n"
        "    - {by: gazette, basis: witness, part: {value: {place: attic}}}\n"
        "    - {by: herald, basis: witness, part: {value: {place: cellar}}}\n",
    )

    assert "a part of it (2)" in page
    assert "ests on 2 " not in page


def test_who_quotes_somebody_private_is_not_told(tmp_path: Path) -> None:
    page = claim_page(
        tmp_path,
        "  reports:\n"
        "    - {by: informant, basis: witness, via: gazette}\n"
        "    - {by: herald, basis: witness}\n",
    )

    assert "Gazette" not in page  # there one could read who it is


def test_that_somebody_private_says_it_of_their_own_act_is_not_told(tmp_path: Path) -> None:
    own = claim_page(
        tmp_path / "own",
        "  kind: act\n  reports: [{by: informant, basis: official}]\n",
    )
    silent = claim_page(
        tmp_path / "silent",
        "  kind: act\n  reports: [{by: informant, basis: not-stated}]\n",
    )

    assert own == silent
    assert "own act" not in own


def test_a_log_tells_nothing_of_the_report_of_somebody_private(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\n",
            "content/sources/all.yml": SOURCES,
            "content/claims/kept.yml": (
                "- id: kept\n"
                "  text: The books were kept.\n"
                "  reports:\n"
                "    - by: source:informant\n"
                "      on: 2021-03-04\n"
                "      said: 2021-05-06\n"
                "    - {by: informant, archived: 'https://vesna-zq.example/a'}\n"
            ),
        },
    )

    done = call_dossier("check", "--site", project.root)
    log = done.stdout + done.stderr

    assert not [told for told in ("vesna-zq", "2021-03-04", "2021-05-06") if told in log]
    assert "not shown in a log" in log
