"""Names with initials, in every way in which people write them."""

import re
from functools import partial

_DOTTED = re.compile(r"(?<!\w)(?P<letters>[^\W\d_]\.(?: ?[^\W\d_]\.)*) ?(?=[^\W\d_]{2})")


def spellings(name: str) -> tuple[str, ...]:
    """A folded name, and the same with other points and spaces: `J. R. Smith`, `J.R. Smith`.

    Only initials before a word of at least two letters are: `U.S.` alone is no other word.
    """
    if not _DOTTED.search(name):
        return (name,)
    forms: dict[str, None] = {name: None}
    for joint, end in ((". ", ". "), (".", ". "), (".", "."), (" ", " "), ("", " ")):
        forms[_DOTTED.sub(partial(_written, joint=joint, end=end), name)] = None
    return tuple(forms)


def _written(found: re.Match[str], joint: str, end: str) -> str:
    return joint.join(re.findall(r"[^\W\d_]", found["letters"])) + end
