"""The environment that templates run in: they see only their view, autoescaped."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import jinja2
from jinja2 import StrictUndefined, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from dossierpress.catalogues.reading import Catalogue, catalogue_of
from dossierpress.kernel.diagnostics.hints import did_you_mean
from dossierpress.kernel.text_direction import runs_against
from dossierpress.source.files import TemplateSet
from dossierpress.templating.translation import (
    IN_DIGITS,
    PLURAL_FORM,
    Translation,
    digits_filter,
    plural_filter,
    with_words,
)

UNESCAPED = (".txt",)
"""Suffixes of templates for plain text; all others are escaped."""

_NOT_PURE = ("random",)
"""Filters whose result differs between calls."""


class _StructFields(dict[type, frozenset[str]]):
    """Class -> names of its fields, if it is a struct; cached for speed."""

    def __missing__(self, class_: type) -> frozenset[str]:
        return self.setdefault(class_, frozenset(getattr(class_, "__struct_fields__", ())))


_FIELDS = _StructFields()
_OWN = frozenset({TemplateModule, LoopContext})
"""Classes of Jinja's own, whose public attributes are for templates."""


class UnknownName(StrictUndefined):
    """A name or field that does not exist: any use raises, with a suggestion."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        """What is wrong; on a second line, a did-you-mean from the fields of what was asked."""
        name, owner = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if owner is missing:
            return f"there is no `{name}`: a template knows only `view` and what it sets itself"
        hint = did_you_mean(name, _FIELDS[type(owner)])
        said = f"{type(owner).__name__} has no `{name}`"
        return f"{said}\n{hint}" if hint else said


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox without globals; fields of views are read without its slower checks."""

    def __init__(self, templates: TemplateSet, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue
        """The words that templates are read with; None for those that stand in them."""
        super().__init__(
            extensions=[Translation],
            loader=jinja2.FunctionLoader(_finder(templates)),
            undefined=UnknownName,
            autoescape=lambda name: name is None or not name.endswith(UNESCAPED),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.globals.clear()
        for name in _NOT_PURE:
            del self.filters[name]
        self.filters["runs_against"] = runs_against
        self.filters["as_json"] = as_json
        self.filters[PLURAL_FORM] = plural_filter(catalogue)
        self.filters[IN_DIGITS] = digits_filter(catalogue)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax tree, with the words of the catalogue."""
        return with_words(super()._parse(source, name, filename), self.catalogue)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read an attribute: a field of a view directly, anything else by the sandbox."""
        if attribute in _FIELDS[type(obj)]:
            return getattr(obj, attribute)
        if type(obj) in _OWN and attribute[:1] != "_" and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, called: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call a macro directly, anything else by the sandbox."""
        if isinstance(called, Macro):
            return context.call(called, *arguments, **named)
        return super().call(context, called, *arguments, **named)


def as_json(text: str) -> Markup:
    """A text as JSON writes it; of HTML that a macro has made, the text that readers see."""
    plain = text.striptags() if isinstance(text, Markup) else text
    return Markup(json.dumps(plain, ensure_ascii=False))  # noqa: S704


@lru_cache(maxsize=32)
def environment(templates: TemplateSet, catalogue: str = "") -> ThemeEnvironment:
    """The environment of a theme; templates are compiled on first use and kept.

    Args:
        templates: The theme.
        catalogue: Name of the catalogue of its words; empty for those of the templates.
    """
    return ThemeEnvironment(templates, catalogue_of(templates, catalogue))


@lru_cache(maxsize=4)
def syntax(
    templates: TemplateSet,
) -> Mapping[str, nodes.Template | jinja2.TemplateSyntaxError]:
    """Every template by name: its syntax tree, or its syntax error."""
    return {name: parsed(name, text) for name, text in templates.templates}


@lru_cache(maxsize=128)
def parsed(name: str, text: str) -> nodes.Template | jinja2.TemplateSyntaxError:
    """Parse one template, cached by its text: after an edit the others are not parsed again."""
    try:
        return _parser().parse(text, name)
    except jinja2.TemplateSyntaxError as error:
        return error


@cache
def _parser() -> ThemeEnvironment:
    return ThemeEnvironment(TemplateSet(templates=(), statics=(), paths=()))


def _finder(templates: TemplateSet) -> Any:
    texts = dict(templates.templates)
    paths = dict(templates.paths)

    def find(name: str) -> tuple[str, str, None] | None:
        # The shown path becomes the file name in tracebacks, by which failures are placed.
        return (texts[name], paths[name], None) if name in texts else None

    return find
