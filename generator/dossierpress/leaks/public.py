"""What a site publishes beside its records: of its settings and templates, what readers can see.

Made as it is asked for: a dossier that withholds nothing pays for none of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from dossierpress.model.content import Parsed
from dossierpress.model.files import TemplateSet
from dossierpress.schema.site import SiteConfig

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SHIPPED = "theme:"
_VOCABULARIES = ("kinds", "reference_types", "relation_types", "annotation_types", "tags")
_SHOWN = ("title", "description", "author", "licence", "url", "root_files")


def texts_of_templates(templates: TemplateSet, *, shipped: bool) -> Iterator[str]:
    """The words of templates without comments: of those that are shipped, or of the site's own."""
    paths = dict(templates.paths)
    for name, text in templates.templates:
        if paths.get(name, "").startswith(_SHIPPED) is shipped:
            yield _COMMENT.sub(" ", text)


def texts_of_settings(
    config: SiteConfig, built_in: SiteConfig, parsed: Iterable[Parsed]
) -> Iterator[str]:
    """Settings that are shown: of labels those that are built in, and those of what is used.

    Args:
        config: The site's.
        built_in: Of a site that sets nothing.
        parsed: All files.
    """
    yield from _leaves({name: getattr(config, name) for name in _SHOWN})
    used: frozenset[str] | None = None
    for name in _VOCABULARIES:
        known = getattr(built_in, name)
        for key, entry in getattr(config, name).items():
            if key not in known and used is None:
                used = _used(parsed)
            if key in known or (used and key in used):
                yield from _leaves(entry)


def _used(parsed: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(
        text for file in parsed for record in file.records for text in _leaves(record.matter)
    )


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):  # its own way would first have each model built for it
        for _, inner in value:
            yield from _leaves(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
