"""What a page gets on its way to the browser, and never in its file."""

import re
from html import escape, unescape

from dossierpress.serve.edition import Edition

OWN = "/__dossier"
"""Path below which the preview serves what is its own; no record can have it."""

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_BODY = re.compile(rb"<body(?:\s[^>]*)?>", re.IGNORECASE)
_POLICY = re.compile(
    rb"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy[\"']?[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(rb"(content\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def inject(page: bytes, edition: Edition, host: str) -> bytes:
    """A published page as the preview serves it.

    It gets the script that keeps it current, a policy that lets this script reach us, and, while
    the content cannot be built, the diagnostics above everything else.
    """
    page = _POLICY.sub(lambda tag: _with_socket(tag[0], host), page)
    page, found = _HEAD.subn(lambda tag: tag[0] + _head(edition), page, count=1)
    if not found:
        page = _head(edition) + page
    if edition.problems is None:
        return page
    banner = _banner(edition.problems)
    page, found = _BODY.subn(lambda tag: tag[0] + banner, page, count=1)
    return page if found else page + banner


def problems_page(edition: Edition) -> bytes:
    """What is served while there is no page yet."""
    body = _banner(edition.problems) if edition.problems else b"<p>No page has been built yet.</p>"
    return (
        b'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        b"<title>Preview</title>\n" + _head(edition) + b"</head>\n<body>\n" + body + b"</body>\n"
        b"</html>\n"
    )


def _head(edition: Edition) -> bytes:
    # The script comes before all else and is waited for: nobody sees a page that cannot catch up,
    # be it that the preview ended while styles and pictures were still on their way.
    return (
        f'\n<script src="{OWN}/preview.js" data-build="{escape(edition.build)}"></script>\n'
        f'<link rel="stylesheet" href="{OWN}/preview.css">\n'
    ).encode()


def _banner(problems: str) -> bytes:
    shown = escape(problems).encode("utf-8", errors="backslashreplace")
    return (
        b'<aside id="dossier-problems" role="alert">'
        b"<strong>The dossier has problems; pages stay as they were</strong><pre>"
        + shown
        + b"</pre></aside>\n"
    )


def _with_socket(tag: bytes, host: str) -> bytes:
    socket = f"ws://{host}"

    def extend(found: re.Match[bytes]) -> bytes:
        directives = [
            words
            for part in unescape(found[2][1:-1].decode()).split(";")
            if (words := part.split()) and words[0].lower() != "connect-src"
        ]
        policy = "; ".join(" ".join(words) for words in directives)
        allowed = f"{policy}; connect-src 'self' {socket}" if policy else f"connect-src {socket}"
        return found[1] + b'"' + escape(allowed).replace("&#x27;", "'").encode() + b'"'

    return _CONTENT.sub(extend, tag, count=1)
