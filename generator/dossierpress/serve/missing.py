"""The page for missing pages, as it must be to work at any depth of the preview.

In its file links are relative where the dossier's address is not known, and else begin at its
host: `/case/static/…`. The preview serves the dossier at `/`, whatever its address will be.
"""

import re

_ADDRESS = re.compile(rb"(\s(?:href|src)=\")([^\"#][^\"]*)")
_FOLDER = re.compile(rb"\shref=\"(/[^\"]*?)static/")
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:|//")


def at_the_root(page: bytes) -> bytes:
    """The page with every link into the dossier beginning at `/`; others stay as they are."""
    found = _FOLDER.search(page)
    folder = found[1] if found else b"/"

    def rooted(address: re.Match[bytes]) -> bytes:
        path = address[2]
        if _SCHEME.match(path) or (path.startswith(b"/") and not path.startswith(folder)):
            return address[0]
        return address[1] + b"/" + (path.removeprefix(folder) if path[:1] == b"/" else path)

    return _ADDRESS.sub(rooted, page)
