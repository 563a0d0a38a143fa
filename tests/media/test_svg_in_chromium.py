"""What hostile drawings do in a real browser, and that what is published does nothing there."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from time import monotonic

import pytest
from accepted_svgs import ACCEPTED
from hostile_svgs import HOSTILE
from playwright.sync_api import ConsoleMessage, Page, Request

from building import lay, publish
from dossierpress.media import clean
from dossierpress.pipeline.build_result import BuildResult
from harness import PageMaker, serve

FIRED = "fired"
# A real dialog stops the page, and one that opens while the next drawing loads stops that too.
QUIET_ALERT = f"window.alert = () => console.log({FIRED!r})"


def dossier_of(folder: Path, drawings: Sequence[bytes]) -> tuple[BuildResult, Path]:
    """Build a dossier whose one article links to every drawing: `media/3.svg`."""
    links = " ".join(f"[{number}](../media/{number}.svg)" for number in range(len(drawings)))
    files: Mapping[str, str | bytes] = {
        "site.yml": "title: Drawings\n",
        "content/articles/all.md": f"---\ntitle: All\n---\n\n{links}\n",
        **{f"content/media/{number}.svg": data for number, data in enumerate(drawings)},
    }
    project = lay(folder, files)
    return publish(project), project.output


def what_it_does(page: Page, url: str, *, patience: int) -> list[str]:
    """What a drawing runs or asks for when it is opened by itself and clicked on.

    Args:
        page: Where to open it.
        url: Its address.
        patience: Milliseconds to wait for something to happen.
    """
    done: list[str] = []

    def asked(request: Request) -> None:
        if request.url != url and not request.url.endswith("/favicon.ico"):
            done.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.text == FIRED:
            done.append(FIRED)

    page.goto("about:blank")  # nothing that the last one still does is taken for this one's
    page.on("request", asked)
    page.on("console", said)
    page.goto(url, wait_until="commit")
    end = monotonic() + patience / 1000
    # A browser with much else to do takes no pointer before it has painted: again until it does.
    for step in count():
        page.mouse.move(30, 30 + step % 2)
        if not done:
            page.mouse.click(30, 30)
        page.wait_for_timeout(20)
        if done or monotonic() > end:
            break
    page.remove_listener("request", asked)
    page.remove_listener("console", said)
    return done


def test_without_the_guard_every_attack_works(
    tmp_path: Path, new_page: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean, "check_svg", lambda *_: ())
    monkeypatch.setattr(clean, "kind_by_content", lambda _: "SVG")
    firing = [case for case in HOSTILE if case.fires]
    report, output = dossier_of(tmp_path, [case.data for case in firing])
    assert report.published, report.diagnostics

    quiet = []
    page = new_page()
    page.add_init_script(QUIET_ALERT)
    page.route("**/elsewhere*", lambda route: route.fulfill(status=204))
    with serve(output) as address:
        for number, case in enumerate(firing):
            if not what_it_does(page, f"{address}/media/{number}.svg", patience=30_000):
                quiet.append(case.name)

    assert quiet == []


def test_with_the_guard_none_is_published(tmp_path: Path) -> None:
    report, output = dossier_of(tmp_path, [case.data for case in HOSTILE])

    assert not report.published
    assert not output.exists()
    assert {f"content/media/{number}.svg" for number in range(len(HOSTILE))} == {
        one.path for one in report.diagnostics
    }
    assert {one.code for one in report.diagnostics} <= {"media-svg", "media-wrong-type"}


def test_what_is_published_does_nothing(tmp_path: Path, new_page: PageMaker) -> None:
    report, output = dossier_of(tmp_path, ACCEPTED)
    assert report.published, report.diagnostics

    page = new_page()
    page.add_init_script(QUIET_ALERT)
    with serve(output) as address:
        done = {
            number: what_it_does(page, f"{address}/media/{number}.svg", patience=200)
            for number in range(len(ACCEPTED))
        }

    assert {number: [] for number in done} == done
