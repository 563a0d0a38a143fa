"""YAML constructs that are refused: aliases, anchors, tags, merge keys, keys that are not text."""

from typing import Any, NamedTuple

from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent


class Refused(NamedTuple):
    """Why a construct is refused."""

    code: str
    message: str
    hint: str
    length: int | None = None
    """Length of the refused text; None for the whole event."""


def refused_value(event: Any) -> Refused | None:
    """Why a key or a value is refused whatever is around it; None where it is read."""
    if isinstance(event, AliasEvent):
        return Refused(
            "yaml-alias",
            f"`*{event.anchor}` is a YAML alias, and aliases are not read",
            f'write the value out, or quote it if it is text: `"*{event.anchor}"`',
        )
    if event.anchor is not None:
        return Refused(
            "yaml-anchor",
            f"`&{event.anchor}` is a YAML anchor, and anchors are not read",
            f'delete it, or put the value into quotes if it is text: `"&{event.anchor} …"`',
            len(event.anchor) + 1,
        )
    if event.tag is not None:
        return Refused(
            "yaml-tag",
            "words that begin with `!` are YAML tags, and tags are not read",
            "delete it, or put the value into quotes if it is text",
            1,
        )
    return None


def refused_key(event: Any) -> Refused | None:
    """Why a key is refused; None where it is text."""
    value = refused_value(event)
    if value is not None:
        return value
    if not isinstance(event, ScalarEvent):
        braces = isinstance(event, MappingStartEvent)
        return Refused(
            "yaml-key",
            f"{'a mapping' if braces else 'a list'} cannot be a key",
            "put the value into quotes if the braces are part of it"
            if braces
            else "put the value into quotes if the brackets are part of it",
        )
    if event.value == "<<" and not event.style:
        return Refused(
            "yaml-merge-key",
            "merge keys (`<<`) are not read",
            "write the keys out where they are needed",
        )
    if not event.value:
        return Refused(
            "yaml-key",
            "a key is missing before this colon",
            "write `key: value`, or put the text into quotes",
        )
    return None
