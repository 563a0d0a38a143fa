"""Values as the YAML that an author could have written: no anchors, no tags, no line folding."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow=flow, indentless=False)


def to_yaml(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Block style, keys in their given order, every value text, list or mapping."""
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    assert isinstance(text, str)  # noqa: S101  # bytes only with an encoding
    return text
