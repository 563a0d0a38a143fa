"""The contract between a theme and its views: checks a theme before any page is rendered.

First references: the closure of each template (itself and all that it extends, includes and
imports), and whether every template of it exists. Then the names that each template uses are
compared with its view; then syntax and lint. `facts_of_theme` returns these diagnostics with a
digest of each closure.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

import jinja2
from jinja2 import meta, nodes
from msgspec import Struct, field

from dossierpress import __version__
from dossierpress.kernel.diagnostics import Diagnostic, Hint, order
from dossierpress.kernel.diagnostics.hints import did_you_mean
from dossierpress.model.output import ThemeFacts
from dossierpress.source.files import TemplateSet
from dossierpress.templating.check_catalogues import check_catalogues
from dossierpress.templating.environment import environment, syntax
from dossierpress.templating.failures import failure_diagnostic, syntax_errors, template_diagnostic
from dossierpress.templating.lint import lint_theme
from dossierpress.templating.rendering import Renderer, renderer
from dossierpress.templating.type_checker import (
    ANYTHING,
    Exports,
    Scope,
    TemplateWalk,
    imported_names,
    literal,
)

RENDERER = f"dossierpress {__version__}, jinja2 {jinja2.__version__}"
"""Libraries that have an effect on the bytes of a page, beside the templates."""


def template_closure(templates: TemplateSet, name: str) -> tuple[str, ...]:
    """The closure of a template: sorted names, missing templates included."""
    references = _referenced(templates)
    found: set[str] = set()
    left = [name]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += references.get(one, ())
    return tuple(sorted(found))


def closure_digest(templates: TemplateSet, name: str) -> str:
    """A digest of the closure: it changes if a text changes, is added or is removed."""
    texts = _digests(templates)
    lines = (f"{one} {texts.get(one, 'absent')}\n" for one in template_closure(templates, name))
    return sha256("".join((f"{RENDERER}\n", *lines)).encode()).hexdigest()


@lru_cache(maxsize=4)
def _digests(templates: TemplateSet) -> dict[str, str]:
    return {name: sha256(text.encode()).hexdigest() for name, text in templates.templates}


@lru_cache(maxsize=4)
def _referenced(templates: TemplateSet) -> dict[str, tuple[str, ...]]:
    return {
        name: ()
        if isinstance(parsed, jinja2.TemplateSyntaxError)
        else tuple(one for one in meta.find_referenced_templates(parsed) if one is not None)
        for name, parsed in syntax(templates).items()
    }


_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def check_references(templates: TemplateSet, pages: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Report references to templates that are missing, computed at run time, or cyclic.

    Args:
        templates: The theme; a template that cannot be parsed is passed over.
        pages: Names of the templates that pages are made with.
    """
    known = [name for name, _ in templates.templates]
    found = [
        template_diagnostic(
            templates,
            "tpl-missing-template",
            f"templates/{name}",
            1,
            f"the theme has no template `{name}`",
            hint=did_you_mean(name, known),
        )
        for name in pages
        if name not in known
    ]
    for name, tree in syntax(templates).items():
        if isinstance(tree, nodes.Template):
            for node in tree.find_all(_REFERENCES):
                found += _check_reference(templates, name, node, known)
    return tuple(found)


def _check_reference(
    templates: TemplateSet, name: str, node: Any, known: list[str]
) -> Iterator[Diagnostic]:
    wanted = _literals(node.template)
    if wanted is None:
        yield template_diagnostic(
            templates,
            "tpl-dynamic-template",
            name,
            node.lineno,
            "the name of this template is not known before the page is rendered",
            hint="write the name out; `{% if %}` can choose between several",
        )
        return
    if not any(one in known for one in wanted) and not getattr(node, "ignore_missing", False):
        yield template_diagnostic(
            templates,
            "tpl-missing-template",
            name,
            node.lineno,
            " and ".join(f"there is no template `{one}`" for one in wanted),
            word=wanted[0],
            hint=did_you_mean(wanted[0], known),
        )
    for one in wanted:
        if name in template_closure(templates, one):
            yield template_diagnostic(
                templates,
                "tpl-circular",
                name,
                node.lineno,
                f"`{one}` is made of `{name}`, which is made of it",
                word=one,
                hint="move what both need into a template of its own",
            )


def _literals(node: nodes.Expr) -> list[str] | None:
    """The constant names in an expression; None if it is not constant."""
    items = node.items if isinstance(node, nodes.Tuple | nodes.List) else [node]
    names = [
        item.value
        for item in items
        if isinstance(item, nodes.Const) and isinstance(item.value, str)
    ]
    return names if len(names) == len(items) else None


