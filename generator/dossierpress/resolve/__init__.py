"""All `Parsed` files -> `Site`: whatever has "the others" in its sentence.

The order in which things are found out: who is who (`register`), what may be published
(`publish`), what the texts say and name (`settle`, `spot`), and then, of what is published alone,
the texts as pages show them (`weave`) and the tables between records (`appear`, `cite`,
`cross_reference`, `relate`). `assemble` is the only module that knows this order.
"""

from dossierpress.resolve.assemble import forget, resolve
from dossierpress.resolve.cited_words import CitedWords, as_letters, cited_words, holds
from dossierpress.resolve.orphans import orphans
from dossierpress.resolve.remarks import remarks

__all__ = [
    "CitedWords",
    "as_letters",
    "cited_words",
    "forget",
    "holds",
    "orphans",
    "remarks",
    "resolve",
]
