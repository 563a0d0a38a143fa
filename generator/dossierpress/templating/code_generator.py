"""Templates compiled to inlined code: fields are read, macros called and texts escaped at once.

Jinja calls its environment at every step of a template, and ours checks the type of each value.
Inlined code omits the call if the result is known: an attribute is read directly if the sandbox
allows its name on every object, a macro is called as a Python function, and a text is escaped
directly. The output is the same. In any other case inlined code raises, and the strict
environment renders the page again (see `rendering`): only that one reports errors to the author.
"""

import keyword
from collections import deque
from functools import lru_cache
from typing import Any

from jinja2 import nodes, runtime
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]

from dossierpress.catalogues.choice import is_marked
from dossierpress.catalogues.reading import Catalogue
from dossierpress.source.files import TemplateSet
from dossierpress.templating.environment import ThemeEnvironment, parsed
from dossierpress.templating.type_checker import imported_names

_HEADER = "from dossierpress.templating.code_generator import Macro, require_escaping, shown"
_TOLD_BEFOREHAND = (
    nodes.EvalContextModifier,
    nodes.Macro,
    nodes.FromImport,
    nodes.Import,
    nodes.Filter,
    nodes.Test,
)
"""Nodes that change how others are escaped."""
_ASK_FOR_ABSENT = ("default", "d", "defined", "undefined")
"""Filters and tests of a name that may be missing."""


class OtherEscapingError(Exception):
    """A block runs in a page with other escaping than the template that defines it."""


class Macro(runtime.Macro):
    """A macro that exposes its function. Named as in Jinja, because `repr` shows the name."""

    def __init__(self, environment: Any, func: Any, name: str, *about: Any) -> None:
        """`about` holds the further arguments of Jinja's class."""
        super().__init__(environment, func, name, *about)
        simple = not (self.catch_kwargs or self.catch_varargs or self.explicit_caller)
        # Names with an underscore are hidden from templates.
        self._plain = func if simple and not self.caller else None
        self._around = func if simple and self.caller else None


