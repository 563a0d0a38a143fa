"""A located tree -> a model of the schema, with every problem at its place.

The result is usable even when something is wrong: what was reported is left out, and a required
value that is not there is stood in for. So one mistake in a file does not make every reference to
it a mistake as well, and nothing made up is ever published, because errors stop the build.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.diagnostics import Diagnostic, Hint, Offer, Seek, Span, order, problem
from dossierpress.diagnostics.diagnostic import Sought
from dossierpress.located_yaml import Mapping, Node, Sequence, Text
from dossierpress.schema import wording
from dossierpress.schema.arrange import Arranging, pointer_steps
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.as_yaml import inside, outside
from dossierpress.schema.base import Matter
from dossierpress.schema.elsewhere import lenient, with_timestamps
from dossierpress.schema.mistake import shown
from dossierpress.schema.page import PageMatter
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.refers_to import types_at
from dossierpress.schema.salvage import plain, salvage
from dossierpress.schema.shapes import options_at

Locations = tuple[tuple[str, Span], ...]
Loc = tuple[int | str, ...]
M = TypeVar("M", bound=Matter)

_ALSO_ELSEWHERE = (ArticleMatter, PageMatter)
"""What other generators have as well."""


def validate(  # noqa: PLR0913 - each has a name at the call
    model: type[M],
    node: Node | None,
    *,
    path: str,
    config: ParseConfig | None,
    start: Span | None = None,
    stem: str = "untitled",
) -> tuple[M | None, Locations, tuple[Diagnostic, ...]]:
    """Check what an author wrote against a model.

    Args:
        model: What it should be.
        node: What `located_yaml.read` returned.
        path: Of the file, for diagnostics.
        config: The settings that matter for one file; None for site.yml itself.
        start: Where keys that are not there are missed; by default where the mapping begins.
        stem: Stands in for a missing title or name, such as the stem of the file.

    Returns:
        The model, the place of every value in it by its pointer (`entities/0/id`; a kind-specific
        property also by its key, `born`), and what is wrong. The model is None only where the
        tree is no mapping at all.
    """
    if not isinstance(node, Mapping):
        return None, (), (_no_mapping(node, path, start or Span(line=1, column=1)),)
    lets_in = config is not None and config.unknown_keys == "ignore" and model in _ALSO_ELSEWHERE
    node = with_timestamps(node) if lets_in else node
    arranging = Arranging(path=path, model=model, config=config)
    arranged = arranging.record(node, model)
    try:
        matter = model.model_validate(plain(arranged))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        translate = _Translating(arranging, arranged, node, start or node.span)
        for detail in details:
            translate.report(detail)
        matter, arranged = salvage(model, arranged, details, stem=stem)
    found = arranging.diagnostics
    if lets_in:
        found = list(lenient(found, node))
    return matter, _locations(arranged), tuple(sorted(found, key=order))


def _no_mapping(node: Node | None, path: str, start: Span) -> Diagnostic:
    glued = wording.space_hint(node) if isinstance(node, Text) else None
    return problem(
        "schema-wrong-type",
        path,
        start if node is None else node.span,
        f"{wording.found(node)} stands here, and a mapping is wanted",
        glued or "write it as `key: value` lines",
    )


class _Translating:
    """Pydantic's errors in our words, at the author's places."""

    def __init__(self, arranging: Arranging, arranged: Mapping, root: Mapping, start: Span) -> None:
        self.arranging = arranging
        self.arranged = arranged
        self.root = root
        self.start = start

    def report(self, detail: ErrorDetails) -> None:
        """Add the diagnostic for one error, unless it only follows from another."""
        loc = detail["loc"]
        context = detail.get("ctx") or {}
        if detail["type"] == "missing":
            self._missing(loc)
        elif detail["type"].startswith("schema-"):
            at = pointer_steps(context["at"])
            place = (*loc, *at)
            hint = self._hint(context["hint"] or None, context["sought"], place)
            self.arranging.report(detail["type"], self._span(place), context["message"], hint)
        elif detail["type"] == "literal_error":
            self._options(loc, re.findall(r"'([^']*)'", str(context["expected"])))
        elif detail["type"] != "too_short" or not self._node(loc):
            # Too short with something in it: every entry has an error of its own.
            self._unforeseen(loc)

    def _hint(self, hint: str | Offer | None, sought: str, loc: Loc) -> Hint:
        """What is offered, as it is written in YAML in place of this value."""
        if loc and loc[-1] == "[key]":
            return hint
        node = self._node(loc)
        text = node if isinstance(node, Text) else None
        if isinstance(hint, Offer):
            above = self._node(loc[:-1])
            named = isinstance(above, Mapping) and above.keys_at.get(str(loc[-1])) != self._span(
                loc
            )
            # What takes the place of a short form has none in the long one.
            taken = named and hint.texts[0].startswith("{")
            hint = hint.hint if text is None or taken else _in_yaml(hint, text)
        types = types_at(self.arranging.model, *loc) if sought else None
        if types is None or text is None:
            return hint
        return Seek(Sought(words=sought, types=types, span=self._span(loc)), hint)

    def _missing(self, loc: Loc) -> None:
        pointer = "/".join(str(step) for step in loc)
        if pointer in self.arranging.settled or (len(loc) == 1 and self.root.partial):
            return
        key = loc[-1]
        unset = self.arranging.unset.get(pointer)
        if unset is not None:
            self.arranging.report(
                "schema-missing-key", unset, f"`{key}` has no value", "fill it in"
            )
            return
        span = self.start if len(loc) == 1 else self._span(loc[:-1])
        first, *others = options_at(self.arranging.model, *loc) or ("…",)
        way_out = f"add `{key}: {first}`" + "".join(f", or `{one}`" for one in others)
        self.arranging.report("schema-missing-key", span, f"`{key}` is missing", way_out)

    def _options(self, loc: Loc, options: list[str]) -> None:
        value = str(self._node(loc) or "")
        listed = ", ".join(f"`{one}`" for one in options)
        self.arranging.report(
            "schema-bad-value",
            self._span(loc),
            f"`{shown(value)}` is none of {listed}",
            wording.option_hint(value, tuple(options)),
        )

    def _unforeseen(self, loc: Loc) -> None:
        """A value that no check of ours has words for; the library's are not for authors."""
        key = next((step for step in reversed(loc) if isinstance(step, str)), "")
        self.arranging.report(
            "schema-bad-value",
            self._span(loc),
            f"the value of `{shown(key)}` cannot be read",
            "`dossier schema` prints what each key may hold",
        )

    def _node(self, loc: Loc) -> Node | None:
        node: Node | None = self.arranged
        for step in loc:
            if isinstance(node, Mapping):
                node = node.get(str(step))
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                return None
        return node

    def _span(self, loc: Loc) -> Span:
        """The place of a value, or of the closest one around it."""
        if loc and loc[-1] == "[key]":
            above = self._node(loc[:-2])
            if isinstance(above, Mapping):
                return above.keys_at[str(loc[-2])]
        for end in range(len(loc), 0, -1):
            above, step = self._node(loc[: end - 1]), loc[end - 1]
            if isinstance(above, Mapping) and str(step) in above:
                return above.places[str(step)]
            if isinstance(above, Sequence) and isinstance(step, int) and step < len(above):
                return above.places[step]
        return self.root.span


