"""What is found in a dossier's folder, and what is refused without being opened."""

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.schema.limits import Limits
from dossierpress.source.discovery import SETTINGS_LIMIT, discover, read_settings, read_templates


def lay(root: Path, *files: str, data: bytes = b"text\n") -> None:
    """Make files of a dossier."""
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def check_discover(root: Path, expected: list[tuple[str, str]]) -> tuple[Diagnostic, ...]:
    """Compare (path, type) of what is found; hand back the diagnostics."""
    files, diagnostics = discover(root)

    assert expected == [(file.path, file.type) for file in files]
    return diagnostics


def told(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """(code, path) of each."""
    return [(one.code, one.path) for one in diagnostics]


def test_the_folder_tells_the_type(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "content/articles/2024/harbour.md",
        "content/entities/people.yml",
        "content/entities/ada.md",
        "content/sources/papers.yaml",
        "content/pages/about.md",
        "content/media/map.PNG",
    )

    diagnostics = check_discover(
        tmp_path,
        [
            ("content/articles/2024/harbour.md", "article"),
            ("content/entities/ada.md", "entity"),
            ("content/entities/people.yml", "entity"),
            ("content/media/map.PNG", "media"),
            ("content/pages/about.md", "page"),
            ("content/sources/papers.yaml", "source"),
        ],
    )

    assert () == diagnostics


def test_a_dossier_with_an_empty_content_folder_is_empty(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    assert () == check_discover(tmp_path, [])


def test_a_missing_content_folder_is_no_empty_dossier(tmp_path: Path) -> None:
    (problem,) = check_discover(tmp_path, [])

    assert ("disc-unreadable", "content") == (problem.code, problem.path)
    assert "the dossier has no folder `content`" in problem.message


def test_data_and_digest_are_of_the_bytes_as_they_are(tmp_path: Path) -> None:
    lay(tmp_path, "content/articles/a.md", data=b"\xef\xbb\xbf\xffa\r\n")

    files, _ = discover(tmp_path)

    assert b"\xef\xbb\xbf\xffa\r\n" == files[0].data
    assert hashlib.sha256(b"\xef\xbb\xbf\xffa\r\n").hexdigest() == files[0].digest


def test_what_editors_and_desktops_leave_is_passed_over(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "content/articles/.a.md.swp",
        "content/articles/a.md~",
        "content/articles/#a.md#",
        "content/articles/.DS_Store",
        "content/articles/a.md.bak",
        "content/.git/config",
        "content/media/Thumbs.db",
    )
    (tmp_path / "content/articles/.#a.md").symlink_to("somebody@host.1234")
    lay(tmp_path, "content/articles/#movement.md")

    assert () == check_discover(tmp_path, [("content/articles/#movement.md", "article")])


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        (
            "content/notes.md",
            "disc-misplaced-file",
            (
                "move it into `content/articles/`, `content/entities/`, `content/sources/`, "
                "`content/claims/` or "
                "`content/pages/`"
            ),
        ),
        ("content/map.png", "disc-misplaced-file", "move it into `content/media/`"),
        ("content/run.sh", "disc-misplaced-file", "move it out of the dossier's content"),
        ("content/article/a.md", "disc-misplaced-file", "did you mean `content/articles/`?"),
        ("content/articles/a.markdown", "disc-file-type", "rename it to end in `.md`"),
        ("content/articles/a.MD", "disc-file-type", "write the extension in lower case: `.md`"),
        (
            "content/articles/map.png",
            "disc-file-type",
            "pictures and documents belong below `content/media/`",
        ),
        (
            "content/media/run.exe",
            "disc-file-type",
            "rename it, or keep it outside of the dossier's content",
        ),
        (
            "content/media/noextension",
            "disc-file-type",
            "rename it, or keep it outside of the dossier's content",
        ),
    ],
)
def test_a_file_that_is_not_read_is_told_of(
    tmp_path: Path, path: str, code: str, hint: str
) -> None:
    lay(tmp_path, path)

    (diagnostic,) = check_discover(tmp_path, [])

    assert (code, path, hint) == (diagnostic.code, diagnostic.path, diagnostic.hint)


