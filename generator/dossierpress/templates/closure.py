"""What a template is made of: itself and all that it extends, includes and imports."""

from functools import lru_cache
from hashlib import sha256

import jinja2
from jinja2 import meta

from dossierpress import __version__
from dossierpress.model.files import TemplateSet
from dossierpress.templates.environment import syntax

RENDERER = f"dossierpress {__version__}, jinja2 {jinja2.__version__}"
"""What turns a view into bytes, beside the templates."""


def closure(templates: TemplateSet, name: str) -> tuple[str, ...]:
    """Names of the template and of all that it is made of, by name; missing ones included."""
    references = _references(templates)
    found: set[str] = set()
    left = [name]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += references.get(one, ())
    return tuple(sorted(found))


def closure_digest(templates: TemplateSet, name: str) -> str:
    """A digest that changes exactly when some text of the closure does, or comes, or goes."""
    texts = _digests(templates)
    lines = (f"{one} {texts.get(one, 'absent')}\n" for one in closure(templates, name))
    return sha256("".join((f"{RENDERER}\n", *lines)).encode()).hexdigest()


@lru_cache(maxsize=4)
def _digests(templates: TemplateSet) -> dict[str, str]:
    return {name: sha256(text.encode()).hexdigest() for name, text in templates.templates}


@lru_cache(maxsize=4)
def _references(templates: TemplateSet) -> dict[str, tuple[str, ...]]:
    return {
        name: ()
        if isinstance(parsed, jinja2.TemplateSyntaxError)
        else tuple(one for one in meta.find_referenced_templates(parsed) if one is not None)
        for name, parsed in syntax(templates).items()
    }
