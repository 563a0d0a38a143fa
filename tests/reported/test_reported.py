"""Small dossiers that were reported as wrong, each with what is right.

They lie beside this file, in `leaks/` and `texts/`; files that some tools cannot keep are made
here. What is right of each is in `RIGHT`: all that is told, what a file of the edition shows, and
what none shows. What takes more than one build is told below.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from building import PICTURE, lay, publish, tree
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.source.project import Project, project_at
from harness import run_dossier

HERE = Path(__file__).parent
FOR_PROGRAMS = re.compile(rb'<pre class="citation" dir="ltr">[^<]*</pre>')
"""How a page is cited, as programs read it: the years before ours have a sign there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What is right of one of them."""

    told: tuple[str, ...] = ()
    """`code file:line`, of all messages, in order."""
    hints: tuple[str, ...] = ()
    """What the hints say, among other things."""
    refused: bool = False
    """Whether nothing is published."""
    shows: tuple[tuple[str, str], ...] = ()
    """(file, what is in it)."""
    nowhere: tuple[str, ...] = ()
    """What no file of the edition holds, nor its name."""
    unread: tuple[str, ...] = ()
    """What no file shows readers: only citations in BibTeX and CSL-JSON hold it."""
    files: dict[str, str | bytes] = field(default_factory=dict)
    """Further files, made here."""


def article(*words: str, path: str = "articles/a.html") -> tuple[tuple[str, str], ...]:
    return tuple((path, one) for one in words)


_TEXT = "---\ntitle: A\ndate: 2024-05-23\n---\nx\n"
_A = "content/articles/a.md"

RIGHT: dict[str, Right] = {
    "leaks/01-name-also-mentioned": Right(told=(f"ref-private-name {_A}:5",), refused=True),
    "leaks/02-name-in-media": Right(
        told=("out-leak media/d.csv:", "out-leak media/d.json:", "out-leak media/d.svg:"),
        refused=True,
    ),
    "leaks/03-name-in-template-comment": Right(told=(f"ref-private-name {_A}:5",), refused=True),
    "leaks/04-withholding-keys-lowered": Right(
        told=(
            *(
                f"schema-withholding-key content/articles/w-{name}.md:4"
                for name in (
                    *("drafttrue", "embargo", "embargountill", "expire", "hiddentrue"),
                    *("privattrue", "publishedfalse", "statusdraft"),
                )
            ),
            "schema-withholding-key content/entities/e.yml:1",
        ),
        refused=True,
    ),
    "leaks/05-stand-in-numbers": Right(shows=article("Person 1 said so.")),
    "leaks/06-source-of-private-relation": Right(nowhere=("srconly", "Leaked memo", "Xyzzyx")),
    "leaks/08-forms-of-a-private-name": Right(
        told=(
            "ref-maybe-private content/articles/form-5.md:4",
            "ref-private-name content/articles/form-7.md:4",
        ),
        refused=True,
    ),
    "texts/01-long-year": Right(told=(f"ref-future-date {_A}:3",), shows=article(">17000<")),
    "texts/02-merge-markers": Right(told=(f"md-unresolved-merge {_A}:7",), refused=True),
    "texts/03-obsidian-comment": Right(
        told=(f"md-editors-comment {_A}:5", f"md-editors-comment {_A}:7"), refused=True
    ),
    "texts/04-transcript-answers": Right(
        told=(f"md-definition-unused {_A}:7", f"md-definition-unused {_A}:11"),
        hints=(r"`\[Tolan]:`", r"`\[Guard]:`"),
        refused=True,
    ),
    "texts/05-table-extra-cell": Right(told=(f"md-table-row {_A}:7",), refused=True),
    "texts/07-embed-article": Right(told=(f"ref-embed {_A}:7",), hints=("`[[b]]`",), refused=True),
    "texts/08-embed-picture": Right(
        told=(f"ref-embed {_A}:5",), hints=("`![…](../media/plan.png)`",), refused=True
    ),
    "texts/10-task-list": Right(shows=article("To do: </span>call", "Done: </span>ask")),
    "texts/11-definition-list": Right(shows=article("Lock gate</dt>", "A gate of a lock.</dd>")),
    "texts/12-strike-highlight-math": Right(
        told=(f"md-foreign-syntax {_A}:5",) * 3 + (f"md-foreign-syntax {_A}:7",),
        shows=article("<del>", "[struck out: </span>withdrawn"),
    ),
    "texts/13-bare-url": Right(
        told=(f"md-address-without-scheme {_A}:5",),
        hints=("`https://www.example.com`",),
        shows=article('href="https://web.example/2024/x_(y).html"'),
    ),
    "texts/15-block-id": Right(told=(f"md-foreign-syntax {_A}:5",)),
    "texts/16-shortcodes": Right(
        told=tuple(f"md-foreign-syntax {_A}:{line}" for line in (5, 7, 9, 11))
    ),
    "texts/18-feed-time-of-day": Right(
        shows=(
            ("feed.xml", "<published>2024-05-22T15:30:00Z</published>"),
            ("feed.xml", "<published>2024-05-23T12:00:00Z</published>"),
            ("feed.xml", "<published>2024-05-24T04:30:00Z</published>"),
        )
    ),
    "texts/19-timezone-setting": Right(shows=article("24 May 2024, 08:30")),
    "texts/20-bce": Right(
        shows=(("articles/a.html", "15 March 44 BC"), ("entities/e.html", "15 March 44 BC")),
        nowhere=("0001-01-01",),
        unread=("-0043",),
    ),
    "texts/22-hyphenated-surname": Right(
        shows=article("John Smith-Jones, a clerk", ">John Smith</a> was not.")
    ),
    "texts/24-initials-spacing": Right(
        shows=article(*(f">{name} Smith</a> spoke" for name in ("J.R.", "J. R.", "J R")))
    ),
    "texts/26-wikilink-by-name": Right(
        told=(f"md-wikilink-target {_A}:5",) * 4,
        hints=(
            *("`[[mira-tolan|Mira O'Tolan]]`", "`[[mira-tolan|Captain Tolan]]`"),
            *("[[mira-tolan|",) * 2,
        ),
        refused=True,
    ),
    "texts/27-citation-markup": Right(
        shows=article("[<em>cf.</em>", "pp. 3 and <em>passim</em>", "1, iv-vi")
    ),
    "texts/29-sitemap-iri": Right(
        shows=(("sitemap.xml", "<loc>https://xn--"), ("robots.txt", "https://xn--")),
        nowhere=("ö",),
    ),
    "texts/30-url-with-index-html": Right(told=("schema-bad-url site.yml:2",), refused=True),
    "texts/32-description-from-heading": Right(
        shows=article('<meta name="description" content="The gate failed at two.">')
    ),
    "texts/36-smart-quotes-and-colon": Right(
        told=(f"yaml-colon {_A}:2",), hints=('`title: "“The Port: fails”"`',), refused=True
    ),
    "texts/37-bom-crlf": Right(shows=article("Text."), nowhere=("\ufeff",)),
    "texts/38-utf16": Right(
        files={"site.yml": "title: T\n", _A: "---\ntitle: U16\n---\nText.\n".encode("utf-16")},
        told=(f"md-encoding {_A}:1",),
        hints=("UTF-16",),
        refused=True,
    ),
    "texts/39-ambiguous-date": Right(
        told=(f"schema-bad-date {_A}:3",), hints=("`2024-03-04` or `2024-04-03`",), refused=True
    ),
    "texts/40-nested-list-two-spaces": Right(
        shows=article("c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>")
    ),
    "texts/41-footnote-paragraphs": Right(shows=article("First.</p>", "Second.</p>", "item</p>")),
    "texts/43-link-parentheses-unicode": Right(
        shows=article(
            'href="https://en.example/wiki/Foo_(bar)"',
            'href="https://de.example/Universit%C3%A4t"',
            'href="https://xn--mgbh0fb.example/"',
        )
    ),
    "texts/44-french-elision": Right(
        shows=article(
            'L’<a class="record entity', 'qu’<a class="record entity', 'd&#39;<a class="record'
        )
    ),
    "texts/46-case-and-nfd-files": Right(
        files={
            "content/media/plan.png": PICTURE,
            f"content/media/{unicodedata.normalize('NFD', 'café')}.png": PICTURE,
        },
        told=(
            f"ref-missing-media {_A}:5",
            f"disc-unportable-name content/media/{unicodedata.normalize('NFD', 'café')}.png:",
        ),
        hints=("`../media/plan.png`", "rename it"),
        refused=True,
    ),
    "texts/47-windows-backslashes": Right(
        told=(f"ref-broken-link {_A}:5", f"ref-missing-media {_A}:5"),
        hints=("`../articles/b.md`", "`../media/plan.png`"),
        refused=True,
    ),
    "texts/48-reserved-names": Right(
        files={
            "site.yml": "title: T\n",
            "content/articles/aux.md": _TEXT,
            "content/articles/index.md": _TEXT,
        },
        told=(
            "disc-unportable-name content/articles/aux.md:",
            "ref-reserved-id content/articles/aux.md:1",
            "ref-reserved-id content/articles/index.md:1",
        ),
        refused=True,
    ),
    "texts/49-conflicted-copy": Right(
        files={
            "site.yml": "title: T\n",
            _A: _TEXT,
            "content/articles/a (conflicted copy 2024-05-23).md": _TEXT,
        },
        told=("disc-second-version content/articles/a (conflicted copy 2024-05-23).md:",),
        hints=("move this file away",),
        refused=True,
    ),
    "texts/50-heading-typed-links": Right(
        shows=article('href="b.html#own-heading"', 'href="b.html#the-port-what-failed"')
    ),
    "texts/51-feed-escaping": Right(
        shows=(
            ("feed.xml", "A &amp; B &lt;c&gt;"),
            ("feed.xml", "x &amp; y &lt; z"),
        )
    ),
    "texts/53-newsroom-front-matter": Right(
        told=(
            f"schema-withholding-key {_A}:7",
            f"schema-foreign-value {_A}:10",
            f"schema-foreign-value {_A}:10",
            f"schema-withholding-key {_A}:16",
        ),
        refused=True,
    ),
    "texts/54-error-hidden-in-log": Right(
        told=(
            "schema-bad-date content/entities/e.yml:1",
            "schema-bad-date content/entities/e.yml:2",
            "schema-bad-date content/sources/s.yml:1",
            "schema-bad-url content/sources/s.yml:2",
        ),
        refused=True,
    ),
}


def laid(name: str, folder: Path) -> Project:
    """A copy, with the files that are made here."""
    root = folder / "site"
    if (HERE / name).is_dir():
        shutil.copytree(HERE / name, root)
    return lay(root, RIGHT[name].files) if name in RIGHT else project_at(root)


def told(report: BuildResult) -> tuple[str, ...]:
    return tuple(
        f"{one.code} {one.path}:{one.span.line if one.span else ''}" for one in report.diagnostics
    )


@pytest.mark.parametrize("name", RIGHT)
def test_it_is_right_now(name: str, tmp_path: Path) -> None:
    right, project = RIGHT[name], laid(name, tmp_path)

    report = publish(project, cached=False)

    assert told(report) == right.told
    assert report.published is not right.refused
    hints = [one.hint or "" for one in report.diagnostics]
    if right.hints:
        assert len(hints) == len(right.hints)
        for words, hint in zip(right.hints, hints, strict=True):
            assert words in hint
    edition = tree(project.output)
    for path, words in right.shows:
        assert words in edition[path].decode()
    for words in right.nowhere:
        for path, data in edition.items():
            if not path.startswith("static/"):
                assert words.encode() not in path.encode() + b"\n" + data, path
    for words in right.unread:
        for path, data in edition.items():
            if not path.startswith("static/"):
                assert words.encode() not in FOR_PROGRAMS.sub(b"", data), path


def test_every_dossier_beside_this_file_is_tried() -> None:
    there = {f"{one.parent.name}/{one.name}" for one in HERE.glob("*/*") if one.is_dir()}

    assert there - RIGHT.keys() == {"leaks/07-withdrawn"}


# In order


def test_the_latest_hour_comes_first(tmp_path: Path) -> None:
    project = laid("texts/18-feed-time-of-day", tmp_path)
    assert publish(project).published

    for path in ("feed.xml", "articles/index.html"):
        text = (project.output / path).read_text()
        places = [text.index(title) for title in (">Late<", ">Noon<", ">Early<")]
        assert places == sorted(places), path


# One private person more


def test_one_more_private_person_changes_no_byte(tmp_path: Path) -> None:
    one = laid("leaks/05-stand-in-numbers", tmp_path / "one")
    two = laid("leaks/05-stand-in-numbers", tmp_path / "two")
    lay(two.root, {"content/entities/bob.yml": "{kind: person, name: Bob Quimby, private: true}\n"})

    assert publish(one).published
    assert publish(two).published
    assert tree(one.output) == tree(two.output)


# What is withdrawn


def test_what_is_withdrawn_is_gone_with_the_edition_before(tmp_path: Path) -> None:
    project = laid("leaks/07-withdrawn", tmp_path)
    text, name = b"hello52", next((project.root / "content/entities").iterdir())
    assert publish(project).published
    story = project.root / "content/articles/b.md"
    story.write_text(story.read_text().replace("---\n", "---\nstatus: draft\n", 1))
    name.write_text(name.read_text().replace("}", ", private: true}"))

    for _ in range(3):
        told_of = run_dossier("build", "--site", project.root)
        assert told_of.returncode == 0, told_of.stderr
        for path, data in tree(project.root).items():
            if not path.startswith("content/"):
                assert text not in data, path
    back = run_dossier("rollback", "--site", project.root)
    assert back.returncode != 0


# In a log


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_mistakes_of_what_is_not_withheld_are_all_in_a_log(form: str, tmp_path: Path) -> None:
    project = laid("texts/54-error-hidden-in-log", tmp_path)

    done = run_dossier("build", "--site", project.root, "--format", form)

    shown = done.stdout + done.stderr
    assert done.returncode == 1
    assert shown.count("schema-bad-date") >= 3
    assert shown.count("schema-bad-url") >= 1
    assert "in what is withheld" not in shown


# What was made of real data; its other inputs are in tests/importers/faults


_MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(child.returncode, usage.ru_maxrss, file=sys.stderr)
"""
"""Runs a command and tells its exit code and its most memory. A process of its own, since a child
counts what its parent held when it began, and a worker that has run many tests holds much."""


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="nothing else tells the memory of one child")
def test_a_thousand_files_of_one_name_make_a_short_report(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\nx\n"
    project = lay(
        tmp_path / "site",
        {"site.yml": "title: T\n", **{f"content/articles/{n}/about.md": text for n in range(1000)}},
    )
    report = tmp_path / "report.json"

    command = [sys.executable, "-m", "dossierpress", "check", "--json", "--site", str(project.root)]
    with report.open("wb") as out:
        measured = subprocess.run(
            [sys.executable, "-c", _MEASURE, *command],
            check=False,
            stdout=out,
            stderr=subprocess.PIPE,
        )

    status, most = map(int, measured.stderr.split()[-2:])
    assert status == 1
    assert report.stat().st_size < 2_000_000
    unit = 1 if sys.platform == "darwin" else 1024
    assert most * unit < 200_000_000
    codes = [one["code"] for one in json.loads(report.read_bytes())["diagnostics"]]
    assert codes.count("ref-duplicate-id") == 1


def test_three_hundred_of_one_name_are_one_message(tmp_path: Path) -> None:
    entities = "".join(f"- {{id: d{n}, kind: event, name: Thursday}}\n" for n in range(300))
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: T\n",
            "content/entities/days.yml": entities,
            "content/articles/a.md": "---\ntitle: A\n---\nIt was shut on Thursday.\n",
        },
    )

    found = publish(project, cached=False).diagnostics

    (one,) = [one for one in found if one.code == "ref-ambiguous-name"]
    assert "and 295 more" in one.message
    assert len(one.notes) <= 6
