"""Who may talk to the preview: this machine's own pages, and nobody on behalf of another site.

A web page anywhere can make its reader's browser send requests here, and can give its own host
name our address (DNS rebinding). What it cannot do is send a `Host` or an `Origin` of ours.
"""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""What the preview can be bound to."""

_NAMES = ("127.0.0.1", "localhost", "[::1]")


def is_our_host(host: str | None, port: int) -> bool:
    """Whether a `Host` header names this server."""
    return host is not None and host.lower() in _hosts(port)


def is_our_origin(origin: str | None, host: str | None, port: int) -> bool:
    """Whether an `Origin` header is the page's own server, the one that `Host` names."""
    return (
        origin is not None
        and is_our_host(host, port)
        and origin.lower() == f"http://{str(host).lower()}"
    )


def _hosts(port: int) -> frozenset[str]:
    bare = _NAMES if port == 80 else ()
    return frozenset([*bare, *(f"{name}:{port}" for name in _NAMES)])
