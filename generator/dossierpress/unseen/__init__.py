"""Characters that nobody sees: which of them mislead, and how they are shown.

Scripts need some of them: Persian the zero-width non-joiner, emoji the joiner and the variation
selector, a name in two scripts a mark of direction or a closed isolate. Those are left as they
are. What misleads is a character that makes a text read as another one (an override, an
embedding that is never closed), that hides text (tags), or that makes two equal words differ.
"""

from dossierpress.unseen.characters import (
    isolated,
    may_mislead,
    may_mislead_in,
    may_mislead_in_name,
    name_of,
    needless,
    spell,
)
from dossierpress.unseen.directions import unclosed
from dossierpress.unseen.shown import reveal

__all__ = [
    "isolated",
    "may_mislead",
    "may_mislead_in",
    "may_mislead_in_name",
    "name_of",
    "needless",
    "reveal",
    "spell",
    "unclosed",
]
