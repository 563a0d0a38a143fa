"""The type checker of templates: a walk through one template with the type of every name.

Types come from the annotations of the views. `ANYTHING` is the type of a value that is known only
at run time.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Protocol, Union, cast, get_args, get_origin, get_type_hints

from jinja2 import nodes
from jinja2.runtime import LoopContext
from msgspec import Struct

from dossierpress.kernel.diagnostics import Hint, did_you_mean, write

ANYTHING: Any = object()
"""The type of a value that is known only at run time."""

LOOP: Any = LoopContext


class Exports(Struct, frozen=True, gc=False):
    """The names that an imported template exports."""

    template: str
    names: frozenset[str]


def alternatives(type_: Any) -> Iterator[Any]:
    """The members of a union type, without None."""
    if get_origin(type_) in (Union, UnionType):
        for one in get_args(type_):
            yield from alternatives(one)
    elif get_origin(type_) is Literal:
        yield from {type(one) for one in get_args(type_)}
    elif type_ is not NoneType:
        yield type_


def element_type(type_: Any) -> Any:
    """The type of the elements of an iterable."""
    for one in alternatives(type_):
        arguments = get_args(one)
        if get_origin(one) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
            return arguments[0]
    return ANYTHING


def attribute_type(type_: Any, name: str) -> Any:
    """The type of an attribute; None if no value of the type has it."""
    for one in alternatives(type_):
        if one is ANYTHING:
            return ANYTHING
        if isinstance(one, Exports):
            if name in one.names:
                return ANYTHING
        elif _is_struct(one):
            found = _hints(cast("Hashable", one)).get(name)
            if found is not None:
                return found
        elif hasattr(get_origin(one) or one, name) and not name.startswith("_"):
            return ANYTHING
    return None


def attribute_names(type_: Any) -> tuple[str, ...]:
    """The attributes of a type, for suggestions."""
    found: list[str] = []
    for one in alternatives(type_):
        if isinstance(one, Exports):
            found += sorted(one.names)
        elif _is_struct(one):
            found += one.__struct_fields__
    return tuple(found)


def type_name(type_: Any) -> str:
    """The name of a type in messages."""
    names = [
        f"`{one.template}`" if isinstance(one, Exports) else (get_origin(one) or one).__name__
        for one in alternatives(type_)
    ]
    return " or ".join(names)


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Struct)


@lru_cache(maxsize=512)
def _hints(class_: Hashable) -> dict[str, Any]:
    return get_type_hints(cast("type", class_))


Scope = dict[str, Any]
"""Name -> type of what it stands for."""

_GIVEN = frozenset({"self", "super", "caller", "varargs", "kwargs"})
"""Names that Jinja defines."""

_SAME_ELEMENTS = frozenset(
    {"sort", "reverse", "unique", "list", "select", "reject", "selectattr", "rejectattr"}
)
_ONE_ELEMENT = frozenset({"first", "last", "min", "max"})


class ThemeNames(Protocol):
    """The theme, as a walk through one of its templates uses it."""

    filters: Mapping[str, Any]
    tests: Mapping[str, Any]

    def template(self, name: str, scope: Scope, *, lenient: bool) -> None:
        """Check an included template."""

    def exports(self, name: str) -> Any:
        """The type of an imported template."""

    def report(self, name: str, node: nodes.Node, message: str, word: str, hint: Hint) -> None:
        """Record a problem."""


class TemplateWalk(Struct, kw_only=True):
    """One walk through one template, with the scope at every step."""

    theme: ThemeNames
    template: str
    overridden: frozenset[str]
    lenient: bool
    """Whether unbound names may be bound by a template that includes this one."""
    quiet: int = 0
    """How many enclosing tests ask only whether a name is defined."""

    def statements(self, body: list[nodes.Node], scope: Scope) -> None:
        """Visit statements in order; bindings last to the end of the body."""
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        """Visit one statement or expression."""
        visit = _STATEMENTS.get(type(node))
        if visit is not None:
            visit(self, node, scope)
        elif isinstance(node, nodes.Expr):
            self.type_of(node, scope)
        else:
            for child in node.iter_child_nodes():
                self.statement(child, scope)

    def loop(self, node: nodes.For, scope: Scope) -> None:
        """A loop: its variable has the type of the elements."""
        each = element_type(self.type_of(node.iter, scope))
        inner = scope | {"loop": LOOP} | _bind(node.target, each)
        if node.test is not None:
            self.type_of(node.test, inner)
        self.statements(node.body, inner)
        self.statements(node.else_, dict(scope))

    def assign(self, node: nodes.Assign, scope: Scope) -> None:
        """`{% set %}`."""
        scope |= _bind(node.target, self.type_of(node.node, scope))

    def assign_block(self, node: nodes.AssignBlock, scope: Scope) -> None:
        """`{% set %} … {% endset %}`."""
        self.statements(node.body, dict(scope))
        scope |= _bind(node.target, ANYTHING)

    def with_(self, node: nodes.With, scope: Scope) -> None:
        """`{% with %}`."""
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            inner |= _bind(target, self.type_of(value, scope))
        self.statements(node.body, inner)

    def macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        """A macro or a call block: the types of its arguments are not known."""
        if isinstance(node, nodes.CallBlock):
            self.type_of(node.call, scope)
        else:
            scope[node.name] = ANYTHING
        for default in node.defaults:
            self.type_of(default, scope)
        self.statements(node.body, scope | {one.name: ANYTHING for one in node.args})

    def block(self, node: nodes.Block, scope: Scope) -> None:
        """A block, unless a template that extends this one replaces it."""
        if node.name not in self.overridden:
            self.statements(node.body, dict(scope))

    def include(self, node: nodes.Include, scope: Scope) -> None:
        """`{% include %}`: the included template has the same scope."""
        for name in _literals(node.template):
            self.theme.template(name, scope if node.with_context else {}, lenient=self.lenient)

    def import_(self, node: nodes.Import, scope: Scope) -> None:
        """`{% import %}`."""
        scope[node.target] = self.theme.exports(literal(node.template))

    def from_import(self, node: nodes.FromImport, scope: Scope) -> None:
        """`{% from … import %}`."""
        offered = self.theme.exports(literal(node.template))
        for one in node.names:
            name = one if isinstance(one, str) else one[0]
            if attribute_type(offered, name) is None:
                self._no_attribute(node, offered, name)
        scope |= dict.fromkeys(imported_names(node), ANYTHING)

    def type_of(self, node: nodes.Node, scope: Scope) -> Any:
        """The type of an expression; visits all of it."""
        visit = _EXPRESSIONS.get(type(node))
        if visit is not None:
            return visit(self, node, scope)
        for child in node.iter_child_nodes():
            self.type_of(child, scope)
        return ANYTHING

    def item(self, node: nodes.Getitem, scope: Scope) -> Any:
        """`owner[…]`: a field by its name, or an element."""
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute_of(node, node.arg.value, scope)
        self.type_of(node.arg, scope)
        return element_type(self.type_of(node.node, scope))

    def choice(self, node: nodes.Expr, scope: Scope) -> Any:
        """`… if … else …`, `or`, `and`: the type of the first possible result."""
        kinds = [self.type_of(one, scope) for one in node.iter_child_nodes()]
        return kinds[1] if isinstance(node, nodes.CondExpr) else kinds[0]

    def attribute(self, node: nodes.Getattr, scope: Scope) -> Any:
        """`owner.field`."""
        return self._attribute_of(node, node.attr, scope)

    def name(self, node: nodes.Name, scope: Scope) -> Any:
        """A name that something must bind."""
        if node.name in scope:
            return scope[node.name]
        if node.name not in _GIVEN and not self.lenient and not self.quiet:
            view = attribute_names(scope.get("view", ANYTHING))
            hint = did_you_mean(node.name, [*scope, *(f"view.{name}" for name in view)])
            if node.name in view:
                hint = write(f"view.{node.name}")
            self.theme.report(
                self.template,
                node,
                f"there is no `{node.name}`: a template knows only `view` and what it sets itself",
                node.name,
                hint,
            )
        return ANYTHING

    def _attribute_of(self, node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> Any:
        owner = self.type_of(node.node, scope)
        found = attribute_type(owner, name)
        if found is None:
            self._no_attribute(node, owner, name)
            return ANYTHING
        return found

    def _no_attribute(self, node: nodes.Node, owner: Any, name: str) -> None:
        if not self.quiet:
            self.theme.report(
                self.template,
                node,
                f"{type_name(owner)} has no `{name}`",
                name,
                did_you_mean(name, attribute_names(owner)),
            )

    def filter(self, node: nodes.Filter, scope: Scope) -> Any:
        """`subject | filter`."""
        self._known(node, "filter", self.theme.filters)
        self.quiet += node.name in ("default", "d")
        subject = ANYTHING if node.node is None else self.type_of(node.node, scope)
        self.quiet -= node.name in ("default", "d")
        for argument in (*node.args, *node.kwargs):
            self.type_of(argument, scope)
        if node.name in _SAME_ELEMENTS:
            return subject
        return element_type(subject) if node.name in _ONE_ELEMENT else ANYTHING

    def test(self, node: nodes.Test, scope: Scope) -> Any:
        """`subject is test`."""
        self._known(node, "test", self.theme.tests)
        asks = node.name in ("defined", "undefined")
        self.quiet += asks
        self.type_of(node.node, scope)
        self.quiet -= asks
        for argument in node.args:
            self.type_of(argument, scope)
        return bool

    def _known(self, node: nodes.Filter | nodes.Test, what: str, names: Mapping[str, Any]) -> None:
        if node.name not in names:
            self.theme.report(
                self.template,
                node,
                f"there is no {what} `{node.name}`",
                node.name,
                did_you_mean(node.name, names),
            )


_STATEMENTS: dict[type[nodes.Node], Callable[[TemplateWalk, Any, Scope], None]] = {
    nodes.For: TemplateWalk.loop,
    nodes.Assign: TemplateWalk.assign,
    nodes.AssignBlock: TemplateWalk.assign_block,
    nodes.With: TemplateWalk.with_,
    nodes.Macro: TemplateWalk.macro,
    nodes.CallBlock: TemplateWalk.macro,
    nodes.Block: TemplateWalk.block,
    nodes.Include: TemplateWalk.include,
    nodes.Import: TemplateWalk.import_,
    nodes.FromImport: TemplateWalk.from_import,
}

_EXPRESSIONS: dict[type[nodes.Node], Callable[[TemplateWalk, Any, Scope], Any]] = {
    nodes.Name: TemplateWalk.name,
    nodes.Getattr: TemplateWalk.attribute,
    nodes.Getitem: TemplateWalk.item,
    nodes.Filter: TemplateWalk.filter,
    nodes.Test: TemplateWalk.test,
    nodes.CondExpr: TemplateWalk.choice,
    nodes.Or: TemplateWalk.choice,
    nodes.And: TemplateWalk.choice,
}


def _bind(target: nodes.Node, type_: Any) -> Scope:
    if isinstance(target, nodes.Name):
        return {target.name: type_}
    return {name.name: ANYTHING for name in target.find_all(nodes.Name)}


def imported_names(node: nodes.FromImport) -> list[str]:
    """The names that `from … import …` binds."""
    return [one if isinstance(one, str) else one[1] for one in node.names]


def literal(node: nodes.Node) -> str:
    """The constant text of an expression; empty for any other expression."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def _literals(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Tuple | nodes.List):
        return [literal(one) for one in node.items]
    return [literal(node)]
