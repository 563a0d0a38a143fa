"""Straight code writes what the strict environment writes, or leaves the page to it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.parser import Parser
from markupsafe import Markup
from msgspec import Struct

from building import AS_OF
from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import Store
from dossierpress.model.output import Page
from dossierpress.pipeline import prepare
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.source.discovery import read_templates
from dossierpress.source.files import TemplateSet
from dossierpress.source.project import project_at
from dossierpress.templating.check_theme import check_theme
from dossierpress.templating.code_generator import InliningEnvironment, is_safe_on_every_object
from dossierpress.templating.environment import environment, parsed
from dossierpress.templating.rendering import renderer
from harness import ROOT
from sample_site import render_all

SITES = sorted(path.parent for path in ROOT.glob("tests/sites/*/site.yml"))


HTML = Markup("<b>&amp;</b>")


class Part(Struct, frozen=True, kw_only=True):
    """A part of a view."""

    text: str = "<i>&'\""
    html: Markup = HTML
    number: int = 3
    nothing: None = None


class View(Struct, frozen=True, kw_only=True):
    """A view with what no view of ours has: lists and maps that a template could change."""

    title: str
    html: Markup
    part: Part
    parts: tuple[Part, ...]
    words: list[str]
    named: dict[str, str]
    format: str = "{0.__class__}"
    """Named as a method that the sandbox replaces."""
    update: int = 5
    """Named as a method that the sandbox refuses."""


def view() -> View:
    return View(
        title="A <b> & {0.__class__}",
        html=Markup("<em>{0.__class__}</em>"),
        part=Part(),
        parts=(Part(), Part(text="b", number=0)),
        words=["<u>", "b"],
        named={"a": "<a>", "title": "t"},
    )


def theme(texts: Mapping[str, str]) -> TemplateSet:
    return TemplateSet(
        templates=tuple(sorted(texts.items())),
        statics=(),
        paths=tuple((name, f"templates/{name}") for name in sorted(texts)),
    )


def outcome(make: Any, template: str) -> tuple[str, str]:
    """What comes of a page, and what it was made of is as it was."""
    of = view()
    try:
        found = "page", make(template, of)
    except RecursionError:  # at which call, depends on who called before
        found = "RecursionError", ""
    except Exception as error:  # noqa: BLE001 (all of them must be the same)
        found = type(error).__name__, str(error)
    assert of == view(), "a template has changed what it was given"
    return found[0], re.sub("(?i)0x[0-9a-f]+", "0x", found[1])


def strictly(templates: TemplateSet) -> Any:
    strict = environment(templates)
    return lambda template, of: strict.get_template(template).render(view=of)


def straight(templates: TemplateSet) -> Any:
    quick = InliningEnvironment(templates)
    return lambda template, of: quick.get_template(template).render(view=of)


def agree(texts: Mapping[str, str], template: str = "page.html") -> tuple[bool, tuple[str, str]]:
    """Whether straight code was enough, and what comes of the page, which must be the same."""
    templates = theme(texts)
    expected = outcome(strictly(templates), template)
    if expected != outcome(strictly(templates), template):
        return True, expected  # it shows where something lies in memory, and is another each time
    quick = outcome(straight(templates), template)
    assert expected == outcome(renderer(templates).render, template)
    if quick[0] == "page":
        assert expected == quick
    return quick[0] == "page", expected


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.name)
def test_every_page_of_every_site_is_the_same_and_needs_no_second_attempt(site: Path) -> None:
    with Store() as store:
        context = prepare.BuildContext(
            store=store, executor=InlineExecutor(), watch=prepare.unwatched_stage
        )
        log = BuildLog(strict=False, clock=lambda: 0.0)
        scope = prepare.PublicationScope(as_of=AS_OF, drafts=False)
        prepared = prepare.prepare_edition(project_at(site), scope, context, log)
        if prepared is None:
            assert log.stopped
            return
        strict, quick = strictly(prepared.templates), straight(prepared.templates)
        for page, _ in prepared.plan.pages:
            assert strict(page.template, page.view) == quick(page.template, page.view), page.path


MACROS = (
    "{% macro link(to, text='none') %}<a href=\"{{ to }}\">{{ text }}</a>{% endmacro %}"
    "{% macro box(x) %}<div>{{ x }}{{ caller() }}</div>{% endmacro %}"
    "{% macro all() %}{{ varargs | join }}{{ kwargs | length }}{% endmacro %}"
    "{% macro maybe() %}{{ caller() if caller is defined else 'none' }}{% endmacro %}"
    "{% macro own(a, caller=none) %}{{ a }}{{ caller }}{% endmacro %}"
    "{% set labels = {'a': '<a>'} %}{% set up = 'x<'.upper %}"
)

SAME: Mapping[str, bool] = {
    # Template -> whether straight code is enough for it.
    "{{ view.title }}{{ view.html }}{{ view.part.number }}{{ view.part.nothing }}": True,
    "{% for one in view.parts %}{{ loop.index }}{{ one.text }}{{ loop.last }}{% endfor %}": True,
    "{{ m.link(view.title, text=view.html) }}{{ m.link('a') | upper }}": True,
    "{{ m.link(view.title) ~ view.title }}{% set a = m.link(1) %}{{ a }}": True,
    "{% call m.box(view.title) %}{{ view.title }}{% endcall %}": True,
    "{% macro inner(x) %}{{ x }}{{ m.link(x) }}{% endmacro %}{{ inner(view.title) }}": True,
    "{% from 'm.html' import link as to %}{{ to(view.title) }}": True,
    "{{ view.title.upper() }}{{ view.title | upper }}{{ view.words | join(view.title) }}": True,
    "{{ view.absent is defined }}{{ view.absent | default('x') }}": True,
    "{{ m.labels.a }}{{ view.named['a'] }}": True,
    "{{ view.format }}{{ view.update }}": True,
    "{% block a %}{{ self.b() }}{% endblock %}{% block b %}{{ view.title }}{% endblock %}": True,
    "{% include 'part.html' %}{% include 'gone.html' ignore missing %}": True,
    "{% extends 'base.html' %}{% block a %}{{ super() }}{{ view.title }}{% endblock %}": True,
    "{% extends 'base.txt' %}{% block a %}{{ super() }}{{ view.title }}{% endblock %}": False,
    "{{ view.named.a }}": False,
    "{{ m.all(view.title, view.html, a=1) }}": False,
    "{{ m.maybe() }}": False,
    "{{ m.own(view.title) }}": False,
    "{{ m.up() }}{{ view.title.upper() }}": False,
    "{% set link = view.title.upper %}{% macro link2() %}{% endmacro %}{{ link() }}": True,
    "{% macro up() %}{% endmacro %}{% set up = view.title.upper %}{{ up() }}": False,
    "{% if 1 %}{% macro deep(a) %}{{ a }}{% endmacro %}{{ deep(a=view.title) }}{% endif %}": True,
    "{% autoescape false %}{{ view.title }}{{ m.link(view.title) }}{% endautoescape %}": True,
    "{% macro n() %}<n>{% endmacro %}{% macro o() %}{{ n() }}{% endmacro %}"
    "{% autoescape false %}{{ o() }}{% endautoescape %}": True,
    "{% for words in view.parts %}{{ words.text }}{% endfor %}{{ m }}": True,
    "{{ m.link }}": True,
}


@pytest.mark.parametrize(("text", "quick"), SAME.items())
def test_pages_are_the_same(text: str, *, quick: bool) -> None:
    parts = {
        "m.html": MACROS,
        "part.html": "{{ view.title }}",
        "base.html": "{% block a %}<b>{% endblock %}{% block c %}{{ view.title }}{% endblock %}",
        "base.txt": "{% block a %}<b>{% endblock %}{% block c %}{{ view.title }}{% endblock %}",
    }
    imports = "" if "extends" in text else "{% import 'm.html' as m %}"

    was_quick, (kind, _) = agree({**parts, "page.html": imports + text})

    assert (quick, "page") == (was_quick, kind)


REFUSED = [
    "{{ view.__class__ }}",
    "{{ view.title.__class__.__mro__ }}",
    "{{ view.words.append('x') }}",
    "{% set add = view.words.append %}{{ add('x') }}",
    "{{ view.words.pop() }}",
    "{{ view.named.update({'a': 'b'}) }}",
    "{{ view.named.clear() }}",
    "{{ view.title.format(view) }}",
    "{% set say = view.title.format %}{{ say(view) }}",
    "{{ view.title.format_map({'0': view}) }}",
    "{{ view.html.format(view) }}",
    "{{ m.up.__self__ }}",
    "{{ m.link.__call__ }}",
    "{{ m.link._plain }}",
    "{{ m.link._func }}",
    "{{ m.link._environment }}",
    "{{ m.__class__ }}",
    "{{ (view.words | map('upper')).gi_frame }}",
    "{{ (view.words | map('upper')).gi_code }}",
    "{{ view.words | map(attribute='__class__') | join }}",
    "{{ view | attr('__class__') }}",
    "{{ view['__class__'] }}",
    "{{ self.__init__.__globals__ }}",
    "{{ ''.__class__.mro() }}",
    "{{ loop }}",
    "{{ view.titel }}",
    "{{ nothing }}",
    "{{ m.nothing }}",
    "{{ m.link(1, 2, 3) }}",
    "{{ m.link(other=1) }}",
    "{% call m.link(1) %}x{% endcall %}",
    "{{ view.part.number + view.title }}",
    "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    "{% include 'gone.html' %}",
    "{{ view.title() }}",
    "{{ view.\ufb01eld }}",
    "{{ view.class }}",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_refused_in_the_same_words(text: str) -> None:
    quick, (kind, message) = agree(
        {"m.html": MACROS, "page.html": "{% import 'm.html' as m %}" + text}
    )

    assert (False, True) == (quick, kind != "page"), message


@pytest.mark.parametrize(
    "name",
    [
        *("_x", "__class__", "format", "format_map", "append", "extend", "pop", "update", "clear"),
        *("setdefault", "add", "discard", "sort", "reverse", "mro", "gi_frame"),
        *("gi_code", "class", "is", "\ufb01eld", "a b"),
    ],
)
def test_names_that_some_object_may_not_be_asked_for_are_not_read_at_once(name: str) -> None:
    assert not is_safe_on_every_object(name)


def test_a_template_that_needs_the_strict_form_is_made_twice_only_once() -> None:
    """Counted: a template of which straight code is given up is not tried again."""
    templates = theme({"page.html": "{{ view.named.a }}"})
    tried: list[str] = []

    class Named(dict[str, str]):
        """A map that tells when it is asked for an attribute that it does not have."""

        def __getattr__(self, name: str) -> str:
            tried.append(name)
            raise AttributeError(name)

    make = renderer(templates).render
    pages = []
    for _ in range(3):
        of = View(**{**{name: getattr(view(), name) for name in View.__slots__},
                     "named": Named(a="<a>")})  # fmt: skip
        pages.append(make("page.html", of))

    assert ["&lt;a&gt;"] * 3 == pages
    assert 1 + 3 == tried.count("a")


NAMES = st.sampled_from(
    ["title", "html", "part", "parts", "words", "named", "format", "update", "text", "number",
     "nothing", "absent", "_x", "__class__", "append", "pop", "format_map", "upper", "items",
     "copy", "keys", "index", "count", "mro", "gi_frame", "link", "box", "all", "up", "labels",
     "first", "last", "index0", "_plain", "_around", "name", "arguments", "title", "field",
     "class"]
)  # fmt: skip
FILTERS = st.sampled_from(
    ["upper", "length", "join", "list", "first", "last", "default('d')", "string", "e", "escape",
     "tojson", "lower", "replace('a','b')", "map('upper')", "map(attribute='text')",
     "selectattr('text')", "sort", "unique", "batch(2)", "safe", "striptags", "attr('title')",
     "attr('__class__')", "dictsort", "items", "format(view)", "urlize", "wordcount"]
)  # fmt: skip
SOUND = ["view.title", "view.html", "view.part", "view.parts", "view.words", "view.named", "'<q>'",
         "view.part.text", "view.parts[0].html", "m.link('<a>')", "m.link(view.title, text='b')",
         "m.labels", "3", "none", "[view.title, view.html]"]  # fmt: skip
DOUBTFUL = ["view", "m", "one", "loop", "self", "a", "link", "own", "caller", "missing", "m.up",
            "m.link", "{'a': view}"]  # fmt: skip
ATOMS = st.sampled_from(SOUND * 3 + DOUBTFUL)


def _expressions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(inner, max_size=2).map(", ".join)
    return st.one_of(
        st.builds("{}.{}".format, inner, NAMES),
        st.builds("{}.{}".format, inner, NAMES),
        st.builds("{}[{}]".format, inner, st.sampled_from(["0", "'a'", "'title'", "'__class__'"])),
        st.builds("({} | {})".format, inner, FILTERS),
        st.builds("{}({})".format, inner, arguments),
        st.builds("m.{}({})".format, st.sampled_from(["link", "box", "all", "own"]), arguments),
        st.builds("link({}, text={})".format, inner, inner),
        st.builds("({} ~ {})".format, inner, inner),
        st.builds("({} if {} is defined else {})".format, inner, inner, inner),
    )


EXPRESSIONS = st.recursive(ATOMS, _expressions, max_leaves=5)


def _statements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{{% if {} %}}{}{{% endif %}}".format, EXPRESSIONS, inner),
        st.builds("{{% for one in {} %}}{}{{% endfor %}}".format, EXPRESSIONS, inner),
        st.builds("{{% set a = {} %}}{}".format, EXPRESSIONS, inner),
        st.builds("{{% set a %}}{}{{% endset %}}{{{{ a }}}}".format, inner),
        st.builds("{{% with a = {} %}}{}{{% endwith %}}".format, EXPRESSIONS, inner),
        st.builds("{{% macro own(a) %}}{}{{% endmacro %}}{{{{ own(view) }}}}".format, inner),
        st.builds("{{% call m.box({}) %}}{}{{% endcall %}}".format, EXPRESSIONS, inner),
        st.builds("{{% call(a) own({}) %}}{}{{% endcall %}}".format, EXPRESSIONS, inner),
        st.builds("{{% filter upper %}}{}{{% endfilter %}}".format, inner),
        st.builds("{{% autoescape {} %}}{}{{% endautoescape %}}".format,
                  st.sampled_from(["false", "true", "view.title"]), inner),
        st.builds("{{% from 'm.html' import link, up as own %}}{}".format, inner),
        st.builds("{}{}".format, inner, inner),
    )  # fmt: skip


TEXTS = st.recursive(
    st.builds("<p>{{{{ {} }}}}</p>".format, EXPRESSIONS), _statements, max_leaves=4
)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["page.html", "page.txt"]), st.sampled_from(["m.html", "m.txt"]))
def test_no_template_gives_another_page_or_message(text: str, name: str, macros: str) -> None:
    text = f"{{% import '{macros}' as m %}}{text}".replace("'m.html'", f"'{macros}'")

    agree({macros: MACROS, name: text}, name)


@settings(max_examples=100)
@given(TEXTS, TEXTS, st.sampled_from(["base.html", "base.txt"]))
def test_blocks_and_includes_give_the_same_too(text: str, other: str, base: str) -> None:
    agree(
        {
            "m.html": MACROS,
            "part.html": text,
            base: f"{{% block a %}}{other}{{% endblock %}}{{% block b %}}{text}{{% endblock %}}",
            "page.html": f"{{% extends '{base}' %}}{{% import 'm.html' as m %}}"
            f"{{% block a %}}{{{{ super() }}}}{{% include 'part.html' %}}{text}{{% endblock %}}",
        }
    )


def test_a_mistake_is_told_at_its_line_with_what_may_be_meant() -> None:
    templates = theme({"page.html": "{% set a = 1 %}\n\n<p>{{ view.titel }}"})
    page = Page(path="a.html", template="page.html", make_view=view, origin="a test")

    outputs, (problem,) = render_all([page], renderer(templates))

    assert () == outputs
    assert problem.span is not None
    assert (3, "View has no `titel`", "did you mean `title`?") == (
        problem.span.line, problem.message, problem.hint,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '{{ "a" ~ "b"|upper }}{{ ("x" ~ "<")|safe }}{% if 1 + 1 == 2 %}{{ view.title }}{% endif %}',
        "{% macro m(a, b='x' ~ 'y') %}{{ a ~ b }}{% endmacro %}{{ m('1' ~ '2') }}",
        *(text for _, text in read_templates(Path("no such folder"))[0].templates),
    ],
)
def test_to_compile_a_template_changes_nothing_in_the_tree_that_it_is_checked_by(text: str) -> None:
    name = "pages/article.html"
    tree = parsed(name, text)
    before = repr(tree)
    theme = InliningEnvironment(TemplateSet(templates=((name, text),), statics=(), paths=()))
    theme.compile(text, name, name)
    assert parsed(name, text) is tree
    assert repr(tree) == before


def test_a_theme_that_is_checked_and_rendered_is_parsed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times: list[str] = []
    parse = Parser.parse

    def counted(parser: Parser) -> Any:
        times.append(str(parser.name))
        return parse(parser)

    monkeypatch.setattr(Parser, "parse", counted)
    text = "{{ view.title }}: a text that no other test has"
    templates = TemplateSet(
        templates=(("pages/one.html", text),), statics=(), paths=(("pages/one.html", "one"),)
    )
    assert check_theme(templates, {"pages/one.html": View}) == ()
    assert "A &lt;b&gt;" in renderer(templates).render("pages/one.html", view())
    assert times == ["pages/one.html"]
