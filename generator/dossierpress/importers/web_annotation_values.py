"""The values of the Web Annotation Data Model: what a property may hold.

Each rule is a function of (value, path, problems): it adds one problem for each thing that is
wrong. Wherever one value is asked for, a list of one is the same (JSON-LD).
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from dossierpress import dates
from dossierpress.importers.read_json import described, json_path

DEEPEST = 32
"""Objects within objects, at most."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_MOMENT = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?"
)

Path = tuple[str | int, ...]
Rule = Callable[[Any, Path, "Problems"], None]
Object = dict[str, Any]


class Problem(NamedTuple):
    """Something that the model does not allow."""

    where: str
    """JSON path of the property."""
    rule: str
    """What it must be, and what it is."""


class Problems(list[Problem]):
    """Everything that is wrong with one file."""

    def add(self, path: Path, rule: str) -> None:
        """Note that the value at a path breaks a rule."""
        self.append(Problem(where=json_path(path), rule=rule))


def several(value: Any) -> list[Any]:
    """The values of a property that may have any number of them."""
    return value if isinstance(value, list) else [value]


def iri(value: Any, path: Path, problems: Problems) -> None:
    """An absolute IRI."""
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        problems.add(path, f"must be an absolute IRI, but is {described(value)}")


def text(value: Any, path: Path, problems: Problems) -> None:
    """Text."""
    if not isinstance(value, str):
        problems.add(path, f"must be text, but is {described(value)}")


def number(value: Any, path: Path, problems: Problems) -> None:
    """A whole number that is not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        problems.add(path, f"must be a whole number from 0 upward, but is {described(value)}")


def moment(value: Any, path: Path, problems: Problems) -> None:
    """A date with a time."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value) or not _is_day(value):
        rule = "must be a date with a time (xsd:dateTime), as in `2015-01-28T12:00:00Z`"
        problems.add(path, f"{rule}, but is {described(value)}")


def _is_day(value: str) -> bool:
    try:
        dates.check(value.partition("T")[0])
    except dates.DateError:
        return False
    return True


def one_of(*words: str) -> Rule:
    """One of some words."""

    def rule(value: Any, path: Path, problems: Problems) -> None:
        if value not in words:
            listed = ", ".join(f"`{word}`" for word in words)
            problems.add(path, f"must be one of {listed}, but is {described(value)}")

    return rule


def iri_or_object(value: Any, path: Path, problems: Problems) -> None:
    """A resource of which nothing else is asked."""
    if not isinstance(value, dict):
        iri(value, path, problems)
    elif "id" in value:
        exactly_one(value, "id", iri, path, problems)


def exactly_one(holder: Object, key: str, rule: Rule, path: Path, problems: Problems) -> None:
    """A property that must be there, once."""
    if key not in holder:
        problems.add(path, f"must have exactly one `{key}`, but has none")
    else:
        at_most_one(holder, key, rule, path, problems)


def at_most_one(holder: Object, key: str, rule: Rule, path: Path, problems: Problems) -> None:
    """A property that may be there, once."""
    if key not in holder:
        return
    values = several(holder[key])
    if len(values) == 1:
        rule(values[0], (*path, key), problems)
    else:
        problems.add((*path, key), f"must be one value, but is a list of {len(values)}")


def any_number(holder: Object, key: str, rule: Rule, path: Path, problems: Problems) -> None:
    """A property that may be there any number of times; a list of none says nothing."""
    if key not in holder:
        return
    if isinstance(holder[key], list):
        if not holder[key]:
            problems.add((*path, key), "must have a value, but is an empty list")
        for index, value in enumerate(holder[key]):
            rule(value, (*path, key, index), problems)
    else:
        rule(holder[key], (*path, key), problems)


def types_of(holder: Object) -> list[Any]:
    """The values of `type`."""
    return several(holder["type"]) if "type" in holder else []
