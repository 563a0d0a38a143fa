"""Which names a theme uses, held against what its views have: no page need be rendered for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes
from msgspec import Struct, field

from dossierpress.diagnostics import Diagnostic, Hint
from dossierpress.model.files import TemplateSet
from dossierpress.templates.environment import environment, syntax
from dossierpress.templates.places import diagnostic
from dossierpress.templates.view_types import ANYTHING, Exports
from dossierpress.templates.walk import Scope, Walk, imported_names, literal


def check_names(templates: TemplateSet, views: Mapping[str, type]) -> tuple[Diagnostic, ...]:
    """Report every name and field that will not be there, and every unknown filter and test.

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
    """One check of a theme: what is known, what has been seen, what was found."""

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
        """Check one template in a scope, once; its overridden blocks are passed over."""
        if name not in self.trees:
            return
        self.seen.add(name)
        key = (name, f"{sorted(scope.items(), key=lambda item: item[0])} {sorted(overridden)}")
        if key not in self.done:
            self.done.add(key)
            walk = Walk(theme=self, template=name, overridden=overridden, lenient=lenient)
            walk.statements(self.trees[name].body, dict(scope))

    def exports(self, name: str) -> Any:
        """What importing a template gives. It is run by itself and sees no view."""
        if name not in self.trees:
            return ANYTHING
        self.template(name, {})
        return Exports(name, frozenset(self._top_level(name)))

    def report(self, name: str, node: nodes.Node, message: str, word: str, hint: Hint) -> None:
        """Take a problem down, once."""
        found = diagnostic(
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
        """What a template binds outside its blocks."""
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
    """The blocks of a parent that a template replaces without using what was there."""
    return frozenset(
        block.name
        for block in tree.find_all(nodes.Block)
        if not any(name.name == "super" for name in block.find_all(nodes.Name))
    )
