"""The last look before an edition is published: nothing that is withheld is in its bytes.

Withheld records are gone before anything is planned (see `resolve`). This does not rely on that: it
takes every text that only withheld records have, and looks for it in every file of the edition.
"""

from dossierpress.leaks.hidden import Hidden, hide
from dossierpress.leaks.public import texts_of_settings, texts_of_templates
from dossierpress.leaks.scan import scan
from dossierpress.leaks.secret import Secret
from dossierpress.leaks.secrets import secrets_of

__all__ = [
    "Hidden",
    "Secret",
    "hide",
    "scan",
    "secrets_of",
    "texts_of_settings",
    "texts_of_templates",
]
