"""Settings that an import adds to site.yml: kinds of entity and types of relation.

The data's own words are kept. Words for built-in kinds and types are mapped to these; every other
word becomes an entry of `kinds:` or `relation_types:` with a label to edit. A relation type that is
not known to be symmetric gets an inverse of its own, so that no direction is lost.
`extend_settings` adds text to site.yml and changes nothing of the author's; `first_settings` is the
site.yml of a dossier that an import makes.
"""

import re
from collections.abc import Collection, Iterable, Mapping

import yaml

from dossierpress.importers.ids import is_usable_id, slugify
from dossierpress.importers.report import ImportReport, counted
from dossierpress.importers.text_output import to_yaml
from dossierpress.schema.site import KindConfig, LinkTypeConfig

_SAME_KIND = {
    "organisation": "organization",
    "location": "place",
    "people": "person",
    "persons": "person",
}
_LABELS = {
    "abstract": ("Abstract thing", "Abstract things"),
    "animal": ("Animal", "Animals"),
    "comms-identifier": ("Number or address", "Numbers and addresses"),
    "document": ("Document", "Documents"),
    "military-platform": ("Military platform", "Military platforms"),
    "money": ("Sum of money", "Sums of money"),
    "nationality": ("Nationality", "Nationalities"),
    "plant": ("Plant", "Plants"),
    "quantity": ("Quantity", "Quantities"),
    "substance": ("Substance", "Substances"),
    "time": ("Time", "Times"),
    "vehicle": ("Vehicle", "Vehicles"),
    "weapon": ("Weapon", "Weapons"),
}
_SYMMETRIC = {
    "allies-of": "allied with",
    "apart": "apart from",
    "co-located": "in one place with",
    "comm-with": "in communication with",
    "is-synonym-of": "also called",
}
_DIRECTED = {
    "belongs-to": ("belongs to", "has-belonging", "has belonging to it"),
    "fighting-against": ("fighting against", "fought-by", "fought by"),
    "in-charge-of": ("in charge of", "in-the-charge-of", "in the charge of"),
    "likes": ("likes", "liked-by", "liked by"),
    "dislikes": ("dislikes", "disliked-by", "disliked by"),
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def kind_id(kind: str | None) -> str:
    """`military_platform` -> `military-platform`; no kind, and one of signs alone, is `other`."""
    found = slugify(_HUMP.sub(" ", kind or "")) or "other"
    return _SAME_KIND.get(found, found if is_usable_id(found) else f"{found}-kind")


def relation_id(relation: str) -> str:
    """`FightingAgainst` -> `fighting-against`; a type without a letter or digit is `related`."""
    return slugify(_HUMP.sub(" ", relation)) or "related"


def new_kinds(kinds: Iterable[str], known: Collection[str]) -> dict[str, KindConfig]:
    """Entries to add to `kinds:` of site.yml, by id."""
    return {kind: _kind_settings(kind) for kind in sorted(set(kinds)) if kind not in known}


def new_relation_types(types: Iterable[str], known: Collection[str]) -> dict[str, LinkTypeConfig]:
    """Entries to add to `relation_types:` of site.yml, by id.

    `known` holds the existing types and their inverses: no new inverse equals one of them.
    """
    used = {*known, *types}
    made: dict[str, LinkTypeConfig] = {}
    for type_ in sorted(used.difference(known)):
        made[type_] = _relation_type_settings(type_, used)
        used.add(made[type_].inverse or type_)
    return made


def _kind_settings(kind: str) -> KindConfig:
    words = kind.replace("-", " ").capitalize()
    label, plural = _LABELS.get(kind, (words, words))
    return KindConfig(label=label, plural=plural)


def _relation_type_settings(type_: str, used: Collection[str]) -> LinkTypeConfig:
    if is_symmetric(type_):
        return LinkTypeConfig(label=_SYMMETRIC[type_])
    label = type_.replace("-", " ")
    inverse, inverse_label = f"{type_}-inverse", f"{label} (from the other side)"
    if type_ in _DIRECTED:
        label, wanted, inverse_label = _DIRECTED[type_]
        inverse = inverse if wanted in used else wanted
    while inverse in used:
        inverse = f"{inverse}-inverse"
    return LinkTypeConfig(label=label, inverse=inverse, inverse_label=inverse_label)


def is_symmetric(type_: str) -> bool:
    """Whether a relation of this type is symmetric."""
    return type_ in _SYMMETRIC


_TOP_LEVEL_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?P<rest>.*)$")


def settings_to_add(
    kinds: Mapping[str, KindConfig], relation_types: Mapping[str, LinkTypeConfig]
) -> dict[str, dict[str, dict[str, str]]]:
    """The entries to add, as plain values: {"kinds": {...}, "relation_types": {...}}."""
    found = {
        "kinds": {id_: _plain_values(config) for id_, config in kinds.items()},
        "relation_types": {id_: _plain_values(config) for id_, config in relation_types.items()},
    }
    return {key: entries for key, entries in found.items() if entries}


def settings_as_yaml(added: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    """The same as YAML, for the author to copy."""
    return to_yaml(added)


def extend_settings(text: str, added: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str | None:
    """site.yml with the additions, comments and order kept; None if that is not safe.

    A key that is missing is added at the end; entries of one that is there go below it, indented
    as its first entry is. The result is read back: it must be the old values and the new ones,
    nothing else.
    """
    result = text if text.endswith("\n") or not text else f"{text}\n"
    for key, entries in added.items():
        longer = _extend_key(result, key, entries)
        if longer is None:
            return None
        result = longer
    return result if _is_sum(text, added, result) else None


def _extend_key(text: str, key: str, entries: Mapping[str, Mapping[str, str]]) -> str | None:
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


def _plain_values(config: KindConfig | LinkTypeConfig) -> dict[str, str]:
    return config.model_dump(exclude_none=True, exclude_defaults=True)


_TITLE = re.compile(r"^title:.*\n", re.MULTILINE)
_DESCRIPTION = re.compile(r"^description:.*\n", re.MULTILINE)


def first_settings(starter: str, *, name: str) -> str:
    """The starter's site.yml, every key commented, under a title of its own.

    The starter's description goes; `described` puts the right one in its place.
    """
    title = to_yaml({"title": f"Imported: {name}"})
    text = _TITLE.sub(lambda _: title, starter, count=1)
    return _DESCRIPTION.sub("description:\n", text, count=1)


def with_description(text: str, report: ImportReport, *, file: str) -> str:
    """The same with a description: what came out of which file."""
    sentence = (
        f"{counted(report.articles, 'article')}, {counted(report.entities, 'entity')} and"
        f" {counted(report.sources, 'source')}, imported from {file}."
    )
    line = to_yaml({"description": sentence})
    return _DESCRIPTION.sub(lambda _: line, text, count=1)
