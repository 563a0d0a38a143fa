"""Whatever happens between two builds, the second writes what a build from nothing would write.

After every build that publishes: output/ is byte for byte that of a clean build, the next build
renders nothing and writes nothing, and the cache holds row for row what that of a clean build does.
After every build that does not: output/ is as it was, and a clean build fails with the same
messages.
"""

import contextlib
import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from building import (
    ANOTHER_PICTURE,
    AS_OF,
    PICTURE,
    SMALL,
    build_cleanly,
    lay,
    publish,
    tree,
)
from dossierpress.engine.store import FILE, Store
from dossierpress.pipeline.check import check_dossier
from dossierpress.schema.kept_anchors import FILE as FILE_OF_ANCHORS
from dossierpress.schema.stand_ins import FILE as FILE_OF_NUMBERS
from dossierpress.source.discovery import read_templates
from dossierpress.source.project import Project
from stored import differences, rows_of

HISTORIES = int(
    os.environ.get("DOSSIER_HISTORIES", "200" if os.environ.get("DOSSIER_TORTURE") else "12")
)
"""How many histories of a dossier are tried, 200 by `make torture`; they take most of an hour."""

IDS = ("closes", "opens", "third", "fourth-story")
NAMES = ("Acme Yards", "Amsel", "Lena Marek", "Lena", "The Old Works")
ENTITIES = ("acme", "amsel", "lena", "works")
TAGS = ("harbour", "old", "work")
WORDS = st.sampled_from(
    [
        "Nothing happened.",
        "Acme Yards spoke to Lena Marek in Amsel.",
        "See [[opens]].",
        "See [[closes|the end]] and [[third]].",
        "[[follows>opens]] in part.",
        "Said the paper [@courier, p. 3].",
        "> Quoted.\n\nThe Old Works, [[entity:lena]].",
        "## A heading\n\nBelow it, Amsel’s quay.",
        "![The quay](../media/quay.png)",
        "[[nobody]] knows.",
        "A note.[^n]\n\n[^n]: Acme Yards in a note.",
    ]
)
MOMENTS = (AS_OF, datetime(2024, 8, 1, tzinfo=UTC))


