"""Web addresses in ASCII, as the network and other programs need them."""

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import icu

_PAGE = re.compile(
    r"index\.[a-z0-9]+|[^/]+\.(?:html?|xhtml|php|aspx?|jsp|cgi|xml|md|txt|json|pdf)", re.IGNORECASE
)
_SAFE = "/~!$&'()*+,;=:@%"
_NONTRANSITIONAL_TO_ASCII = 0x10


def ascii_form(host: str) -> str:
    """A host in ASCII (IDNA): `xn--80ak6aa92e.com` for one in Cyrillic letters."""
    if host.isascii():
        return host
    plain = str(_idna().nameToASCII(host, icu.IDNAInfo()))
    return plain if plain.isascii() else host


def ascii_address(url: str) -> str:
    """An address with its host in ASCII and its path percent-encoded."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if parts.hostname and not parts.hostname.isascii():
        port = "" if parts.port is None else f":{parts.port}"
        netloc = ascii_form(parts.hostname) + port
    return parts._replace(netloc=netloc, path=quote(parts.path, safe=_SAFE)).geturl()


def folder_trouble(url: str) -> tuple[str, str] | None:
    """Why pages cannot be hosted at an address as a folder, and the hint; or None."""
    if "?" in url or "#" in url:
        return "is not the address of a folder", "leave out what begins with `?` or `#`"
    path = unquote(urlsplit(url).path)
    names = path.split("/")
    if any(name in (".", "..") for name in names):
        return "leads up again", "write the address that a browser shows"
    last = next((name for name in reversed(names) if name), "")
    if _PAGE.fullmatch(last):
        folder = url.rstrip("/").rpartition("/")[0] + "/"
        return "is the address of a page, not of a folder", f"did you mean `{folder}`?"
    if not ascii_address(url).isascii():
        return "has a host that cannot be written in ASCII", "write it as its registrar does"
    return None


@lru_cache(maxsize=1)
def _idna() -> icu.IDNA:
    # Without a transitional mapping, as browsers do: `faß.de` is not `fass.de`.
    return icu.IDNA(_NONTRANSITIONAL_TO_ASCII)
