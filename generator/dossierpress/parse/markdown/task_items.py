"""Items of a list that are tasks: `- [ ] call the port`, `- [x] ask the board`."""

import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierpress.parse.markdown.source import Origin

Task = Literal["done", "open"]

_BOX = re.compile(r"\[(?P<mark>[ xX])\][ \t]+(?=\S)")


def task_items(state: StateCore) -> None:
    """Core rule: takes the box off an item's text, and leaves `meta["task"]` at the item."""
    tokens = state.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].type == "list_item_open":
            _read_item(tokens[index : index + 3])


def _read_item(tokens: Sequence[Token]) -> None:
    item, paragraph, inline = tokens
    if paragraph.type != "paragraph_open":
        return
    box = _BOX.match(inline.content)
    if box is None:
        return
    task: Task = "open" if box["mark"] == " " else "done"
    item.meta["task"] = task
    origin: Origin = inline.meta["origin"]
    inline.content = inline.content[box.end() :]
    inline.meta["origin"] = origin.without(box.end())
