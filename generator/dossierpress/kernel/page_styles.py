"""The theme's stylesheets, which are published as one file.

A theme is written in several files, `static/css/*.css`, so that a dossier can replace one of them
or add its own. A page links to one: a browser shows nothing of a page until it has read them all.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from dossierpress.kernel.decoding import decoded_text

PAGE_STYLE = "css/theme.css"
"""The published file, below static/. It lies in the folder of the files that it is made of, so that
the addresses in them lead where they did."""

PAPER = "paper/"
"""Below static/: what PDFs alone are made with. It is not published, for no page links to it."""

PAPER_STYLE = f"{PAPER}paper.css"
"""The stylesheet of PDFs, below static/."""

_FOLDER = PurePosixPath(PAGE_STYLE).parent
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)
    | (?P<open_comment>/\*)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<open_string>["'])
    | (?P<address>\burl\(\s*(?:[^\s"'()\\]|\\.)+\s*\))
    | (?P<escape>\\(?:[0-9a-f]{1,6}\s?|.))
    | (?P<at_top>@(?:import|namespace|charset)\b)
    | (?P<bracket>[][(){}])
    | (?P<space>\s+)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_CHARSET = re.compile(r'@charset "utf-8";', re.IGNORECASE)
_PARTS_ALONE = frozenset("{};,")
"""What parts words by itself, so that no space is needed beside it."""
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}


def is_page_style(path: str) -> bool:
    """Tell whether a file below static/ is a stylesheet of every page."""
    one = PurePosixPath(path)
    return one.parent == _FOLDER and one.suffix == ".css"


@lru_cache(maxsize=2)
def page_style(statics: tuple[tuple[str, bytes], ...]) -> bytes | None:
    """All stylesheets by name, without comments and needless spaces; None if there are none.

    Args:
        statics: (path below static/, data) of the theme's files, by path.
    """
    texts = [decoded_style(data) for path, data in statics if is_page_style(path)]
    return "\n".join(map(_shortened, filter(None, texts))).encode() if texts else None


def decoded_style(data: bytes) -> str | None:
    """The text of a stylesheet, without what says that it is UTF-8; None where it is not."""
    text = decoded_text(data)
    return None if text is None else _CHARSET.sub("", text, count=1)


def style_objection(css: str) -> tuple[int, str] | None:
    """Where and why others cannot follow a stylesheet in one file: (line, why), or None."""
    return next(_objections(css), None)


def _objections(css: str) -> Iterator[tuple[int, str]]:
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(css):
        kind, text = token.lastgroup, token[0]
        line = css.count("\n", 0, token.start()) + 1
        if kind == "at_top":
            yield line, f"`{text}` counts only at the beginning, where other files stand"
        elif kind in ("open_comment", "open_string"):
            yield line, f"nothing closes the {kind.removeprefix('open_')} that begins here"
        elif kind == "bracket" and text in _CLOSED_BY:
            opened.append((text, line))
        elif kind == "bracket" and (not opened or _CLOSED_BY[opened.pop()[0]] != text):
            yield line, f"`{text}` closes nothing"
    for bracket, line in opened:
        yield line, f"nothing closes the `{bracket}`"


def _shortened(css: str) -> str:
    return _TOKEN.sub(_short, css).strip()


def _short(token: re.Match[str]) -> str:
    if token.lastgroup == "space":
        before = token.string[token.start() - 1 : token.start()]
        # A value may be nothing but a space, in `--x: ;`.
        if before in _PARTS_ALONE or (
            token.string[token.end() :][:1] in _PARTS_ALONE and before != ":"
        ):
            return ""
        return "\n" if "\n" in token[0] else " "
    if token.lastgroup == "comment":
        # It parts what stands before it from what follows.
        beside = token.string[token.start() - 1 : token.start()] + token.string[token.end() :][:1]
        return "" if any(map(str.isspace, beside)) or len(beside) < 2 else "/**/"
    return token[0]
