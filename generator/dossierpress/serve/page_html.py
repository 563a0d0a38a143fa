"""The preview's additions to the HTML of a page; its file stays as it is.

Every page gets the script that reloads it. The links of the 404 page must work at any depth of the
preview. In its file they are relative if the dossier's address is not known, and else begin at its
host, `/case/static/…`; the preview serves the dossier at `/`, whatever its address will be.
"""

import re
from html import escape, unescape

from dossierpress.serve.current_build import PreviewState

_ADDRESS = re.compile(rb"(\s(?:href|src)=\")([^\"#][^\"]*)")
_FOLDER = re.compile(rb"\shref=\"(/[^\"]*?)static/")
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:|//")


def with_links_from_root(page: bytes) -> bytes:
    """The page with every link into the dossier beginning at `/`; other links are unchanged."""
    found = _FOLDER.search(page)
    folder = found[1] if found else b"/"

    def rooted(address: re.Match[bytes]) -> bytes:
        path = address[2]
        if _SCHEME.match(path) or (path.startswith(b"/") and not path.startswith(folder)):
            return address[0]
        return address[1] + b"/" + (path.removeprefix(folder) if path[:1] == b"/" else path)

    return _ADDRESS.sub(rooted, page)


PREVIEW_PATH = "/__dossier"
"""Path prefix of the preview's own files; no record can have it."""

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_BODY = re.compile(rb"<body(?:\s[^>]*)?>", re.IGNORECASE)
_POLICY = re.compile(
    rb"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy[\"']?[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(rb"(content\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def with_preview_script(page: bytes, state: PreviewState, host: str) -> bytes:
    """A published page as the preview serves it.

    It gets the script that keeps it current, a policy that lets this script reach us, and, while
    the content cannot be built, the diagnostics above everything else.
    """
    page = _POLICY.sub(lambda tag: _policy_with_socket(tag[0], host), page)
    page, found = _HEAD.subn(lambda tag: tag[0] + _preview_head(state), page, count=1)
    if not found:
        page = _preview_head(state) + page
    if state.problems is None:
        return page
    banner = _banner(state.problems)
    page, found = _BODY.subn(lambda tag: tag[0] + banner, page, count=1)
    return page if found else page + banner


def problems_page(state: PreviewState) -> bytes:
    """The page that is served while there are no pages yet."""
    body = _banner(state.problems) if state.problems else b"<p>No page has been built yet.</p>"
    return (
        b'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        b"<title>Preview</title>\n"
        + _preview_head(state)
        + b"</head>\n<body>\n"
        + body
        + b"</body>\n"
        b"</html>\n"
    )


def _preview_head(state: PreviewState) -> bytes:
    # The script comes first and blocks: every page that is shown can reload itself, even if
    # the preview ends while styles and pictures are still loading.
    return (
        f'\n<script src="{PREVIEW_PATH}/preview.js" data-build="{escape(state.build)}">'
        "</script>\n"
        f'<link rel="stylesheet" href="{PREVIEW_PATH}/preview.css">\n'
    ).encode()


def _banner(problems: str) -> bytes:
    shown = escape(problems).encode("utf-8", errors="backslashreplace")
    return (
        b'<aside id="dossier-problems" role="alert">'
        b"<strong>The dossier has problems; pages stay as they were</strong><pre>"
        + shown
        + b"</pre></aside>\n"
    )


def _policy_with_socket(tag: bytes, host: str) -> bytes:
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
