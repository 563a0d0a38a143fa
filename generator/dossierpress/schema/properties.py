"""Properties that an entity has because of its kind: `born: 1960~` of a person."""

from collections.abc import Iterator, Mapping
from typing import Self

from msgspec import Struct

from dossierpress.kernel.diagnostics import Hint, did_you_mean
from dossierpress.kernel.diagnostics.diagnostic import Span
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.schema.base import on_one_line
from dossierpress.schema.parse_config import ParseConfig

WrongProperty = tuple[Span, str, Hint]
"""Place, message, hint."""


class KindWords(Struct, frozen=True, kw_only=True):
    """The properties that the kind of one entity allows."""

    kind: str | None
    """None if the kind is unknown."""
    allowed: Mapping[str, str]
    """Property -> its type."""
    other_kinds: dict[str, tuple[str, ...]]
    """Property that the kind does not have -> the kinds that do."""
    problem: tuple[str, Hint] | None
    """Message and hint if there is no such kind."""

    @classmethod
    def of(cls, kind: Node | None, config: ParseConfig) -> Self:
        """Look a kind up."""
        kinds = {name: dict(properties) for name, properties in config.kinds}
        known = isinstance(kind, ScalarNode) and str(kind) in kinds
        allowed = kinds[str(kind)] if known else {}
        owners: dict[str, tuple[str, ...]] = {}
        for name, properties in kinds.items():
            for key in properties:
                if key not in allowed:
                    owners[key] = (*owners.get(key, ()), name)
        problem = None
        if isinstance(kind, ScalarNode) and not known:
            listed = f"known kinds are {', '.join(f'`{one}`' for one in kinds)}"
            problem = (
                f"there is no kind `{on_one_line(kind)}`",
                did_you_mean(kind, kinds) or f"{listed}; site.yml can add more under `kinds`",
            )
        return cls(
            kind=str(kind) if known else None, allowed=allowed, other_kinds=owners, problem=problem
        )


def gather_properties(
    key: str, type_: str, value: Node | None, place: Span, into: SequenceNode
) -> Iterator[WrongProperty]:
    """Add the values of one property to the list of all; yield problems with their form."""
    if value is None:
        return
    if type_ == "coordinates" and isinstance(value, SequenceNode):
        pair = [one for one in value if isinstance(one, ScalarNode)]
        if len(pair) == len(value) == 2:
            value = ScalarNode(", ".join(pair), value.span, plain=False)
        else:
            yield place, f"`{key}` is not two numbers", 'write `"latitude, longitude"`'
            return
    items = value if isinstance(value, SequenceNode) else [value]
    places = value.places if isinstance(value, SequenceNode) else [place]
    for item, at in zip(items, places, strict=True):
        if isinstance(item, ScalarNode):
            into.add(_property_entry(key, type_, item, at), item.span)
        else:
            found = "nothing" if item is None else "a mapping or a list"
            yield at, f"`{key}` is {found}, and text is wanted", f"write `{key}: …`"


def _property_entry(key: str, type_: str, value: ScalarNode, place: Span) -> MappingNode:
    entry = MappingNode(place)
    entry.add("name", ScalarNode(key, place), key_at=place, place=place)
    entry.add("type", ScalarNode(type_, place), key_at=place, place=place)
    entry.add("value", value, key_at=place, place=place)
    return entry
