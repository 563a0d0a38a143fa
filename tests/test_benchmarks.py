"""The benchmarks measure the same work: one corpus for all, whole pages, figures as taken."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import forms
from benchmarks.corpus import NEWCOMER, Article, Corpus, make_corpus, newcomer_articles
from benchmarks.equal_work import survey
from benchmarks.generators import GENERATORS
from benchmarks.records import load
from benchmarks.report import RESULTS, report
from benchmarks.site import Site, outputs
from benchmarks.steps import STEPS, Step
from harness import run_dossier

CORPUS = make_corpus(30)


def said_by_us(front: dict[str, Any], body: str) -> Article:
    kinds = {ours: kind for kind, ours in forms.OUR_REFERENCES.items()}
    return Article(
        slug=front["id"],
        title=front["title"],
        date=str(front["date"]),
        summary=front["summary"],
        tags=tuple(front["tags"]),
        entities=tuple(front["entities"]),
        cites=tuple((one["id"], one["at"]) for one in front["sources"]),
        references=tuple(
            (kinds.get(one["type"], one["type"]), one["to"]) for one in front["references"]
        ),
        body=body,
    )


def said_by_others(front: dict[str, Any], body: str) -> Article:
    return Article(
        slug=front["slug"],
        title=front["title"],
        date=str(front["date"]),
        summary=front["summary"],
        tags=tuple(front.get("tags") or front["topics"]),
        entities=tuple(front["entities"]),
        cites=tuple((one["id"], one["loc"]) for one in front["cites"]),
        references=tuple((one["kind"], one["to"]) for one in front["refs"]),
        body=body,
    )


def articles_of(files: dict[str, str], said: Callable[..., Article]) -> list[Article]:
    """What the articles of a site say, whatever its words."""
    found = []
    for path, text in files.items():
        if "articles/" in path and path.endswith(".md"):
            front, _, body = text.removeprefix("---\n").partition("\n---\n")
            found.append(said(yaml.safe_load(front), body.removeprefix("\n")))
    return found


@pytest.mark.parametrize("name", GENERATORS)
def test_every_generator_is_given_the_same_articles(name: str) -> None:
    generator = GENERATORS[name]
    files = dict(generator.form(CORPUS))

    said = said_by_us if generator.ours else said_by_others
    assert list(CORPUS.articles) == articles_of(files, said)
    everything = "".join(files.values())
    for entity in CORPUS.entities:
        assert json.dumps(entity.name) in everything
    for source in CORPUS.sources:
        assert json.dumps(source.title) in everything


def test_the_corpus_is_the_same_each_time() -> None:
    assert make_corpus(30) == CORPUS
    assert [
        place for place, one in enumerate(CORPUS.articles) if NEWCOMER.name in one.body
    ] == list(newcomer_articles(30))


@pytest.mark.parametrize(
    "step", [one for one in STEPS if one.edit(CORPUS) != CORPUS], ids=lambda step: step.name
)
def test_every_edit_reaches_every_generator(step: Step, tmp_path: Path) -> None:
    for name, generator in GENERATORS.items():
        site = Site(tmp_path / name, generator)
        site.lay(CORPUS, edited_template=False)
        before = outputs(site.folder)
        written = site.lay(step.edit(CORPUS), edited_template=False)
        after = outputs(site.folder)

        assert 0 < written == sum(before[path] != data for path, data in after.items())
        assert site.lay(step.edit(CORPUS), edited_template=True) == 1


@pytest.mark.parametrize("name", [name for name, one in GENERATORS.items() if one.ours])
def test_our_sites_hold_what_all_have_to_hold(name: str, tmp_path: Path) -> None:
    """As the corpus is, and with the newcomer, whom no article declares."""
    generator = GENERATORS[name]
    site = Site(tmp_path / "site", generator)
    newcomer = next(step.edit for step in STEPS if step.name == "new entity")
    corpora: list[Corpus] = [CORPUS, newcomer(CORPUS)]
    for corpus in corpora:
        site.lay(corpus, edited_template=False)
        done = run_dossier("build", "--quiet", "--strict", "--site", site.folder)
        work = survey(site.folder / generator.output, corpus)

        assert (done.returncode, done.stderr) == (0, "")
        assert ((), ()) == (work.broken, work.missing)
        assert work.pages > len(corpus.articles) + len(corpus.entities)


def test_a_page_that_lacks_something_is_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for article in CORPUS.articles:
        page = site / f"articles/{article.slug}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text('<a href="../no/where.html">nowhere</a>')
    work = survey(site, CORPUS)

    assert work.pages == len(CORPUS.articles)
    assert work.broken[0].endswith(" -> no/where.html")
    assert any("no link to entities/" in one for one in work.missing)


def test_results_are_those_on_record() -> None:
    """`python -m benchmarks` writes RESULTS.md from results.json, and nobody else does."""
    assert report(load()) == RESULTS.read_text(encoding="utf-8")