def test_links_are_never_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    lay(outside, "secret.md", "folder/secret.md")
    lay(site, "content/articles/a.md")
    (site / "content/articles/link.md").symlink_to(outside / "secret.md")
    (site / "content/articles/inner.md").symlink_to("a.md")
    (site / "content/articles/folder").symlink_to(outside / "folder")
    (site / "content/articles/nowhere.md").symlink_to("nowhere")

    diagnostics = check_discover(site, [("content/articles/a.md", "article")])

    assert {
        ("disc-unreadable", f"content/articles/{name}")
        for name in ("link.md", "inner.md", "folder", "nowhere.md")
    } == set(told(diagnostics))
    assert any(str(outside / "secret.md") in one.message for one in diagnostics)


@pytest.mark.parametrize("folder", ["content", "content/articles"])
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, folder: str) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    lay(outside, "articles/a.md", "a.md")
    (site / folder).parent.mkdir(parents=True)
    (site / folder).symlink_to(outside)

    assert [("disc-unreadable", folder)] == told(check_discover(site, []))


def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = tmp_path / "content/articles"
    articles.mkdir(parents=True)
    os.mkfifo(articles / "pipe.md")
    monkeypatch.chdir(articles)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")

        diagnostics = check_discover(tmp_path, [])

    assert {
        ("disc-unreadable", "content/articles/pipe.md"),
        ("disc-unreadable", "content/articles/socket.md"),
    } == set(told(diagnostics))