def check_names(templates: TemplateSet, views: Mapping[str, type]) -> tuple[Diagnostic, ...]:
    """Report every unknown name, field, filter and test.

    Args:
        templates: The theme; a template that cannot be parsed is passed over.
        views: Template -> the view that it is given. Parts are checked where a page uses them.
    """
    known = environment(templates)
    check = _ThemeCheck(
        templates=templates,
        filters=known.filters,
        tests=known.tests,
        trees={
            name: tree
            for name, tree in syntax(templates).items()
            if isinstance(tree, nodes.Template)
        },
    )
    for name, view in views.items():
        check.page(name, view)
    for name in check.trees:
        if name not in check.seen:
            # Nothing uses this part yet: what will be around it is not known.
            check.template(name, {"view": ANYTHING}, lenient=True)
    return tuple(check.found)


class _ThemeCheck(Struct, kw_only=True):
    """One check of a theme: its views, the templates that were checked, and the diagnostics."""

    templates: TemplateSet
    filters: Mapping[str, Any]
    tests: Mapping[str, Any]
    trees: dict[str, nodes.Template]
    found: dict[Diagnostic, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    done: set[tuple[str, str]] = field(default_factory=set)

    def page(self, name: str, view: type) -> None:
        """Check a template that is given a view, with all that it extends."""
        chain = list(self._chain(name))
        scope: Scope = {"view": view}
        for one in chain:
            scope |= self._top_level(one)
        overridden: frozenset[str] = frozenset()
        for one in chain:
            self.template(one, scope, overridden)
            overridden |= _replaced_blocks(self.trees[one])

    def template(
        self,
        name: str,
        scope: Scope,
        overridden: frozenset[str] = frozenset(),
        *,
        lenient: bool = False,
    ) -> None:
        """Check one template in a scope, once; overridden blocks are skipped."""
        if name not in self.trees:
            return
        self.seen.add(name)
        key = (name, f"{sorted(scope.items(), key=lambda item: item[0])} {sorted(overridden)}")
        if key not in self.done:
            self.done.add(key)
            walk = TemplateWalk(theme=self, template=name, overridden=overridden, lenient=lenient)
            walk.statements(self.trees[name].body, dict(scope))

    def exports(self, name: str) -> Any:
        """The exports of an imported template. It runs alone and sees no view."""
        if name not in self.trees:
            return ANYTHING
        self.template(name, {})
        return Exports(name, frozenset(self._top_level(name)))

    def report(self, name: str, node: nodes.Node, message: str, word: str, hint: Hint) -> None:
        """Record a problem, once."""
        found = template_diagnostic(
            self.templates, "tpl-unknown-name", name, node.lineno, message, word=word, hint=hint
        )
        self.found[found] = None

    def _chain(self, name: str) -> Iterator[str]:
        """The template and those that it extends, in turn."""
        passed: set[str] = set()
        while name in self.trees and name not in passed:
            passed.add(name)
            yield name
            extends = self.trees[name].find(nodes.Extends)
            name = literal(extends.template) if extends else ""

    def _top_level(self, name: str) -> Scope:
        """The names that a template binds outside its blocks."""
        bound: Scope = {}
        for node in self.trees[name].body:
            match node:
                case nodes.Import():
                    bound[node.target] = self.exports(literal(node.template))
                case nodes.FromImport():
                    bound |= dict.fromkeys(imported_names(node), ANYTHING)
                case nodes.Assign(target=nodes.Name(name=target)):
                    bound[target] = ANYTHING
                case nodes.AssignBlock(target=nodes.Name(name=target)):
                    bound[target] = ANYTHING
                case nodes.Macro():
                    bound[node.name] = ANYTHING
        return bound


def _replaced_blocks(tree: nodes.Template) -> frozenset[str]:
    """The blocks of a parent that a template overrides without calling `super()`."""
    return frozenset(
        block.name
        for block in tree.find_all(nodes.Block)
        if not any(name.name == "super" for name in block.find_all(nodes.Name))
    )


__all__ = [
    "Renderer",
    "check_theme",
    "closure_digest",
    "environment",
    "facts_of_theme",
    "failure_diagnostic",
    "renderer",
    "template_closure",
]


def facts_of_theme(templates: TemplateSet, views: Mapping[str, type]) -> ThemeFacts:
    """The facts of a theme; parses every template.

    Args:
        templates: The theme.
        views: Template -> the view that it is given.
    """
    names = sorted({name for name, _ in templates.templates} | set(views))
    return ThemeFacts(
        closures={name: closure_digest(templates, name) for name in names},
        diagnostics=check_theme(templates, views),
    )


def check_theme(templates: TemplateSet, views: Mapping[str, type]) -> tuple[Diagnostic, ...]:
    """Report all problems of a theme without rendering a page.

    Args:
        templates: The theme.
        views: Template -> the view that it is given.
    """
    found = (
        *syntax_errors(templates),
        *check_references(templates, views),
        *check_names(templates, views),
        *lint_theme(templates),
        *check_catalogues(templates),
    )
    return tuple(sorted(found, key=order))
