"""Whether what stands beside a text points at the words that it says it does."""

from collections.abc import Iterator

from dossierpress.diagnostics import Diagnostic
from dossierpress.importers.read_json import json_path, short
from dossierpress.importers.shapes import (
    ArticleShape,
    Evidence,
    HyperlinkShape,
    MentionShape,
    QuoteShape,
    StandOff,
)


def check_places(standoff: StandOff, path: str) -> Iterator[Diagnostic]:
    """Report every place that is not in its text, or has other words. `path` is the file's."""
    for number, article in enumerate(standoff.articles):
        where = ("articles", number)
        for index, mention in enumerate(article.entities):
            yield from _place(article, mention, (*where, "entities", index), path)
        for index, link in enumerate(article.links):
            yield from _place(article, link, (*where, "links", index), path)
        for index, relation in enumerate(article.relations):
            if relation.evidence:
                steps = (*where, "relations", index, "evidence")
                yield from _place(article, relation.evidence, steps, path)
        for index, quote in enumerate(article.quotes):
            yield from _place(article, quote, (*where, "quotes", index), path)
        for index, one in enumerate(article.attributions):
            for name, span, text in (
                ("cue", one.cue, one.cue_text),
                ("content", one.content, one.content_text),
            ):
                told = Evidence(start=span[0], end=span[1], text=text)
                yield from _place(article, told, (*where, "attributions", index, name), path)


def _place(
    article: ArticleShape,
    shape: MentionShape | HyperlinkShape | QuoteShape | Evidence,
    steps: tuple[str | int, ...],
    path: str,
) -> Iterator[Diagnostic]:
    where = json_path(steps)
    length = len(article.text)
    if not shape.start <= shape.end <= length:
        yield Diagnostic(
            code="import-offset",
            path=path,
            message=f"`{where}` goes from {shape.start} to {shape.end},"
            f" but the text has {length} characters",
            hint="offsets count Unicode code points from 0, and the end is not included",
        )
        return
    words = article.text[shape.start : shape.end]
    if shape.text is not None and shape.text != words:
        yield Diagnostic(
            code="import-text-mismatch",
            path=path,
            message=f"`{where}.text` is `{short(shape.text)}`,"
            f" but the text reads `{short(words)}` from {shape.start} to {shape.end}",
            hint=_found_at(article.text, shape.text),
        )


def _found_at(text: str, words: str) -> str | None:
    start = text.find(words) if words else -1
    if start < 0 or text.find(words, start + 1) >= 0:
        return "offsets count Unicode code points from 0, and the end is not included"
    return f"these words stand from {start} to {start + len(words)}"
