"""Validate a located tree against a model, with every problem at its place.

The result is usable even with mistakes: wrong values are reported and left out, and missing
required values are replaced by placeholders. So a mistake in a record does not make every reference
to it a mistake as well, and placeholders are never published, because errors stop the build.
"""

import re
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Seek, Span, order, problem
from dossierpress.kernel.diagnostics.diagnostic import Sought
from dossierpress.located_yaml.as_yaml import as_yaml_in_place, span_with_quotes
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.schema import messages
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.base import on_one_line
from dossierpress.schema.compat import lenient, with_timestamps
from dossierpress.schema.normalise import Normaliser, pointer_steps
from dossierpress.schema.page import PageMatter
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.recovery import Loc, M, recover, without_places
from dossierpress.schema.value_forms import options_at, record_types_at

Locations = tuple[tuple[str, Span], ...]

_SHARED_MODELS = (ArticleMatter, PageMatter)
"""Models of records that other generators have as well."""


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
        model: The model that it should have.
        node: The result of `located_yaml.reader.read`.
        path: Path of the file, for diagnostics.
        config: The settings that parsing depends on; None for site.yml itself.
        start: Where missing keys are reported; by default where the mapping begins.
        stem: Placeholder for a missing title or name, such as the stem of the file.

    Returns:
        The model, the place of every value in it by its pointer (`entities/0/id`; a kind-specific
        property also by its key, `born`), and what is wrong. The model is None only if the tree
        is not a mapping.
    """
    if not isinstance(node, MappingNode):
        return None, (), (_no_mapping(node, path, start or Span(line=1, column=1)),)
    lets_in = config is not None and config.unknown_keys == "ignore" and model in _SHARED_MODELS
    node = with_timestamps(node) if lets_in else node
    normaliser = Normaliser(path=path, model=model, config=config)
    normalised = normaliser.record(node, model)
    try:
        matter = model.model_validate(without_places(normalised))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        translate = _ErrorTranslator(normaliser, normalised, node, start or node.span)
        for detail in details:
            translate.report(detail)
        matter, normalised = recover(model, normalised, details, stem=stem)
    found = normaliser.diagnostics
    if lets_in:
        found = list(lenient(found, node))
    return matter, _locations(normalised), tuple(sorted(found, key=order))


def _no_mapping(node: Node | None, path: str, start: Span) -> Diagnostic:
    glued = messages.space_hint(node) if isinstance(node, ScalarNode) else None
    return problem(
        "schema-wrong-type",
        path,
        start if node is None else node.span,
        f"{messages.form_of_node(node)} stands here, and a mapping is wanted",
        glued or "write it as `key: value` lines",
    )


class _ErrorTranslator:
    """Translates pydantic's errors into diagnostics at the author's places."""

    def __init__(
        self, normaliser: Normaliser, normalised: MappingNode, root: MappingNode, start: Span
    ) -> None:
        self.normaliser = normaliser
        self.normalised = normalised
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
            self.normaliser.report(detail["type"], self._span(place), context["message"], hint)
        elif detail["type"] == "literal_error":
            self._options(loc, re.findall(r"'([^']*)'", str(context["expected"])))
        elif detail["type"] != "too_short" or not self._node(loc):
            # Too short but not empty: every entry has an error of its own.
            self._unforeseen(loc)

    def _hint(self, hint: str | Offer | None, sought: str, loc: Loc) -> Hint:
        """The hint, with an offered text as YAML writes it in place of this value."""
        if loc and loc[-1] == "[key]":
            return hint
        node = self._node(loc)
        text = node if isinstance(node, ScalarNode) else None
        if isinstance(hint, Offer):
            above = self._node(loc[:-1])
            named = isinstance(above, MappingNode) and above.keys_at.get(
                str(loc[-1])
            ) != self._span(loc)
            # The replacement of a short form does not fit the long form.
            taken = named and hint.texts[0].startswith("{")
            hint = hint.hint if text is None or taken else _in_yaml(hint, text)
        types = record_types_at(self.normaliser.model, *loc) if sought else None
        if types is None or text is None:
            return hint
        return Seek(Sought(words=sought, types=types, span=self._span(loc)), hint)

    def _missing(self, loc: Loc) -> None:
        pointer = "/".join(str(step) for step in loc)
        if pointer in self.normaliser.reported or (len(loc) == 1 and self.root.partial):
            return
        key = loc[-1]
        unset = self.normaliser.unset.get(pointer)
        if unset is not None:
            self.normaliser.report(
                "schema-missing-key", unset, f"`{key}` has no value", "fill it in"
            )
            return
        span = self.start if len(loc) == 1 else self._span(loc[:-1])
        first, *others = options_at(self.normaliser.model, *loc) or ("…",)
        way_out = f"add `{key}: {first}`" + "".join(f", or `{one}`" for one in others)
        self.normaliser.report("schema-missing-key", span, f"`{key}` is missing", way_out)

    def _options(self, loc: Loc, options: list[str]) -> None:
        value = str(self._node(loc) or "")
        listed = ", ".join(f"`{one}`" for one in options)
        self.normaliser.report(
            "schema-bad-value",
            self._span(loc),
            f"`{on_one_line(value)}` is none of {listed}",
            messages.option_hint(value, tuple(options)),
        )

    def _unforeseen(self, loc: Loc) -> None:
        """Report a value for which our checks have no message; pydantic's is not for authors."""
        key = next((step for step in reversed(loc) if isinstance(step, str)), "")
        self.normaliser.report(
            "schema-bad-value",
            self._span(loc),
            f"the value of `{on_one_line(key)}` cannot be read",
            "`dossier schema` prints what each key may hold",
        )

    def _node(self, loc: Loc) -> Node | None:
        node: Node | None = self.normalised
        for step in loc:
            if isinstance(node, MappingNode):
                node = node.get(str(step))
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                return None
        return node

    def _span(self, loc: Loc) -> Span:
        """The place of a value, or of the closest one around it."""
        if loc and loc[-1] == "[key]":
            above = self._node(loc[:-2])
            if isinstance(above, MappingNode):
                return above.keys_at[str(loc[-2])]
        for end in range(len(loc), 0, -1):
            above, step = self._node(loc[: end - 1]), loc[end - 1]
            if isinstance(above, MappingNode) and str(step) in above:
                return above.places[str(step)]
            if isinstance(above, SequenceNode) and isinstance(step, int) and step < len(above):
                return above.places[step]
        return self.root.span


