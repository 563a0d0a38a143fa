"""The addresses that a link may have, checked as a browser would read them."""

import re
import unicodedata
from typing import Literal
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from msgspec import Struct

from dossierpress.facts.markdown.reading import quote
from dossierpress.facts.markdown.wikilinks import REFERENCE_TYPES

AddressKind = Literal["outside", "inside", "refused"]

_ALLOWED = ("http", "https", "mailto")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_BEFORE_COLON = re.compile(r"[^/?#:]*(?=:)")
_WEB = re.compile(r"https?://[^/\\?#@\s]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
# Nothing in such an address has to be normalised, and no label or host is too long; most are such.
_NORMAL = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}"
    r"(?:/[A-Za-z0-9._~/=-]*)?(?:[?#][A-Za-z0-9._~/=&+-]*)?"
)
# Browsers drop these wherever they stand, and strip the rest of the controls at both ends.
_DROPPED = str.maketrans("", "", "\t\n\r")
_STRIPPED = "".join(chr(number) for number in range(0x21))
_UNQUOTED_AT_MOST = 4


class LinkAddress(Struct, frozen=True, kw_only=True, gc=False):
    """The checked destination of a link or an image."""

    kind: AddressKind
    href: str
    """For `outside` ready for an attribute; for `inside` percent-decoded; else as written."""
    reason: str = ""
    """Why it is refused."""
    hint: str = ""
    remote: bool = False
    """Whether it leads to another host."""


def judge_address(written: str) -> LinkAddress:
    """Check the destination of a link, with entities and backslash escapes already decoded."""
    if _NORMAL.fullmatch(written):
        return LinkAddress(kind="outside", href=written, remote=True)
    href = written.translate(_DROPPED).strip(_STRIPPED)
    if not href:
        return _refused(written, "the link has no destination", "write one, or drop the brackets")
    if any(_is_hidden(character) for character in href):
        hint = "type the address by hand"
        return _refused(written, "the address holds an invisible character", hint)
    scheme = _SCHEME.match(href)
    if scheme is not None:
        return _with_scheme(written, href, scheme[0].lower())
    return _without_scheme(written, _unquote(href))


def _without_scheme(written: str, plain: str) -> LinkAddress:
    if any(_is_hidden(character) for character in plain):
        hint = "write the address without it"
        return _refused(written, "the address holds an encoded control character", hint)
    if plain.replace("\\", "/").startswith("//"):
        reason = "an address without a scheme leads to another host"
        return _refused(written, reason, "write `https://` first", remote=True)
    if _BEFORE_COLON.match(plain):
        reason = f"{quote(written)} would be read as an address with a scheme of its own"
        hint = "write `./` in front of a file name that holds a colon"
        return _refused(written, reason, hint)
    return LinkAddress(kind="inside", href=plain)


def _with_scheme(written: str, href: str, scheme: str) -> LinkAddress:
    if scheme not in _ALLOWED:
        known = ", ".join(f"`{name}:`" for name in _ALLOWED)
        hint = f"links lead to {known}, to files of the dossier or to `#anchor`"
        if scheme in REFERENCE_TYPES:
            hint = "a record is linked to in double brackets: `[[id|words]]`"
        return _refused(written, f"links to `{scheme}:` are not published", hint)
    if scheme != "mailto" and not _WEB.fullmatch(href):
        return _refused(
            written,
            f"{quote(written)} is not the whole address of a page",
            f"write `{scheme}://` and the host, without a user name",
        )
    try:
        return LinkAddress(kind="outside", href=normalizeLink(href), remote=scheme != "mailto")
    except ValueError:
        return _refused(written, f"{quote(written)} is not an address", "copy it once more")


def _refused(written: str, reason: str, hint: str, *, remote: bool = False) -> LinkAddress:
    return LinkAddress(kind="refused", href=written, reason=reason, hint=hint, remote=remote)


def _unquote(href: str) -> str:
    """Percent-decode, repeatedly as long as that reveals a scheme or a control code."""
    once = unquote(href, errors="replace")
    if "\ufffd" in once:
        return href  # not UTF-8: a name with a plain `%` in it
    deeper = once
    for _ in range(_UNQUOTED_AT_MOST):
        if any(_is_hidden(character) for character in deeper) or _BEFORE_COLON.match(deeper):
            return deeper
        deeper = unquote(deeper, errors="replace")
    return once


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")
