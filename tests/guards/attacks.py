"""Attacks that take more than a text: each works in an empty folder, and tells whether it won."""

import hashlib
import os
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from filelock import FileLock
from tornado.httpclient import HTTPClientError

from building import AS_OF, lay, publish, tree
from dossierpress.cli.show_diagnostics import redacted_diagnostics
from dossierpress.engine import store
from dossierpress.kernel.diagnostics import print_text
from dossierpress.model.output import OutputFile
from dossierpress.pipeline.rollback import roll_back
from dossierpress.publish.changes import changes_of
from dossierpress.publish.edition_folders import folders_of_editions
from dossierpress.publish.lock import lock_output
from dossierpress.publish.manifest import EditionMark, encode_manifest
from dossierpress.publish.output_folder import OutputContents
from dossierpress.publish.previous_edition import publish_previous_edition
from dossierpress.publish.publication import write_file_by_file
from dossierpress.publish.verify import audit
from dossierpress.serve import page_html
from dossierpress.serve.current_build import PreviewState
from dossierpress.serve.preview_folder import new_preview_folder
from dossierpress.source.project import Project, project_at
from guards.taking_away import SETTINGS, Files, acts, article, built, shown, somewhere
from test_serve import Running, play

PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head>'
    "<body><p class={{ view.title }}>x</p></body></html>\n"
)

PRIVATE: Files = {
    "content/entities/p.yml": "- {id: p, kind: person, name: Zora Quillfeather, private: true}\n"
}
"""Somebody who must not be named."""


def linked(folder: Path) -> bool:
    """A link to somebody else's file, in the place of a text that is published."""
    lay(folder, {"secret.txt": "somebody else's"})
    site = folder / "site"
    (site / "content/media").mkdir(parents=True)
    (site / "content/media/x.txt").symlink_to(folder / "secret.txt")
    files: Files = {"content/articles/a.md": article("A", "[x](../media/x.txt)")}
    return somewhere(shown(site, files), b"somebody else's")


def piped(folder: Path) -> bool:
    """A pipe is taken for an article."""
    (folder / "content/articles").mkdir(parents=True)
    os.mkfifo(folder / "content/articles/pipe.md")
    _, report = built(folder, {})
    return "disc-unreadable" not in {one.code for one in report.diagnostics}


def oversized(folder: Path) -> bool:
    """A file that is too big is read whole."""
    _, report = built(folder, {"content/articles/a.md": article("A", "x " * 1_100_000)})
    return "disc-too-big" not in {one.code for one in report.diagnostics}


def open_template(folder: Path) -> bool:
    """A title that adds an attribute, where a theme has left out the quotation marks."""
    files: Files = {
        "templates/pages/plain.html": PAGE,
        "content/pages/about.md": article('"x onmouseover=alert(1)"'),
    }
    return acts(shown(folder, files), "pages/")


def private_name(folder: Path) -> bool:
    """The name of somebody private in a title, where no stand-in can be put."""
    files: Files = {
        "content/entities/p.yml": (
            "- {id: p, kind: person, name: Zora Quillfeather, private: true}\n"
        ),
        "content/articles/a.md": article("What Zora Quillfeather said"),
    }
    return somewhere(shown(folder, files), b"Quillfeather")


def escaped_name(folder: Path) -> bool:
    """The name of somebody private in an address, as a browser reads it."""
    files: Files = {
        **PRIVATE,
        "content/entities/q.yml": (
            "- {id: q, kind: person, name: Zora Quillfeather, private: true}\n"
        ),
        "content/articles/a.md": article("A", "[x](https://x.example/Zora%20Quillfeather)"),
    }
    return somewhere(shown(folder, files), b"Quillfeather")


def name_in_another_form(folder: Path) -> bool:
    """The name of somebody private with a hyphen, and the family name first."""
    files: Files = {
        "content/entities/p.yml": (
            "- {id: p, kind: person, name: Zora Quillfeather, private: true}\n"
        ),
        "content/articles/a.md": article("A", "We met Quillfeather-Zora."),
    }
    return somewhere(shown(folder, files), b"Quillfeather")


def private_reporter(folder: Path) -> bool:
    """Somebody private reports, with a note that tells who it is."""
    files: Files = {
        **PRIVATE,
        "content/claims/c.yml": (
            "- {id: c, text: A claim, reports: [{by: p, verb: said, note: at Larkspur Lane}]}\n"
        ),
    }
    return somewhere(shown(folder, files), b"Larkspur")


