"""What tests share beyond fixtures: the command as a user runs it, a built dossier, a server."""

import contextlib
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request

ROOT = Path(__file__).resolve().parents[1]
"""The repository."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

PageMaker = Callable[..., Page]
"""What the fixture `new_page` gives."""


def run_dossier(
    *arguments: str | Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own; the exit code is left to the caller."""
    return subprocess.run(
        [sys.executable, "-m", "dossierpress", *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def call_dossier(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in this process: the same files, words and exit code, without a start.

    For tests of what a command does to a dossier. `run_dossier` is for what a process decides:
    environments, streams, signals, and all that a whole run lets out.
    """
    from dossierpress.cli.run import run

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDossier:
    """The repository's own dossier, copied out of it and built."""

    site: Path
    output: Path
    pages: tuple[Path, ...]
    """Every HTML file below `output`, sorted."""

    def path(self, page: Path) -> str:
        """Path of a file relative to the output, `articles/x.html`."""
        return page.relative_to(self.output).as_posix()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files as any static server does, without a word."""

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serves a folder on loopback while the block runs; gives its address, no final slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=os.fspath(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def stays_here(url: str) -> bool:
    """Whether a request goes to a file or to this machine."""
    parts = urlsplit(url)
    if parts.scheme in {"file", "data", "blob", "about"}:
        return True
    return parts.hostname is not None and parts.hostname in LOOPBACK


def asked_elsewhere(context: BrowserContext) -> list[str]:
    """Where pages of a browser ask for anything off this machine: a list that fills as they do.

    They are not held up, as by `route`, which lets the browser wait for this process with each
    file, and cache none: nobody answers them, for the browser resolves no name but of this machine.
    """
    strayed: list[str] = []

    def note(request: Request) -> None:
        if not stays_here(request.url):
            strayed.append(request.url)

    context.on("request", note)
    return strayed
