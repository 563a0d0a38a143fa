"""`anchors.txt` beside site.yml: the addresses within pages that were published.

Where a dossier has this file, builds that publish keep it, and the desk commits it; it is never
published. Of each address it has what is needed to find where its words are in a later edition,
or where they were found. A line stands alone, so what two people have added can be joined line by
line.

    article:harbour
     p-4fefad21 <sketch> The harbour has four berths
     p-0b1c2d3e > p-4fefad21
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import Key, key_named
from dossierpress.kernel.likeness import is_sketch

FILE = "anchors.txt"
LIMIT = 500_000_000
"""Bytes; that of a hundred thousand long articles has about a third."""

_HEAD = """\
# The addresses within pages that were published. `dossier build` keeps this file: commit it with
# the content, and what readers have cited goes on leading to the same words.
"""
_RECORD = re.compile(r"(article|page|entity|source|claim):[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS = 48
"""Letters of the beginning of a passage that are kept, for whoever reads the file."""


class KeptAnchor(Struct, frozen=True, array_like=True, gc=False):
    """An address that was published: what its words were like, or where they are now."""

    anchor: str
    sketch: str = ""
    """Of its words, as long as nobody knows of another place for them."""
    words: str = ""
    """The first of them, for people."""
    heir: str = ""
    """Where its words were found since; then there is no sketch."""

    def line(self) -> str:
        """Its line in the file."""
        if self.heir:
            return f" {self.anchor} > {self.heir}\n"
        return f" {self.anchor} {self.sketch} {self.words}".rstrip() + "\n"


class KeptAnchors(Struct, frozen=True, kw_only=True):
    """All addresses that were published."""

    of: Mapping[Key, str] = field(default_factory=dict)
    """Record -> its lines."""
    file: bytes = b""
    """The file that they were read from."""


def first_words(text: str) -> str:
    """The beginning of a passage as its line has it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _WORDS else f"{flat[:_WORDS].rpartition(' ')[0] or flat[:_WORDS]} …"


def lines_of(anchors: Iterable[KeptAnchor]) -> str:
    """Addresses as lines of the file."""
    return "".join(one.line() for one in anchors)


def anchors_in(lines: str) -> dict[str, KeptAnchor]:
    """The addresses in some lines of the file, which `read_kept_anchors` has found correct."""
    found: dict[str, KeptAnchor] = {}
    for line in lines.splitlines():
        anchor, second, *rest = line[1:].split(" ", 2)
        one = (
            KeptAnchor(anchor, heir=rest[0])
            if second == ">"
            else KeptAnchor(anchor, second, "".join(rest))
        )
        # Of two that were joined, the one that says where its words are knows more.
        if one.heir or anchor not in found:
            found[anchor] = one
    return found


def read_kept_anchors(data: bytes) -> tuple[KeptAnchors, tuple[Diagnostic, ...]]:
    """Read the file.

    Returns:
        What it has, and what is wrong with it. With any problem nothing may be published: what is
        not read would be lost with the next edition.
    """
    found: dict[Key, list[str]] = {}
    wrong: list[Diagnostic] = []
    lines: list[str] | None = None
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(keepends=True), 1):
        if line.startswith("#") or not line.strip():
            continue
        if _RECORD.fullmatch(line.rstrip()):
            lines = found.setdefault(key_named(line.rstrip()), [])
        elif lines is not None and _is_anchor(line):
            lines.append(line if line.endswith("\n") else f"{line}\n")
        else:
            wrong.append(_wrong(number))
    of = {key: "".join(one) for key, one in found.items()}
    return KeptAnchors(of=of, file=data), tuple(wrong)


def _is_anchor(line: str) -> bool:
    if not line.startswith(" ") or line.count(" ") < 2:
        return False
    anchor, second, *rest = line[1:].rstrip("\n").split(" ", 2)
    if second == ">":
        return bool(anchor and rest and rest[0] and " " not in rest[0])
    return bool(anchor) and is_sketch(second)


def write_out(anchors: KeptAnchors) -> bytes:
    """The content of the file; the same bytes for the same addresses."""
    parts = [f"{key.type}:{key.id}\n{lines}" for key, lines in sorted(anchors.of.items()) if lines]
    return "".join((_HEAD, *parts)).encode()


def _wrong(line: int) -> Diagnostic:
    return Diagnostic(
        code="disc-anchors",
        path=FILE,
        span=Span(line=line, column=1),
        message="this line is neither a record nor an address of one",
        hint="take the file back from version control; where two versions were joined, keep the"
        " lines of both, without the marks between them",
    )
