"""The whole way, from a folder to a published tree: what is done, what is spared, what stops it."""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import msgpack

from building import AS_OF, SMALL, lay, must_publish, publish, tree
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.engine.store import FILE, Store, _checksum
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.pipeline.check import check_dossier
from dossierpress.source.project import Project
from harbour_corpus import write_corpus


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small dossier that nobody has built."""
    return lay(tmp_path / "site", SMALL)


def codes(report: BuildResult) -> list[str]:
    """What was told, in order."""
    return [one.code for one in report.diagnostics]


def test_a_first_build_does_everything(project: Project) -> None:
    report = must_publish(project)

    counts = report.counts
    assert (8, 7, 0) == (counts.read, counts.parsed, counts.cached)
    assert counts.pages == counts.rendered > 10
    assert 0 == counts.skipped == counts.pruned
    assert counts.written == counts.pages + counts.assets
    assert sorted(tree(project.output)) == sorted([*report.changed, "manifest.json"])
    assert {"read", "parse", "resolve", "plan", "guard", "render", "write"} == {
        stage for stage, _ in report.seconds
    }
    assert counts.pages == sum(number for _, number in report.kinds)


def test_a_second_build_has_nothing_to_do(project: Project) -> None:
    must_publish(project)
    before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}

    counts = must_publish(project).counts

    assert (0, 7) == (counts.parsed, counts.cached)
    assert (0, counts.pages) == (counts.rendered, counts.skipped)
    assert (0, 0) == (counts.written, counts.pruned)
    assert before == {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}


def test_touching_files_changes_nothing(project: Project) -> None:
    must_publish(project)
    for path in project.root.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))

    report = must_publish(project)

    assert (0, 0, 0) == (report.counts.parsed, report.counts.rendered, report.counts.written)


def test_an_edit_renders_only_what_it_changes(project: Project) -> None:
    must_publish(project)
    page = project.root / "content/pages/about.md"
    page.write_text(page.read_text() + "\nMore of it.\n")

    report = must_publish(project)

    assert 1 == report.counts.parsed
    # The page; its text for the search and the words of all texts, which are files and no pages.
    assert ("pages/about.html", "search/texts/0-3961.js", "search/words/0-0.js") == report.changed
    assert 1 == report.counts.rendered


def test_a_deleted_file_takes_its_page_along(project: Project) -> None:
    must_publish(project)
    (project.root / "content/entities/lena.md").unlink()
    article = project.root / "content/articles/closes.md"
    article.write_text(article.read_text().replace("[[lena|the director]]", "the director"))

    report = must_publish(project)

    # She was the only person, so that the list of people goes too; and hers was one of four
    # names, so that the others fit on one page of the search. Her text was to be found there.
    assert (
        "entities/kind/person.html",
        "entities/lena.html",
        "search-page-2.html",
        "search/texts/0-3937.js",
    ) == report.pruned
    assert 4 == report.counts.pruned
    assert not (project.output / "entities/lena.html").exists()


def test_an_error_leaves_the_output_as_it_was(project: Project) -> None:
    must_publish(project)
    before = tree(project.output)
    article = project.root / "content/articles/closes.md"
    article.write_text(article.read_text().replace("[[opens]]", "[[opened]] and [[opener]]"))
    (project.root / "content/pages/about.md").write_text("---\ntitel: About\n---\n")

    report = publish(project)

    assert not report.published
    assert report.errors >= 3
    assert {"content/articles/closes.md", "content/pages/about.md"} == {
        one.path for one in report.diagnostics
    }
    assert before == tree(project.output)


def test_an_error_in_a_first_build_makes_no_output(project: Project) -> None:
    (project.root / "content/pages/about.md").write_text("---\ntitle: [\n---\n")

    assert not publish(project).published
    assert not project.output.exists()


def test_a_template_error_leaves_the_output_as_it_was(project: Project) -> None:
    must_publish(project)
    before = tree(project.output)
    lay(project.root, {"templates/pages/article.html": "{{ view.no_such_field }}\n"})

    report = publish(project)

    assert not report.published
    assert {"templates/pages/article.html"} == {one.path for one in report.diagnostics}
    assert before == tree(project.output)


def test_settings_that_cannot_be_read_hide_no_mistakes_of_single_files(project: Project) -> None:
    lay(
        project.root,
        {
            "site.yml": "title: [\n",
            "content/articles/opens.md": "---\ntitle: {\n---\n",
            "content/notes.md": "In the wrong place.\n",
        },
    )

    report = publish(project)

    assert {"site.yml", "content/articles/opens.md", "content/notes.md"} == {
        one.path for one in report.diagnostics
    }
    assert all(code.startswith(("yaml-", "disc-")) for code in codes(report)), codes(report)


def test_a_dossier_without_settings_is_told_so(tmp_path: Path) -> None:
    report = publish(lay(tmp_path, {"content/pages/about.md": SMALL["content/pages/about.md"]}))

    assert ["disc-unreadable"] == codes(report)
    assert "the dossier has no `site.yml`" in report.diagnostics[0].message


def test_a_foreign_file_is_told_of_together_with_all_else(project: Project) -> None:
    lay(project.root, {"output/mine.txt": "mine", "content/pages/about.md": "---\ntitle: [\n---\n"})

    report = publish(project)

    assert "out-foreign-file" in codes(report)
    assert any(code.startswith("yaml-") for code in codes(report))
    assert {"mine.txt": b"mine"} == tree(project.output)


def test_severities_are_those_of_site_yml(project: Project) -> None:
    lay(project.root, {"content/notes.md": "In the wrong place.\n"})
    assert ["disc-misplaced-file"] == codes(must_publish(project))

    settings = SMALL["site.yml"] + "severity: {disc-misplaced-file: error}\n"
    lay(project.root, {"site.yml": settings})
    report = publish(project)
    assert (False, 1) == (report.published, report.errors)

    lay(project.root, {"site.yml": settings.replace("error", "'off'")})
    assert [] == codes(must_publish(project))


def test_a_strict_build_is_stopped_by_warnings(project: Project) -> None:
    lay(project.root, {"content/notes.md": "In the wrong place.\n"})
    with Store() as store:
        report = check_dossier(project, store=store, as_of=AS_OF, strict=True)

    assert (1, 0) == (report.errors, report.warnings)


def test_checking_writes_nothing_but_the_cache(project: Project) -> None:
    before = tree(project.root)
    with Store(project.cache) as store:
        report = check_dossier(project, store=store, as_of=AS_OF)

    assert () == report.diagnostics
    assert not report.published
    assert report.counts.pages > 10
    assert before == tree(project.root)


def test_checking_finds_mistakes_in_templates(project: Project) -> None:
    lay(project.root, {"templates/pages/article.html": "<p>\n{% if %}\n"})
    with Store() as store:
        report = check_dossier(project, store=store, as_of=AS_OF)

    (diagnostic,) = report.diagnostics
    assert diagnostic.span is not None
    assert ("templates/pages/article.html", 2) == (diagnostic.path, diagnostic.span.line)


def test_the_day_of_an_embargo_changes_the_edition(project: Project) -> None:
    must_publish(project)
    assert not (project.output / "articles/later.html").exists()

    publish(project, as_of=datetime(2024, 7, 1, tzinfo=UTC))
    assert (project.output / "articles/later.html").exists()

    publish(project)
    assert not (project.output / "articles/later.html").exists()


def test_drafts_are_published_for_a_preview(project: Project) -> None:
    lay(
        project.root,
        {
            "content/pages/plan.md": "---\ntitle: Plan\nstatus: draft\n---\n\nText.\n",
            "content/claims/new.yml": "text: It is so.\nreview: open\n",
        },
    )
    with Store() as store:
        report = build_dossier(project, store=store, as_of=AS_OF, drafts=True)

    assert report.published
    assert {"articles/later.html", "pages/plan.html", "claims/new.html"} <= set(report.changed)


def test_a_lost_cache_costs_time_only(project: Project) -> None:
    must_publish(project)
    before = tree(project.output)
    shutil.rmtree(project.cache)

    report = must_publish(project)

    assert report.counts.pages == report.counts.rendered
    assert 0 == report.counts.written
    assert before == tree(project.output)


def test_a_damaged_cache_is_noted(project: Project) -> None:
    must_publish(project)
    (project.cache / FILE).write_text("nonsense " * 1000)

    report = must_publish(project)

    assert 1 == len(report.notes)
    assert "the cache was rebuilt from nothing" in report.notes[0]
    assert 0 == report.counts.written


def test_another_output_folder_is_complete(project: Project, tmp_path: Path) -> None:
    must_publish(project)
    other = Project(
        root=project.root,
        output=tmp_path / "elsewhere",
        editions=project.editions,
        cache=project.cache,
    )

    must_publish(other)

    assert tree(project.output) == tree(other.output)
    assert 0 == must_publish(project).counts.rendered


def test_an_edition_that_comes_back_is_complete(project: Project) -> None:
    must_publish(project)
    first = tree(project.output)
    article = project.root / "content/articles/opens.md"
    text = article.read_text()
    article.write_text(text.replace("1931", "1932"))
    must_publish(project)
    article.write_text(text)

    must_publish(project)

    assert first == tree(project.output)


def test_verifying_proves_the_output(project: Project) -> None:
    must_publish(project)

    report = publish(project, verify=True)

    assert report.published
    assert () == report.diagnostics
    assert "verify" in {stage for stage, _ in report.seconds}
    assert (0, 7) == (report.counts.parsed, report.counts.cached)


def test_verifying_finds_what_a_build_would_not(project: Project) -> None:
    must_publish(project)
    # A cache that lies, with valid checksums: every page is said to be of the bytes of one file.
    page = project.output / "pages/about.html"
    page.write_bytes(b"defaced, and the cache as well")
    wrong = hashlib.sha256(page.read_bytes()).hexdigest()
    with closing(sqlite3.connect(project.cache / FILE)) as connection, connection:
        for key, row in connection.execute("SELECT key, value FROM rendered").fetchall():
            lies = msgpack.encode(dict.fromkeys(msgpack.decode(row), wrong))
            connection.execute(
                "UPDATE rendered SET value = ?, checksum = ? WHERE key = ?",
                (lies, _checksum("rendered", key, lies), key),
            )

    report = publish(project, verify=True)

    assert [
        ("out-verify-mismatch", "output/manifest.json"),
        ("out-verify-mismatch", "output/pages/about.html"),
    ] == [(one.code, one.path) for one in report.diagnostics]
    assert not report.published
    assert report.errors == 2


def test_progress_is_told(project: Project) -> None:
    seen: list[tuple[str, int, int]] = []
    with Store() as store:
        build_dossier(project, store=store, as_of=AS_OF, watch=lambda *step: seen.append(step))

    assert ("parse", 7, 7) in seen
    planned = [(done, total) for stage, done, total in seen if stage == "plan"]
    ended = [total for done, total in planned if done == total]
    # One after the other: bundles of texts for the search, blocks of its words, subjects of pages.
    assert 3 == len(ended)
    assert {total for _, total in planned} == set(ended)
    assert 0 < min(ended)


def test_durations_are_those_of_the_clock(project: Project) -> None:
    ticks = iter(range(1000))
    with Store() as store:
        report = check_dossier(project, store=store, as_of=AS_OF, clock=lambda: float(next(ticks)))

    stages = ("read", "parse", "resolve", "plan", "guard")
    assert [(stage, 1.0) for stage in stages] == list(report.seconds)


@pytest.mark.slow
def test_a_thousand_articles(tmp_path: Path) -> None:
    write_corpus(1000, tmp_path / "site")
    project = lay(tmp_path / "site", {})
    with PoolWhenItPays(2) as executor:
        first = must_publish(project, executor=executor)
        assert first.counts.pages == first.counts.rendered > 1300

        second = must_publish(project, executor=executor)
        assert (0, 0) == (second.counts.rendered, second.counts.written)

        article = project.root / "content/articles/01/paper-00500.md"
        article.write_text(article.read_text() + "\nOne more paragraph.\n")
        third = must_publish(project, executor=executor)
    assert 1 == third.counts.parsed
    assert "articles/paper-00500.html" in third.changed
    # Files of texts and words for the search are no pages: its own text, and words of its block.
    found = ("search/texts/", "search/words/")
    pages = [path for path in third.changed if not path.startswith(found)]
    assert third.counts.rendered == len(pages) < 60
    assert len(third.changed) - len(pages) < 10
