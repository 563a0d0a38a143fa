"""`dossier serve` as an author uses it: a real process, a real browser, real edits."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from building import tree
from dossierpress.serve.file_watcher import FileWatcher
from dossierpress.serve.server import bind
from dossierpress.source.project import project_at
from harness import serve

PATIENCE = 60_000  # milliseconds, for a machine with much else to do
ARTICLE = "articles/swing-bridge-closes.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A running `dossier serve`."""

    process: subprocess.Popen[str]
    address: str
    site: Path

    def article(self, old: str, new: str) -> None:
        """Change words of an article."""
        file = self.site / "content" / "articles" / "swing-bridge-closes.md"
        text = file.read_text()
        assert old in text
        # As careful editors save: another file, moved over the old one.
        beside = file.with_suffix(".tmp")
        beside.write_text(text.replace(old, new))
        beside.replace(file)

    def end(self, number: int = signal.SIGINT) -> str:
        """Send a signal; give what was said on stderr."""
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=60)
        return err


Start = Callable[..., Preview]


@pytest.fixture
def start(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start `dossier serve` on the starter, at any free port."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "caches"))
    running: list[subprocess.Popen[str]] = []

    def begin(*more: str, port: int = 0) -> Preview:
        command = [sys.executable, "-m", "dossierpress", "serve", "--json", "--site", site]
        process = subprocess.Popen(
            [*command, "--port", str(port), *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        assert process.stdout is not None
        lines = []
        while not lines or lines[-1] != "}\n":
            lines.append(process.stdout.readline())
            assert lines[-1], process.communicate()[1]
        return Preview(process=process, address=json.loads("".join(lines))["address"], site=site)

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
            process.communicate()


def written(site: Path) -> set[Path]:
    """What is in the cache folder of a dossier's user that has to do with previews' pages."""
    return set(project_at(site).cache.with_name("previews").iterdir())


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: a policy that is violated, a script that fails."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda message: found.append(message.text) if "olicy" in message.text else None,
    )
    return found


def test_an_open_page_follows_the_content(start: Start, page: Page, complaints: list[str]) -> None:
    preview = start()
    banner = page.locator("#dossier-problems")

    page.goto(preview.address + ARTICLE)
    expect(page.locator("body")).to_contain_text("two cracked bearings", timeout=PATIENCE)
    preview.article("two cracked bearings", "three cracked bearings")
    expect(page.locator("body")).to_contain_text("three cracked bearings", timeout=PATIENCE)

    preview.article("[[larkhaven|the town]]", "[[larkhavn|the <b>town</b>]]")
    expect(banner).to_contain_text("ref-unknown-entity", timeout=PATIENCE)
    expect(banner).to_contain_text("[[larkhavn|the <b>town</b>]]")
    expect(page.locator("body")).to_contain_text("three cracked bearings")
    page.reload()
    expect(banner).to_contain_text("did you mean `larkhaven`?")

    preview.article("[[larkhavn|the <b>town</b>]]", "[[larkhaven|the port]]")
    expect(page.locator("body")).to_contain_text("the fish quay of the port", timeout=PATIENCE)
    expect(banner).to_have_count(0)
    assert complaints == []


def test_a_mistake_that_is_taken_back_goes_without_a_reload(start: Start, page: Page) -> None:
    preview = start()
    banner = page.locator("#dossier-problems")
    page.goto(preview.address + ARTICLE)
    expect(page.locator("body")).to_contain_text("two cracked bearings", timeout=PATIENCE)
    page.evaluate("document.body.dataset.kept = 'yes'")

    preview.article("[[larkhaven|", "[[nowhere|")
    expect(banner).to_be_visible(timeout=PATIENCE)
    preview.article("[[nowhere|", "[[larkhaven|")
    expect(banner).to_have_count(0, timeout=PATIENCE)

    assert page.evaluate("document.body.dataset.kept") == "yes"


def test_a_dossier_that_is_wrong_from_the_start_shows_why(
    start: Start, page: Page, site: Path
) -> None:
    settings = site / "site.yml"
    good = settings.read_text()
    settings.write_text("titel: Wrong\n")

    preview = start()
    page.goto(preview.address + ARTICLE)
    banner = page.locator("#dossier-problems")
    expect(banner).to_contain_text("did you mean `title`?", timeout=PATIENCE)
    settings.write_text(good)
    expect(page.locator("h1")).to_contain_text("Larkhaven closes", timeout=PATIENCE)


def test_no_save_is_missed_however_fast_they_come(start: Start, page: Page) -> None:
    preview = start()
    page.goto(preview.address + ARTICLE)
    expect(page.locator("body")).to_contain_text("two cracked bearings", timeout=PATIENCE)

    before = "two cracked bearings"
    for number in range(30):
        preview.article(before, f"{number} cracked bearings")
        before = f"{number} cracked bearings"
        if number % 7 == 0:
            page.wait_for_timeout(150)

    expect(page.locator("body")).to_contain_text("29 cracked bearings", timeout=PATIENCE)


def test_folders_that_go_and_come_back_are_still_watched(start: Start, page: Page) -> None:
    preview = start()
    page.goto(preview.address + ARTICLE)
    expect(page.locator("body")).to_contain_text("two cracked bearings", timeout=PATIENCE)
    content, away = preview.site / "content", preview.site / "away"

    content.rename(away)
    expect(page.locator("body")).to_contain_text("no folder `content`", timeout=PATIENCE)
    away.rename(content)
    expect(page.locator("h1")).to_contain_text("Larkhaven closes", timeout=PATIENCE)
    preview.article("two cracked bearings", "five cracked bearings")
    expect(page.locator("body")).to_contain_text("five cracked bearings", timeout=PATIENCE)


def test_a_page_that_was_left_open_catches_up_with_the_next_preview(
    start: Start, page: Page
) -> None:
    preview = start()
    page.goto(preview.address + ARTICLE)
    expect(page.locator("body")).to_contain_text("two cracked bearings", timeout=PATIENCE)

    preview.end()
    preview.article("two cracked bearings", "six cracked bearings")
    start(port=urlsplit(preview.address).port or 0)

    expect(page.locator("body")).to_contain_text("six cracked bearings", timeout=PATIENCE)


def test_polling_sees_changes_too(start: Start, page: Page) -> None:
    preview = start("--poll")
    page.goto(preview.address + ARTICLE)
    expect(page.locator("body")).to_contain_text("two cracked bearings", timeout=PATIENCE)

    preview.article("two cracked bearings", "seven cracked bearings")

    expect(page.locator("body")).to_contain_text("seven cracked bearings", timeout=PATIENCE)


def test_drafts_show_only_when_asked_for(start: Start, page: Page, site: Path) -> None:
    (site / "content" / "articles" / "draft.md").write_text(
        "---\ntitle: Not yet\nstatus: draft\n---\n\nThe draft.\n"
    )
    plain, with_drafts = start(), start("--drafts")

    page.goto(plain.address + "articles/draft.html")
    expect(page.locator("h1")).not_to_contain_text("Preview", timeout=PATIENCE)
    expect(page.locator("body")).not_to_contain_text("Not yet")
    page.goto(with_drafts.address + "articles/draft.html")
    expect(page.locator("body")).to_contain_text("The draft.", timeout=PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_nothing_is_left(
    start: Start, page: Page, number: signal.Signals
) -> None:
    preview = start()
    before = tree(preview.site).keys()
    page.goto(preview.address + ARTICLE)
    expect(page.locator("h1")).to_contain_text("Larkhaven closes", timeout=PATIENCE)

    err = preview.end(number)

    assert preview.process.returncode == 128 + number
    assert "Traceback" not in err
    assert err.splitlines()[-1] == "ended"
    with pytest.raises(ProcessLookupError):
        os.killpg(preview.process.pid, 0)
    assert not (preview.site / "output").exists()
    assert tree(preview.site).keys() == before
    assert written(preview.site) == set()


def drafts_in(folder: Path) -> list[Path]:
    """Pages of a draft below a folder; files and folders may go while we look."""
    found = []
    for inside, _, names in os.walk(folder):
        for path in (Path(inside, name) for name in names if name.endswith(".html")):
            with suppress(FileNotFoundError):
                if b"The draft." in path.read_bytes():
                    found.append(path)
    return found


def test_pages_of_drafts_lie_with_the_user_alone_and_go(start: Start, tmp_path: Path) -> None:
    """Also when the preview is killed: then the next one of that user takes them away."""
    preview = start("--drafts")
    (preview.site / "content/articles/draft.md").write_text(
        "---\ntitle: Not yet\nstatus: draft\n---\n\nThe draft.\n"
    )
    caches = tmp_path / "caches"
    while not drafts_in(caches):
        time.sleep(0.05)
    assert drafts_in(preview.site) == []
    folders = [caches, caches / "previews", *written(preview.site)]
    assert {path.stat().st_mode & 0o777 for path in folders if path.is_dir()} == {0o700}
    preview.process.kill()
    preview.process.communicate()
    assert drafts_in(caches)
    other = start()
    assert drafts_in(caches) == []

    beside = start()
    other.end()
    assert len([path for path in written(beside.site) if path.is_dir()]) == 1
    beside.end()

    assert written(preview.site) == set()


def test_other_sites_get_nothing(start: Start) -> None:
    port = urlsplit(start().address).port
    assert port is not None
    answers = {}
    for host, origin in (
        (f"127.0.0.1:{port}", None),
        (f"rebound.example:{port}", None),
        (f"127.0.0.1:{port}", "http://evil.example"),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Host": host, **({"Origin": origin} if origin else {})}
        connection.request("GET", "/", headers=headers)
        answers[host.partition(":")[0], origin] = connection.getresponse().status
        connection.close()

    assert answers.pop(("127.0.0.1", None)) in (200, 503)
    assert set(answers.values()) == {403}


def test_a_page_of_another_site_cannot_open_the_socket(
    start: Start, page: Page, static_folder: str
) -> None:
    preview = start()
    page.goto(static_folder)
    address = preview.address.replace("http:", "ws:") + "livereload"

    outcome = page.evaluate(
        """(address) => new Promise((done) => {
            const socket = new WebSocket(address);
            socket.onopen = () => done("opened");
            socket.onerror = () => done("refused");
        })""",
        address,
    )

    assert outcome == "refused"


@pytest.fixture
def static_folder(tmp_path: Path) -> Iterator[str]:
    """Another server on this machine: same host, another port, another origin."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Other</title>")
    with serve(folder) as address:
        yield address


def test_a_port_that_is_taken_is_told(site: Path) -> None:
    taken, number = bind("127.0.0.1", 0, exactly=True)
    port = str(number)

    done = subprocess.run(
        [sys.executable, "-m", "dossierpress", "serve", "--site", site, "--port", port],
        capture_output=True,
        text=True,
        check=False,
    )

    taken.close()
    assert done.returncode == 1
    assert f"error: port {port} is taken" in done.stderr


EXHAUSTED = """
import os, resource, sys, threading
from pathlib import Path
from dossierpress.serve.file_watcher import FileWatcher

resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
held = []
try:
    while True:
        held.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    os.close(held.pop())

changed, told = threading.Event(), []
watching = FileWatcher(Path(sys.argv[1]), changed=changed.set, polls=told.append)
watching.start()
for one in held:
    os.close(one)
while not changed.is_set():
    Path(sys.argv[1], "site.yml").write_text(f"title: {os.urandom(8).hex()}")
    changed.wait(0.5)
watching.stop()
print(len(told), told[0])
"""


def test_a_system_without_watches_left_is_polled_and_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    done = subprocess.run(
        [sys.executable, "-c", EXHAUSTED, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 ")
    assert "Too many open files" in done.stdout


@pytest.mark.parametrize("force_polling", [False, True])
def test_watching_tells_of_every_kind_of_change(tmp_path: Path, *, force_polling: bool) -> None:
    changed = threading.Event()
    (tmp_path / "content" / "deep").mkdir(parents=True)
    watching = FileWatcher(
        tmp_path, changed=changed.set, polls=pytest.fail, force_polling=force_polling
    )
    watching.start()
    file = tmp_path / "content" / "deep" / "a.md"
    aside = tmp_path / "a.md"
    aside.write_text("old")
    os.utime(aside, (1, 1))
    steps = [
        lambda: (tmp_path / "site.yml").write_text("title: T"),
        lambda: aside.rename(file),
        lambda: file.write_text("new"),
        lambda: file.rename(file.with_name("b.md")),
        (tmp_path / "templates").mkdir,
        lambda: (tmp_path / "templates" / "base.html").write_text("x"),
        lambda: shutil.rmtree(tmp_path / "content"),
    ]
    try:
        for step in steps:
            # Of an earlier step nothing may be left to be told.
            while changed.wait(0.5):
                changed.clear()
            step()
            assert changed.wait(30)
    finally:
        watching.stop()
