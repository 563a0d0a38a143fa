"""Validate annotations, pages and collections by the Web Annotation Data Model.

A fixed profile of JSON-LD: the context is the model's own, the keys are those that it defines, and
further keys are ignored. Nothing is fetched. Each rule is a function of (value, path, problems)
that adds one problem for each error. A list of one value equals the value (JSON-LD). https://www.w3.org/TR/annotation-model/
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dossierpress.importers.json_input import describe_value, json_path
from dossierpress.kernel import dates

DEEPEST = 32
"""Maximum depth of nested objects."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_MOMENT = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?"
)

Path = tuple[str | int, ...]
Rule = Callable[[Any, Path, "Problems"], None]
JsonObject = dict[str, Any]


class Problem(NamedTuple):
    """A violation of the model."""

    where: str
    """JSON path of the property."""
    rule: str
    """What it must be, and what it is."""


class Problems(list[Problem]):
    """All problems of one file."""

    def add(self, path: Path, rule: str) -> None:
        """Record that the value at a path breaks a rule."""
        self.append(Problem(where=json_path(path), rule=rule))


def as_list(value: Any) -> list[Any]:
    """The values of a property that may have any number of them."""
    return value if isinstance(value, list) else [value]


def iri(value: Any, path: Path, problems: Problems) -> None:
    """An absolute IRI."""
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        problems.add(path, f"must be an absolute IRI, but is {describe_value(value)}")


def text(value: Any, path: Path, problems: Problems) -> None:
    """Text."""
    if not isinstance(value, str):
        problems.add(path, f"must be text, but is {describe_value(value)}")


def number(value: Any, path: Path, problems: Problems) -> None:
    """A whole number that is not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        problems.add(path, f"must be a whole number from 0 upward, but is {describe_value(value)}")


def moment(value: Any, path: Path, problems: Problems) -> None:
    """A date with a time."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value) or not _is_day(value):
        rule = "must be a date with a time (xsd:dateTime), as in `2015-01-28T12:00:00Z`"
        problems.add(path, f"{rule}, but is {describe_value(value)}")


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
            problems.add(path, f"must be one of {listed}, but is {describe_value(value)}")

    return rule


def iri_or_object(value: Any, path: Path, problems: Problems) -> None:
    """A resource: an IRI or an object, not checked further."""
    if not isinstance(value, dict):
        iri(value, path, problems)
    elif "id" in value:
        exactly_one(value, "id", iri, path, problems)


def exactly_one(holder: JsonObject, key: str, rule: Rule, path: Path, problems: Problems) -> None:
    """A required property with one value."""
    if key not in holder:
        problems.add(path, f"must have exactly one `{key}`, but has none")
    else:
        at_most_one(holder, key, rule, path, problems)


def at_most_one(holder: JsonObject, key: str, rule: Rule, path: Path, problems: Problems) -> None:
    """An optional property with one value."""
    if key not in holder:
        return
    values = as_list(holder[key])
    if len(values) == 1:
        rule(values[0], (*path, key), problems)
    else:
        problems.add((*path, key), f"must be one value, but is a list of {len(values)}")


def any_number(holder: JsonObject, key: str, rule: Rule, path: Path, problems: Problems) -> None:
    """An optional property with any number of values, but not an empty list."""
    if key not in holder:
        return
    if isinstance(holder[key], list):
        if not holder[key]:
            problems.add((*path, key), "must have a value, but is an empty list")
        for index, value in enumerate(holder[key]):
            rule(value, (*path, key, index), problems)
    else:
        rule(holder[key], (*path, key), problems)


def types_of(holder: JsonObject) -> list[Any]:
    """The values of `type`."""
    return as_list(holder["type"]) if "type" in holder else []


CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = (
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"),
)

_KINDS = ("Annotation", "AnnotationPage", "AnnotationCollection")
GATHERINGS = ("Choice", "Composite", "List", "Independents")
_STATES = ("TimeState", "HttpRequestState")
_WITH_VALUE = ("FragmentSelector", "CssSelector", "XPathSelector", "SvgSelector")
_POSITIONS = ("TextPositionSelector", "DataPositionSelector")
_SELECTORS = (*_WITH_VALUE, *_POSITIONS, "TextQuoteSelector", "RangeSelector")


