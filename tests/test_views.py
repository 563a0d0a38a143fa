"""The contract of the views: every field says what it is, and some template shows it."""

import ast
import inspect
import typing
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from jinja2 import nodes
from markupsafe import Markup
from msgspec.structs import fields

from dossierpress.pages.kinds import VIEWS
from dossierpress.pages.views.parts import View
from dossierpress.source.discovery import read_templates
from dossierpress.templating.check_theme import template_closure
from dossierpress.templating.environment import syntax

THEME, _ = read_templates(Path("no such folder"))

PLAIN = (str, int, bool, Markup, NoneType)
"""Types of which the written form tells one value from every other one of the same field."""
FOR_THE_ENVIRONMENT = {"catalogue"}
"""Fields that no template shows: they say which words it has."""


def named(annotation: Any) -> Iterator[Any]:
    """Every type that an annotation is made of."""
    yield annotation
    if get_origin(annotation) is not Literal:
        for argument in get_args(annotation):
            yield from named(argument)


def is_view(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, View)


def classes(view: type) -> dict[type, None]:
    """The view and every class that its fields hold, however deep."""
    found: dict[type, None] = {view: None}
    left = [view]
    while left:
        for annotation in get_type_hints(left.pop()).values():
            for one in named(annotation):
                if is_view(one) and one not in found:
                    found[one] = None
                    left.append(one)
    return found


def every_class() -> list[type]:
    return list({class_: None for view in VIEWS.values() for class_ in classes(view)})


@pytest.mark.parametrize("class_", every_class(), ids=lambda class_: class_.__name__)
def test_every_field_says_what_it_is(class_: type) -> None:
    (body,) = ast.parse(inspect.getsource(class_)).body
    assert isinstance(body, ast.ClassDef)
    said = {
        statement.target.id
        for statement, after in zip(body.body, body.body[1:], strict=False)
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and str(after.value.value).endswith(".")
    }

    assert class_.__doc__
    assert {field.name for field in fields(class_)} == said


@pytest.mark.parametrize("class_", every_class(), ids=lambda class_: class_.__name__)
def test_a_view_is_a_frozen_value_that_is_written_whole(class_: type[View]) -> None:
    """What the fingerprint of a page relies on."""
    written = class_.__struct_config__
    assert written.frozen
    assert written.array_like
    assert written.tag == class_.__name__
    odd = [
        annotation
        for annotation in get_type_hints(class_).values()
        for one in named(annotation)
        if not (
            one in PLAIN
            or one is Ellipsis
            or is_view(one)
            or get_origin(one) in (tuple, Literal, UnionType, typing.Union)
        )
    ]

    assert odd == []


@pytest.mark.parametrize("template", VIEWS)
def test_a_template_shows_every_field_of_its_view(template: str) -> None:
    trees = [
        syntax(THEME)[name] for name in template_closure(THEME, template) if name in syntax(THEME)
    ]
    asked = {
        node.attr
        for tree in trees
        if isinstance(tree, nodes.Template)
        for node in tree.find_all(nodes.Getattr)
    }
    unused = {
        f"{class_.__name__}.{field.name}"
        for class_ in classes(VIEWS[template])
        for field in fields(class_)
        if field.name not in asked and field.name not in FOR_THE_ENVIRONMENT
    }

    assert unused == set()


def test_every_page_template_of_the_theme_has_a_view() -> None:
    pages = {name for name, _ in THEME.templates if name.startswith(("pages/", "exports/"))}

    assert pages == set(VIEWS)
