"""Invisible characters: which of them mislead, and how they are made visible in every page.

Scripts need some of them: Persian the zero-width non-joiner, emoji the joiner and the variation
selector, a name in two scripts a direction mark or a closed isolate. Those are kept. A character
misleads if it makes a text read as another one (an override, an embedding that is never closed),
hides text (tags), or makes two equal words differ.

`reveal` works on finished pages, because they hold all text: bodies, names, quotations, titles,
excerpts. In the text of a page such a character becomes a badge; where no element may stand
(attributes, the title, feeds) it becomes its code point in brackets.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

# Letters of scripts that never need a zero-width character within a word, and digits.
_LETTERS = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u0300-\u036f"
    "\u0370-\u052f\u0531-\u0587\u10a0-\u10ff\u1c80-\u1cbf\u1d00-\u1dbf\u1e00-\u1fff"
    "\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f\uff21-\uff3a\uff41-\uff5a"
)
_NO_WIDTH = "\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"
OPENING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
CLOSING = "\u202c\u2069"
_ALWAYS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202d\u202e\u206a-\u206f\ufff9-\ufffb"

# What is not seen, not all that is: to compile wide ranges takes as long as to search many pages.
_NOT_SEEN = (
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u115f\u1160\u180b-\u180f\u200b-\u200d\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U0010ffff"
)
_UNSEEN = re.compile(f"[{_NOT_SEEN}]")
_ISOLATED = re.compile(
    # The flag of a region is written with tags; it is matched so as not to be taken for others.
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    f"|(?P<bad>[{_ALWAYS}]+|[{_TAGS}]+"
    f"|(?<=[{_LETTERS}0-9])[{_NO_WIDTH}]+(?=[{_LETTERS}0-9])"
    f"|(?:(?<=[{_LETTERS}\\s{_SELECTORS}<>\"'])|\\A)[{_SELECTORS}]+"
    "|(?:(?<=[^\u1800-\u18af])|\\A)[\u180b-\u180d\u180f]+)"
)
_BEGINS = re.compile(f"[{_NOT_SEEN}\U0001f3f4]")
# In a name: characters that no script needs, and those that only some do.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_USELESS = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u202d\u202e]"
    "|(?:(?<=\\s)|\\A)[\u200c\u200d]|[\u200c\u200d](?=\\s|\\Z)"
)
_OF_TWO_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_ONLY_IN_NAMES = re.compile("[\u00ad\u061c\u200e\u200f]")
"""What the two patterns above match and `_UNSEEN` does not."""


def may_mislead(text: str) -> bool:
    """Whether a text has an invisible character and must be examined; most have none."""
    return _UNSEEN.search(text) is not None


def may_mislead_in_name(text: str) -> bool:
    """The same where the text may hold a name, in which fewer characters are legitimate."""
    return may_mislead(text) or _ONLY_IN_NAMES.search(text) is not None


_PLAIN = bytes(place for place in range(128) if not _UNSEEN.match(chr(place)))


def may_mislead_in_page(page: bytes) -> bool:
    """The same for a page in UTF-8: with ASCII removed, little is left to search."""
    left = page.translate(None, _PLAIN)
    return bool(left) and may_mislead(left.decode())


def misleading_runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs (start, end) of characters that mislead, whatever the directions around them."""
    place = 0
    # Jumps from one possible start of a run to the next: trying every place takes 30 times as
    # long, and every page in Persian has such characters.
    while begin := _BEGINS.search(text, place):
        found = _ISOLATED.match(text, begin.start())
        if found is None:
            place = begin.end()
            continue
        place = found.end()
        if found["bad"] is not None:
            yield found.span()


def needless_in_name(name: str) -> Iterator[int]:
    """Offsets of invisible characters that the letters of a name do not need."""
    for found in _USELESS.finditer(name):
        yield found.start()
    if not _RIGHT_TO_LEFT.search(name):
        for found in _OF_TWO_DIRECTIONS.finditer(name):
            yield found.start()


def code_points(characters: str) -> str:
    """Name the characters of a run: `U+202E`, `U+E0041 U+E0042`, `U+E0041…U+E005A (26)`."""
    numbers = [f"U+{ord(one):04X}" for one in characters]
    if len(numbers) > _SPELLED_AT_MOST:
        return f"{numbers[0]}…{numbers[-1]} ({len(numbers)})"
    return " ".join(numbers)


_SPELLED_AT_MOST = 3


def character_name(character: str) -> str:
    """The character's name in Unicode, lower case: `right-to-left override`."""
    number = ord(character)
    if number in _CONTROL_NAMES:
        return _CONTROL_NAMES[number]
    return unicodedata.name(character, "control character").lower()


_CONTROL_NAMES = {0xFEFF: "byte order mark", 0xE0001: "language tag"}


