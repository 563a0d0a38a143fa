"""The HTTP server of one preview: bound to loopback, with limits against abuse.

Requests have no bodies, an incomplete one times out, and the number of connections is limited.
"""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

from dossierpress.serve.current_build import CurrentPreview
from dossierpress.serve.handlers import Preview

MOST_CONNECTIONS = 256
"""Maximum of open connections. One more closes the oldest one: an open page reconnects by itself,
and a client that opens hundreds cannot lock others out."""
PATIENCE = 20.0
"""Seconds within which the whole head of a request has to arrive; also the timeout of idle
connections."""
_LARGEST_HEAD = 16 * 1024
"""Bytes of the head of a request."""


class BoundedServer(HTTPServer):
    """The server of a preview, whose requests have no bodies."""

    def initialize(  # type: ignore[override]  # tornado makes its servers by this, not __init__
        self, preview: Preview, *, patience: float = PATIENCE, connections: int = MOST_CONNECTIONS
    ) -> None:
        """See `PATIENCE` and `CONNECTIONS`."""
        self._most = connections
        self._streams: list[IOStream] = []
        super().initialize(
            preview,
            max_header_size=_LARGEST_HEAD,
            max_body_size=0,
            idle_connection_timeout=patience,
            body_timeout=patience,
        )

    def handle_stream(self, stream: IOStream, address: tuple[object, ...]) -> None:
        """Accept a connection; close the oldest one if there are too many."""
        self._streams = [one for one in self._streams if not one.closed()]
        self._streams.append(stream)
        for one in self._streams[: -self._most]:
            one.close()
        super().handle_stream(stream, address)


NEXT_PORTS = 20
"""Ports that are tried after a taken one, if the user has not asked for a certain port."""


def bind(host: str, port: int, *, exactly: bool) -> tuple[socket.socket, int]:
    """Listen on a loopback address.

    Args:
        host: `127.0.0.1`, `localhost` or `::1`.
        port: 0 for any that is free.
        exactly: Whether no other port will do.

    Returns:
        The socket, and the port that it is on.

    Raises:
        OSError: The port is taken.
    """
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    last = port if exactly or port == 0 else min(port + NEXT_PORTS, 65535)
    for candidate in range(port, last + 1):
        with contextlib.suppress(OSError) if candidate < last else contextlib.nullcontext():
            bound = socket.create_server((address, candidate), family=family)
            bound.settimeout(0)
            return bound, int(bound.getsockname()[1])
    raise AssertionError("the last port either binds or raises")


def serve_preview(
    root: Path,
    current: CurrentPreview,
    bound: socket.socket,
    *,
    port: int,
    started: Callable[[], None],
) -> int:
    """Serve the built pages in `root` until a signal ends it.

    Args:
        root: The folder of the built pages.
        current: What they are now.
        bound: Where to listen.
        port: Of the socket; requests must name it.
        started: Called once requests are answered.

    Returns:
        The number of the signal: SIGINT, SIGTERM, or SIGHUP of a terminal that was closed.
    """
    # Its warnings about odd requests do not concern the author of a dossier.
    logging.getLogger("tornado").setLevel(logging.CRITICAL)
    return asyncio.run(_serve(root, current, bound, port, started))


async def _serve(
    root: Path,
    current: CurrentPreview,
    bound: socket.socket,
    port: int,
    started: Callable[[], None],
) -> int:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()
    for number in _ending_signals():
        # Windows has no such handlers: Ctrl-C ends the loop there.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, _end_with, ended, number)
    preview = Preview(root, current)
    preview.port = port
    server = BoundedServer(preview)
    server.add_socket(bound)
    current.on_change(lambda: _on_loop(loop, preview.broadcast))
    try:
        started()
        return await ended
    finally:
        current.on_change(lambda: None)
        server.stop()
        for page in tuple(preview.sockets):
            page.close()
        await server.close_all_connections()


def _ending_signals() -> tuple[signal.Signals, ...]:
    """The signals that end the preview cleanly."""
    hang_up = getattr(signal, "SIGHUP", None)
    # A closed terminal; ignored under `nohup`.
    if hang_up is None or signal.getsignal(hang_up) is signal.SIG_IGN:
        return signal.SIGINT, signal.SIGTERM
    return signal.SIGINT, signal.SIGTERM, hang_up


def _end_with(ended: asyncio.Future[int], number: int) -> None:
    if not ended.done():
        ended.set_result(number)


def _on_loop(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop has just ended
        loop.call_soon_threadsafe(call)
