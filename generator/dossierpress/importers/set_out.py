"""The parts of a text, each as Markdown, one below the other: what each is, signs around it say."""

import re
from collections.abc import Sequence

from dossierpress.importers.layout import Part

_CLOSING_SIGNS = re.compile(r"(?<=\s)#+\Z")


def set_out(parts: Sequence[tuple[Part, str]]) -> str:
    """All parts, with a blank line between those that are no list or quotation together."""
    pieces: list[str] = []
    before: Part | None = None
    depth = 0
    for part, words in parts:
        depth = min(part.level, depth + 1) if part.kind == "item" else 0
        if before is not None:
            pieces.append(_between(before, part))
        pieces.append(_signed(part, words, depth))
        before = part
    return "".join((*pieces, "\n\n")) if pieces else ""


def _between(before: Part, part: Part) -> str:
    if before.kind == part.kind == "item":
        return "\n"
    same = before.kind == part.kind == "quote" and before.block == part.block
    return "\n>\n" if same else "\n\n"


def _signed(part: Part, words: str, depth: int) -> str:
    match part.kind:
        case "heading":
            # Signs at the end of a heading would be taken for its frame.
            line = words.replace("\n", " ")
            line = _CLOSING_SIGNS.sub(lambda found: "\\#" * len(found[0]), line)
            return f"{'#' * part.level} {line}"
        case "caption":
            return f"*{words}*"
        case "speaker":
            return f"**{words}**"
        case "item":
            margin = "  " * (depth - 1)
            return f"{margin}- " + words.replace("\n", f"\n{margin}  ")
        case "quote":
            return "> " + words.replace("\n", "\n> ")
        case "paragraph":
            return words
