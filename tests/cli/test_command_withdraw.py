"""What was withdrawn goes, from the disk too, and does not come back."""

from pathlib import Path

import pytest
from calling import Dossier

from building import lay, tree

WHOLE = {
    "site.yml": "title: T\nurl: https://x.example/\n",
    "content/articles/b.md": "---\ntitle: B\ndate: 2024-01-01\n---\nhello52.\n",
    "content/articles/c.md": "---\ntitle: C\n---\nAnother story.\n",
    "content/entities/p.yml": "- {id: pp, kind: person, name: Public Person}\n",
}
WITHHELD = {
    "content/articles/b.md": "---\ntitle: B\ndate: 2024-01-01\nstatus: draft\n---\nhello52.\n",
    "content/entities/p.yml": "- {id: pp, kind: person, name: Public Person, private: true}\n",
}


@pytest.fixture
def site(tmp_path: Path, dossier: Dossier) -> Path:
    """A dossier that has been published."""
    folder = lay(tmp_path / "site", WHOLE).root
    assert 0 == dossier("build", "--site", folder).code
    return folder


def kept(site: Path) -> str:
    """Everything that lies in earlier editions, names of files included."""
    return repr(tree(site / ".editions"))


def shows(text: str) -> list[str]:
    """What of the withdrawn is there."""
    return [one for one in ("hello52", "Public Person", "pp.html", "b.html") if one in text]


def test_what_is_withheld_goes_with_the_edition_that_showed_it(
    dossier: Dossier, site: Path
) -> None:
    lay(site, WITHHELD)

    result = dossier("build", "--site", site)

    assert 0 == result.code
    assert "note: the edition before shows what is withheld now, and was removed" in result.err
    assert [] == shows(kept(site))
    assert [] == shows(repr(tree(site / "output")))
    back = dossier("rollback", "--site", site)
    assert 1 == back.code
    assert "no earlier edition is kept" in back.err


def test_it_is_kept_by_word_and_goes_with_a_build_that_changes_nothing(
    dossier: Dossier, site: Path
) -> None:
    lay(site, WITHHELD)

    result = dossier("build", "--site", site, "--keep")

    assert "shows what is withheld now; it is kept in" in result.err
    assert "as `--keep` says" in result.err
    assert ["hello52", "Public Person", "pp.html", "b.html"] == shows(kept(site))
    again = dossier("build", "--site", site)
    assert "wrote 0 files, pruned 0\n" in again.err
    assert "and was removed" in again.err
    assert [] == shows(kept(site))
    assert "removed" not in dossier("build", "--site", site).err


def test_going_back_is_refused_and_names_what_is_withheld_now(dossier: Dossier, site: Path) -> None:
    lay(site, WITHHELD)
    dossier("build", "--site", site, "--keep")
    before = tree(site / "output")

    refused = dossier("rollback", "--site", site, "--json")

    assert 1 == refused.code
    told = [(one["code"], one["path"], one["message"]) for one in refused.report["diagnostics"]]
    assert {
        (
            "out-withdrawn",
            "articles/b.html",
            "the page of the article `b`, which is withheld now (draft)",
        ),
        (
            "out-withdrawn",
            "entities/pp.html",
            "the page of the entity `pp`, which is withheld now (private)",
        ),
    } <= set(told)
    assert before == tree(site / "output")
    assert 0 == dossier("rollback", "--site", site, "--anyway").code
    assert ["hello52"] == shows((site / "output/articles/b.html").read_text())[:1]


def test_what_is_withheld_after_the_last_build_counts(dossier: Dossier, site: Path) -> None:
    """Nobody has built since: the edition in place shows it too, but going back must not."""
    lay(site, {"content/articles/c.md": "---\ntitle: C\n---\nChanged.\n"})
    dossier("build", "--site", site)
    lay(
        site,
        {
            "content/articles/c.md": "---\ntitle: C\n---\nChanged.\n",
            "content/entities/p.yml": WITHHELD["content/entities/p.yml"],
        },
    )

    refused = dossier("rollback", "--site", site)

    assert 1 == refused.code
    assert "error[out-withdrawn]" in refused.err
    assert "`pp`" in refused.err


def test_content_with_mistakes_cannot_tell_what_is_withheld(dossier: Dossier, site: Path) -> None:
    lay(site, {"content/articles/c.md": "---\ntitle: C\nstatus: drfat\n---\nChanged.\n"})
    dossier("build", "--site", site)
    lay(site, {"content/articles/c.md": "---\ntitle: C\n---\nChanged.\n"})
    dossier("build", "--site", site)
    lay(site, {"content/articles/c.md": "---\ntitle: C\nstatus: drfat\n---\nChanged.\n"})

    refused = dossier("rollback", "--site", site)

    assert 1 == refused.code
    assert "cannot tell what is withheld now: the dossier has " in refused.err
    assert 0 == dossier("rollback", "--site", site, "--anyway").code


def test_what_was_deleted_comes_back_until_the_build_after(dossier: Dossier, site: Path) -> None:
    """It may have been a mistake, and nobody said that it must not be seen."""
    (site / "content/articles/b.md").unlink()

    first = dossier("build", "--site", site)

    assert "`dossier rollback` brings it back; `dossier clean --earlier`" in first.err
    assert 0 == dossier("rollback", "--site", site).code
    assert (site / "output/articles/b.html").exists()
    dossier("build", "--site", site)
    assert "hello52" in kept(site)
    second = dossier("build", "--site", site)
    assert "that the present one has not, and was removed" in second.err
    assert "hello52" not in kept(site)


def test_the_edition_before_is_removed_by_word(dossier: Dossier, site: Path) -> None:
    (site / "content/articles/b.md").unlink()
    dossier("build", "--site", site)

    result = dossier("clean", "--site", site, "--earlier")

    assert 0 == result.code
    assert "hello52" not in kept(site)
    assert (site / "output/articles/c.html").exists()
    assert "no earlier edition is kept\n" == dossier("clean", "--site", site, "--earlier").err


def test_a_change_that_withdraws_nothing_keeps_the_way_back(dossier: Dossier, site: Path) -> None:
    lay(site, {"content/articles/c.md": "---\ntitle: C\n---\nChanged.\n"})
    first = dossier("build", "--site", site)
    second = dossier("build", "--site", site)

    assert "edition before" not in first.err + second.err
    assert 0 == dossier("rollback", "--site", site).code
    assert b"Another story." in (site / "output/articles/c.html").read_bytes()
