"""Exit codes, streams, and what a mistyped command line is told."""

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from calling import Dossier

import dossierpress
from dossierpress.cli.commands import dossier as root_command
from harness import call_dossier, run_dossier


def test_version(dossier: Dossier) -> None:
    assert dossier("--version").out == f"dossier {dossierpress.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_names_every_command(dossier: Dossier, arguments: tuple[str, ...]) -> None:
    result = dossier(*arguments)

    assert result.code == 0
    for name in root_command.commands:
        assert f"\n  {name} " in result.out


@pytest.mark.parametrize("name", list(root_command.commands))
def test_every_command_has_help_of_its_own(dossier: Dossier, name: str) -> None:
    result = dossier(name, "--help")

    assert result.code == 0
    assert result.out.startswith(f"Usage: dossier {name} ")
    assert "--debug" in result.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("biuld",), "error: there is no command `biuld`\nhint: did you mean `build`?\n"),
        (("chekc",), "error: there is no command `chekc`\nhint: did you mean `check`?\n"),
        (
            ("build", "--outptu", "x"),
            "error: there is no option `--outptu`\nhint: did you mean `--output`?\n",
        ),
        (
            ("check", "--format", "jsn"),
            "error: `jsn` is no value of `--format`\nhint: did you mean `json`?\n",
        ),
        (
            ("list", "orphan"),
            (
                "error: `orphan` is no value of `drafts|embargoed|review|orphans|left-out|broken`\n"
                "hint: did you mean `orphans`?\n"
            ),
        ),
        (
            ("new", "artcle", "x"),
            (
                "error: `artcle` is no value of `article|entity|source|claim`\n"
                "hint: did you mean `article`?\n"
            ),
        ),
        (
            ("explain", "ref-unknwon-entity"),
            (
                "error: there is no code `ref-unknwon-entity`\n"
                "hint: did you mean `ref-unknown-entity`?\n"
            ),
        ),
        (
            ("schema", "artikle"),
            "error: there is no schema `artikle`\nhint: did you mean `article`?\n",
        ),
        (
            ("new", "article"),
            "error: missing argument `TITLE`\nhint: `dossier new --help` tells how\n",
        ),
        (
            ("build",),
            (
                "error: no folder from here upward has a `site.yml`\n"
                "hint: go to a dossier, name one with `--site DIR`, or make one with"
                " `dossier init DIR`\n"
            ),
        ),
        (
            ("build", "--site", "x"),
            (
                "error: `x` has no `site.yml`, so it is not a dossier\n"
                "hint: `dossier init x` makes one\n"
            ),
        ),
        (
            ("serve", "--host", "0.0.0.0"),
            (
                "error: `0.0.0.0` is no value of `--host`\n"
                "hint: there are `127.0.0.1`, `localhost`, `::1`\n"
            ),
        ),
    ],
)
def test_wrong_usage_is_told_with_the_way_out(
    dossier: Dossier, arguments: tuple[str, ...], expected: str
) -> None:
    result = dossier(*arguments)

    assert (result.code, result.out, result.err) == (2, "", expected)


def test_the_nearest_dossier_upward_is_meant(
    dossier: Dossier, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "content" / "articles")

    assert dossier("check").code == 0


def test_bad_epoch_is_wrong_usage(
    dossier: Dossier, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    result = dossier("check", "--site", site)

    assert result.code == 2
    assert "`SOURCE_DATE_EPOCH` is `yesterday`" in result.err


def test_a_folder_that_cannot_be_written_is_no_bug(dossier: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    result = dossier("init", file / "below")

    assert result.code == 1
    assert "not a directory" in result.err
    assert "bug" not in result.err


def test_a_bug_says_where_to_report_it_and_shows_code_only_when_asked(tmp_path: Path) -> None:
    # The way to a bug that never goes away: a command whose module cannot be imported.
    program = (
        "import sys, dossierpress.cli.commands as c;"
        "c._COMMANDS['check'] = 'nowhere';"
        "from dossierpress.cli import main; main()"
    )
    plain, debug = (
        subprocess.run(
            [sys.executable, "-c", program, "check", *more],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        for more in ((), ("--debug",))
    )

    assert (plain.returncode, debug.returncode) == (3, 3)
    assert "Traceback" not in plain.stderr
    assert plain.stderr.startswith(f"error: a bug in DossierPress {dossierpress.__version__}:")
    assert "hint: please report it " in plain.stderr
    assert debug.stderr.startswith("Traceback")


@pytest.mark.parametrize("threads", ["", "threading.Timer(0.2, lambda: print('later')).start();"])
def test_the_end_of_a_process_does_what_others_have_asked_for(threads: str) -> None:
    """Memory is not freed at the end; all that somebody waits for is done."""
    program = (
        "import atexit, threading;"
        "from dossierpress.cli import main;"
        "atexit.register(print, 'at the end');"
        "kept = type('Kept', (), {'__del__': lambda self: print('freed')})();"
        f"{threads} main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "explain", "nothing-of-ours"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "at the end" in done.stdout
    assert ("later" in done.stdout) == bool(threads)
    assert ("freed" in done.stdout) == bool(threads)


def test_the_reader_of_our_output_may_go_away(site: Path) -> None:
    program = f"{sys.executable} -m dossierpress explain | head -n 1; exit ${{PIPESTATUS[0]}}"

    done = subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, check=False, cwd=site
    )

    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert "Broken" not in done.stderr


def test_names_in_any_script_reach_a_stream_of_another_encoding(site: Path) -> None:
    (site / "content" / "articles" / "odd.md").write_text("---\ntitle: حسين\nnope: x\n---\n")

    done = subprocess.run(
        [sys.executable, "-m", "dossierpress", "check", "--site", site],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )

    assert done.returncode == 1
    assert b"schema-unknown-key" in done.stderr


def test_python_m_is_the_same_command(broken: Path) -> None:
    done = run_dossier("check", "--site", broken, "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["report"] == "dossierpress"


@pytest.mark.parametrize(
    ("command", "form"), [("build", "text"), ("check", "json"), ("diff", "github")]
)
def test_a_call_is_the_command_without_its_process(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, form: str
) -> None:
    """What other tests rely on where they call it."""
    said = []
    for run in (run_dossier, call_dossier):
        monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / run.__name__))
        done = run(command, "--site", broken, "--format", form)
        took = re.compile(r"\d+\.\d+")
        said.append((done.returncode, took.sub("", done.stdout), took.sub("", done.stderr)))

    assert said[0] == said[1]
    assert said[0][0] == 1


def test_help_and_completion_load_no_command() -> None:
    # A key pressed in a shell must not wait for templates, Markdown and ICU.
    script = """
        import sys
        from dossierpress.cli.run import run
        run(["--help"])
        from click.shell_completion import ShellComplete
        from dossierpress.cli.commands import dossier
        items = ShellComplete(dossier, {}, "dossier", "X").get_completions([], "b")
        loaded = {"jinja2", "markdown_it", "icu", "pydantic"} & set(sys.modules)
        assert [item.value for item in items] == ["build"], items
        assert not loaded, loaded
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stderr
    assert "Show what a build would change." in done.stdout