def check_document(value: Any) -> tuple[Problem, ...]:
    """All problems of a JSON value as a document of annotations."""
    problems = Problems()
    if not isinstance(value, dict):
        problems.add((), f"must be an object, but is {describe_value(value)}")
        return tuple(problems)
    if _depth(value) > DEEPEST:
        problems.add((), f"holds objects and lists more than {DEEPEST} deep")
        return tuple(problems)
    if "@context" not in value:
        problems.add((), f"must have an `@context` with `{CONTEXT}`, but has none")
    elif CONTEXT not in as_list(value["@context"]):
        problems.add(("@context",), f"must be, or hold, `{CONTEXT}`")
    kinds = [kind for kind in _KINDS if kind in types_of(value)]
    if len(kinds) != 1:
        _no_kind(value, problems)
        _annotation(value, (), problems, with_type=False)
    elif kinds == ["Annotation"]:
        _annotation(value, (), problems)
    elif kinds == ["AnnotationPage"]:
        _page(value, (), problems)
    else:
        _collection(value, problems)
    return tuple(problems)


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(one, dict | list):
            inner = one.values() if isinstance(one, dict) else one
            waiting += [(each, depth + 1) for each in inner]
    return deepest


def _no_kind(value: JsonObject, problems: Problems) -> None:
    listed = ", ".join(f"`{kind}`" for kind in _KINDS)
    if "type" in value:
        problems.add(
            ("type",), f"must hold one of {listed}, but is {describe_value(value['type'])}"
        )
    else:
        problems.add((), f"must have a `type`, one of {listed}, but has none")


def _collection(value: JsonObject, problems: Problems) -> None:
    exactly_one(value, "id", iri, (), problems)
    at_most_one(value, "total", number, (), problems)
    for key in ("first", "last"):
        at_most_one(value, key, _page_or_iri, (), problems)
    _provenance((), value, problems)


def _page_or_iri(value: Any, path: Path, problems: Problems) -> None:
    if isinstance(value, dict):
        _page(value, path, problems)
    else:
        iri(value, path, problems)


def _page(value: JsonObject, path: Path, problems: Problems) -> None:
    exactly_one(value, "id", iri, path, problems)
    if "AnnotationPage" not in types_of(value):
        problems.add(path, "must have the `type` `AnnotationPage`")
    at_most_one(value, "startIndex", number, path, problems)
    for key in ("partOf", "next", "prev"):
        at_most_one(value, key, iri_or_object, path, problems)
    if not isinstance(value.get("items"), list):
        problems.add(path, "must have `items`, a list of annotations")
        return
    for index, one in enumerate(value["items"]):
        here = (*path, "items", index)
        if isinstance(one, dict):
            _annotation(one, here, problems)
        else:
            iri(one, here, problems)


def _annotation(
    value: JsonObject, path: Path, problems: Problems, *, with_type: bool = True
) -> None:
    exactly_one(value, "id", iri, path, problems)
    if with_type and "Annotation" not in types_of(value):
        problems.add(path, "must have the `type` `Annotation`")
    if "target" not in value:
        problems.add(path, "must have at least one `target`, but has none")
    any_number(value, "target", _body_or_target, path, problems)
    if "body" in value and "bodyValue" in value:
        problems.add(path, "must not have both `body` and `bodyValue`")
    any_number(value, "body", _body_or_target, path, problems)
    at_most_one(value, "bodyValue", text, path, problems)
    any_number(value, "motivation", one_of(*MOTIVATIONS), path, problems)
    at_most_one(value, "stylesheet", _stylesheet, path, problems)
    _provenance(path, value, problems)


def _provenance(path: Path, value: JsonObject, problems: Problems) -> None:
    """The creator, times and rights of a resource."""
    for key in ("creator", "generator", "audience", "renderedVia"):
        any_number(value, key, iri_or_object, path, problems)
    for key in ("created", "modified", "generated"):
        at_most_one(value, key, moment, path, problems)
    for key in ("rights", "via"):
        any_number(value, key, iri, path, problems)
    at_most_one(value, "canonical", iri, path, problems)


def _stylesheet(value: Any, path: Path, problems: Problems) -> None:
    if not isinstance(value, dict):
        iri(value, path, problems)
        return
    if ("id" in value) == ("value" in value):
        problems.add(path, "must have either an `id` or a `value`")
    if "CssStylesheet" not in types_of(value):
        problems.add(path, "must have the `type` `CssStylesheet`")
    at_most_one(value, "id", iri, path, problems)
    at_most_one(value, "value", text, path, problems)


