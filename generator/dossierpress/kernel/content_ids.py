"""Ids that come from content: the same whatever is inserted, removed or reordered around it.

Only what the page shows may be in the content: whoever guesses the words can try the digest.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2s


def content_digest(*texts: str, digits: int) -> str:
    """Hexadecimal digits made of the words of some texts, however these are spaced."""
    normal = "\0".join(" ".join(unicodedata.normalize("NFC", one).split()) for one in texts)
    return blake2s(normal.encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()


def each_different(ids: Iterable[str]) -> Iterator[str]:
    """The same ids, numbered from the second one on where several are equal.

    Equal ones have the same content, so it makes no difference which of them a link leads to.
    """
    times = Counter[str]()
    for one in ids:
        times[one] += 1
        yield one if times[one] == 1 else f"{one}-{times[one]}"
