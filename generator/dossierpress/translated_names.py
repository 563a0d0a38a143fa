"""Languages in names of files, as other generators have them: `fr/about.md`, `about.fr.md`.

Here a name says nothing of a language: a folder called `it` may be about machines. So nothing is
taken from it, and messages say what to write.
"""

import re
from pathlib import PurePosixPath

from dossierpress.text_direction import known_languages

_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}))?")


def language_of_folder(path: str) -> str | None:
    """The language that a folder on the way to a file is called by, as a BCP 47 tag."""
    found = (_language(part) for part in PurePosixPath(path).parts[2:-1])
    return next((one for one in found if one), None)


def language_of_stem(stem: str) -> tuple[str, str] | None:
    """(`about`, `fr`) of the stem `about.fr`; None of any other one."""
    bare, dot, ending = stem.rpartition(".")
    language = _language(ending) if dot and bare else None
    return (bare, language) if language else None


def translation_of(type_: str, id_: str, language: str) -> str:
    """What to write into a text that translates another one."""
    keys = f"`id: {id_}-{language.lower()}` and `lang: {language}`"
    if type_ != "article":
        return keys
    return f"{keys}, and `references: [{{to: {id_}, type: translates}}]` if it translates the other"


def _language(name: str) -> str | None:
    found = _TAG.fullmatch(name)
    return name.replace("_", "-") if found and found["language"] in known_languages() else None
