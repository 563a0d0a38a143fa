"""The preview: who is let in, what a page gets on its way, and that no open page is ever stale."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClientConnection, websocket_connect

from dossierpress.serve.current_build import CurrentPreview, PreviewState
from dossierpress.serve.handlers import Preview, is_our_host, is_our_origin
from dossierpress.serve.page_html import problems_page, with_links_from_root, with_preview_script
from dossierpress.serve.server import BoundedServer, bind

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'"
PAGE = (
    "<!DOCTYPE html>\n<html lang='en'><head>\n"
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    "<title>Larkhaven</title></head>\n<body class='article'>\n<p>The quay.</p></body></html>\n"
)
HELLO = json.dumps(
    {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A preview that answers on a port of its own."""

    preview: Preview
    port: int
    opened: list[WebSocketClientConnection] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def get(self, path: str, **headers: str) -> HTTPResponse:
        request = HTTPRequest(
            f"http://{self.host}{path}",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            follow_redirects=False,
        )
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def open(self, origin: str | None = "own", host: str | None = None) -> Any:
        """The status of a refused socket, or the open one."""
        headers = {}
        if origin is not None:
            headers["Origin"] = f"http://{self.host}" if origin == "own" else origin
        if host is not None:
            headers["Host"] = host
        request = HTTPRequest(f"ws://{self.host}/livereload", headers=headers)
        page = await websocket_connect(request)
        self.opened.append(page)
        return page

    async def raw(self, head: str) -> bytes:
        """The answer to a request as it stands."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(head.replace("\n", "\r\n").replace("PORT", str(self.port)).encode() + b"\r\n")
        await writer.drain()
        answer = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        return answer


@asynccontextmanager
async def running(root: Path, **bounds: Any) -> AsyncIterator[Running]:
    current = CurrentPreview()
    preview = Preview(root, current)
    sockets = bind_sockets(0, "127.0.0.1")
    preview.port = sockets[0].getsockname()[1]
    server = BoundedServer(preview, **bounds)
    server.add_sockets(sockets)
    loop = asyncio.get_running_loop()
    current.on_change(lambda: loop.call_soon_threadsafe(preview.broadcast))
    server_of_test = Running(preview=preview, port=preview.port)
    try:
        yield server_of_test
    finally:
        for opened in server_of_test.opened:
            opened.close()
            while await opened.read_message() is not None:
                pass
        server.stop()
        for page in tuple(preview.sockets):
            page.close()
        await server.close_all_connections()


Scenario = Callable[[Running], Awaitable[None]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built dossier, and beside it what must not be seen."""
    root = tmp_path / "site"
    (root / "articles").mkdir(parents=True)
    (root / "index.html").write_text(PAGE)
    (root / "404.html").write_text(PAGE.replace("The quay", "Not here"))
    (root / "articles" / "index.html").write_text(PAGE)
    (root / "style.css").write_text("p { color: red }\n")
    (root / ".hidden").write_text("hidden\n")
    (tmp_path / "secret.html").write_text("secret")
    (root / "link.html").symlink_to(tmp_path / "secret.html")
    (root / "link").symlink_to(tmp_path)
    return root


def play(root: Path, scenario: Scenario, *, ready: bool = True, **bounds: Any) -> None:
    """Run a scenario against a preview of a folder."""

    async def all_of_it() -> None:
        async with running(root, **bounds) as server:
            if ready:
                server.preview.current.published(changed=True)
            await scenario(server)

    # A thread of its own: the browser of other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, all_of_it()).result()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("LocalHost:8000", True),
        ("[::1]:8000", True),
        ("127.0.0.1", False),
        ("127.0.0.1:8001", False),
        ("localhost.:8000", False),
        ("localhost:8000.evil.example", False),
        ("evil.example:8000", False),
        ("evil.example", False),
        ("127.0.0.1:8000@evil.example", False),
        ("127.0.0.1:8000,evil.example", False),
        ("0.0.0.0:8000", False),
        ("127.1:8000", False),
        ("2130706433:8000", False),
        ("::1:8000", False),
        ("", False),
        (None, False),
    ],
)
def test_only_our_own_names_are_our_host(host: str | None, *, expected: bool) -> None:
    assert is_our_host(host, 8000) is expected


