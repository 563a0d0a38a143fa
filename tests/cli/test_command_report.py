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
    counted = dossier("report", "--site", site, "--json").report["coverage"]
    assert counted["claims"] == 1
    assert counted["origins"] == [[0, 1]]
    assert counted["marks"] == [["denied", 1], ["single-origin", 1], ["unnamed-origin", 1]]


def test_nothing_is_counted_before_mistakes_are_mended(dossier: Dossier, site: Path) -> None:
    (site / "content/articles/bad.md").write_text("---\ntitel: Bad\n---\nText.\n")

    told = dossier("report", "--site", site)

    assert (told.code, told.out) == (1, "")
    assert "nothing is counted before they are mended" in told.err
