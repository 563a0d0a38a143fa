"""Corrections as was and is: the words before, and the words in whose place they stood.

A correction whose words are not there, or whose old words still are, would tell readers what is
not so. The words before are looked for as the whole passage as it was, so that a short word
elsewhere is not taken for them.
"""

from collections.abc import Iterator

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.normalise import normalise_name, normalise_text
from dossierpress.links.anchor_candidates import divides_a_word
from dossierpress.links.anchors import PublishedText, Range, occurrences
from dossierpress.model.content import Record
from dossierpress.schema.annotation import Annotation
from dossierpress.schema.base import on_one_line


def check_put_right(
    record: Record, number: int, written: Annotation, place: Range, text: PublishedText
) -> Iterator[Diagnostic]:
    """Report a correction whose `is` is not in its passage, or whose `was` still is in the text.

    Args:
        record: The article.
        number: Of the annotation in its front matter, from 0.
        written: The annotation.
        place: Its passage.
        text: The article as it is published.
    """
    if written.was is None:
        return
    before = _passage_before(written)
    if before is None:
        yield Diagnostic(
            code="anno-is-lost",
            path=record.path,
            span=record.locate("annotations", number, "is"),
            message=f"`{on_one_line(written.is_ or '')}` does not stand once in the passage that"
            " is quoted",
            hint="write the words of the passage that stand there now, or take `is` out: then it"
            " is the whole passage",
        )
        return
    still = [
        one
        for one in occurrences(before, text)
        if not _overlap(one, place) and not any(divides_a_word(text.text, edge) for edge in one)
    ]
    if still:
        line = text.blocks[text.block_of(still[0].start)].line
        yield Diagnostic(
            code="anno-was-still-there",
            path=record.path,
            span=record.locate("annotations", number, "was"),
            message=f"`{on_one_line(before)}` still stands in the text, in line {line}",
            hint="put it right there, too; or write more words in `quote`, `was` and `is`, if"
            " other words are meant",
        )


def _passage_before(written: Annotation) -> str | None:
    """The passage as it was; None where what stands there now is not in it, or not once."""
    was, now, passage = written.was or "", written.is_, written.quote.exact
    if now is None:
        return was
    shown, wanted = normalise_text(passage), normalise_name(now)
    at = shown.text.find(wanted)
    if at < 0 or shown.text.find(wanted, at + 1) >= 0:
        return None
    start, end = shown.original(at, at + len(wanted))
    return f"{passage[:start]}{was}{passage[end:]}"


def _overlap(one: Range, other: Range) -> bool:
    return one.start < other.end and other.start < one.end
