"""The words of templates in another language: put in when a template is read, not when it runs.

A template marks its words as Jinja's own extension has it: `_("Claims")`, `pgettext("filter",
"any")`, `{% trans name %}Claims about {{ name }}{% endtrans %}`, and with a number
`{% trans count %}{{ count }} claim{% pluralize %}{{ count }} claims{% endtrans %}`. That extension
looks words up whenever a page is made. This one puts what the catalogue has into the syntax tree,
so that a template is compiled for its language and pages take no longer. What a catalogue says is
text: it is escaped like all text.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer

from dossierpress.catalogues.reading import Catalogue, plural_of
from dossierpress.kernel.languages import has_own_digits, in_digits

IN_DIGITS = "in_digits"
"""The filter that writes a whole number in the digits of the language, and leaves all else."""
PLURAL_FORM = "plural_form"
"""The filter that gives the place of the form that goes with a number."""

_GAP = re.compile(r"%\((\w+)\)s|%%")


class Translation(InternationalizationExtension):
    """`{% trans %}`, in the language of the environment."""

    def __init__(self, environment: Environment) -> None:
        """Of an environment; its `catalogue` is None for English."""
        super().__init__(environment)
        del environment.globals["_"]

    def _make_node(  # type: ignore[override]  # noqa: PLR0913, PLR0917 (as Jinja calls it)
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: Mapping[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,  # noqa: FBT001
        num_called_num: bool,  # noqa: ARG002, FBT001
    ) -> nodes.Stmt:
        """The text itself in place of a call that finds it."""
        catalogue: Catalogue | None = getattr(self.environment, "catalogue", None)
        if not vars_referenced:
            # Without gaps, a per cent sign is written once, and a tool finds it so.
            singular, plural = singular.replace("%%", "%"), plural and plural.replace("%%", "%")
            variables = {}
        if plural is None or plural_expr is None:
            text = catalogue.text(context or "", singular) if catalogue else singular
            return _written(text, self._in_digits(variables))
        forms = catalogue.forms(context or "", singular) if catalogue else ()
        if not forms:
            one = nodes.Compare(plural_expr, [nodes.Operand("eq", nodes.Const(1))])
            return _either(one, _written(singular, variables), _written(plural, variables))
        variables = self._in_digits(variables)
        place = nodes.Filter(plural_expr, PLURAL_FORM, [], [], None, None)
        shown: nodes.Stmt = _written(forms[-1], variables)
        for number in range(len(forms) - 2, -1, -1):
            test = nodes.Compare(place, [nodes.Operand("eq", nodes.Const(number))])
            shown = _either(test, _written(forms[number], variables), shown)
        return shown

    def _in_digits(self, variables: Mapping[str, nodes.Expr]) -> Mapping[str, nodes.Expr]:
        """What fills the gaps, with numbers in the digits of the language."""
        catalogue: Catalogue | None = getattr(self.environment, "catalogue", None)
        if catalogue is None or not has_own_digits(catalogue.lang):
            return variables
        return {
            name: nodes.Filter(value, IN_DIGITS, [], [], None, None)
            for name, value in variables.items()
        }


def _either(test: nodes.Expr, body: nodes.Stmt, other: nodes.Stmt) -> nodes.Stmt:
    return nodes.If(test, [body], [], [other])


def _written(text: str, variables: Mapping[str, nodes.Expr]) -> nodes.Output:
    """A text as it is written to a page, with what stands in its gaps."""
    if not variables:
        return nodes.Output([nodes.Const(text)])
    pieces: list[nodes.Expr] = []
    end = 0
    words = ""
    for gap in _GAP.finditer(text):
        words += text[end : gap.start()]
        end = gap.end()
        if gap[0] == "%%":
            words += "%"
        elif gap[1] in variables:
            pieces += [nodes.Const(words), variables[gap[1]]]
            words = ""
    pieces.append(nodes.Const(words + text[end:]))
    return nodes.Output([one for one in pieces if not _is_nothing(one)])


def _is_nothing(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and not node.value


def with_words(tree: nodes.Template, catalogue: Catalogue | None) -> nodes.Template:
    """Put the words into a tree for each `_("…")` and `pgettext("…", "…")` of it."""
    translated: nodes.Template = _Words(catalogue).visit(tree)
    return translated


class _Words(NodeTransformer):
    def __init__(self, catalogue: Catalogue | None) -> None:
        self._catalogue = catalogue

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja's name)
        named = node.node.name if isinstance(node.node, nodes.Name) else ""
        told = [one.value for one in node.args if isinstance(one, nodes.Const)]
        wanted = {"_": 1, "gettext": 1, "pgettext": 2}.get(named)
        if wanted is None or len(told) != wanted or len(node.args) != wanted or node.kwargs:
            return self.generic_visit(node)
        context, source = ("", *told)[-2:]
        text = self._catalogue.text(context, source) if self._catalogue else source
        return nodes.Const(text, lineno=node.lineno)


def plural_filter(catalogue: Catalogue | None) -> Any:
    """The filter `plural_form` of a language; the one of English where its rule is none."""
    try:
        return plural_of(catalogue.plural_rule) if catalogue else _english
    except ValueError:
        return _english


def digits_filter(catalogue: Catalogue | None) -> Callable[[Any], Any]:
    """The filter `in_digits` of a language."""
    if catalogue is None or not has_own_digits(catalogue.lang):
        return _as_it_is
    lang = catalogue.lang
    return lambda value: in_digits(value, lang) if type(value) is int else value


def _as_it_is(value: Any) -> Any:
    return value


def _english(number: int) -> int:
    return int(number != 1)