def test_a_file_over_its_limit_is_not_read(tmp_path: Path) -> None:
    lay(tmp_path, "content/articles/a.md", "content/articles/b.md")
    os.truncate(tmp_path / "content/articles/a.md", Limits().text_bytes + 1)
    os.truncate(tmp_path / "content/articles/b.md", Limits().text_bytes)

    (diagnostic,) = check_discover(tmp_path, [("content/articles/b.md", "article")])

    assert ("disc-too-big", "content/articles/a.md") == (diagnostic.code, diagnostic.path)
    assert "2,000,001 bytes, over the limit of 2,000,000" == diagnostic.message


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may look into, unlike those of `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.slow
def test_a_file_that_may_not_be_read_is_told_of(open_folder: Path) -> None:
    tmp_path = open_folder
    lay(tmp_path, "content/articles/a.md", "content/articles/shut/b.md", "content/articles/c.md")
    (tmp_path / "content/articles/a.md").chmod(0)
    (tmp_path / "content/articles/shut").chmod(0)
    # The superuser may read all; nobody may not.
    script = """
        import os, sys
        from pathlib import Path
        from dossierpress.source.discovery import discover
        from dossierpress.schema.limits import Limits
        Limits()  # all that it loads is loaded by who may read Python itself
        if os.geteuid() == 0:
            os.setgroups([]), os.setgid(65534), os.setuid(65534)
        files, diagnostics = discover(Path(sys.argv[1]))
        for file in files: print(file.path)
        for one in diagnostics: print(one.code, one.path, one.message)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    (tmp_path / "content/articles/shut").chmod(0o755)

    assert [
        "content/articles/c.md",
        "disc-unreadable content/articles/a.md cannot be read: permission denied",
        "disc-unreadable content/articles/shut cannot be read: permission denied",
    ] == sorted(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("aux.png", "`aux` is a device on Windows"),
        ("COM1.tar.png", "`COM1` is a device on Windows"),
        ("what?.png", "the name holds `?`, which Windows does not allow"),
        ("a\x1b[2J.png", "the name holds a control character"),
        (
            "cafe\u0301.png",
            "the name is not in Unicode normal form C, and would change on some systems",
        ),
        ("نقشه.png", None),
        ("con-fusion.png", None),
    ],
)
def test_names_that_other_systems_cannot_hold(
    tmp_path: Path, name: str, message: str | None
) -> None:
    lay(tmp_path, f"content/media/{name}")

    files, diagnostics = discover(tmp_path)

    assert ([message] if message else []) == [one.message for one in diagnostics]
    assert {"disc-unportable-name"} >= {one.code for one in diagnostics}
    assert all("\x1b" not in one.path for one in diagnostics)
    assert [f"content/media/{name}"] == [file.path for file in files]


def test_a_folder_name_counts_too(tmp_path: Path) -> None:
    lay(tmp_path, "content/articles/drafts./a.md")

    diagnostics = check_discover(tmp_path, [("content/articles/drafts./a.md", "article")])

    assert [("disc-unportable-name", "content/articles/drafts.")] == told(diagnostics)


def test_a_name_that_is_not_unicode_is_left_out(tmp_path: Path) -> None:
    lay(tmp_path, os.fsdecode(b"content/media/caf\xe9.png"))

    (diagnostic,) = check_discover(tmp_path, [])

    assert ("disc-unportable-name", r"content/media/caf\udce9.png") == (
        diagnostic.code,
        diagnostic.path,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Map.png", "map.png"),
        ("CAF\u00c9.png", "cafe\u0301.png"),
        ("stra\u00dfe.png", "STRASSE.png"),
    ],
)
def test_names_that_meet_on_other_systems(tmp_path: Path, first: str, second: str) -> None:
    lay(tmp_path, f"content/media/{first}", f"content/media/{second}")
    earlier, later = sorted((first, second))

    _, diagnostics = discover(tmp_path)
    twin = next(one for one in diagnostics if one.code == "disc-twin-names")

    assert f"content/media/{later}" == twin.path
    assert f"content/media/{earlier}" == twin.notes[0].path


def test_the_order_is_that_of_the_paths(tmp_path: Path) -> None:
    names = ["b.md", "a.md", "a/z.md", "a-b.md", "B.md", "é.md"]
    lay(tmp_path, *(f"content/articles/{name}" for name in names))

    files, _ = discover(tmp_path)

    assert sorted(f"content/articles/{name}" for name in names) == [file.path for file in files]


def test_settings_are_read_as_bytes(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_bytes(b"title: \xff\n")

    assert (b"title: \xff\n", ()) == read_settings(tmp_path)


def test_settings_that_are_missing_or_unfit(tmp_path: Path) -> None:
    data, (missing,) = read_settings(tmp_path)
    assert (None, "disc-unreadable") == (data, missing.code)

    (tmp_path / "other.yml").write_text("title: Other\n")
    (tmp_path / "site.yml").symlink_to("other.yml")
    data, (link,) = read_settings(tmp_path)
    assert (None, "disc-unreadable") == (data, link.code)

    (tmp_path / "site.yml").unlink()
    (tmp_path / "site.yml").write_bytes(b"#" * (SETTINGS_LIMIT + 1))
    data, (big,) = read_settings(tmp_path)
    assert (None, "disc-too-big") == (data, big.code)


def test_own_templates_lie_over_the_theme(tmp_path: Path) -> None:
    shipped, _ = read_templates(tmp_path)
    lay(
        tmp_path,
        "templates/pages/article.html",
        "templates/mine/new.html",
        "templates/static/own.css",
        data=b"\xef\xbb\xbfone\r\ntwo\n",
    )

    templates, diagnostics = read_templates(tmp_path)

    assert () == diagnostics
    texts = dict(templates.templates)
    assert "one\ntwo\n" == texts["pages/article.html"] == texts["mine/new.html"]
    assert b"\xef\xbb\xbfone\r\ntwo\n" == dict(templates.statics)["own.css"]
    assert dict(shipped.templates).keys() | {"mine/new.html"} == texts.keys()
    paths = dict(templates.paths)
    assert "templates/pages/article.html" == paths["pages/article.html"]
    assert "theme:base.html" == paths["base.html"]
    assert sorted(texts) == [name for name, _ in templates.templates]


def test_a_template_that_is_not_utf8_is_placed(tmp_path: Path) -> None:
    lay(tmp_path, "templates/pages/article.html", data="é\nab".encode() + b"\xff")

    _, (diagnostic,) = read_templates(tmp_path)

    assert diagnostic.span is not None
    assert ("disc-template-encoding", 2, 3) == (
        diagnostic.code,
        diagnostic.span.line,
        diagnostic.span.column,
    )


def test_a_template_that_is_a_link_is_refused(tmp_path: Path) -> None:
    lay(tmp_path, "elsewhere.html")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/base.html").symlink_to(tmp_path / "elsewhere.html")

    templates, (diagnostic,) = read_templates(tmp_path)

    assert ("disc-unreadable", "templates/base.html") == (diagnostic.code, diagnostic.path)
    assert "text\n" != dict(templates.templates)["base.html"]