def shown(value: Any) -> str:
    """A value as it is written to a page: text escaped, markup unchanged."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)


def require_escaping(context: runtime.Context, *, escaped: bool) -> None:
    """Check that the running template has the escaping that this code was compiled for.

    Raises:
        OtherEscapingError: It has another one.
    """
    if context.eval_ctx.autoescape is not escaped:
        raise OtherEscapingError


class InliningCodeGenerator(CodeGenerator):
    """Inlines what has the same effect, and generates Jinja's code for everything else."""

    def visit_Template(  # noqa: N802 (Jinja's name; so with the next two)
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """A whole template; one that switches escaping is left as Jinja writes it."""
        self._straight = True
        self._macros = {"caller"}
        self._modules: set[str] = set()
        self._may_be_absent: set[int] = set()
        for one in node.find_all(_TOLD_BEFOREHAND):
            match one:
                case nodes.EvalContextModifier():
                    self._straight = False
                case nodes.Macro():
                    self._macros.add(one.name)
                case nodes.FromImport():
                    self._macros.update(imported_names(one))
                case nodes.Import():
                    self._modules.add(one.target)
                case nodes.Filter() | nodes.Test() if one.name in _ASK_FOR_ABSENT:
                    self._may_be_absent.add(id(one.node))
        self._written: nodes.Node | None = None
        """A call whose result stands in the page as it is, so that nothing need mark it."""
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """The first lines of the code of a template and of each block."""
        super().write_commons()
        if self._straight:
            escaped = nodes.EvalContext(self.environment, self.name).autoescape
            self.writeline(f"require_escaping(context, escaped={escaped!r})")

    @optimizeconst
    def visit_Getattr(  # noqa: N802
        self, node: nodes.Getattr, frame: Frame
    ) -> None:
        """An attribute, read as Python does."""
        if self._straight and self._is_plain(node):
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def _is_plain(self, node: nodes.Getattr) -> bool:
        """Whether the sandbox allows it on every object, and the object has no own lookup."""
        owner = node.node
        looks_up = (isinstance(owner, nodes.Name) and owner.name == "self") or (
            isinstance(owner, nodes.Getattr)
            and isinstance(owner.node, nodes.Name)
            and owner.node.name in self._modules
        )
        return (
            not looks_up
            and id(node) not in self._may_be_absent
            and is_safe_on_every_object(node.attr)
        )

    @optimizeconst
    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """A call; of a macro, as the function that it is."""
        if not self._is_macro(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif forward_caller or node is self._written or not frame.eval_ctx.autoescape:
            self._call_macro(node, frame, around=forward_caller)
        else:
            self.write("Markup(")
            self._call_macro(node, frame)
            self.write(")")

    def _is_macro(self, node: nodes.Expr) -> bool:
        """Whether the call seems to be of a macro. If it is not, running it raises an error."""
        if not self._straight or not isinstance(node, nodes.Call):
            return False
        if node.dyn_args or node.dyn_kwargs:
            return False
        called = node.node
        if isinstance(called, nodes.Getattr) and not called.attr.startswith("_"):
            return isinstance(called.node, nodes.Name) and called.node.name in self._modules
        return isinstance(called, nodes.Name) and called.name in self._macros

    def _call_macro(self, node: nodes.Call, frame: Frame, *, around: bool = False) -> None:
        self.visit(node.node, frame)
        self.write("._around(" if around else "._plain(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            # As Jinja calls the parameters of macros that are defined outside of everything else.
            self.write(f"l_1_{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write("l_1_caller=caller)" if around else ")")

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """One line; that of a macro's function, with what its class gives for what is left out."""
        if x.startswith("def macro(") and self._straight:
            names = filter(None, x.removeprefix("def macro(").removesuffix("):").split(", "))
            x = f"def macro({', '.join(f'{name}=missing' for name in names)}):"
        super().writeline(x, node, extra)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._straight or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif self._is_macro(node):
            self._written = node
            self.write("(")
        else:
            self.write("shown(")


class InliningEnvironment(ThemeEnvironment):
    """The environment of a theme whose templates are compiled to inlined code."""

    code_generator_class = InliningCodeGenerator

    def __init__(self, templates: TemplateSet, catalogue: Catalogue | None = None) -> None:
        """Of `templates`. Folding what is constant would change trees that others read too."""
        super().__init__(templates, catalogue)
        self.optimized = False

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax tree from the check of the theme, unless a catalogue changes its words."""
        if self.catalogue is not None and is_marked(source):
            return super()._parse(source, name, filename)
        tree = parsed(name or "", source)
        return tree if isinstance(tree, nodes.Template) else super()._parse(source, name, filename)

    def _generate(self, *arguments: Any, **named: Any) -> str:
        # On the first line, so that all others keep their numbers.
        imports, _, code = super()._generate(*arguments, **named).partition("\n")
        return f"{imports}; {_HEADER}\n{code}"


@lru_cache(maxsize=1024)
def is_safe_on_every_object(attribute: str) -> bool:
    """Whether the sandbox allows an attribute of that name on every kind of object."""
    return (
        attribute.isascii()  # Python would take `ﬁ` for `fi`
        and attribute.isidentifier()
        and not keyword.iskeyword(attribute)
        and not attribute.startswith("_")
        and all(
            _SANDBOX.is_safe_attribute(one, attribute, None)
            and _SANDBOX.wrap_str_format(getattr(one, attribute, None)) is None
            for one in _ONE_OF_EACH
        )
    )


_SANDBOX = ImmutableSandboxedEnvironment()
_ONE_OF_EACH: tuple[Any, ...] = (
    *("", Markup(), [], {}, set(), deque()),
    *(shown, _SANDBOX.call, type, (one for one in "")),
)
"""One of every kind of object that has attributes which the sandbox refuses."""
