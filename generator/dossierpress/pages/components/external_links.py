"""Links that leave the dossier: addresses on the web, and identifiers in outside registers."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import icu

from dossierpress.kernel.addresses import ascii_form
from dossierpress.kernel.identifiers import label, link
from dossierpress.pages.views.parts import ExternalLink, IdentifierShown
from dossierpress.schema.shared_types import Identifier


def external_link(url: str | None) -> ExternalLink | None:
    """A link that says where it leads; None for what is not an address on the web."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    plain = ascii_form(host)
    return ExternalLink(
        href=url if plain == host else _with_host(parts, plain),
        label=host.removeprefix("www."),
        ascii=plain if _looks_ascii(host) else None,
    )


def _with_host(parts: SplitResult, host: str) -> str:
    port = "" if parts.port is None else f":{parts.port}"
    return parts._replace(netloc=host + port).geturl()


def _looks_ascii(host: str) -> bool:
    """Whether letters of another script make it look like a host in plain Latin letters."""
    if host.isascii():
        return False
    skeleton = unicodedata.normalize("NFD", str(_checker().getSkeleton(0, host)))
    return "".join(one for one in skeleton if not unicodedata.combining(one)).isascii()


@lru_cache(maxsize=1)
def _checker() -> icu.SpoofChecker:
    return icu.SpoofChecker()


def identifiers_shown(ids: Iterable[Identifier]) -> tuple[IdentifierShown, ...]:
    """Each identifier with the register's name and, where it has one, its page there."""
    return tuple(
        IdentifierShown(label=label(one.scheme), value=one.value, href=link(one.scheme, one.value))
        for one in ids
    )
