"""Attributed content -> a statement that can stand alone, or the reason why it cannot.

Spans of data often end in the middle of a sentence, or are questions. A statement runs to the end
of its clause and is complete; only the name for a pronoun is added, in brackets, and only if the
data has it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from dossierpress.importers.standoff import reporting_words
from dossierpress.importers.standoff.registry import one_line
from dossierpress.importers.standoff.text_parts import trim_span

TextSpan = tuple[int, int]

_OPENING = "\"“„«‘'「『"
_CLOSING = "\"”“»’'」』)]"
_ENDS = ".!…。！؟?？"
_QUESTION = "?？؟"
_EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| will be| would be| has been)(?: \S+){1,3} (?:that|to|for)\b"
)
_VERB_FIRST = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did|do)\b"
)
_DEMONSTRATIVE = frozenset(("this", "that", "these", "those"))
_GERUND = re.compile(
    r"(?!during|according|nothing|something|everything|anything|being)[a-z]{2,}ing\b"
)
_NAME = 8
"""Words of a name that can stand for a pronoun, at most."""
_FRAGMENT = "it is a fragment: its sentence goes on, and the data does not tell how far"


def whole_statement(
    text: str, content: TextSpan, cues: Sequence[TextSpan], lang: str, begins: Sequence[int] = ()
) -> TextSpan | str:
    """The span of a whole statement in attributed content, or why there is none.

    Args:
        text: Of the article.
        content: Where the data says that the words stand.
        cues: Where it says who says them.
        lang: Whose words are known; see `report_words`.
        begins: Where parts of the text begin.
    """
    start, end = trim_span(text, *content)
    words = reporting_words.words_of(text[start:end])
    if _sentence_asks(text, start, end):
        return "it is a question, and states nothing"
    if (
        words
        and text[start:end][:1].islower()
        and words[0] in reporting_words.INDIRECT_QUESTION.get(lang, ())
    ):
        return "it is an indirect question, and states nothing"
    opens = _opens(text, start, begins)
    if not (opens or _begins(text, start, content[0], cues)) or not _is_whole(text, end, cues):
        return _FRAGMENT
    start = _without_that(text, start, end, lang)
    start, end = _bare(text, start, end)
    if lang == "en" and _GERUND.match(text[start:end].lower()):
        return "it begins with what is done, and does not say who does it"
    return (start, end) if _is_balanced(text[start:end]) else _FRAGMENT


def as_sentence(
    text: str, span: TextSpan, stands_for: Iterable[tuple[TextSpan, str]], lang: str
) -> str:
    """The statement as a sentence; empty if it begins with an unresolved pronoun.

    `stands_for` has the names of what is meant at places of the text.
    """
    start, end = span
    words = one_line(text[start:end])
    first = reporting_words.WORD.match(text, start, end)
    if first is None or not lang or _EXPLETIVE.match(words.lower()):
        return _written(words)
    word = first[0].lower()
    after = one_line(text[first.end() : end])
    if word in _DEMONSTRATIVE and _VERB_FIRST.match(after):
        return ""
    if word not in reporting_words.PERSONAL[lang]:
        return _written(words)
    name = next((name for place, name in stands_for if place == first.span()), "")
    if not name or len(name.split()) > _NAME or not _is_balanced(name):
        return ""
    in_place = word in reporting_words.THIRD_PERSON[lang]
    return _written(f"[{name}] {after}" if in_place else f"{first[0]} [{name}] {after}")


def _written(words: str) -> str:
    capital = words[:1].upper() + words[1:]
    return capital if capital.rstrip(_CLOSING)[-1:] in _ENDS else f"{capital}."


def _bare(text: str, start: int, end: int) -> TextSpan:
    """Without the quotation marks around it, and the comma that leads to who says it."""
    while start < end and (text[start] in _OPENING or text[start].isspace()):
        if text[start] in "'‘" and not text[start + 1 : end].count("'") and text[start] != "‘":
            break
        start += 1
    changed = True
    while changed and start < end:
        before = end
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
            end -= 1
        if end > start and text[end - 1] in '"”“»」』' and not _is_balanced(text[start:end]):
            end -= 1
        changed = end != before
    return start, end


def _without_that(text: str, start: int, end: int, lang: str) -> int:
    first = reporting_words.WORD.match(text, start, end)
    if first is None or first[0].lower() not in reporting_words.CONJUNCTION_THAT.get(lang, ()):
        return start
    after = first.end() + len(text[first.end() : end]) - len(text[first.end() : end].lstrip())
    return start if _VERB_FIRST.match(text, after, end) else after


def _opens(text: str, start: int, begins: Sequence[int]) -> bool:
    """Whether it is at the beginning of a part of the text."""
    opening = len(text[:start].rstrip(_OPENING))
    last = bisect_right(begins, start) - 1
    return last >= 0 and opening <= begins[last]


def _begins(text: str, start: int, content: int, cues: Sequence[TextSpan]) -> bool:
    """Whether it begins a clause: after a cue, or at the beginning of a sentence."""
    before = text[:start].rstrip()
    if not before.rstrip(_OPENING + " ") or before.rstrip(_OPENING + " ")[-1] in f"{_ENDS}:":
        return True
    if "\n\n" in text[len(before.rstrip(_OPENING)) : start]:
        return True
    near = (text[end:content] for _, end in cues if end <= content)
    return any(len(reporting_words.words_of(gap)) <= 2 and "." not in gap for gap in near)


def _is_whole(text: str, end: int, cues: Sequence[TextSpan]) -> bool:
    last = text[:end].rstrip(_CLOSING)[-1:]
    if last in f"{_ENDS};":
        return True
    after = end + len(text[end:]) - len(text[end:].lstrip(_CLOSING + " \t\r"))
    if last != "," and (after >= len(text) or text[after] in f"{_ENDS};\n"):
        return True
    behind = end + len(text[end:]) - len(text[end:].lstrip(_CLOSING + " ,\t\r\n"))
    return any(begin in (end, after, behind) for begin, _ in cues)


def _sentence_asks(text: str, start: int, end: int) -> bool:
    """Whether its sentence is a question."""
    tail = text[start:end].rstrip(_CLOSING + " ")[-1:]
    if tail in _ENDS:
        return tail in _QUESTION
    following = re.search(r"[.!…。！؟?？\n]", text[end:])
    return following is not None and following[0] in _QUESTION


def _is_balanced(words: str) -> bool:
    return words.count('"') % 2 == 0 and all(
        words.count(one) == words.count(other) for one, other in ("“”", "«»", "()", "[]", "「」")
    )
