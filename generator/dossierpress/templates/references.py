"""Whether the templates that a theme names are there, and whether one is made of itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import nodes

from dossierpress.diagnostics import Diagnostic
from dossierpress.diagnostics.suggest import did_you_mean
from dossierpress.model.files import TemplateSet
from dossierpress.templates.closure import closure
from dossierpress.templates.environment import syntax
from dossierpress.templates.places import diagnostic

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def check_references(templates: TemplateSet, pages: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Report templates that are missing, that cannot be known beforehand, or that go in a circle.

    Args:
        templates: The theme; a template that cannot be parsed is passed over.
        pages: Names of the templates that pages are made with.
    """
    known = [name for name, _ in templates.templates]
    found = [
        diagnostic(
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
                found += _check(templates, name, node, known)
    return tuple(found)


def _check(templates: TemplateSet, name: str, node: Any, known: list[str]) -> Iterator[Diagnostic]:
    wanted = _literals(node.template)
    if wanted is None:
        yield diagnostic(
            templates,
            "tpl-dynamic-template",
            name,
            node.lineno,
            "the name of this template is not known before the page is rendered",
            hint="write the name out; `{% if %}` can choose between several",
        )
        return
    if not any(one in known for one in wanted) and not getattr(node, "ignore_missing", False):
        yield diagnostic(
            templates,
            "tpl-missing-template",
            name,
            node.lineno,
            " and ".join(f"there is no template `{one}`" for one in wanted),
            word=wanted[0],
            hint=did_you_mean(wanted[0], known),
        )
    for one in wanted:
        if name in closure(templates, one):
            yield diagnostic(
                templates,
                "tpl-circular",
                name,
                node.lineno,
                f"`{one}` is made of `{name}`, which is made of it",
                word=one,
                hint="move what both need into a template of its own",
            )


def _literals(node: nodes.Expr) -> list[str] | None:
    """The names that an expression spells out; None where it does not spell them all out."""
    items = node.items if isinstance(node, nodes.Tuple | nodes.List) else [node]
    names = [
        item.value
        for item in items
        if isinstance(item, nodes.Const) and isinstance(item.value, str)
    ]
    return names if len(names) == len(items) else None
