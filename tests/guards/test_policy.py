"""The page's own policy, in a browser: with it a script in the page is dead, without it not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from building import AS_OF, SMALL, lay, publish
from guards.taking_away import shown
from harness import QuietHandler, serve

HOSTILE = (
    "<script>window.ran = true</script>"
    "<img src=data:, onerror='window.ran = true'><base href='https://elsewhere.example/'>"
)
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
BY_ADDRESS = re.compile(rb"script-src [^;]*;")

PUBLISHED = {
    "x.txt": "window.ran = true",
    "x.csv": "window.ran = true",
    "x.json": "[window.ran = true]",
}
"""Files that a text may link to, and that are programs as well."""


@pytest.mark.parametrize("guarded", [True, False])
def test_a_script_that_came_through_all_the_rest_does_not_run(
    chromium: Browser,
    tmp_path: Path,
    guarded: bool,  # noqa: FBT001 (a case of the test)
) -> None:
    page = shown(tmp_path / "site", SMALL)["index.html"]
    assert 1 == len(POLICY.findall(page))
    poisoned = page.replace(b"</body>", HOSTILE.encode() + b"</body>")
    (tmp_path / "index.html").write_bytes(poisoned if guarded else POLICY.sub(b"", poisoned))

    with serve(tmp_path) as address:
        browser = chromium.new_page()
        browser.route(re.compile("elsewhere"), lambda route: route.abort())
        browser.goto(f"{address}/index.html", wait_until="load")
        ran = browser.evaluate("window.ran === true")
        base = browser.evaluate("document.baseURI")
        browser.close()

    assert guarded is not ran
    assert guarded is base.startswith(address)


class GuessingHandler(QuietHandler):
    """A server that says of no file what it is, and forbids nobody to guess."""

    def guess_type(self, path: object) -> str:
        """Only pages have a type."""
        return "text/html; charset=utf-8" if str(path).endswith(".html") else "text/plain"


@contextmanager
def reached(folder: Path, way: str) -> Iterator[str]:
    """The address of a folder: from disk, or from a server."""
    if way == "from disk":
        yield folder.as_uri()
        return
    with serve(folder, GuessingHandler if way == "without types" else QuietHandler) as address:
        yield address


WAYS = ("from disk", "from a server", "without types")
RUN_OTHERWISE = (
    *(("x.txt", way) for way in WAYS),
    ("x.csv", "without types"),  # one that is called a table is run by no browser
    *(("x.json", way) for way in ("from disk", "without types")),
)
"""What a browser does run, and how it is reached, where a page runs what is of its own site."""


@pytest.mark.parametrize(
    ("name", "way", "guarded"),
    [
        *((name, way, True) for name in PUBLISHED for way in WAYS),
        *((name, way, False) for name, way in RUN_OTHERWISE),
    ],
)
def test_no_published_file_is_run_as_a_script(
    chromium: Browser,
    tmp_path: Path,
    name: str,
    way: str,
    guarded: bool,  # noqa: FBT001 (a case of the test)
) -> None:
    links = " ".join(f"[{one}](../media/{one})" for one in PUBLISHED)
    project = lay(
        tmp_path,
        {
            "site.yml": "title: T\n",
            "content/articles/a.md": f"---\ntitle: A\n---\n{links}\n",
            "templates/static/js/site.js": "window.theme = true;\n",
            **{f"content/media/{one}": text for one, text in PUBLISHED.items()},
        },
    )
    assert publish(project, as_of=AS_OF).published
    file = project.output / "articles/a.html"
    hostile = f"<script src='../media/{name}'></script></main>"
    page = file.read_bytes().replace(b"</main>", hostile.encode())
    # What every page said before: that it runs what is of its own site.
    page = page if guarded else BY_ADDRESS.sub(b"script-src 'self';", page)
    file.unlink()
    file.write_bytes(page)

    with reached(project.output, way) as address:
        browser = chromium.new_page()
        browser.goto(f"{address}/articles/a.html", wait_until="load")
        ran = browser.evaluate("window.ran === true")
        theme = browser.evaluate("window.theme === true")
        browser.close()

    assert ran is not guarded
    assert theme is guarded


@pytest.mark.parametrize("way", ["from disk", "from a server"])
def test_no_published_file_is_a_stylesheet(chromium: Browser, tmp_path: Path, way: str) -> None:
    """A page of the standard reads no style that is called a text, whoever says that it is one."""
    project = lay(
        tmp_path,
        {
            "site.yml": "title: T\n",
            "content/articles/a.md": "---\ntitle: A\n---\n[x](../media/x.txt)\n",
            "content/media/x.txt": "main { display: none }",
        },
    )
    assert publish(project, as_of=AS_OF).published
    file = project.output / "articles/a.html"
    page = file.read_bytes().replace(
        b"</main>", b"<link rel=stylesheet href=../media/x.txt></main>"
    )
    file.unlink()
    file.write_bytes(page)

    with reached(project.output, way) as address:
        browser = chromium.new_page()
        browser.goto(f"{address}/articles/a.html", wait_until="load")
        visible = browser.locator("main").is_visible()
        browser.close()

    assert visible


@pytest.mark.parametrize("way", ["from disk", "from a server"])
def test_the_page_for_the_lost_has_its_style_at_any_depth(
    chromium: Browser, tmp_path: Path, way: str
) -> None:
    project = lay(
        tmp_path, {"site.yml": "title: T\n", "content/pages/a.md": "---\ntitle: A\n---\n"}
    )
    assert publish(project, as_of=AS_OF).published
    lost = project.output / "deep/er/lost.html"
    lost.parent.mkdir(parents=True)
    lost.write_bytes((project.output / "404.html").read_bytes())

    with reached(project.output, way) as address:
        browser = chromium.new_page()
        asked: list[str] = []
        browser.on("request", lambda request: asked.append(request.url))
        browser.goto(f"{address}/deep/er/lost.html", wait_until="load")
        margin = browser.evaluate("getComputedStyle(document.body).margin")
        browser.close()

    assert margin == "0px"
    assert [one for one in asked if not one.endswith(("lost.html", "favicon.ico"))] == []