def _in_yaml(offer: Offer, node: ScalarNode) -> Offer:
    """The same, with quotes where YAML needs them."""
    words, texts = offer.hint, tuple(as_yaml_in_place(text, node) for text in offer.texts)
    for written, text in zip(offer.texts, texts, strict=True):
        words = words.replace(f"`{written}`", f"`{text}`")
    whole = not node.plain and any(text.startswith(("{", "[")) for text in texts)
    return replace(
        offer, texts=texts, words=words, span=span_with_quotes(node) if whole else offer.span
    )


def _locations(normalised: MappingNode) -> Locations:
    found: list[tuple[str, Span]] = []
    _locate(normalised, "", found)
    properties = normalised.get("properties")
    if isinstance(properties, SequenceNode):
        seen = set(normalised)
        for entry, place in zip(properties, properties.places, strict=True):
            key = str(entry.get("name")) if isinstance(entry, MappingNode) else ""
            if key not in seen:
                seen.add(key)
                found.append((key, place))
    return tuple(found)


def _locate(node: MappingNode | SequenceNode, before: str, found: list[tuple[str, Span]]) -> None:
    """Add each value below a node, in the order of the text; `before` is its pointer and `/`."""
    steps: Iterable[tuple[str | int, Node | None]]
    steps = node.items() if isinstance(node, MappingNode) else enumerate(node)
    places: Any = node.places
    for step, value in steps:
        here = f"{before}{step}"
        found.append((here, places[step]))
        if isinstance(value, MappingNode | SequenceNode):
            _locate(value, f"{here}/", found)
