"""The keys that an entity has because of its kind: `born: 1960~` of a person."""

from collections.abc import Iterator, Mapping
from typing import Self

from msgspec import Struct

from dossierpress.diagnostics import Hint, did_you_mean
from dossierpress.diagnostics.diagnostic import Span
from dossierpress.located_yaml import Mapping as Entries
from dossierpress.located_yaml import Node, Sequence, Text
from dossierpress.schema.mistake import shown
from dossierpress.schema.parse_config import ParseConfig

Wrong = tuple[Span, str, Hint]
"""Place, message, hint."""


class KindWords(Struct, frozen=True, kw_only=True):
    """What the kind of one entity allows."""

    kind: str | None
    """None where it is not known."""
    allowed: Mapping[str, str]
    """Property -> its type."""
    elsewhere: dict[str, tuple[str, ...]]
    """Property that the kind does not have -> the kinds that do."""
    problem: tuple[str, Hint] | None
    """Message and hint where there is no such kind."""

    @classmethod
    def of(cls, kind: Node | None, config: ParseConfig) -> Self:
        """Look a kind up."""
        kinds = {name: dict(properties) for name, properties in config.kinds}
        known = isinstance(kind, Text) and str(kind) in kinds
        allowed = kinds[str(kind)] if known else {}
        owners: dict[str, tuple[str, ...]] = {}
        for name, properties in kinds.items():
            for key in properties:
                if key not in allowed:
                    owners[key] = (*owners.get(key, ()), name)
        problem = None
        if isinstance(kind, Text) and not known:
            listed = f"known kinds are {', '.join(f'`{one}`' for one in kinds)}"
            problem = (
                f"there is no kind `{shown(kind)}`",
                did_you_mean(kind, kinds) or f"{listed}; site.yml can add more under `kinds`",
            )
        return cls(
            kind=str(kind) if known else None, allowed=allowed, elsewhere=owners, problem=problem
        )


def gather_properties(
    key: str, type_: str, value: Node | None, place: Span, into: Sequence
) -> Iterator[Wrong]:
    """Add the values of one property to the list of all; yield what is wrong with their form."""
    if value is None:
        return
    if type_ == "coordinates" and isinstance(value, Sequence):
        pair = [one for one in value if isinstance(one, Text)]
        if len(pair) == len(value) == 2:
            value = Text(", ".join(pair), value.span, plain=False)
        else:
            yield place, f"`{key}` is not two numbers", 'write `"latitude, longitude"`'
            return
    items = value if isinstance(value, Sequence) else [value]
    places = value.places if isinstance(value, Sequence) else [place]
    for item, at in zip(items, places, strict=True):
        if isinstance(item, Text):
            into.add(_property(key, type_, item, at), item.span)
        else:
            form = "nothing" if item is None else "a mapping or a list"
            yield at, f"`{key}` is {form}, and text is wanted", f"write `{key}: …`"


def _property(key: str, type_: str, value: Text, place: Span) -> Entries:
    entry = Entries(place)
    entry.add("name", Text(key, place), key_at=place, place=place)
    entry.add("type", Text(type_, place), key_at=place, place=place)
    entry.add("value", value, key_at=place, place=place)
    return entry
