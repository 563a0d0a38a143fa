"""Split front matter from the body, and take the claims in it out as records."""

import re

from msgspec import Struct

from dossierpress.kernel.diagnostics import Diagnostic, Note, Span
from dossierpress.kernel.key import RecordType
from dossierpress.kernel.slugs import is_slug
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.schema.article import PLACES_OF_CLAIM
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.value_forms import forms_of

_OPENING = re.compile(r"---[ \t]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*")
_LIKE_YAML = re.compile(r"\s|#|-\s|[\w.\"'-]+\s*:(?:\s|$)|[\]})]")

_LEAST_KEYS: dict[RecordType, str] = {
    "article": "title: …",
    "page": "title: …",
    "entity": "kind: …` and `name: …",
    "source": "kind: …` and `name: …",
    "claim": "text: …",
}


class SplitText(Struct, frozen=True, kw_only=True, gc=False):
    """A Markdown file, split into front matter and body."""

    matter: str | None
    """The YAML between the `---` lines; None if there is none that can be read."""
    body: str | None
    """The text after them; None if its beginning cannot be found."""
    body_line: int
    """Line of the file on which the body begins."""


def split_front_matter(
    text: str, *, path: str, type_: RecordType
) -> tuple[SplitText, tuple[Diagnostic, ...]]:
    """Split a Markdown file after its front matter, which begins on line 2."""
    lines = text.split("\n")
    if not _OPENING.fullmatch(lines[0]):
        problem = _missing(lines, path, type_)
        return SplitText(matter=None, body=text, body_line=1), (problem,)
    closing = next((n for n, line in enumerate(lines) if n and _CLOSING.fullmatch(line)), None)
    if closing is None:
        return SplitText(matter=None, body=None, body_line=1), (_unclosed(lines, path),)
    matter = "\n".join(lines[1:closing])
    whole = SplitText(matter=matter, body="\n".join(lines[closing + 1 :]), body_line=closing + 2)
    if any(line.strip() and line.lstrip()[0] != "#" for line in lines[1:closing]):
        return whole, ()
    empty = Diagnostic(
        code="md-front-matter-missing",
        path=path,
        span=Span(line=1, column=1, length=3),
        message="the front matter is empty",
        hint=f"write `{_LEAST_KEYS[type_]}` between the two `---` lines",
    )
    return SplitText(matter=None, body=whole.body, body_line=whole.body_line), (empty,)


def _missing(lines: list[str], path: str, type_: RecordType) -> Diagnostic:
    later = next((n for n, line in enumerate(lines[:50]) if _OPENING.fullmatch(line)), None)
    if lines[0].startswith("+++"):
        hint = "TOML is not read: write the keys as YAML, between two lines of `---`"
    elif later is not None and not any(line.strip() for line in lines[:later]):
        hint = f"the opening `---` stands on line {later + 1}: remove what is above it"
    elif later is not None and all(_LIKE_YAML.match(line) for line in lines[:later]):
        hint = "write `---` on a line of its own above the first key"
    else:
        hint = (
            "begin the file with a line `---`, then "
            f"`{_LEAST_KEYS[type_]}`, then another line `---`, then the text"
        )
    return Diagnostic(
        code="md-front-matter-missing",
        path=path,
        span=Span(line=1, column=1),
        message="the file does not begin with front matter",
        hint=hint,
    )


def _unclosed(lines: list[str], path: str) -> Diagnostic:
    """Point at the opening mark, and name the first line that looks like text."""
    unlike = (n for n, line in enumerate(lines) if n and not (line and _LIKE_YAML.match(line)))
    last = next(unlike, len(lines))
    note = Note(
        message="the front matter seems to end before this line",
        path=path,
        span=Span(line=last + 1, column=1),
    )
    return Diagnostic(
        code="md-front-matter-unclosed",
        path=path,
        span=Span(line=1, column=1, length=3),
        message="the front matter that begins here never ends",
        hint="write `---` on a line of its own after the last key, before the text",
        notes=(note,) if last < len(lines) else (),
    )


def take_claims(node: Node | None) -> tuple[tuple[MappingNode, Span], ...]:
    """Take whole claims out of `claims`, and leave their ids in their place.

    What says which words carry a claim is left with its id. A claim without an id is taken out as
    well, and reported when it is read.

    Args:
        node: The front matter of an article; it is changed.

    Returns:
        The claims, each with the place where it begins.
    """
    claims = node.get("claims") if isinstance(node, MappingNode) else None
    if not isinstance(node, MappingNode) or not isinstance(claims, SequenceNode):
        return ()  # anything but a list is reported by the schema
    taken = []
    left = SequenceNode(claims.span)
    for item, place in zip(claims, claims.places, strict=True):
        if not isinstance(item, MappingNode) or _only_points_at_words(item):
            left.add(item, place)
            continue
        taken.append((item, place))
        id_ = item.get("id")
        words = _take_words(item)
        if isinstance(id_, ScalarNode) and is_slug(id_):
            left.add(words if len(words) > 1 else id_, item.places["id"])
    node["claims"] = left
    return tuple(taken)


def _only_points_at_words(item: MappingNode) -> bool:
    """Whether an entry of `claims` is the id of a claim with the words that carry it.

    So it is where it has nothing of a claim but the id; a mistyped `at` is told of as such.
    """
    others = item.keys() - {"id"}
    return bool(others) and others.isdisjoint(forms_of(ClaimMatter))


def _take_words(claim: MappingNode) -> MappingNode:
    """Take out of a whole claim what says which words carry it; its id is left in both."""
    taken = MappingNode(claim.span)
    for key in ("id", *PLACES_OF_CLAIM):
        if key in claim:
            taken.add(key, claim[key], key_at=claim.keys_at[key], place=claim.places[key])
    for key in PLACES_OF_CLAIM:
        if key in claim:
            claim.drop(key)
    return taken