def private_speaker(folder: Path) -> bool:
    """Somebody private speaks, and the words before they were translated tell who it is."""
    spoken = (
        "quotations:\n  - {quote: so be it, speaker: p, original: {text: Larkspur, lang: pt}}\n"
    )
    files: Files = {**PRIVATE, "content/articles/a.md": article("A", "It is so be it.", spoken)}
    return somewhere(shown(folder, files), b"Larkspur")


def private_wording(folder: Path) -> bool:
    """Somebody private speaks, in the words of somebody who tells who it is."""
    spoken = (
        "quotations:\n  - {quote: so be it, speaker: p, words_of: translator,"
        " worded_by: {unnamed: a friend at Larkspur}}\n"
    )
    files: Files = {**PRIVATE, "content/articles/a.md": article("A", "It is so be it.", spoken)}
    return somewhere(shown(folder, files), b"Larkspur")


def private_words_in_a_note(folder: Path) -> bool:
    """A note gives the words of somebody private, and these tell who it is."""
    noted = "annotations: [{quote: the quay, text: Larkspur told me., said_by: p}]\n"
    files: Files = {**PRIVATE, "content/articles/a.md": article("A", "Of the quay.", noted)}
    return somewhere(shown(folder, files), b"Larkspur")


def private_annotation(folder: Path) -> bool:
    """What the desk says to itself of a passage."""
    noted = "annotations: [{quote: the quay, text: Larkspur was there., private: true}]\n"
    files: Files = {"content/articles/a.md": article("A", "Of the quay.", noted)}
    return somewhere(shown(folder, files), b"Larkspur")


def leaking_file(folder: Path) -> bool:
    """A file that a published page links to says what else only a draft says."""
    files: Files = {
        "content/media/notes.txt": "The minutes: Operation Larkspur Meadow begins.\n",
        "content/articles/a.md": article("A", "[x](../media/notes.txt)"),
        "content/articles/d.md": article("Operation Larkspur Meadow", more="status: draft\n"),
    }
    return somewhere(shown(folder, files), b"Larkspur")


def foreign_key_that_withholds(folder: Path) -> bool:
    """A text that another generator would hide, where its keys are let pass."""
    files = {
        "site.yml": "title: T\nunknown_keys: ignore\n",
        "content/articles/d.md": article("D", "Larkspur.", "hidden: true\n"),
    }
    return somewhere(shown(folder, files), b"Larkspur")


def remark_for_the_desk(folder: Path) -> bool:
    """A remark in the signs of Obsidian."""
    files = {"content/articles/d.md": article("D", "Known. %%Ask Larkspur.%%")}
    return somewhere(shown(folder, files), b"Larkspur")


def unresolved_merge(folder: Path) -> bool:
    """Two versions of a paragraph, of which the lawyer had struck one."""
    text = "<<<<<<< desk\nNobody said so.\n=======\nLarkspur said so.\n>>>>>>> lawyer"
    return somewhere(
        shown(folder, {"content/articles/d.md": article("D", text)}), b"Larkspur said so"
    )


def source_of_a_private_relation(folder: Path) -> bool:
    """A source that nothing cites but a relation to somebody private."""
    files = {
        "content/sources/s.yml": "- {id: memo, kind: document, name: Larkspur memo}\n",
        "content/entities/e.yml": "- {id: pub, kind: person, name: Open Person,"
        " relations: [{type: member, to: priv, source: memo}]}\n"
        "- {id: priv, kind: person, name: Priv Ateperson, private: true}\n",
    }
    return somewhere(shown(folder, files), b"Larkspur")


def told_in_a_log(folder: Path) -> bool:
    """A message that quotes a draft, in a log."""
    text = article("D", "Larkspur [x](javascript:x).", "status: draft\n")
    project, report = built(folder, {"content/articles/d.md": text})
    told = redacted_diagnostics(report, project.root)
    return any(one.path == "content/articles/d.md" for one in told.diagnostics)


def foreign_output(folder: Path) -> bool:
    """Somebody's files are in the folder that is named as the output, and then are not."""
    output = folder / "public"
    lay(output, {"thesis.txt": "years of work"})
    built(folder / "site", {}, output=output)
    return not (output / "thesis.txt").exists()


def output_of_content(folder: Path) -> bool:
    """The content is named as the output."""
    built(folder, {}, output=folder / "content")
    return (folder / "content/index.html").exists()


def two_at_once(folder: Path) -> bool:
    """A second build publishes while another one does."""
    project, report = built(folder, {})
    assert report.published
    lay(folder, {"content/articles/new.md": article("New")})
    with FileLock(folders_of_editions(project).lock):
        return publish(project, cached=False).published


