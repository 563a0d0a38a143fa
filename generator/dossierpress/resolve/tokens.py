"""Words that are no running text: addresses, handles, hashtags, names of files and of hosts."""

import re

_ROOM = 100
"""Characters on either side of a name that are looked at."""
_BREAK = r"[\s<>\"“”„«»()\[\]{}|,;—–]"
_BREAKS = re.compile(_BREAK)
_UP_TO_BREAK = re.compile(f"(?s:.)*{_BREAK}")
_SIGNS = re.compile("[.@#＠＃]|://")
"""Without one of these, nothing is an address: so it is with nearly all names."""
_FILES = (
    "pdf|csv|tsv|xlsx?|docx?|pptx?|od[tsp]|rtf|txt|md|json|xml|html?|zip|gz|eml|msg|mbox"
    "|jpe?g|png|gif|svg|webp|tiff?|mp[34]|m4a|wav|mov|avi|mkv|webm|ya?ml|sql|db"
)
_TOKEN = re.compile(
    r"\w+://\S*|www\.\S*|\S*\w@\w\S*"
    r"|(?<![\w/])[@#＠＃][^\W\d]\S*"
    rf"|[\w~%+-]+(?:[./\\][\w~%+-]+)*\.(?:[a-z]{{2,24}}|(?i:{_FILES})|рф|укр)(?!\w)\S*"
)


_CURRENCY = "$€£¥"
_LONGEST_CODE = 3


def is_sum(text: str, start: int, end: int) -> bool:
    """Whether a short name is rather the code of a currency: `US$5 million`, `$US5m`, `HK$`."""
    return end - start <= _LONGEST_CODE and (
        text[end : end + 1] in (*_CURRENCY,) or (start > 0 and text[start - 1] in _CURRENCY)
    )


def is_address(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is part of an address, a handle, a hashtag or a file's name.

    `Brandt.csv`, `brandt.example`, `@Brandt`, `#Brandt`; but not `Brandt.Then`, where only a space
    is missing.
    """
    first, last = max(0, start - _ROOM), min(len(text), end + _ROOM)
    before = _UP_TO_BREAK.match(text, first, start)
    begin = before.end() if before else first
    after = _BREAKS.search(text, end, last)
    token = text[begin : after.start() if after else last]
    return _SIGNS.search(token) is not None and any(
        found.start() + begin < end and start < found.end() + begin
        for found in _TOKEN.finditer(token)
    )