def test_the_default_port_need_not_be_named() -> None:
    assert is_our_host("localhost", 80)


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("http://localhost:8000", "localhost:8000", True),
        ("http://localhost:8000", "127.0.0.1:8000", False),
        ("https://127.0.0.1:8000", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8001", "127.0.0.1:8000", False),
        ("http://127.0.0.1", "127.0.0.1:8000", False),
        ("http://evil.example", "127.0.0.1:8000", False),
        ("http://evil.example:8000", "evil.example:8000", False),
        ("null", "127.0.0.1:8000", False),
        ("", "127.0.0.1:8000", False),
        (None, "127.0.0.1:8000", False),
    ],
)
def test_an_origin_must_be_the_host_itself(
    origin: str | None, host: str, *, expected: bool
) -> None:
    assert is_our_origin(origin, host, 8000) is expected


def test_a_page_gets_the_script_and_may_open_a_socket(site: Path) -> None:
    async def scenario(server: Running) -> None:
        answer = await server.get("/")

        body = answer.body.decode()
        build = server.preview.current.get().build
        assert answer.code == 200
        assert f'<script src="/__dossier/preview.js" data-build="{build}"></script>' in body
        assert (
            "content=\"default-src 'none'; script-src 'self'; style-src 'self';"
            f" connect-src 'self' ws://{server.host}\">" in body
        )
        assert "<p>The quay.</p>" in body
        assert "dossier-problems" not in body

    play(site, scenario)
    assert (site / "index.html").read_text() == PAGE


def test_every_answer_is_kept_nowhere_and_shown_in_no_frame(site: Path) -> None:
    async def scenario(server: Running) -> None:
        for path in ("/", "/style.css", "/none", "/__dossier/preview.js", "/articles/"):
            answer = await server.get(path)

            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "Etag" not in answer.headers
            assert "Server" not in answer.headers

    play(site, scenario)


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/style.css", 200, "color: red"),
        ("/articles/", 200, "The quay"),
        ("/articles", 301, ""),
        ("/__dossier/preview.css", 200, "dossier-problems"),
        ("/none.html", 404, "Not here"),
        ("/.hidden", 404, "Not here"),
        ("/link.html", 403, ""),
        ("/link/secret.html", 403, ""),
        ("/../secret.html", 403, ""),
        ("/%2e%2e/secret.html", 403, ""),
        ("/..%2fsecret.html", 403, ""),
        ("/articles/..%2f..%2fsecret.html", 403, ""),
        ("//evil.example/%2e%2e", 403, ""),
        ("/%00", 404, "Not here"),
        ("/" + "a" * 5000, 404, "Not here"),
        ("/style.css/x", 404, "Not here"),
        ("/%ff.html", 400, ""),
        ("/forcereload", 404, "Not here"),
        ("/livereload.js", 404, "Not here"),
        ("/__dossier/handlers.py", 404, "Not here"),
    ],
)
def test_only_files_of_the_built_dossier_are_served(
    site: Path, path: str, code: int, words: str
) -> None:
    async def scenario(server: Running) -> None:
        answer = await server.get(path)

        body = answer.body.decode()
        assert answer.code == code
        assert words in body
        assert "secret" not in body

    play(site, scenario)


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.1\nHost: evil.example\nConnection: close\n",
        "GET / HTTP/1.1\nHost: evil.example:PORT\nConnection: close\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT.evil.example\nConnection: close\n",
        "GET / HTTP/1.0\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nHost: evil.example\nConnection: close\n",
        "GET http://evil.example/ HTTP/1.1\nHost: 127.0.0.1:PORT\nConnection: close\n",
        "GET /style.css HTTP/1.1\nHost: evil.example\nConnection: close\n",
        "GET /__dossier/preview.js HTTP/1.1\nHost: evil.example\nConnection: close\n",
        "GET /none HTTP/1.1\nHost: evil.example\nConnection: close\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: http://evil.example\nConnection: close\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: null\nConnection: close\n",
        "GET / HTTP/1.1\nHost: localhost:PORT\nOrigin: http://127.0.0.1:PORT\nConnection: close\n",
        "POST / HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 0\nConnection: close\n",
        "PUT /style.css HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 0\nConnection: close\n",
        "DELETE / HTTP/1.1\nHost: 127.0.0.1:PORT\nConnection: close\n",
        "OPTIONS / HTTP/1.1\nHost: 127.0.0.1:PORT\nConnection: close\n",
        "CONNECT evil.example:80 HTTP/1.1\nHost: 127.0.0.1:PORT\nConnection: close\n",
    ],
)
def test_a_forged_request_is_refused(site: Path, head: str) -> None:
    async def scenario(server: Running) -> None:
        answer = await server.raw(head)

        status = int(answer.split(b" ", 2)[1]) if answer else 400
        assert 400 <= status < 500
        assert b"quay" not in answer
        assert b"color" not in answer

    play(site, scenario)


@pytest.mark.parametrize(
    "body",
    [
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 1\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 99999999999\n",
        "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nTransfer-Encoding: chunked\n\nfffffff",
        "POST / HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 5\n\nabcde",
        "GET /livereload HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Length: 5\n\nabcde",
    ],
)
def test_no_body_is_read(site: Path, body: str) -> None:
    async def scenario(server: Running) -> None:
        # The body never comes, or not whole: whoever waited for it would not answer.
        answer = await server.raw(body)

        assert b"quay" not in answer
        assert answer.split(b" ", 2)[1:2] in ([b"400"], [])

    play(site, scenario)


def test_a_request_that_does_not_come_whole_is_dropped(site: Path) -> None:
    async def scenario(server: Running) -> None:
        for begun in ("", "GET / HTTP/1.1", "GET / HTTP/1.1\nHost: 127.0.0.1:PORT"):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(begun.replace("\n", "\r\n").encode())
            await writer.drain()
            assert await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()

    play(site, scenario, patience=0.2)


def test_a_head_that_has_no_end_is_dropped(site: Path) -> None:
    async def scenario(server: Running) -> None:
        head = f"GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nX: {'x' * 100_000}\n"
        try:
            answer = await server.raw(head)
        except ConnectionError:
            answer = b""
        assert b"quay" not in answer

    play(site, scenario)


def test_whoever_opens_many_connections_locks_nobody_out(site: Path) -> None:
    async def scenario(server: Running) -> None:
        silent = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(30)]
        answer = await server.get("/")

        assert answer.code == 200
        closed = 0
        for reader, writer in silent[:21]:
            closed += await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()
        assert closed == 21  # nine of thirty are left beside the one that asked
        for _, writer in silent[21:]:
            writer.close()

    play(site, scenario, connections=10)


def test_head_has_the_headers_and_no_body(site: Path) -> None:
    async def scenario(server: Running) -> None:
        head = "HEAD /PATH HTTP/1.1\nHost: 127.0.0.1:PORT\nConnection: close\n"
        for path in ("", "style.css", "__dossier/preview.js", "none"):
            answer = await server.raw(head.replace("PATH", path))

            headers, _, body = answer.partition(b"\r\n\r\n")
            assert int(headers.lower().split(b"content-length: ")[1].split()[0]) > 0
            assert body == b""

    play(site, scenario)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.example", None),
        ("http://127.0.0.1:1", None),
        ("null", None),
        (None, None),
        ("own", "evil.example"),
        ("http://evil.example", "evil.example"),
    ],
)
def test_a_socket_of_another_site_is_refused(
    site: Path, origin: str | None, host: str | None
) -> None:
    async def scenario(server: Running) -> None:
        with pytest.raises(Exception, match="403"):
            await server.open(origin, host)
        assert server.preview.sockets == set()

    play(site, scenario)


async def state(page: WebSocketClientConnection) -> dict[str, Any]:
    """The next state that an open page is told."""
    while True:
        message = await asyncio.wait_for(page.read_message(), 10)
        assert message is not None
        said: dict[str, Any] = json.loads(message)
        if said["command"] == "state":
            return said


def test_an_open_page_is_told_every_state_and_one_that_comes_late_the_last(site: Path) -> None:
    async def scenario(server: Running) -> None:
        current = server.preview.current
        early = await server.open()
        await early.write_message(HELLO)
        first = await state(early)
        current.failed("content/articles/a.md:1:1: error")
        broken = await state(early)
        late = await server.open()
        await late.write_message(HELLO)
        late_first = await state(late)
        current.published(changed=False)
        mended = await state(early)
        current.published(changed=True)
        changed = await state(early)

        assert (first["build"], first["problems"]) == (mended["build"], None)
        assert broken == {
            "command": "state",
            "build": first["build"],
            "problems": "content/articles/a.md:1:1: error",
        }
        assert late_first == broken
        assert mended["problems"] is None
        assert changed["build"] != first["build"]

    play(site, scenario)


@pytest.mark.parametrize("said", ["", "[]", "null", "{", '{"command": "reload"}', "[" * 4000])
def test_whoever_does_not_say_hello_is_told_nothing(site: Path, said: str) -> None:
    async def scenario(server: Running) -> None:
        page = await server.open()
        await page.write_message(said)

        assert await asyncio.wait_for(page.read_message(), 10) is None
        assert server.preview.sockets == set()
        page.close()
        server.opened.remove(page)

    play(site, scenario)


def test_another_run_has_other_builds() -> None:
    first, second = CurrentPreview(), CurrentPreview()
    first.published(changed=True)
    second.published(changed=True)

    assert first.get().build != second.get().build


def test_before_the_first_good_build_the_problems_are_the_page(site: Path) -> None:
    async def scenario(server: Running) -> None:
        building = await server.get("/")
        server.preview.current.failed("site.yml:1:1: error[x]: `<b>`")
        broken = await server.get("/articles/any.html")

        assert (building.code, broken.code) == (503, 503)
        assert "No page has been built yet" in building.body.decode()
        assert "site.yml:1:1: error[x]: `&lt;b&gt;`" in broken.body.decode()
        assert "/__dossier/preview.js" in broken.body.decode()

    play(site, scenario, ready=False)


class Tags(HTMLParser):
    """Every tag of a page, in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.tags.append(tag)


def test_problems_stand_over_the_last_good_page_as_text() -> None:
    attack = "</pre></aside><script>alert(1)</script><img src=x onerror=alert(1)>\ud800"

    page = with_preview_script(
        PAGE.encode(), PreviewState(build="a-1", ready=True, problems=attack), "localhost:1"
    )

    assert Tags(page).tags == [
        *("html", "head", "script", "link", "meta", "title", "body"),
        *("aside", "strong", "pre", "p"),
    ]
    assert b"The quay." in page


def test_a_page_without_head_or_body_is_shown_all_the_same() -> None:
    page = with_preview_script(
        b"<p>bare</p>", PreviewState(build="a-1", ready=True, problems="x"), "localhost:1"
    )

    assert Tags(page).tags == ["script", "link", "p", "aside", "strong", "pre"]


def test_the_page_of_problems_is_whole() -> None:
    page = problems_page(PreviewState(build="a-0", problems="x"))

    assert page.startswith(b"<!DOCTYPE html>")
    assert Tags(page).tags[:3] == ["html", "head", "meta"]


@pytest.mark.parametrize(
    ("host", "address"), [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("::1", "::1")]
)
def test_only_loopback_is_bound(host: str, address: str) -> None:
    bound, port = bind(host, 0, exactly=True)
    with bound:
        assert bound.getsockname()[:2] == (address, port)


def test_a_port_that_is_taken_is_told_or_the_next_one_used() -> None:
    first, port = bind("127.0.0.1", 0, exactly=True)
    with first:
        with pytest.raises(OSError, match="in use"):
            bind("127.0.0.1", port, exactly=True)
        other, next_port = bind("127.0.0.1", port, exactly=False)
        other.close()
        assert port < next_port


MISSING = (
    '<head><link rel="stylesheet" href="{0}static/css/1.css?v=1"><script src="{0}static/s.js">'
    '</script></head><body><a href="#page_main">Skip</a> <a href="{0}index.html">Home</a>'
    ' <a href="https://dossier.example/case/index.html">Front</a> <a href="mailto:a@b.example">'
    "Mail</a></body>"
)


@pytest.mark.parametrize("folder", ["", "/", "/case/", "/a/b/"])
def test_the_page_for_missing_pages_works_at_any_depth(site: Path, folder: str) -> None:
    assert with_links_from_root(MISSING.format(folder).encode()) == MISSING.format("/").encode()
    (site / "404.html").write_text(MISSING.format(folder))

    async def scenario(server: Running) -> None:
        answer = await server.get("/case/deep/none.html")
        assert answer.code == 404
        assert b'href="/static/css/1.css?v=1"' in answer.body
        assert b'<a href="/index.html">' in answer.body

    play(site, scenario)
