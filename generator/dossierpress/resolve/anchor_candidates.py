"""What to tell an author whose quote is found nowhere, or in several places."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dossierpress.diagnostics import Diagnostic, Note, Span
from dossierpress.model.body import Prose, WikiLink
from dossierpress.model.content import Record
from dossierpress.resolve.anchor import Published, Range, find, occurrences
from dossierpress.resolve.boundaries import letter
from dossierpress.resolve.fold import fold, fold_name
from dossierpress.resolve.settled import BLOCK_MARK
from dossierpress.schema.annotation import Selector
from dossierpress.schema.mistake import shown

_CLOSE = 65.0
"""Likeness, out of 100, from which on words may have been meant."""
_MOST = 5
"""Candidates that are shown."""
_WORDS = 12
"""Words of surroundings that a selector is given at most, on each side."""
_AROUND = 30
"""Characters of surroundings in a message."""
_AS_BELOW = "write the quote as below, or take the annotation out"
_WITHOUT_MARKUP = "quote the words as readers see them, without any markup"
_MARKUP = (
    (re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),
    (re.compile(r"\[\^[^\[\]]*\]|\[[^\[\]@]*@[^\[\]]*\](?![({])"), ""),
    (re.compile(r"!?\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\})"), r"\1"),
    (re.compile(r"[*`]+"), ""),
)
"""What an author may have copied with the words, and what readers see of it."""


def not_one(
    record: Record, place: tuple[str | int, ...], selector: Selector, text: Published
) -> Diagnostic:
    """Report that a selector means nothing in the text, or more than one passage.

    Args:
        record: The article.
        place: Steps to the quote in its front matter.
        selector: The quote.
        text: The article as it is published.
    """
    found = find(selector, text)
    span = record.locate(*place, "exact")
    said = shown(selector.exact, 80)
    if found:
        return Diagnostic(
            code="anno-ambiguous",
            path=record.path,
            span=span,
            message=f"`{said}` stands in {len(found)} places of the text",
            hint="write one of the quotes below in its place",
            notes=tuple(_notes(record, found, text)),
        )
    message = f"`{said}` is not in the text of this article"
    candidates: Sequence[Range] = occurrences(selector.exact, text)
    if candidates:
        message = f"`{said}` does not stand between this `prefix` and `suffix`"
        hint = _AS_BELOW
    elif candidates := _across(selector.exact, text):
        hint = "the words run on from one paragraph into the next: quote a part within one"
    elif _is_written(record, selector.exact):
        candidates = _close(selector.exact, text)
        hint = "a name in them is private, and a stand-in is shown: quote what readers see"
    elif (plain := _without_markup(selector.exact)) != selector.exact:
        candidates = occurrences(plain, text) or _across(plain, text) or _close(plain, text)
        hint = _WITHOUT_MARKUP
    else:
        candidates = _close(selector.exact, text)
        hint = _AS_BELOW if candidates else _WITHOUT_MARKUP
    return Diagnostic(
        code="anno-lost",
        path=record.path,
        span=span,
        message=message,
        hint=hint,
        notes=tuple(_notes(record, candidates, text)),
    )


def cut_name(record: Record, place: tuple[str | int, ...], selector: Selector) -> Diagnostic:
    """Report that a passage begins or ends inside the name that a citation shows."""
    return Diagnostic(
        code="anno-lost",
        path=record.path,
        span=record.locate(*place, "exact"),
        message=f"`{shown(selector.exact, 80)}` divides the name of a cited source",
        hint="quote the whole name, or nothing of it",
    )


def selector_for(one: Range, text: Published) -> str | None:
    """The quote in YAML that means this place alone; None where nothing tells it from others."""
    exact = _even(text.text[one.start : one.end])
    before = _even(text.text[: one.start]).split(" ")
    after = _even(text.text[one.end :]).split(" ")
    for count in range(_WORDS + 1):
        prefix = " ".join(before[-count:]) if count else ""
        suffix = " ".join(after[:count])
        for left, right in ((prefix, ""), ("", suffix), (prefix, suffix)):
            selector = Selector(exact=exact, prefix=left, suffix=right)
            if find(selector, text) == (one,):
                return _yaml(selector)
    return None


def _notes(record: Record, candidates: Sequence[Range], text: Published) -> Iterator[Note]:
    for one in candidates[:_MOST]:
        block = text.block_of(one.start)
        begin = text.begins[block] + 1
        end = text.begins[block + 1] if block + 1 < len(text.begins) else len(text.text)
        before = _even(text.text[max(begin, one.start - _AROUND) : one.start], trim=False)
        after = _even(text.text[one.end : min(end, one.end + _AROUND)], trim=False)
        exact = _even(text.text[one.start : one.end])
        pasted = selector_for(one, text)
        way = f": `quote: {pasted}`" if pasted else ", which nothing around it tells apart"
        yield Note(
            message=f"…{before}[{exact}]{after}…{_inside(one, text)}{way}",
            path=record.path,
            span=Span(line=text.blocks[block].line, column=1),
        )
    if len(candidates) > _MOST:
        yield Note(message=f"and {len(candidates) - _MOST} more", path=record.path, span=None)


def _inside(one: Range, text: Published) -> str:
    """Say so where words begin or end in the middle of a word."""
    if not any(_divides(text.text, place) for place in one):
        return ""
    start, end = _whole_words(text.text, *one)
    return f", inside `{shown(_even(text.text[start:end]), 40)}`"


def _divides(text: str, place: int) -> bool:
    around = text[place - 1 : place + 1] if place else ""
    return len(around) == 2 and all(one.isalnum() and letter(one) != "unspaced" for one in around)


def _without_markup(exact: str) -> str:
    """Words as readers may see them that were copied with their Markdown."""
    for markup, seen in _MARKUP:
        exact = markup.sub(seen, exact)
    return exact


def _close(exact: str, text: Published) -> list[Range]:
    """Words that are like those, the likeliest first."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 (most builds need none)

    wanted = fold_name(exact)
    found = []
    begins = (*text.begins, len(text.text))
    for begin, end in pairwise(begins):
        words = text.text[begin + 1 : end]
        folded = fold(words)
        if len(folded.text) * 2 < len(wanted):
            continue
        match = partial_ratio_alignment(wanted, folded.text, score_cutoff=_CLOSE)
        if match is None:
            continue
        at, to = match.dest_start, match.dest_end
        if len(wanted) > len(folded.text):
            at, to = 0, len(folded.text)
        at, to = _whole_words(folded.text, at, to)
        if at < to:
            start, stop = folded.original(at, to)
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


def _across(exact: str, text: Published) -> Sequence[Range]:
    """Words that run on over several paragraphs: the part in each of them."""
    whole, wanted = fold(text.text.replace(BLOCK_MARK, " ")), fold_name(exact)
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
    return fold_name(exact) in fold(written).text


def _even(text: str, *, trim: bool = True) -> str:
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
