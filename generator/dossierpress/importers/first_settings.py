"""The site.yml of a dossier that an import makes: it says what was imported, and no more."""

import re

from dossierpress.importers.counted import counted
from dossierpress.importers.report import ImportReport
from dossierpress.importers.yaml_text import to_yaml

_TITLE = re.compile(r"^title:.*\n", re.MULTILINE)
_DESCRIPTION = re.compile(r"^description:.*\n", re.MULTILINE)


def first_settings(starter: str, *, name: str) -> str:
    """The starter's site.yml, every key commented, under a title of its own.

    The starter's description goes; `described` puts the right one in its place.
    """
    title = to_yaml({"title": f"Imported: {name}"})
    text = _TITLE.sub(lambda _: title, starter, count=1)
    return _DESCRIPTION.sub("description:\n", text, count=1)


def described(text: str, report: ImportReport, *, file: str) -> str:
    """The same with a description: what came out of which file."""
    sentence = (
        f"{counted(report.articles, 'article')}, {counted(report.entities, 'entity')} and"
        f" {counted(report.sources, 'source')}, imported from {file}."
    )
    line = to_yaml({"description": sentence})
    return _DESCRIPTION.sub(lambda _: line, text, count=1)
