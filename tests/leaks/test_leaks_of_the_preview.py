"""The preview without drafts, as a browser and a log get it: no word of what is withheld."""

import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossierpress.source.project import Project
from leaks.canaries import Canaries


class Preview:
    """`dossier serve`, in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], address: str, log: Path) -> None:
        self.process = process
        self.address = address
        self._log = log

    def get(self, path: str) -> tuple[int, str]:
        """Status, and headers and body as one text."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                return answer.status, f"{answer.headers}\n{answer.read().decode()}"
        except urllib.error.HTTPError as error:
            return error.code, f"{error.headers}\n{error.read().decode()}"

    def wait_for(self, text: str) -> str:
        """The home page, as soon as it has a text."""
        for _ in range(400):
            page = self.get("")[1]
            if text in page:
                return page
            assert self.process.poll() is None, self.log()
            time.sleep(0.1)
        raise AssertionError(f"the page never says {text!r}: {self.log()}")

    def log(self) -> str:
        """What it wrote to its log until now."""
        return self._log.read_text(encoding="utf-8")


@contextmanager
def previewing(project: Project, *options: str) -> Iterator[Preview]:
    """A preview that answers."""
    log = project.root.parent / "log"
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "dossierpress", "serve", "--json", "--port", "0"),
                *("--site", str(project.root), *options),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], 60)[0], log.read_text()
            said = ""
            while not said.rstrip().endswith("}"):
                line = process.stdout.readline()
                assert line, log.read_text()
                said += line
            yield Preview(process, json.loads(said)["address"], log)
            process.send_signal(signal.SIGTERM)
            rest = process.communicate(timeout=60)[0]
            written.write(said + rest)
        finally:
            process.kill()
            process.wait()


def spoil(birds: Canaries, project: Project) -> None:
    """A mistake in every withheld file, and in one that is published."""
    for path, data in birds.files.items():
        if isinstance(data, str) and "public" not in path and path.endswith(".md"):
            text = f"{data}\n{birds.word()} [here](javascript:{birds.word()}).\n"
            (project.root / path).write_text(text, encoding="utf-8")
    about = project.root / "content/pages/about.md"
    about.write_text("---\ntitle: About\n---\n\nSee [[nobody-at-all]].\n", encoding="utf-8")


def told(birds: Canaries, text: str) -> list[str]:
    """The words that a text has."""
    return [word for word in birds.words if word in text]


def test_no_canary_is_in_the_preview_its_error_pages_or_its_log(
    birds: Canaries, project: Project
) -> None:
    with previewing(project) as preview:
        answers = [preview.wait_for("The harbour")]
        spoil(birds, project)
        banner = preview.wait_for("nobody-at-all")
        assert "The dossier has problems" in banner
        answers.append(banner)
        # Whoever asks for what is withheld hears what everybody hears.
        files = [path.split("/")[-1].partition(".")[0] for path in birds.files]
        missing = [
            preview.get(f"{folder}/{name}.html")
            for folder in ("articles", "entities", "sources", "pages")
            for name in files
            if name in birds.words
        ]
        missing += [preview.get(f"media/{name}.png") for name in files if name in birds.words]
        answers += [text for _, text in missing]
    log = preview.log()

    assert {404} == {status for status, _ in missing}
    assert len(missing) > 50
    assert [] == [told(birds, text) for text in answers if told(birds, text)]
    assert [] == told(birds, log)
    assert "content/pages/about.md" in log
    assert str(project.root) not in "".join(answers)


def test_before_the_first_page_its_error_page_tells_nothing_either(
    birds: Canaries, project: Project
) -> None:
    spoil(birds, project)

    with previewing(project) as preview:
        page = preview.wait_for("nobody-at-all")
        status, _ = preview.get("")
    log = preview.log()

    assert 503 == status
    assert [] == told(birds, page)
    assert [] == told(birds, log)
    assert str(project.root) not in page


def test_the_preview_with_drafts_does_show_them(birds: Canaries, project: Project) -> None:
    """The control: the words are there to be found."""
    with previewing(project, "--drafts") as preview:
        page = preview.wait_for("The harbour")

    assert [] != told(birds, page)
