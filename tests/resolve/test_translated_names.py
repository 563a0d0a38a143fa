"""Texts of one name in several languages: told what to write, and right when it is written."""

import re
from pathlib import Path

import pytest

from building import lay, publish, tree
from dossierpress.pipeline.build_result import BuildResult


def text(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\n{more}---\nText.\n"


def hints(report: BuildResult) -> list[tuple[str, str]]:
    return [
        (one.code, one.hint or "")
        for one in report.diagnostics
        if report.severity(one.code) == "error"
    ]


def obeyed(hint: str) -> str:
    """Front matter that does what a hint says."""
    return "".join(
        f"{part}\n"
        for part in re.findall("`([a-z]+: [^`]*)`", hint)
        if not part.startswith("title")
    )


@pytest.mark.parametrize(
    ("original", "translation", "said"),
    [
        ("about.md", "fr/about.md", "content/articles/fr/about.md"),
        ("en/about.md", "fr/about.md", "content/articles/fr/about.md"),
        ("about.md", "pt-br/about.md", "content/articles/pt-br/about.md"),
        ("about.md", "2024/ar/about.md", "content/articles/2024/ar/about.md"),
        ("about.md", "about.fr.md", "a name says nothing of a language here"),
        ("about.md", "about.zh-Hant.md", "a name says nothing of a language here"),
    ],
)
def test_what_is_told_is_right_when_it_is_written(
    tmp_path: Path, original: str, translation: str, said: str
) -> None:
    folder = "content/articles/"
    files = {
        "site.yml": "title: T\n",
        folder + original: text("About"),
        folder + translation: text("Autre"),
    }
    project = lay(tmp_path, files)

    report = publish(project)
    ((_, hint),) = hints(report)
    assert said in hint
    lay(tmp_path, {folder + translation: text("Autre", obeyed(hint))})

    assert publish(project).published
    output = tree(project.output)
    (language,) = re.findall("lang: ([A-Za-z-]+)", hint)
    page = output[f"articles/about-{language.lower()}.html"].decode()
    assert f'<html lang="{language}"' in page
    assert 'href="about.html"' in page
    assert f'href="about-{language.lower()}.html"' in output["articles/about.html"].decode()


def test_pages_are_told_without_a_reference(tmp_path: Path) -> None:
    files = {"content/pages/about.md": text("About"), "content/pages/fr/about.md": text("Autre")}

    ((_, hint),) = hints(publish(lay(tmp_path, {"site.yml": "title: T\n", **files})))

    assert hint == (
        "an id is one text in one language: in `content/pages/fr/about.md` write"
        " `id: about-fr` and `lang: fr`"
    )


@pytest.mark.parametrize("folder", ["2024", "france", "xx", "old", "FR"])
def test_other_folders_say_nothing_of_a_language(tmp_path: Path, folder: str) -> None:
    files = {
        "site.yml": "title: T\n",
        "content/articles/about.md": text("A"),
        f"content/articles/{folder}/about.md": text("B"),
    }

    assert hints(publish(lay(tmp_path, files))) == [
        ("ref-duplicate-id", "give one of them another `id`")
    ]


def test_a_folder_takes_no_language_from_its_name(tmp_path: Path) -> None:
    files = {"site.yml": "title: T\n", "content/articles/it/printers.md": text("Of machines")}
    project = lay(tmp_path, files)

    assert publish(project).published
    assert '<html lang="en"' in tree(project.output)["articles/printers.html"].decode()
