"""An HTTP server that nobody can keep busy: no bodies, no half-open requests, few connections."""

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

from dossierpress.serve.handlers import Preview

CONNECTIONS = 256
"""Connections that are open at once. One more closes the one that was opened first: a page that is
still open comes back by itself, and whoever opens hundreds and says nothing locks nobody out."""
PATIENCE = 20.0
"""Seconds within which the head of a request has to come, whole; also how long an idle connection
is kept."""
_HEAD = 16 * 1024
"""Bytes of the head of a request."""


class BoundedServer(HTTPServer):
    """The server of a preview, whose requests have no bodies."""

    def initialize(  # type: ignore[override]  # tornado makes its servers by this, not __init__
        self, preview: Preview, *, patience: float = PATIENCE, connections: int = CONNECTIONS
    ) -> None:
        """See `PATIENCE` and `CONNECTIONS`."""
        self._most = connections
        self._streams: list[IOStream] = []
        super().initialize(
            preview,
            max_header_size=_HEAD,
            max_body_size=0,
            idle_connection_timeout=patience,
            body_timeout=patience,
        )

    def handle_stream(self, stream: IOStream, address: tuple[object, ...]) -> None:
        """Begin to talk to whoever connects; whoever came first goes where they are too many."""
        self._streams = [one for one in self._streams if not one.closed()]
        self._streams.append(stream)
        for one in self._streams[: -self._most]:
            one.close()
        super().handle_stream(stream, address)