def tampered_cache(folder: Path) -> bool:
    """Somebody changes what the cache says that an article says."""
    project = lay(folder, {"site.yml": SETTINGS, "content/articles/a.md": article("Harmless")})
    assert publish(project).published
    cache = sqlite3.connect(project.cache / store.FILE)
    for key, said in cache.execute("SELECT key, value FROM catalogue").fetchall():
        changed = said.replace(b"Harmless", b"Poisoned")
        assert changed != said
        cache.execute("UPDATE catalogue SET value = ? WHERE key = ?", (changed, key))
    cache.commit()
    cache.close()
    publish(project)
    return somewhere(tree(project.output), b"Poisoned")


def poison(cache: Path, tables: str = "") -> None:
    """A cache says that an article says something else, and its checksums are right."""
    with closing(sqlite3.connect(cache / store.FILE)) as connection, connection:
        for key, said in connection.execute("SELECT key, value FROM catalogue").fetchall():
            changed = said.replace(b"Harmless", b"Poisoned")
            assert changed != said
            connection.execute(
                "UPDATE catalogue SET value = ?, checksum = ? WHERE key = ?",
                (changed, store._checksum("catalogue", key, changed), key),
            )
        connection.executescript(tables)


def poisoned(folder: Path, *, mode: int = 0o700, tables: str = "", own: bool = False) -> bool:
    """Somebody writes the whole cache, and the next build believes it.

    Args:
        folder: An empty one.
        mode: The rights of the folder that the cache is in.
        tables: What else the file holds, in SQL.
        own: Whether it lies where whoever made the dossier can put it.
    """
    project = lay(folder, {"site.yml": SETTINGS, "content/articles/a.md": article("Harmless")})
    assert publish(project).published
    assert project.cache is not None
    poison(project.cache, tables)
    if own and project.cache != project.root / ".cache":
        shutil.copytree(project.cache, project.root / ".cache")
        shutil.rmtree(project.cache)
    if project.cache.exists():
        project.cache.chmod(mode)
    publish(project_at(folder))
    return somewhere(tree(project.output), b"Poisoned")


def poisoned_by_a_stranger(folder: Path) -> bool:
    """The dossier comes with a cache."""
    return poisoned(folder, own=True)


def poisoned_by_a_neighbour(folder: Path) -> bool:
    """Another user of the machine can write into the folder of the cache."""
    return poisoned(folder, mode=0o777)


def poisoned_by_a_view(folder: Path) -> bool:
    """What should be a table is a program."""
    hidden = "ALTER TABLE parsed RENAME TO hidden; CREATE VIEW parsed AS SELECT * FROM hidden;"
    return poisoned(folder, tables=hidden)


def left_by_a_preview(folder: Path) -> bool:
    """Drafts stay on the disk, since the preview that showed them was killed."""
    (folder / "killed").mkdir()
    (folder / "killed/draft.html").write_bytes(b"Larkspur")
    with new_preview_folder(folder):
        pass
    return somewhere(tree(folder), b"Larkspur")


WITHDRAWN: Files = {"content/articles/b.md": article("B", "Larkspur Meadow.", "status: draft\n")}
"""An article that was public."""


def withdrawn(folder: Path, *, keep: bool) -> Project:
    """A dossier that has published an article, and withholds it by now."""
    shown_then = {"content/articles/b.md": article("B", "Larkspur Meadow.")}
    project, _ = built(folder, shown_then)
    built(folder, WITHDRAWN, keep=keep)
    return project


def withdrawn_and_kept(folder: Path) -> bool:
    """What was withdrawn stays on the disk, in the edition before."""
    withdrawn(folder, keep=False)
    return somewhere(tree(folder / ".editions"), b"Larkspur Meadow")


def withdrawn_and_back(folder: Path) -> bool:
    """Going back publishes what is withheld by now."""
    project = withdrawn(folder, keep=True)
    with store.Store() as nothing:
        roll_back(project, store=nothing, as_of=AS_OF)
    return somewhere(tree(project.output), b"Larkspur Meadow")


def forged_edition(folder: Path) -> bool:
    """The dossier comes with an earlier edition that is whole, and that somebody else made."""
    project, _ = built(folder, {})
    page = b"<script>alert(1)</script>"
    digest = hashlib.sha256(page).hexdigest()
    kept = folders_of_editions(project).previous
    lay(kept, {"index.html": page, "manifest.json": encode_manifest({"index.html": digest})})
    publish_previous_edition(project)
    return somewhere(tree(project.output), page)


def said_twice(folder: Path) -> bool:
    """A manifest lists one page twice; who reads the first one sees another than we do."""
    digest = hashlib.sha256(b"x").hexdigest()
    files = f'{{"a.html": "{"0" * 64}", "a.html": "{digest}"}}'
    lay(
        folder,
        {"a.html": "x", "manifest.json": f'{{"format": 1, "tool": "x", "files": {files}}}'},
    )
    return not audit(folder)[1]