def _in_yaml(offer: Offer, node: Text) -> Offer:
    """The same, with quotes where YAML would not read it otherwise."""
    words, texts = offer.hint, tuple(inside(text, node) for text in offer.texts)
    for written, text in zip(offer.texts, texts, strict=True):
        words = words.replace(f"`{written}`", f"`{text}`")
    whole = not node.plain and any(text.startswith(("{", "[")) for text in texts)
    return replace(offer, texts=texts, words=words, span=outside(node) if whole else offer.span)


def _locations(arranged: Mapping) -> Locations:
    found: list[tuple[str, Span]] = []
    _locate(arranged, "", found)
    properties = arranged.get("properties")
    if isinstance(properties, Sequence):
        seen = set(arranged)
        for entry, place in zip(properties, properties.places, strict=True):
            key = str(entry.get("name")) if isinstance(entry, Mapping) else ""
            if key not in seen:
                seen.add(key)
                found.append((key, place))
    return tuple(found)


def _locate(node: Mapping | Sequence, before: str, found: list[tuple[str, Span]]) -> None:
    """Add each value below a node, in the order of the text; `before` is its pointer and `/`."""
    steps: Iterable[tuple[str | int, Node | None]]
    steps = node.items() if isinstance(node, Mapping) else enumerate(node)
    places: Any = node.places
    for step, value in steps:
        here = f"{before}{step}"
        found.append((here, places[step]))
        if isinstance(value, Mapping | Sequence):
            _locate(value, f"{here}/", found)
