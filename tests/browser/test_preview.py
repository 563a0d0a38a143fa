"""The preview in a real browser: a save shows, a mistake shows, and goes when it is mended."""

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest
from playwright.sync_api import expect

from harness import PageMaker, run_dossier

SOON = 20_000
"""Milliseconds that a change may take on a busy machine."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A dossier as `dossier init` makes it."""
    folder = tmp_path / "desk"
    done = run_dossier("init", folder)
    assert done.returncode == 0, done.stderr
    return folder


def read_report(stream: TextIO | None) -> dict[str, str]:
    """The JSON report that the preview puts out when it is ready; its stream stays open."""
    assert stream is not None
    text = ""
    for line in stream:
        text += line
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(text)
    pytest.fail(f"the preview ended: {text}")


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where the preview of that dossier is served."""
    command = [sys.executable, "-m", "dossierpress", "serve", "--port", "0", "--json", "--quiet"]
    with subprocess.Popen(
        [*command, "--site", site],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as serving:
        try:
            yield read_report(serving.stdout)["address"]
            serving.send_signal(signal.SIGINT)
            ended = serving.wait(timeout=20)
        finally:
            serving.kill()
    assert ended == 130


def test_every_save_shows_by_itself(site: Path, address: str, new_page: PageMaker) -> None:
    article = site / "content" / "articles" / "bridge-hearing-announced.md"
    sound = article.read_text(encoding="utf-8")
    page = new_page()
    page.goto(address + "articles/bridge-hearing-announced.html")
    expect(page.locator("h1").first).to_contain_text("Harbour Board calls", timeout=SOON)

    article.write_text(sound.replace("calls a hearing", "puts off a hearing"), encoding="utf-8")
    expect(page.locator("h1").first).to_contain_text("puts off a hearing", timeout=SOON)

    article.write_text(sound.replace("[[bridge-hearing|", "[[bridge-hering|"), encoding="utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("error[ref-unknown", timeout=SOON)
    expect(alert).to_contain_text("did you mean `bridge-hearing`?")
    expect(page.locator("h1").first).to_contain_text("puts off a hearing")

    article.write_text(sound, encoding="utf-8")
    expect(page.locator("h1").first).to_contain_text("calls a hearing", timeout=SOON)
    expect(alert).to_have_count(0)