def left_by_a_desktop(folder: Path) -> bool:
    """A file with a name as desktops give it is added to a copy."""
    lay(folder, {"manifest.json": encode_manifest({}), "desktop.ini": "[.ShellClassInfo]"})
    return not audit(folder)[1]


def old_edition(folder: Path) -> bool:
    """An old edition is handed out in the place of the present one."""
    mark = EditionMark(serial=20240601000000, date="2024-06-01")
    lay(folder, {"manifest.json": encode_manifest({}, mark=mark)})
    return not audit(folder, at_least=20240602000000)[1]


def tampered_page(folder: Path) -> bool:
    """Somebody changes a page of the output, and the next build leaves it."""
    project = lay(folder, {"site.yml": SETTINGS, "content/articles/a.md": article("Harmless")})
    assert publish(project).published
    (project.output / "index.html").write_bytes(b"Poisoned")
    publish(project)
    return somewhere(tree(project.output), b"Poisoned")


def written_outside(folder: Path) -> bool:
    """A path that leads out of the output comes as far as what writes file by file."""
    project = project_at(folder / "site")
    project.root.mkdir(parents=True)
    digest = hashlib.sha256(b"x").hexdigest()
    outputs = [OutputFile(path="../../evil.html", held=b"x", digest=digest)]
    try:
        changes = changes_of(project, OutputContents(), outputs, {})
    except ValueError:
        return False
    write_file_by_file(project, changes)
    return any(folder.rglob("evil.html"))


def linked_holder(folder: Path) -> bool:
    """A link in the place of the note that says who publishes."""
    lay(folder, {"victim": "precious"})
    project = lay(folder / "site", {"site.yml": SETTINGS})
    place = folders_of_editions(project).folder
    place.mkdir(parents=True)
    (place / "lock-holder").symlink_to(folder / "victim")
    with lock_output(project, wait=0):
        pass
    return (folder / "victim").read_bytes() != b"precious"


def linked_editions(folder: Path) -> bool:
    """A link in the place of the folder of earlier editions."""
    (folder / "victim").mkdir()
    (folder / "site").mkdir()
    (folder / "site/.editions").symlink_to(folder / "victim")
    built(folder / "site", {})
    return any((folder / "victim").iterdir())


def terminal_name(folder: Path) -> bool:
    """A name of a file that would give a terminal orders."""
    _, report = built(folder, {"content/articles/x\x1b]0;owned\x07.txt": "x"})
    said = print_text(report.diagnostics, lines=lambda _: None, severity=report.severity)
    return "\x1b" in said


def terminal_line(folder: Path) -> bool:
    """A line that would give a terminal orders, quoted in a message."""
    text = article("A", "\x1b[2J [x](javascript:x)")
    _, report = built(folder, {"content/articles/a.md": text})
    lines = text.split("\n")
    said = print_text(report.diagnostics, lines=lambda _: lines, severity=report.severity)
    return "\x1b" in said


def two_of_one_name(folder: Path) -> bool:
    """Two files that are one on many systems, of which one would be lost."""
    files: Files = {
        "site.yml": SETTINGS + "root_files: {Feed.xml: mine}\n",
        "content/articles/a.md": article("A", more="date: 2020-01-02\n"),
    }
    return {"Feed.xml", "feed.xml"} <= set(shown(folder, files))


def preview_page(_: Path) -> bool:
    """A message that is markup, on the page of the preview."""
    state = PreviewState(build="x", problems="<script>alert(1)</script>")
    return b"<script>alert" in page_html.problems_page(state)


def on_preview(scenario: Callable[[Running], Awaitable[bool]]) -> Callable[[Path], bool]:
    """Against a preview that answers."""

    def attack(folder: Path) -> bool:
        lay(folder, {"index.html": "<title>x</title>", ".hidden": "hidden"})
        won: list[bool] = []

        async def all_of_it(server: Running) -> None:
            won.append(await scenario(server))

        play(folder, all_of_it)
        return won[0]

    return attack


async def rebinding(server: Running) -> bool:
    """A name of another site leads a browser to this machine."""
    return (await server.get("/", Host=f"evil.example:{server.port}")).code == 200


async def cross_site(server: Running) -> bool:
    """A page of another site opens a socket."""
    try:
        await server.open(origin="http://evil.example")
    except HTTPClientError:
        return False
    return True


async def hidden_file(server: Running) -> bool:
    """A file that is hidden is asked for."""
    return (await server.get("/.hidden")).code == 200


def huge_picture(side: int) -> bytes:
    """A PNG of a few bytes that says that it is as wide and high as this."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )
