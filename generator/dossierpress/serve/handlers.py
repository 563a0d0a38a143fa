"""The pages of the preview over HTTP, and their state over the WebSocket protocol of LiveReload.

Only pages of the preview itself may use it, and no other web site. Any web page can make its
reader's browser send requests here, and can point its own host name to our address (DNS
rebinding). But it cannot send our `Host` or `Origin`.
"""

import json
from collections.abc import Awaitable
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from livereload.handlers import LiveReloadHandler
from tornado import web

from dossierpress.serve.current_build import CurrentPreview, PreviewState
from dossierpress.serve.page_html import (
    PREVIEW_PATH,
    problems_page,
    with_links_from_root,
    with_preview_script,
)

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that the preview can be bound to."""

_NAMES = ("127.0.0.1", "localhost", "[::1]")


def is_our_host(host: str | None, port: int) -> bool:
    """Whether a `Host` header names this server."""
    return host is not None and host.lower() in _our_hosts(port)


def is_our_origin(origin: str | None, host: str | None, port: int) -> bool:
    """Whether an `Origin` header is the page's own server, the one that `Host` names."""
    return (
        origin is not None
        and is_our_host(host, port)
        and origin.lower() == f"http://{str(host).lower()}"
    )


def _our_hosts(port: int) -> frozenset[str]:
    bare = _NAMES if port == 80 else ()
    return frozenset([*bare, *(f"{name}:{port}" for name in _NAMES)])


_SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_CLIENT_FILES = {"preview.js": "text/javascript", "preview.css": "text/css"}
_LARGEST_MESSAGE = 4096
_STILL_THERE = 30
"""Seconds between pings of an open page; the connection is closed if it does not answer."""


class Preview(web.Application):
    """The application of one preview."""

    def __init__(self, root: Path, current: CurrentPreview) -> None:
        """`root` is the folder of the built pages; `port` is set when it is known."""
        self.root = root
        self.current = current
        self.port = 0
        self.sockets: set[StateSocket] = set()
        super().__init__(
            [
                (r"/livereload", StateSocket),
                (rf"{PREVIEW_PATH}/(preview\.(?:js|css))", ClientFile),
                (r"/(.*)", PreviewPage, {"path": str(root), "default_filename": "index.html"}),
            ],
            log_function=_unlogged,
            websocket_max_message_size=_LARGEST_MESSAGE,
            websocket_ping_interval=_STILL_THERE,
        )

    def broadcast(self) -> None:
        """Send the state to every open page; only on the thread of the loop."""
        for socket in tuple(self.sockets):
            socket.tell()


class Guarded(web.RequestHandler):
    """Answers GET and HEAD requests of the preview's own pages, and no others."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    @property
    def preview(self) -> Preview:
        """The application."""
        return cast("Preview", self.application)

    def set_default_headers(self) -> None:
        """Every answer carries them, errors too."""
        for name, value in _SECURITY_HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> Awaitable[None] | None:
        """Refuse foreign requests before anything is looked up."""
        headers = self.request.headers
        host = headers.get("Host")
        if not is_our_host(host, self.preview.port) or not self.request.uri.startswith("/"):
            raise web.HTTPError(403)
        origin = headers.get("Origin")
        if origin is not None and not is_our_origin(origin, host, self.preview.port):
            raise web.HTTPError(403)
        return None

    def compute_etag(self) -> str | None:
        """None: browsers must cache nothing, so that no stale page is shown."""
        return None

    def write_error(self, status_code: int, **_: Any) -> None:
        """Plain words; no part of the request is repeated."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")


class ClientFile(Guarded):
    """The script and the style that are injected into pages."""

    def get(self, name: str) -> None:
        """One of the two files."""
        self.set_header("Content-Type", f"{_CLIENT_FILES[name]}; charset=utf-8")
        self.write((files("dossierpress.serve") / "client" / name).read_bytes())

    head = get


class PreviewPage(Guarded, web.StaticFileHandler):
    """A file of the last good edition."""

    def should_return_304(self) -> bool:
        """Never: see `compute_etag`."""
        return False

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Refuse hidden files, and links that lead out of the folder."""
        below = Path(absolute_path).relative_to(root)
        if any(part.startswith(".") for part in below.parts):
            raise web.HTTPError(404)
        try:
            found = super().validate_absolute_path(root, absolute_path)
        except (ValueError, OSError) as error:  # no path of any file system
            raise web.HTTPError(404) from error
        if found is not None and not Path(found).resolve().is_relative_to(Path(root).resolve()):
            raise web.HTTPError(404)
        return found

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002
        """A page with the preview's additions, or any other file unchanged."""
        # Read before the file is: a page may then be newer than it says, and loads once more,
        # but never older.
        state = self.preview.current.get()
        if not state.ready:
            self._html(problems_page(state), include_body=include_body, status=503)
            return
        self.path = self.parse_url_path(path)
        absolute = self.get_absolute_path(self.root, self.path)
        found = self.validate_absolute_path(self.root, absolute)
        if found is None:
            return
        if not found.endswith(".html"):
            await super().get(path, include_body)
            return
        self._html(self._page(Path(found), state), include_body=include_body)

    def write_error(self, status_code: int, **_: Any) -> None:
        """The dossier's own 404 page."""
        missing = self.preview.root / "404.html"
        state = self.preview.current.get()
        if status_code != 404 or not state.ready or not missing.is_file():
            super().write_error(status_code)
            return
        page = with_links_from_root(self._page(missing, state))
        self._html(page, include_body=self.request.method != "HEAD", status=404)

    def _page(self, file: Path, state: PreviewState) -> bytes:
        return with_preview_script(file.read_bytes(), state, str(self.request.headers["Host"]))

    def _html(self, page: bytes, *, include_body: bool, status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Length", str(len(page)))
        self.finish(page if include_body else None)


class StateSocket(Guarded, LiveReloadHandler):  # type: ignore[misc]  # it has no types
    """The socket of an open page: gets the state after its hello, and on every change."""

    def prepare(self) -> Awaitable[None] | None:
        """A browser always sends the `Origin` of a socket; a request without it is refused."""
        if self.request.headers.get("Origin") is None:
            raise web.HTTPError(403)
        return super().prepare()

    def check_origin(self, origin: str) -> bool:
        """The page must come from here."""
        return is_our_origin(origin, self.request.headers.get("Host"), self.preview.port)

    def on_message(self, message: str | bytes) -> None:
        """Answer a hello; ignore everything else."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or said.get("command") != "hello":
            self.close()
            return
        super().on_message(json.dumps({"command": "hello"}))
        self.preview.sockets.add(self)
        self.tell()

    def on_close(self) -> None:
        """The page has gone."""
        self.preview.sockets.discard(self)

    def tell(self) -> None:
        """Send the state."""
        state = self.preview.current.get()
        if state.ready or state.problems is not None:
            self.send_message(
                {"command": "state", "build": state.build, "problems": state.problems}
            )


def _unlogged(_: web.RequestHandler) -> None:
    """The preview logs no requests."""