_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP_ISOLATE = "\u2069"


class DirectionMatcher:
    """Pairs the direction controls of consecutive texts, and finds those without a counterpart.

    An unclosed control acts on everything that follows in its paragraph, a name or a date.
    Overrides are not listed, since they mislead whether closed or not; what closes them is.
    """

    def __init__(self) -> None:
        self.unpaired: list[int] = []
        """Places of controls without a counterpart, as given, in no particular order."""
        self.overridden: list[int] = []
        """Places of what ends an override."""
        self._open: list[tuple[str, int]] = []
        self._isolates = 0
        """How many of them are isolates."""

    def meet(self, character: str, place: int) -> None:
        """Take the next control."""
        if character in OPENING:
            self._open.append((character, place))
            self._isolates += character in _ISOLATES
        elif character == _POP_ISOLATE:
            self._close_isolate(place)
        elif self._open and self._open[-1][0] not in _ISOLATES:
            opened, _ = self._open.pop()
            if opened in _OVERRIDES:
                self.overridden.append(place)
        else:
            self.unpaired.append(place)

    def _close_isolate(self, place: int) -> None:
        if not self._isolates:
            self.unpaired.append(place)
            return
        while self._open[-1][0] not in _ISOLATES:
            self._leave_open(*self._open.pop())
        self._open.pop()
        self._isolates -= 1

    def _leave_open(self, opened: str, place: int) -> None:
        # An override misleads by itself, closed or not.
        if opened not in _OVERRIDES:
            self.unpaired.append(place)

    def end(self) -> None:
        """End the text: whatever is open now is unclosed."""
        for opened, place in self._open:
            self._leave_open(opened, place)
        self._open.clear()
        self._isolates = 0


def misleading_in_paragraph(text: str) -> tuple[tuple[int, int], ...]:
    """Runs (start, end) of characters in a text, taken as one paragraph, that mislead."""
    if not may_mislead(text):
        return ()
    directions = _matched(text)
    return tuple(joined_runs(misleading_runs(text), [*directions.unpaired, *directions.overridden]))


def unclosed_controls(text: str) -> tuple[int, ...]:
    """Places of controls in a text, taken as one paragraph, that lack their counterpart."""
    return tuple(sorted(_matched(text).unpaired))


def _matched(text: str) -> DirectionMatcher:
    directions = DirectionMatcher()
    for place, character in direction_controls(text):
        directions.meet(character, place)
    directions.end()
    return directions


def direction_controls(text: str) -> Iterator[tuple[int, str]]:
    """(place, character) of everything that opens or closes a direction."""
    for found in _CONTROL.finditer(text):
        yield found.start(), found[0]


_CONTROL = re.compile(f"[{OPENING}{CLOSING}]")


def joined_runs(found: Iterator[tuple[int, int]], places: list[int]) -> Iterator[tuple[int, int]]:
    """Merge runs and single places into runs in text order, without overlaps."""
    every = {place for start, end in found for place in range(start, end)}.union(places)
    for _, run in groupby(enumerate(sorted(every)), key=lambda pair: pair[1] - pair[0]):
        members = [place for _, place in run]
        yield members[0], members[-1] + 1


PageForm = Literal["html", "text"]

_TOKEN = re.compile(
    r"<!--.*?-->|</?([A-Za-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|<", re.DOTALL
)
_ATTRIBUTE = re.compile(r"(\s[^\s=\"'<>/]+=)(\"[^\"]*\"|'[^']*')")
# Their values are read by programs: a changed address would be broken.
_ADDRESSES = re.compile(
    r"\s(?:id|href|src|for|name|headers|class|cite|aria-(?:labelledby|describedby))="
)
_PLAIN_INSIDE = frozenset(("title", "textarea", "option", "script", "style"))
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "track"))
# Inline elements, within which a direction continues; all others are paragraphs of their own.
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "label",
     "mark", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strong", "sub", "sup",
     "time", "u", "var", "bdi", "bdo", "img", "input", "wbr")
)  # fmt: skip


def reveal(page: str, form: PageForm) -> str:
    """Make every misleading character of a page visible.

    Args:
        page: Finished HTML or XML, or plain text.
        form: `html` gets badges, any other format gets code points in brackets.

    Returns:
        The page, unchanged where nothing in it misleads.
    """
    if not may_mislead(page) or not (any(misleading_runs(page)) or any(direction_controls(page))):
        return page
    return _Revealing(page, form).page()


class _Scope:
    """An open element."""

    __slots__ = ("directions", "lines", "name")

    def __init__(self, name: str, *, lines: bool) -> None:
        self.name = name
        self.directions = DirectionMatcher()
        """The controls directly in it, not within another element."""
        self.lines = lines
        """Whether each line is a paragraph: in preformatted code, and in plain text."""


