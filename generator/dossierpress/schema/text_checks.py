"""Checks of values that this project defines: text, ids, references, paths, digests, links.

A check returns the value, or raises `schema_error`.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from dossierpress.kernel.diagnostics import Offer, write
from dossierpress.kernel.slugs import is_slug, suggest_slug
from dossierpress.schema.base import on_one_line, schema_error

RECORD_TYPES = ("article", "entity", "source", "claim", "page")

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_HIDDEN = re.compile("[\x00-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\\\\]")
_HOST = re.compile(r"[^\W_]+(?:-+[^\W_]+)*(?:\.[^\W_]+(?:-+[^\W_]+)*)+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MAX_SLUG = 120


def check_text(text: str) -> str:
    """Accept text that is not empty; white space around it is removed."""
    stripped = text.strip()
    if not stripped:
        raise schema_error(
            "schema-bad-value", "the text is empty", "leave the key out, or fill it in"
        )
    number = control_character(stripped)
    if number is not None:
        raise schema_error(
            "schema-bad-value", f"the text holds the control character U+{number:04X}", "delete it"
        )
    return stripped


def check_family_first(text: str) -> str:
    """Accept a name of a person as `Family, Given`."""
    name = check_text(text)
    if [bool(one.strip()) for one in name.split(",")] == [True, True]:
        return name
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(name)}` does not tell the family name from the given names",
        "write the family name, a comma and the given names: `Calder, Ines`; leave out"
        " institutions and whoever has one name",
    )


def control_character(text: str) -> int | None:
    """The first control character of a text; None if there is none."""
    control = _CONTROL.search(text)
    return ord(control[0]) if control else None


def is_reference(text: str) -> bool:
    """Whether a text has the form `id` or `type:id`."""
    type_, colon, id_ = text.rpartition(":")
    return is_slug(id_) and (not colon or type_ in RECORD_TYPES)


def check_slug(text: str) -> str:
    """Accept a lower-case slug, the form of ids, tags and types."""
    if is_slug(text) and len(text) <= _MAX_SLUG:
        return text
    if len(text) > _MAX_SLUG:
        raise schema_error(
            "schema-bad-id", f"`{on_one_line(text)}` is longer than {_MAX_SLUG} characters"
        )
    closest = suggest_slug(text)
    raise schema_error(
        "schema-bad-id",
        f"`{on_one_line(text)}` is not made of lower-case letters a-z, digits and single hyphens",
        write(closest) if closest else "write it in the letters a-z, with digits and hyphens",
    )


def check_reference(text: str) -> str:
    """Accept `id` or `type:id`."""
    if is_reference(text):
        return text
    type_, colon, id_ = text.rpartition(":")
    if colon and is_slug(id_):
        raise schema_error(
            "schema-bad-id",
            f"`{on_one_line(type_)}` is not a type that a reference can name",
            f"write one of {', '.join(f'`{one}:`' for one in RECORD_TYPES)}, or the id alone",
            sought=text,
        )
    raise schema_error(
        "schema-bad-id",
        f"`{on_one_line(text)}` is not an id",
        "no record is known by that name; an id has only `a` to `z`, digits and `-`",
        sought=text,
    )


def check_url(text: str) -> str:
    """Accept a whole http or https address without user name, password or hidden characters."""
    hidden = _HIDDEN.search(text)
    if hidden:
        what = "a space" if hidden[0] == " " else f"the character U+{ord(hidden[0]):04X}"
        raise _bad_url(text, f"it holds {what}", "write it percent-encoded, or delete it")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _bad_url(text, "its host cannot be read", "copy the address once more") from None
    try:
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        raise _bad_url(text, "its port is no number up to 65535", None) from None
    if parts.scheme not in {"http", "https"}:
        web = re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:].*)?", text, re.IGNORECASE)
        hint = write(f"https://{text}") if web else "only http and https links are published"
        raise _bad_url(text, "it does not begin with `https://` or `http://`", hint)
    if parts.username is not None or parts.password is not None:
        raise _bad_url(text, "it holds a user name or password", "delete what stands before `@`")
    if not parts.hostname or not port_is_number:
        raise _bad_url(text, "it names no host", "the host follows `https://`")
    return text


def _bad_url(text: str, why: str, hint: str | Offer | None) -> Exception:
    return schema_error(
        "schema-bad-url", f"`{on_one_line(text)}` is not a web address: {why}", hint
    )


def check_host(text: str) -> str:
    """Accept the host of an address, without a port; it is kept in lower case."""
    host = text.lower().rstrip(".")
    if _HOST.fullmatch(host):
        return host
    found = re.match(r"(?:https?://)?([^/\s:@?#]+)", host)
    meant = found[1] if found and _HOST.fullmatch(found[1]) else None
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(text)}` is no host, the part of an address between `https://` and the "
        "next `/`",
        write(meant) if meant else "write it as in `archive.example.org`",
    )


def check_media_path(text: str) -> str:
    """Accept the path of a file below content/media/, relative to that folder."""
    why, hint = _wrong_with_path(text)
    if why:
        raise schema_error("schema-bad-path", f"`{on_one_line(text)}` {why}", hint)
    return text


def _wrong_with_path(text: str) -> tuple[str, str | Offer | None]:
    """What is wrong with a path, and the hint; nothing if it is right."""
    path = PurePosixPath(text)
    keep = "save the file under content/media/"
    slashes = text.replace(chr(92), "/")
    rest = re.sub(r"^/?(\.\.?/)*(content/)?media/", "", slashes)
    wrong: list[tuple[bool, str, str | Offer | None]] = [
        ("\\" in text, "holds a backslash", write(rest)),
        (_CONTROL.search(text) is not None, "holds a control character", "delete it"),
        (_SCHEME.match(text) is not None, "is not a file of this dossier", f"{keep} and name it"),
        (rest != text, "is not relative to content/media/", write(rest)),
        (text.startswith(("/", "~")), "is not relative to content/media/", keep),
        (".." in path.parts, "leads out of content/media/", keep),
        (path.as_posix() != text or not path.name, "is not the path of a file", None),
    ]
    return next(((why, hint) for is_wrong, why, hint in wrong if is_wrong), ("", None))


def check_colour(text: str) -> str:
    """Accept a colour of six digits, with or without its sign; returns it with the sign."""
    if re.fullmatch(r"#?[0-9A-Fa-f]{6}", text):
        return f"#{text.removeprefix('#').lower()}"
    short = re.fullmatch(r"#?([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])", text)
    long = short and "#" + "".join(2 * one for one in short.groups())
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(text)}` is no colour of six digits",
        write(f'"{long}"')
        if long
        else 'write red, green and blue with two digits each: `"#8a1c2b"`',
    )


def check_digest(text: str) -> str:
    """Accept a SHA-256 in lower-case hexadecimal."""
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return text
    bare = text.lower().removeprefix("sha256:").removeprefix("sha256-").strip()
    right = re.fullmatch(r"[0-9a-f]{64}", bare)
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(text, 24)}` is not a SHA-256: 64 digits 0-9 and letters a-f are wanted",
        write(bare) if right else "take it from `sha256sum FILE`",
    )