def _body_or_target(value: Any, path: Path, problems: Problems) -> None:
    """A body or a target."""
    if not isinstance(value, dict):
        iri(value, path, problems)
        return
    for key in ("format", "language", "accessibility", "styleClass"):
        any_number(value, key, text, path, problems)
    at_most_one(value, "processingLanguage", text, path, problems)
    at_most_one(value, "textDirection", one_of("ltr", "rtl", "auto"), path, problems)
    any_number(value, "purpose", one_of(*MOTIVATIONS), path, problems)
    any_number(value, "scope", iri_or_object, path, problems)
    _provenance(path, value, problems)
    types = types_of(value)
    gatherings = [one for one in GATHERINGS if one in types]
    if gatherings or "items" in value:
        _gathering(value, gatherings, path, problems)
    elif is_text(value):
        exactly_one(value, "value", text, path, problems)
        at_most_one(value, "id", iri, path, problems)
    elif "SpecificResource" in types or "source" in value or "selector" in value:
        _specific_resource(value, path, problems)
    else:
        exactly_one(value, "id", iri, path, problems)


def is_text(resource: JsonObject) -> bool:
    """Whether a body is a textual body; some have no `type` that says so."""
    elsewhere = {"id", "source", "selector"} & resource.keys()
    return "TextualBody" in types_of(resource) or ("value" in resource and not elsewhere)


def _gathering(value: JsonObject, kinds: list[str], path: Path, problems: Problems) -> None:
    if len(kinds) != 1:
        listed = ", ".join(f"`{one}`" for one in GATHERINGS)
        problems.add((*path, "type"), f"must be exactly one of {listed} beside `items`")
    if not isinstance(value.get("items"), list) or not value["items"]:
        problems.add(path, "must have `items`, a list with something in it")
        return
    any_number(value, "items", _body_or_target, path, problems)


def _specific_resource(value: JsonObject, path: Path, problems: Problems) -> None:
    exactly_one(value, "source", _body_or_target, path, problems)
    at_most_one(value, "id", iri, path, problems)
    any_number(value, "selector", _selector, path, problems)
    any_number(value, "state", _state, path, problems)


def _selector(value: Any, path: Path, problems: Problems) -> None:
    if not isinstance(value, dict):
        iri(value, path, problems)
        return
    at_most_one(value, "id", iri, path, problems)
    any_number(value, "refinedBy", _refinement, path, problems)
    kinds = [one for one in _SELECTORS if one in types_of(value)]
    if len(kinds) != 1:
        listed = ", ".join(f"`{one}`" for one in _SELECTORS)
        problems.add(path, f"must have exactly one `type` of selector: {listed}")
        return
    (kind,) = kinds
    external = "id" in value and not set(value) - {"id", "type"}
    if external:
        return
    if kind in _WITH_VALUE:
        exactly_one(value, "value", text, path, problems)
        at_most_one(value, "conformsTo", iri, path, problems)
    elif kind in _POSITIONS:
        _position(value, path, problems)
    elif kind == "RangeSelector":
        for key in ("startSelector", "endSelector"):
            exactly_one(value, key, _selector, path, problems)
    else:
        exactly_one(value, "exact", text, path, problems)
        for key in ("prefix", "suffix"):
            at_most_one(value, key, text, path, problems)


def _position(value: JsonObject, path: Path, problems: Problems) -> None:
    before = len(problems)
    for key in ("start", "end"):
        exactly_one(value, key, number, path, problems)
    if len(problems) == before and as_list(value["start"])[0] > as_list(value["end"])[0]:
        problems.add(path, "must not have a `start` behind its `end`")


def _state(value: Any, path: Path, problems: Problems) -> None:
    if not isinstance(value, dict):
        iri(value, path, problems)
        return
    at_most_one(value, "id", iri, path, problems)
    any_number(value, "refinedBy", _refinement, path, problems)
    types = types_of(value)
    if "HttpRequestState" in types:
        exactly_one(value, "value", text, path, problems)
    elif "TimeState" in types:
        any_number(value, "cached", iri, path, problems)
        for key in ("sourceDate", "sourceDateStart", "sourceDateEnd"):
            any_number(value, key, moment, path, problems)
    elif "id" not in value:
        problems.add(path, "must have an `id`, or the `type` `TimeState` or `HttpRequestState`")


def _refinement(value: Any, path: Path, problems: Problems) -> None:
    """The refinement of a selector or a state: a selector or a state."""
    is_state = isinstance(value, Mapping) and set(_STATES) & set(map(str, types_of(dict(value))))
    (_state if is_state else _selector)(value, path, problems)
