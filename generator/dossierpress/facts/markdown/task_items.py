"""Tasks in lists: `- [ ] call the port` and `- [x] ask the board`."""

import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierpress.facts.markdown.reading import BlockOrigin

TaskState = Literal["done", "open"]


_BOX = re.compile(r"\[(?P<mark>[ xX])\][ \t]+(?=\S)")


def task_items(state: StateCore) -> None:
    """Core rule: removes the box from an item's text, and sets `meta["task"]` of the item."""
    tokens = state.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].type == "list_item_open":
            _read_task_item(tokens[index : index + 3])


def _read_task_item(tokens: Sequence[Token]) -> None:
    item, paragraph, inline = tokens
    if paragraph.type != "paragraph_open":
        return
    box = _BOX.match(inline.content)
    if box is None:
        return
    task: TaskState = "open" if box["mark"] == " " else "done"
    item.meta["task"] = task
    origin: BlockOrigin = inline.meta["origin"]
    inline.content = inline.content[box.end() :]
    inline.meta["origin"] = origin.without(box.end())