class _Revealing:
    """One pass over a page that has invisible characters."""

    def __init__(self, page: str, form: PageForm) -> None:
        self._page = page
        self._form = form
        self._scopes = [_Scope("", lines=form == "text")]
        """Open elements, from the outermost one."""
        self._open: Counter[str] = Counter()
        """How many elements of a name are open."""
        self._texts: list[tuple[int, int, bool]] = []
        """(start, end, whether a badge may stand there) of every text of the page."""
        self._found: list[tuple[int, int]] = []
        self._unpaired: list[int] = []
        self._tags: list[tuple[int, int]] = []

    def page(self) -> str:
        """The page with every misleading character made visible."""
        self._walk()
        for scope in self._scopes:
            self._end(scope)
        starts = [start for start, _, _ in self._texts]
        written: list[str] = []
        done = 0
        changes = [*self._shown(starts), *self._attributes()]
        for start, end, shown in sorted(changes):
            written += (self._page[done:start], shown)
            done = end
        return "".join((*written, self._page[done:])) if done else self._page

    def _shown(self, starts: list[int]) -> Iterator[tuple[int, int, str]]:
        for start, end in joined_runs(iter(self._found), self._unpaired):
            _, _, can_badge = self._texts[bisect_right(starts, start) - 1]
            run = self._page[start:end]
            yield start, end, _badge(run) if can_badge else bracketed(run)

    def _attributes(self) -> Iterator[tuple[int, int, str]]:
        for start, end in self._tags:
            tag = self._page[start:end]
            shown = _ATTRIBUTE.sub(_revealed_attribute, tag)
            if shown != tag:
                yield start, end, shown

    def _walk(self) -> None:
        done = 0
        inside = ""
        for token in _TOKEN.finditer(self._page):
            name = (token[1] or "").lower()
            closing = token[0].startswith("</")
            if inside in _PLAIN_INSIDE and not (closing and name == inside):
                continue
            if not name:
                continue
            self._text(done, token.start(), inside)
            done = token.end()
            if may_mislead(token[0]):
                self._tags.append(token.span())
            self._element(name, closing=closing, alone=token[0].endswith("/>"))
            inside = self._scopes[-1].name
        self._text(done, len(self._page), inside)

    def _element(self, name: str, *, closing: bool, alone: bool) -> None:
        if self._form != "html" or name not in _INLINE:
            self._break()
        if closing and self._open[name]:
            while True:
                scope = self._scopes.pop()
                self._open[scope.name] -= 1
                self._end(scope)
                if scope.name == name:
                    break
        elif not closing and not alone and name not in _VOID:
            lines = name == "pre" or (name in _INLINE and self._scopes[-1].lines)
            self._scopes.append(_Scope(name, lines=lines))
            self._open[name] += 1

    def _break(self) -> None:
        """End the paragraph, and every direction with it."""
        for scope in reversed(self._scopes):
            self._end(scope)
            if scope.name not in _INLINE:
                break

    def _end(self, scope: "_Scope") -> None:
        directions = scope.directions
        directions.end()
        for places in (directions.unpaired, directions.overridden):
            self._unpaired += places
            places.clear()

    def _text(self, start: int, end: int, inside: str) -> None:
        text = self._page[start:end]
        if not may_mislead(text):
            if self._scopes[-1].lines and "\n" in text:
                self._break()
            return
        self._texts.append((start, end, self._form == "html" and inside not in _PLAIN_INSIDE))
        self._found += [(start + first, start + last) for first, last in misleading_runs(text)]
        lines, directions = self._scopes[-1].lines, self._scopes[-1].directions
        before = 0
        for place, character in direction_controls(text):
            if lines and "\n" in text[before:place]:
                self._break()
            before = place
            directions.meet(character, start + place)
        if lines and "\n" in text[before:]:
            self._break()


def bracketed(run: str) -> str:
    """Invisible characters where no element may stand: `[U+202E]`."""
    return f"[{code_points(run)}]"


def _badge(run: str) -> str:
    names = ", ".join(dict.fromkeys(character_name(one) for one in run))
    return f'<bdi class="hidden-character" dir="ltr" title="{names}">{bracketed(run)}</bdi>'


def _revealed_attribute(found: re.Match[str]) -> str:
    if _ADDRESSES.match(found[1]):
        return found[0]
    return found[1] + found[2][0] + reveal_line(found[2][1:-1]) + found[2][-1]


def reveal_line(text: str) -> str:
    """Make every misleading character of a plain text visible."""
    shown: list[str] = []
    done = 0
    for start, end in misleading_in_paragraph(text):
        shown += (text[done:start], bracketed(text[start:end]))
        done = end
    return "".join((*shown, text[done:]))
