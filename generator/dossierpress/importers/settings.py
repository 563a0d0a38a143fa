"""site.yml learns kinds and relation types: text is added, nothing of the author's is changed."""

import re
from collections.abc import Mapping

import yaml

from dossierpress.importers.yaml_text import to_yaml
from dossierpress.schema.site import KindConfig, LinkTypeConfig

_TOP_LEVEL_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?P<rest>.*)$")


def additions(
    kinds: Mapping[str, KindConfig], relation_types: Mapping[str, LinkTypeConfig]
) -> dict[str, dict[str, dict[str, str]]]:
    """What site.yml must learn, as plain values: {"kinds": {...}, "relation_types": {...}}."""
    found = {
        "kinds": {id_: _plain(config) for id_, config in kinds.items()},
        "relation_types": {id_: _plain(config) for id_, config in relation_types.items()},
    }
    return {key: entries for key, entries in found.items() if entries}


def as_text(added: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    """The same as YAML, for the author to copy."""
    return to_yaml(added)


def extend(text: str, added: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str | None:
    """site.yml with the additions, comments and order kept; None where that cannot be done surely.

    A key that is missing is added at the end; entries of one that is there go below it, indented
    as its first entry is. The result is read back: it must be the old values and the new ones,
    nothing else.
    """
    result = text if text.endswith("\n") or not text else f"{text}\n"
    for key, entries in added.items():
        longer = _extend_one(result, key, entries)
        if longer is None:
            return None
        result = longer
    return result if _is_sum(text, added, result) else None


def _extend_one(text: str, key: str, entries: Mapping[str, Mapping[str, str]]) -> str | None:
    lines = text.splitlines(keepends=True)
    found = [
        (index, match["rest"].strip())
        for index, line in enumerate(lines)
        if (match := _TOP_LEVEL_KEY.match(line.rstrip("\r\n"))) and match["key"] == key
    ]
    if not found:
        return f"{text}\n{to_yaml({key: entries})}"
    index, rest = found[0]
    if len(found) > 1 or (rest and not rest.startswith("#")):
        return None
    indent = _indent_below(lines[index + 1 :]) or "  "
    block = "".join(f"{indent}{line}\n" for line in to_yaml(entries).splitlines())
    return "".join([*lines[: index + 1], block, *lines[index + 1 :]])


def _indent_below(lines: list[str]) -> str | None:
    for line in lines:
        words = line.strip()
        if words and not words.startswith("#"):
            return line[: len(line) - len(line.lstrip(" "))] or None
    return None


def _is_sum(before: str, added: Mapping[str, Mapping[str, Mapping[str, str]]], after: str) -> bool:
    try:
        old = yaml.load(before, Loader=yaml.BaseLoader)  # noqa: S506  # strings, lists, maps only
        new = yaml.load(after, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError:
        return False
    if not isinstance(old, dict) or any(set(added[key]) & set(old.get(key) or {}) for key in added):
        return False
    expected = dict(old)
    for key, entries in added.items():
        expected[key] = {**entries, **(old.get(key) or {})}
    return bool(new == expected)


def _plain(config: KindConfig | LinkTypeConfig) -> dict[str, str]:
    return config.model_dump(exclude_none=True, exclude_defaults=True)
