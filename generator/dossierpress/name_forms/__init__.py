"""The forms in which a name that must not be published may stand in a text.

`Weißmüller, Hans` is found as `HANS WEISSMÜLLER`, `hans.weissmueller@…`, `Hаns Weißmüller` with a
Cyrillic letter, over two cells of a table; `H. Weißmüller` is found too, and may be somebody else.
"""

from dossierpress.name_forms.finder import Form, FormFinder, Name
from dossierpress.name_forms.letters import fold_letters, words_in
from dossierpress.name_forms.people import is_of_person

__all__ = ["Form", "FormFinder", "Name", "fold_letters", "is_of_person", "words_in"]
