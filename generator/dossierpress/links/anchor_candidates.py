"""Candidates for a quote that matches nowhere, or in several places, for the author to paste."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dossierpress.kernel.diagnostics import Diagnostic, Note, Span
from dossierpress.kernel.normalise import normalise_name, normalise_text
from dossierpress.links.anchors import PublishedText, Range, find_quote, occurrences
from dossierpress.links.names.boundaries import letter
from dossierpress.links.resolved_body import BLOCK_MARK
from dossierpress.model.body import Prose, WikiLink
from dossierpress.model.content import Record
from dossierpress.schema.annotation import Selector
from dossierpress.schema.base import on_one_line

_CLOSE = 65.0
"""Lowest similarity, out of 100, of a candidate."""


_MOST_CANDIDATES = 5
"""Candidates that are shown at most."""


_WORDS = 12
"""Words of prefix and of suffix that a suggested selector has at most."""


_AROUND = 30
"""Characters of context in a message."""


_WITHOUT_MARKUP = "quote the words as readers see them, without any markup"


_MARKUP = (
    (re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),
    (re.compile(r"\[\^[^\[\]]*\]|\[[^\[\]@]*@[^\[\]]*\](?![({])"), ""),
    (re.compile(r"!?\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\})"), r"\1"),
    (re.compile(r"[*`]+"), ""),
)
"""Markdown that an author may have copied with the words, and what readers see of it."""


def place_of_quote(
    record: Record, place: tuple[str | int, ...], selector: Selector, text: PublishedText
) -> Range | Diagnostic:
    """Find the one passage that a selector matches, or say why it is not one.

    Args:
        record: The article.
        place: Steps to the quote in its front matter.
        selector: The quote.
        text: The article as it is published.
    """
    found = find_quote(selector, text)
    if len(found) != 1:
        return not_one(record, place, selector, text)
    (one,) = found
    for leaf in text.leaves:
        end = leaf.start + len(leaf.text)
        if leaf.whole and any(leaf.start < edge < end for edge in one):
            return _cut_name(record, place, selector)
    return one


def not_one(
    record: Record, place: tuple[str | int, ...], selector: Selector, text: PublishedText
) -> Diagnostic:
    """Report that a selector matches no passage of the text, or more than one.

    Args:
        record: The article.
        place: Steps to the quote in its front matter.
        selector: The quote.
        text: The article as it is published.
    """
    found = find_quote(selector, text)
    span = record.locate(*place, "exact")
    said = on_one_line(selector.exact, 80)
    if found:
        return Diagnostic(
            code="anno-ambiguous",
            path=record.path,
            span=span,
            message=f"`{said}` stands in {len(found)} places of the text",
            hint="write one of the quotes below in its place",
            notes=tuple(_notes(record, place, found, text)),
        )
    message = f"`{said}` is not in the text of this article"
    candidates: Sequence[Range] = occurrences(selector.exact, text)
    if candidates:
        message = f"`{said}` does not stand between this `prefix` and `suffix`"
        hint = _as_below(place)
    elif candidates := _across(selector.exact, text):
        hint = "the words run on from one paragraph into the next: quote a part within one"
    elif _is_written(record, selector.exact):
        candidates = _like(selector.exact, text)
        hint = "a name in them is private, and a stand-in is shown: quote what readers see"
    elif (plain := _without_markup(selector.exact)) != selector.exact:
        candidates = occurrences(plain, text) or _across(plain, text) or _like(plain, text)
        hint = _WITHOUT_MARKUP
    else:
        candidates = _like(selector.exact, text)
        hint = _as_below(place) if candidates else _WITHOUT_MARKUP
    return Diagnostic(
        code="anno-lost",
        path=record.path,
        span=span,
        message=message,
        hint=hint,
        notes=tuple(_notes(record, place, candidates, text)),
    )


def _as_below(place: tuple[str | int, ...]) -> str:
    if _key_of(place) == "at":
        return "write the quote as below, or say with `unplaced` why no words carry the claim"
    return "write the quote as below, or take the annotation out"


def _key_of(place: tuple[str | int, ...]) -> str:
    """The key of front matter that a quote is written under."""
    return next(step for step in reversed(place) if isinstance(step, str))


def _cut_name(record: Record, place: tuple[str | int, ...], selector: Selector) -> Diagnostic:
    """Report that a passage begins or ends inside the name that a citation shows."""
    return Diagnostic(
        code="anno-lost",
        path=record.path,
        span=record.locate(*place, "exact"),
        message=f"`{on_one_line(selector.exact, 80)}` divides the name of a cited source",
        hint="quote the whole name, or nothing of it",
    )


def selector_for(one: Range, text: PublishedText) -> str | None:
    """The selector in YAML that matches this range alone; None where no context is unique."""
    exact = _on_one_line(text.text[one.start : one.end])
    before = _on_one_line(text.text[: one.start]).split(" ")
    after = _on_one_line(text.text[one.end :]).split(" ")
    for count in range(_WORDS + 1):
        prefix = " ".join(before[-count:]) if count else ""
        suffix = " ".join(after[:count])
        for left, right in ((prefix, ""), ("", suffix), (prefix, suffix)):
            selector = Selector(exact=exact, prefix=left, suffix=right)
            if find_quote(selector, text) == (one,):
                return _yaml(selector)
    return None


def _notes(
    record: Record,
    place: tuple[str | int, ...],
    candidates: Sequence[Range],
    text: PublishedText,
) -> Iterator[Note]:
    key = _key_of(place)
    for one in candidates[:_MOST_CANDIDATES]:
        block = text.block_of(one.start)
        begin = text.begins[block] + 1
        end = text.begins[block + 1] if block + 1 < len(text.begins) else len(text.text)
        before = _on_one_line(text.text[max(begin, one.start - _AROUND) : one.start], trim=False)
        after = _on_one_line(text.text[one.end : min(end, one.end + _AROUND)], trim=False)
        exact = _on_one_line(text.text[one.start : one.end])
        pasted = selector_for(one, text)
        way = f": `{key}: {pasted}`" if pasted else ", which nothing around it tells apart"
        yield Note(
            message=f"…{before}[{exact}]{after}…{_inside(one, text)}{way}",
            path=record.path,
            span=Span(line=text.blocks[block].line, column=1),
        )
    if len(candidates) > _MOST_CANDIDATES:
        yield Note(
            message=f"and {len(candidates) - _MOST_CANDIDATES} more", path=record.path, span=None
        )


def _inside(one: Range, text: PublishedText) -> str:
    """A remark on a range that begins or ends in the middle of a word."""
    if not any(divides_a_word(text.text, place) for place in one):
        return ""
    start, end = _whole_words(text.text, *one)
    return f", inside `{on_one_line(_on_one_line(text.text[start:end]), 40)}`"


def divides_a_word(text: str, place: int) -> bool:
    """Whether a place lies within a word, in a script that parts words by spaces."""
    around = text[place - 1 : place + 1] if place else ""
    return len(around) == 2 and all(one.isalnum() and letter(one) != "unspaced" for one in around)


def _without_markup(exact: str) -> str:
    """Words that were copied with their Markdown, as readers may see them."""
    for markup, seen in _MARKUP:
        exact = markup.sub(seen, exact)
    return exact


def _like(exact: str, text: PublishedText) -> list[Range]:
    """Ranges with similar words, the most similar first."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 (most builds need none)

    wanted = normalise_name(exact)
    found = []
    begins = (*text.begins, len(text.text))
    for begin, end in pairwise(begins):
        words = text.text[begin + 1 : end]
        normalised = normalise_text(words)
        if len(normalised.text) * 2 < len(wanted):
            continue
        match = partial_ratio_alignment(wanted, normalised.text, score_cutoff=_CLOSE)
        if match is None:
            continue
        at, to = match.dest_start, match.dest_end
        if len(wanted) > len(normalised.text):
            at, to = 0, len(normalised.text)
        at, to = _whole_words(normalised.text, at, to)
        if at < to:
            start, stop = normalised.original(at, to)
            found.append((-match.score, Range(begin + 1 + start, begin + 1 + stop)))
    return [one for _, one in sorted(found)[:3]]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _across(exact: str, text: PublishedText) -> Sequence[Range]:
    """The parts of words that run over several paragraphs: one range in each."""
    whole, wanted = normalise_text(text.text.replace(BLOCK_MARK, " ")), normalise_name(exact)
    at = whole.text.find(wanted) if wanted else -1
    if at < 0:
        return ()
    start, end = whole.original(at, at + len(wanted))
    cuts = [start, *(begin for begin in text.begins if start < begin < end), end]
    parts = [_trimmed(text.text, *part) for part in pairwise(cuts)]
    return [one for one in parts if one.start < one.end] if len(parts) > 1 else ()


def _trimmed(text: str, start: int, end: int) -> Range:
    words = text[start:end].replace(BLOCK_MARK, " ")
    return Range(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _is_written(record: Record, exact: str) -> bool:
    """Whether the words are in the text as its author wrote it."""
    written = "".join(
        (piece.label or "") if isinstance(piece, WikiLink) else piece.text
        for piece in record.body.pieces
        if isinstance(piece, WikiLink | Prose)
    )
    return normalise_name(exact) in normalise_text(written).text


def _on_one_line(text: str, *, trim: bool = True) -> str:
    words = " ".join(text.replace(BLOCK_MARK, " ").split())
    if trim or not words:
        return words
    before = " " if text[0].isspace() or text[0] == BLOCK_MARK else ""
    return before + words + (" " if text[-1].isspace() else "")


def _yaml(selector: Selector) -> str:
    parts = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return (
        "{"
        + ", ".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in parts.items()
            if value
        )
        + "}"
    )
