"""`dossier report`."""

from pathlib import Path

from calling import Dossier


def test_it_counts_what_is_published(dossier: Dossier, site: Path) -> None:
    (site / "content/claims/larkhaven.yml").unlink()
    for article in (site / "content/articles").glob("*.md"):
        article.write_text(article.read_text().replace("claims: [cracked-bearings]\n", ""))
    (site / "content/claims/berths.yml").write_text(
        "- id: four\n  text: There are four berths.\n  status: reported\n"
        "  reports: [{by: {unnamed: a pilot}}, {by: {unnamed: a cook}, stance: denies}]\n"
        "- {id: secret, text: Nobody knows., private: true, reports: [{by: {unnamed: x}}]}\n"
    )

    told = dossier("report", "--site", site)

    assert told.code == 0
    assert "claims        1, with 2 reports\n  held for   1 reported\n" in told.out
    assert "  denied                 1 of 1 (100 %)\n" in told.out
    assert "  origins    1 on 1\n" in told.out
    counted = dossier("report", "--site", site, "--json").report["coverage"]
    assert counted["claims"] == 1
    assert counted["origins"] == [[1, 1, 1]]
    assert counted["marks"] == [["denied", 1], ["single-origin", 1], ["unnamed-origin", 1]]


def test_it_tells_those_who_know_from_those_who_only_may(dossier: Dossier, site: Path) -> None:
    (site / "content/claims/larkhaven.yml").unlink()
    for article in (site / "content/articles").glob("*.md"):
        article.write_text(article.read_text().replace("claims: [cracked-bearings]\n", ""))
    (site / "content/sources/two.yml").write_text(
        "- {id: knows, kind: newspaper, name: The Knower}\n"
        "- {id: silent, kind: newspaper, name: The Silent}\n"
    )
    (site / "content/claims/berths.yml").write_text(
        "- id: four\n  text: There are four berths.\n"
        "  reports: [{by: knows, basis: witness}, {by: silent}]\n"
        "- id: fair\n  text: Four berths are fair.\n  kind: assessment\n"
        "  reports: [{by: knows, basis: witness}]\n"
    )

    told = dossier("report", "--site", site)
    counted = dossier("report", "--site", site, "--json").report["coverage"]
    rows = {row["source"]: row for row in counted["by_source"]}

    assert "  origins    1 on 1 to 2\n" in told.out
    assert counted["origins"] == [[1, 2, 1]]
    assert [
        (rows[one]["knows"], rows[one]["rests"], rows[one]["may_rest"])
        for one in ("knows", "silent")
    ] == [(1, 1, 0), (0, 0, 1)]


def test_nothing_is_counted_before_mistakes_are_mended(dossier: Dossier, site: Path) -> None:
    (site / "content/articles/bad.md").write_text("---\ntitel: Bad\n---\nText.\n")

    told = dossier("report", "--site", site)

    assert (told.code, told.out) == (1, "")
    assert "nothing is counted before they are mended" in told.err