class Editing(RuleBasedStateMachine):
    """Somebody at work on a dossier, with builds in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="incremental-"))
        self.project = lay(self.folder / "site", {**SMALL, FILE_OF_ANCHORS: ""})
        self.moment = AS_OF
        self.steps = 0
        self.versions = [tree(self.project.root)]

    def teardown(self) -> None:
        """Leaves nothing behind."""
        shutil.rmtree(self.folder)
        shutil.rmtree(self.project.cache, ignore_errors=True)

    @property
    def articles(self) -> list[Path]:
        """Files of articles, wherever they are."""
        return sorted((self.project.root / "content/articles").rglob("*.md"))

    @property
    def published(self) -> list[Path]:
        """Files of the output but for the manifest."""
        return sorted(
            path
            for path in self.project.output.rglob("*")
            if path.is_file() and path.name != "manifest.json"
        )

    # What an author does

    @rule(
        id_=st.sampled_from(IDS),
        text=st.lists(WORDS, min_size=1, max_size=3),
        entities=st.lists(st.sampled_from(ENTITIES), unique=True, max_size=2),
        tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=2),
        year=st.sampled_from(["1931", "2021-03", "2020?"]),
        status=st.sampled_from(["published", "published", "published", "draft"]),
    )
    def write_article(  # noqa: PLR0913 (all that a hand may change)
        self,
        *,
        id_: str,
        text: list[str],
        entities: list[str],
        tags: list[str],
        year: str,
        status: str,
    ) -> None:
        """A new article, or a new version of one."""
        matter = (
            f"title: Story {id_}\ndate: '{year}'\nstatus: {status}\n"
            f"entities: [{', '.join(entities)}]\ntags: [{', '.join(tags)}]\n"
        )
        body = "\n\n".join(text)
        lay(
            self.project.root,
            {f"content/articles/{id_}.md": f"---\n{matter}---\n\n{body}\n"},
        )

    @precondition(lambda self: self.articles)
    @rule(which=st.integers(0, 9))
    def delete_article(self, which: int) -> None:
        """Others may still refer to it."""
        self.articles[which % len(self.articles)].unlink()

    @precondition(lambda self: self.articles)
    @rule(which=st.integers(0, 9), folder=st.sampled_from(["", "old/"]), id_=st.sampled_from(IDS))
    def rename_article(self, which: int, folder: str, id_: str) -> None:
        """The id changes with the name."""
        target = self.project.root / f"content/articles/{folder}{id_}.md"
        target.parent.mkdir(exist_ok=True)
        self.articles[which % len(self.articles)].replace(target)

    @precondition(lambda self: self.articles)
    @rule(which=st.integers(0, 9), id_=st.sampled_from(IDS), former=st.booleans())
    def change_id(self, *, which: int, id_: str, former: bool) -> None:
        """With or without a redirect."""
        file = self.articles[which % len(self.articles)]
        formerly = f"formerly: [{file.stem}-before]\n" if former else ""
        matter = file.read_text().removeprefix("---\n")
        kept = [
            line
            for line in matter.splitlines(keepends=True)
            if not line.startswith(("id:", "formerly:"))
        ]
        file.write_text(f"---\nid: {id_}\n{formerly}{''.join(kept)}")

    @rule(
        id_=st.sampled_from(ENTITIES),
        name=st.sampled_from(NAMES),
        kind=st.sampled_from(["place", "person"]),
        alias=st.sampled_from(NAMES),
        weak=st.booleans(),
        private=st.booleans(),
    )
    def write_entity(  # noqa: PLR0913 (all that a hand may change)
        self, *, id_: str, name: str, kind: str, alias: str, weak: bool, private: bool
    ) -> None:
        """In the list of the others, or anew."""
        file = self.project.root / "content/entities/companies.yml"
        lines = [line for line in file.read_text().splitlines() if f"id: {id_}" not in line]
        hidden = ", private: true" if private else ""
        lines = [line for line in lines if line.startswith("- {")]
        also = f"{'weak_' if weak else ''}aliases: [{alias}]"
        lines.append(f"- {{id: {id_}, kind: {kind}, name: {name}, {also}{hidden}}}")
        file.write_text("\n".join(lines) + "\n")
        if id_ == "lena":
            (self.project.root / "content/entities/lena.md").unlink(missing_ok=True)

    @rule(
        title=st.sampled_from(["The harbour", "Harbour & quay"]),
        size=st.sampled_from([1, 3]),
        autolink=st.sampled_from(["first", "all", "off", "first-in-section"]),
        lang=st.sampled_from(["en", "fa"]),
        url=st.sampled_from(["", "url: https://harbour.example/\n"]),
        entities=st.sampled_from(["all", "mentioned"]),
        names=st.sampled_from(["", "names: {Amsel: works}\n", "names: {Lena: lena}\n"]),
    )
    def change_settings(  # noqa: PLR0913 (all that a hand may change)
        self,
        *,
        title: str,
        size: int,
        autolink: str,
        lang: str,
        url: str,
        entities: str,
        names: str,
    ) -> None:
        """All of them together."""
        text = f"title: {title}\npage_size: {size}\nautolink: '{autolink}'\nlang: {lang}\n{url}"
        text += f"publish_entities: {entities}\n{names}"
        lay(self.project.root, {"site.yml": text})

    @rule(name=st.sampled_from([*NAMES, "The Amsel Courier"]))
    def rename_source(self, name: str) -> None:
        """Within its name no entity is named."""
        text = f"- {{id: courier, kind: newspaper, name: {name}}}\n"
        lay(self.project.root, {"content/sources/papers.yml": text})

    @rule(name=st.sampled_from(["quay.png", "other.png"]))
    def rename_picture(self, name: str) -> None:
        """Or give it its name back."""
        for file in (self.project.root / "content/media").glob("*.png"):
            file.replace(file.with_name(name))

    @rule(data=st.sampled_from([PICTURE, ANOTHER_PICTURE, None]))
    def change_picture(self, data: bytes | None) -> None:
        """Or remove it."""
        if data is None:
            (self.project.root / "content/media/quay.png").unlink(missing_ok=True)
        else:
            lay(self.project.root, {"content/media/quay.png": data})

    # What a designer does

    @rule(
        name=st.sampled_from(["pages/plain.html", "pages/article.html", "mine/sign.html"]),
        text=st.sampled_from(
            [
                "<p>{{ view.title }}</p>\n",
                "<p>{% include 'mine/sign.html' %}</p>\n",
                "<p>{{ view.no_such_field }}</p>\n",
                "{% if %}",
            ]
        ),
    )
    def write_template(self, name: str, text: str) -> None:
        """Over the theme's, or a new one."""
        lay(self.project.root, {f"templates/{name}": text})

    @rule()
    def change_a_theme_file(self) -> None:
        """One of the theme's own, with one more line."""
        templates, _ = read_templates(self.project.root)
        text = dict(templates.templates)["base.html"]
        lay(self.project.root, {"templates/base.html": text.replace("</body>", "<hr></body>")})

    @rule(css=st.sampled_from(["p {}", "a {}"]))
    def write_style(self, css: str) -> None:
        """Published as it is."""
        lay(self.project.root, {"templates/static/mine.css": css})

    @rule()
    def give_up_templates(self) -> None:
        """Back to the theme."""
        shutil.rmtree(self.project.root / "templates", ignore_errors=True)

    # What happens to a folder

    @rule(which=st.integers(0, 9))
    def revert(self, which: int) -> None:
        """To any version that was published."""
        for name in ("content", "templates"):
            shutil.rmtree(self.project.root / name, ignore_errors=True)
        lay(self.project.root, self.versions[which % len(self.versions)])

    @precondition(lambda self: self.published)
    @rule(which=st.integers(0, 99), how=st.sampled_from(["lost", "defaced", "cut", "swapped"]))
    def harm_output(self, which: int, how: str) -> None:
        """Behind our back."""
        files = self.published
        file = files[which % len(files)]
        if how == "lost":
            file.unlink()
        elif how == "defaced":
            file.write_bytes(b"<h1>defaced</h1>")
        elif how == "cut":
            file.write_bytes(file.read_bytes()[:-7])
        else:
            file.write_bytes(files[which * 7 % len(files)].read_bytes())

    @rule(how=st.sampled_from(["lost", "cut", "nonsense"]))
    def harm_cache(self, how: str) -> None:
        """Also behind our back."""
        file = self.project.cache / FILE
        if how == "lost" or not file.exists():
            shutil.rmtree(self.project.cache, ignore_errors=True)
        elif how == "cut":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])
        else:
            file.write_bytes(b"nonsense " * 900)

    @rule()
    def touch(self) -> None:
        """Only times change."""
        for path in self.project.root.rglob("*"):
            path.touch()

    @rule(moment=st.sampled_from(MOMENTS))
    def wait(self, moment: datetime) -> None:
        """Until an embargo is over, or back."""
        self.moment = moment

    @rule()
    def preview(self) -> None:
        """Look at the drafts as well, with the same cache, and publish nothing."""
        with Store(self.project.cache) as store:
            check_dossier(self.project, store=store, as_of=self.moment, drafts=True)

    @rule(limit=st.integers(200, 60_000))
    def build_on_a_full_disk(self, limit: int) -> None:
        """No file can grow beyond a limit: writing fails somewhere, or in the cache, or not."""
        with no_file_beyond(limit):
            publish(self.project, as_of=self.moment)

    # What must hold

    @initialize()
    def first_build(self) -> None:
        """There is an edition to begin with."""
        self.build()

    @invariant()
    def build_now_and_then(self) -> None:
        """After every second step."""
        self.steps += 1
        if self.steps % 2 == 0:
            self.build()

    @rule()
    def build(self) -> None:
        """Compare with a build from nothing, and build again."""
        before = tree(self.project.output)
        fresh = self.folder / "clean"
        cache = self.folder / "cache"
        beside = None
        # A build that numbers stand-ins or publishes new addresses ends with another file of them
        # than it began with.
        while beside != (beside := kept_beside(self.project)):
            shutil.rmtree(cache, ignore_errors=True)
            clean, expected = build_cleanly(self.project, fresh, as_of=self.moment, cache=cache)
            shutil.rmtree(fresh, ignore_errors=True)
        stored = rows_of(cache)

        report = publish(self.project, as_of=self.moment, stands=True)

        assert clean.diagnostics == report.diagnostics
        assert clean.published == report.published
        event("published" if report.published else "refused")
        if report.published:
            self.versions.append(sources(self.project))
            assert expected == tree(self.project.output)
            for stands in (True, False):
                again = publish(self.project, as_of=self.moment, stands=stands)
                assert (0, 0, 0) == (
                    again.counts.parsed,
                    again.counts.rendered,
                    again.counts.written + again.counts.pruned,
                )
                assert report.diagnostics == again.diagnostics
                assert expected == tree(self.project.output)
            # Something stale is seen here before it shows on a page.
            assert [] == differences(stored, rows_of(self.project.cache))
        else:
            assert report.errors
            assert {} == expected
            assert before == tree(self.project.output)
            if self.steps % 4 == 0:
                self.revert(-1)  # most mistakes are soon mended


def kept_beside(project: Project) -> list[bytes]:
    """What later editions have to know: numbers of private records, and published addresses."""
    files = (project.root / name for name in (FILE_OF_NUMBERS, FILE_OF_ANCHORS))
    return [file.read_bytes() if file.exists() else b"" for file in files]


def sources(project: Project) -> dict[str, bytes]:
    """What a dossier is made from."""
    return {
        path: data for path, data in tree(project.root).items() if not path.startswith("output/")
    }


@contextlib.contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=HISTORIES,
    stateful_step_count=16,
    deadline=None,
    # A history of fourteen steps reads well as it is; making it shorter would take many builds.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def test_a_full_disk_says_so_and_the_next_build_completes(tmp_path: Path) -> None:
    project: Project = lay(tmp_path / "site", SMALL)
    _, expected = build_cleanly(project, tmp_path / "clean")
    largest = max(len(data) for data in expected.values())

    with no_file_beyond(largest - 1):
        report = publish(project)

    assert not report.published
    assert ["out-write-failed"] == [one.code for one in report.diagnostics]
    assert publish(project).published
    assert expected == tree(project.output)
