"""Report Markdown that its author probably did not intend: numbers, headings, code, paths.

It is all valid Markdown, and some of it is intended; so each is a warning, with the way to write
either meaning.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from dossierpress.facts.markdown.inline_parser import is_east_asian
from dossierpress.facts.markdown.reading import NOWHERE, BlockOrigin, BodyReading, quote
from dossierpress.kernel.diagnostics import Hint, Offer

_ENDS_SENTENCE = re.compile(r"[.…][\"'”’»)\]]*\Z")
_KEYS = re.compile(r"(?:[A-Za-z_][\w-]{0,40}:(?:[ \t][^\n]*)?(?:\n|\Z)){2,}\Z")
_SENTENCE = re.compile(r"[\"'“„«‘(]?\w[\w'’-]*,?(?: [\"'“„«‘(]?\w[\w'’-]*[\"'”’»)]?[,.:;!?]?){5}")
_RULER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CODE = re.compile(r"(?<!`)(`{1,5})(?!`)[^`]+\1(?!`)")
_PATH = re.compile(r"(?<![\w\\])(?:[A-Za-z]:\\(?!\\)|\\\\(?=\w[\w.-]{1,60}\\\w))[^\s`<>|]{1,300}")
_BEHIND = re.compile(r"(\**)(.?)", re.DOTALL)
_OF_PATH = re.compile(r"\\[A-Za-z0-9]")
_ESCAPE = re.compile(r"\\[!-/:-@\[\]^-`{-~]")
"""A backslash and a sign other than a backslash."""


def report_unintended_markdown(tokens: Sequence[Token], reading: BodyReading) -> None:
    """Report numbers, headings, code, tables and paths that would not be published as written."""
    lists: list[list[Token]] = []
    last = 0
    for index, token in enumerate(tokens):
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                lists.append([])
            case "list_item_open" if lists:
                lists[-1].append(token)
            case "ordered_list_close":
                last = _check_numbers(lists.pop(), last, reading)
            case "bullet_list_close":
                lists.pop()
            case "heading_open" if token.markup in ("-", "="):
                _check_underlined(token, tokens[index + 1], reading)
            case "hr" if token.markup.startswith("---") and index + 2 < len(tokens):
                _check_keys(tokens[index + 2], reading)
            case "code_block":
                _check_indented(token, reading)
            case "inline":
                _check_text(token, reading)
            case _:
                pass


def _check_numbers(items: Sequence[Token], last: int, reading: BodyReading) -> int:
    """Check one list; `last` is the last number of the list before it; return that of this list."""
    written = [int(item.info) for item in items]
    first = written[0]
    if len(written) == 1 and first not in (0, 1, last + 1):
        _report_number(
            items[0],
            f"a list of one item is read here, which begins at {first}",
            Offer(
                (escaped := f"{items[0].info}\\{items[0].markup}",),
                f"if it is a sentence, write `{escaped}`",
            ),
            reading,
        )
    elif len(set(written)) > 1:
        for shown, (number, item) in enumerate(zip(written, items, strict=True), first):
            if number != shown:
                _report_number(
                    item,
                    f"this item is written as number {number}, and shown as number {shown}: "
                    "a list counts by itself",
                    f"number the items without a gap, or keep the number as text: `{item.info}\\"
                    f"{item.markup}` in a paragraph of its own",
                    reading,
                )
                break
    return first + len(written) - 1


def _report_number(item: Token, message: str, hint: Hint, reading: BodyReading) -> None:
    mark = item.info + item.markup
    at = _on_first_line(item, mark, reading)
    reading.report("md-list-number", at, len(mark), message, hint=hint)


def _check_underlined(opening: Token, inline: Token, reading: BodyReading) -> None:
    text, origin = inline.content, _origin(inline)
    line = text.partition("\n")[0]
    if opening.markup == "-" and _KEYS.match(text):
        return  # reported at the line above it
    if "\n" in text or (opening.markup == "-" and _ENDS_SENTENCE.search(text)):
        reading.report(
            "md-heading-underlined",
            origin.at(0),
            len(line),
            f"the line of `{opening.markup}` below makes a heading of the whole paragraph",
            hint="put a blank line before it if it is to part two sections; write a heading with "
            "`##`",
        )


def _check_keys(inline: Token, reading: BodyReading) -> None:
    """Report front matter below a rule, where it is text."""
    text = inline.content
    if inline.type == "inline" and _KEYS.match(text):
        line = text.partition("\n")[0]
        reading.report(
            "md-front-matter-late",
            _origin(inline).at(0),
            len(line),
            "these lines look like front matter, which a file has at its very beginning: here "
            f"they are published as text, and {quote(line)} says nothing",
            hint="make a file of its own of what follows, or take the lines out",
        )


def _check_indented(token: Token, reading: BodyReading) -> None:
    line = token.content.lstrip("\n").partition("\n")[0].strip()
    if not _SENTENCE.match(line):
        return
    reading.report(
        "md-code-indented",
        _on_first_line(token, line, reading),
        len(line),
        "four blanks before this paragraph make code of it: it keeps its lines, and no name links",
        hint="take the blanks away; code is better written between two lines of three backticks",
    )


def _check_text(token: Token, reading: BodyReading) -> None:
    text = token.content
    if "*" in text:
        _check_stars(token.children or [], reading)
    if "|" in text:
        _check_table(text, _origin(token), reading)
    if "\\" not in text:
        return
    for path in _PATH.finditer(_CODE.sub(lambda code: " " * len(code[0]), text)):
        shown = path[0].replace("\\\\", "")
        # If each backslash is doubled or before a sign, the author knew its meaning.
        if _OF_PATH.search(shown) and (_ESCAPE.search(shown) or path[0].startswith("\\\\")):
            reading.report(
                "md-backslash-lost",
                _origin(token).at(path.start()),
                len(path[0]),
                f"in {quote(path[0])} a backslash before a sign or another backslash is not shown",
                hint="write a path as code, between backticks, or each backslash twice",
            )


def _check_stars(children: Sequence[Token], reading: BodyReading) -> None:
    """Report emphasis from within one word to within another: `f**k and s**t`, `2*3*4`."""
    text = reading.source.text
    opened: list[int] = []
    for token in children:
        if token.markup not in ("*", "**") or "at" not in token.meta:
            continue
        if token.type in ("em_open", "strong_open"):
            opened.append(token.meta["at"])
        elif token.type in ("em_close", "strong_close") and opened:
            begin, end = opened.pop() - len(token.markup) + 1, token.meta["at"]
            written = text[begin:end].strip("*")
            stars, behind = _BEHIND.match(text, end).groups()  # type: ignore[union-attr]
            before = text[max(0, begin - 3) : begin].rstrip("*")[-1:]
            begins = _inside_word(before, written[:1])
            ends = _inside_word(written[-1:], behind) or len(stars) > len(token.markup)
            blank = any(one.isspace() for one in written)
            if begins and ends and (blank or (before + written[0] + behind).isdigit()):
                whole = text[begin : end + len(stars)]
                kept = re.sub(r"(?<!\\)\*", r"\\*", whole)
                reading.report(
                    "md-stars-lost",
                    begin,
                    len(whole),
                    f"the stars around {quote(written)} stand inside of words: they are read as "
                    "emphasis, and not shown",
                    hint=Offer(
                        () if "\n" in kept else (kept,),
                        f"if they are text, write {quote(kept)}",
                    ),
                )


def _inside_word(before: str, behind: str) -> bool:
    return all(one.isalnum() and not is_east_asian(one) for one in (before, behind))


def _check_table(text: str, origin: BlockOrigin, reading: BodyReading) -> None:
    """Report a row and a line of hyphens at the beginning of a paragraph."""
    begin = 0
    lines = text.split("\n", 3)[:3]
    for above, line in pairwise(lines):
        begin += len(above) + 1
        if "|" in above and "|" in line and "-" in line and _RULER.fullmatch(line):
            reading.report(
                "md-table-not-read",
                origin.at(begin),
                len(line.rstrip()),
                "this is no table: the line of hyphens needs as many cells as the line above it",
                hint="write both with the same number of bars, and a blank line above them; `\\|` "
                "keeps a bar as text",
            )
            return


def _on_first_line(token: Token, words: str, reading: BodyReading) -> int:
    """Where words stand on the line on which a block begins."""
    line = (token.map or [0])[0]
    start, end = reading.source.line_start(line), reading.source.line_end(line)
    return max(reading.source.text.find(words, start, end), start)


def _origin(token: Token) -> BlockOrigin:
    origin: BlockOrigin = token.meta.get("origin", NOWHERE)
    return origin
