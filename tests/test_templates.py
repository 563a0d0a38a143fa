"""What is wrong with a theme is found before a page is made, all of it, at its line."""

import pytest
from msgspec import Struct
from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pages.kinds import VIEWS
from dossierpress.source.files import TemplateSet
from dossierpress.templating.check_theme import check_theme, closure_digest, template_closure
from dossierpress.templating.environment import parsed, syntax
from sample_site import THEME


class Item(Struct, frozen=True, kw_only=True):
    """An item of a list."""

    href: str


class View(Struct, frozen=True, kw_only=True):
    """A view."""

    title: str
    items: tuple[Item, ...]
    first: Item | None


def theme(**texts: str) -> TemplateSet:
    """Templates of one name each: `page=…` is `page.html`."""
    named = {f"{name}.html": text for name, text in texts.items()}
    return TemplateSet(
        templates=tuple(sorted(named.items())),
        statics=(),
        paths=tuple((name, f"templates/{name}") for name in sorted(named)),
    )


def problems(**texts: str) -> list[Diagnostic]:
    return list(check_theme(theme(**texts), {"page.html": View}))


def told(**texts: str) -> list[tuple[str, int, int, str]]:
    """(path, line, column, code) of every problem."""
    return [
        (one.path, one.span.line, one.span.column, one.code)
        for one in problems(**texts)
        if one.span is not None
    ]


def test_the_shipped_theme_is_sound() -> None:
    assert check_theme(THEME, VIEWS) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.title }}",
        "{% for one in view.items %}{{ one.href }}{{ loop.index }}{% else %}none{% endfor %}",
        "{% for one in view.items | reverse if one.href %}{{ one.href }}{% endfor %}",
        "{{ (view.items | first).href }} {{ view.items[0].href }} {{ view['title'] }}",
        "{% if view.first %}{{ view.first.href }}{% endif %}",
        "{{ (view.first or view.items[0]).href }}",
        "{{ view.nothing | default('none') }} {% if view.nothing is defined %}{% endif %}",
        "{% set a = view.items %}{% for b in a %}{{ b.href }}{% endfor %}",
        "{% with a = view.first %}{{ a.href }}{% endwith %}",
        "{% set a %}text{% endset %}{{ a }}",
        (
            "{% macro m(a, b=1) %}{{ a.anything }}{{ b }}{{ caller() }}{% endmacro %}"
            "{% call m(view) %}{{ view.title }}{% endcall %}"
        ),
        "{% block a %}{{ self.b() }}{% endblock %}{% block b %}{% endblock %}",
        "{{ view.title.upper() }} {{ view.title | upper | replace('A', 'B') }}",
        "{% for a, b in [(1, view)] %}{{ a }}{{ b.title }}{% endfor %}",
    ],
)
def test_sound_templates_are_left_alone(text: str) -> None:
    assert problems(page=text) == []


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("{{ view.titel }}", 1, 9, "View has no `titel`", "did you mean `title`?"),
        ("\n  {{ title }}", 2, 6, NO_TITLE := "there is no `title`: a template knows only `view`"
         " and what it sets itself", "write `view.title`"),
        ("{{ viw.title }}", 1, 4, NO_TITLE.replace("title", "viw"), "did you mean `view`?"),
        ("{% for one in view.items %}\n{{ one.hrf }}\n{% endfor %}", 2, 8,
         "Item has no `hrf`", "did you mean `href`?"),
        ("{{ view.first.link }}", 1, 15, "Item has no `link`", None),
        ("{{ view.items[0].url }}", 1, 18, "Item has no `url`", None),
        ("{{ view.title | uper }}", 1, 17, "there is no filter `uper`", "did you mean `upper`?"),
        ("{% if view.title is strin %}{% endif %}", 1, 21, "there is no test `strin`",
         "did you mean `string`?"),
        ("{{ range(3) }}", 1, 4, NO_TITLE.replace("title", "range"), None),
        ("{% set a = view.items | last %}{{ a.name }}", 1, 37, "Item has no `name`", None),
        ("{{ view.title if view.titl }}", 1, 23, "View has no `titl`", "did you mean `title`?"),
    ],
)  # fmt: skip
def test_names_that_are_not_there(
    text: str, line: int, column: int, message: str, hint: str | None
) -> None:
    (problem,) = problems(page=text)

    assert problem.span is not None
    assert ("tpl-unknown-name", line, column, message, hint) == (
        problem.code, problem.span.line, problem.span.column, problem.message, problem.hint,
    )  # fmt: skip


def test_names_are_followed_into_includes_parents_and_imports() -> None:
    found = told(
        page="{% extends 'base.html' %}{% import 'words.html' as words %}"
        "{% block main %}{{ words.gone }}{% for one in view.items %}"
        "{% include 'part.html' %}{% endfor %}{% endblock %}",
        base="{% block side %}{{ view.none }}{% endblock %}"
        "{% block main %}{{ view.x }}{% endblock %}",
        part="{{ one.href }}{{ one.x }}{{ words.here }}",
        words="{% set here = 1 %}{{ view.title }}",
    )

    assert found == [
        ("templates/base.html", 1, 25, "tpl-unknown-name"),
        ("templates/page.html", 1, 85, "tpl-unknown-name"),
        ("templates/part.html", 1, 22, "tpl-unknown-name"),
        # An imported template is run by itself and sees no view.
        ("templates/words.html", 1, 22, "tpl-unknown-name"),
    ]


def test_every_broken_template_is_reported_in_one_run() -> None:
    found = told(
        page="{% extends 'bas.html' %}",
        base="\n{% if %}",
        left="{% include 'right.html' %}",
        other="{{ view.title",
        right="\n\n{% include 'left.html' %}",
        wild="{% include view.title ~ '.html' %}",
    )

    assert found == [
        ("templates/base.html", 2, 1, "tpl-syntax"),
        ("templates/left.html", 1, 13, "tpl-circular"),
        ("templates/other.html", 1, 1, "tpl-syntax"),
        ("templates/page.html", 1, 13, "tpl-missing-template"),
        ("templates/right.html", 3, 13, "tpl-circular"),
        ("templates/wild.html", 1, 1, "tpl-dynamic-template"),
    ]


def test_a_page_template_that_is_missing_is_reported() -> None:
    (problem,) = check_theme(theme(pages="x"), {"page.html": View})

    assert (
        problem.path, problem.message,
    ) == ("templates/page.html", "the theme has no template `page.html`")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("<p>\n<a href={{ view.title }}>x</a>", 2, 4, "tpl-unquoted-attribute"),
        ("<a {{ view.title }}>x</a>", 1, 1, "tpl-unquoted-attribute"),
        ("<a title=a{{ view.title }}>x</a>", 1, 4, "tpl-unquoted-attribute"),
        ("{% if view.first %}<i>{% endif %}\n\n<b id={{ view.title }}>", 3, 4,
         "tpl-unquoted-attribute"),
        ("{{ view.title | safe }}", 1, 17, "tpl-unsafe"),
        ("\n{% autoescape false %}{{ view.title }}{% endautoescape %}", 2, 4, "tpl-unsafe"),
        ("<script>go()</script>", 1, 2, "tpl-inline-code"),
        ("<STYLE>p {}</STYLE>", 1, 1, "tpl-inline-code"),
        ('<p style="color: red">', 1, 4, "tpl-inline-code"),
        ('<p onclick="go()">', 1, 4, "tpl-inline-code"),
        ('<a href="javascript:go()">', 1, 4, "tpl-inline-code"),
        ('<script src="https://cdn.example/x.js"></script>', 1, 9, "tpl-remote-file"),
        ('<p>\n<script src="{{ view.title }}static/js/x.js" defer></script>', 2, 9,
         "tpl-linked-script"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', 1, 24, "tpl-remote-file"),
        ('<img alt="" src="http://x.example/x.png">', 1, 13, "tpl-remote-file"),
    ],
)  # fmt: skip
def test_what_no_template_may_do(text: str, line: int, column: int, code: str) -> None:
    assert [("templates/page.html", line, column, code)] == told(page=text)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="{{ view.title }}" {% if view.first %}class="x"{% endif %}>x</a>',
        "<a class=\"a{% if view.first %} b{% endif %}\" title='{{ view.title }}'>x > y</a>",
        "<p>a < b = {{ view.title }} > c</p>",
        '<script type="application/ld+json">{"a": 1}</script>',
        '<link rel="canonical" href="https://a.example/">',
        '<link rel="stylesheet" href="{{ view.title }}">',
        '<a href="https://a.example/">x</a>',
        "{# <p style={{ x }}> #}{% raw %}{{ x }}{% endraw %}",
        "<input disabled>",
    ],
)
def test_what_every_template_may_do(text: str) -> None:
    assert problems(page=text) == []


def test_a_closure_holds_all_that_a_template_is_made_of() -> None:
    texts = theme(
        a="{% extends 'b.html' %}{% include ['c.html', 'd.html'] %}",
        b="{% import 'e.html' as e %}{% include 'f.html' ignore missing %}",
        c="",
        e="{% from 'g.html' import h %}",
        g="",
        z="",
    )

    assert tuple(f"{name}.html" for name in "abcdefg") == template_closure(texts, "a.html")


def test_of_an_edited_theme_the_edited_template_alone_is_parsed() -> None:
    syntax(THEME)
    (name, text), *others = THEME.templates
    before = parsed.cache_info().misses

    edited = syntax(replace(THEME, templates=((name, f"{text} \n"), *others)))

    assert before + 1 == parsed.cache_info().misses
    assert all(edited[other] is syntax(THEME)[other] for other, _ in others)
    assert edited[name] is not syntax(THEME)[name]


def test_a_closure_digest_changes_with_the_closure_alone() -> None:
    texts = theme(a="{% include 'b.html' %}", b="1", c="1")

    def digest(**changes: str) -> str:
        new = {f"{name}.html": text for name, text in changes.items()}
        changed = replace(texts, templates=tuple(sorted((dict(texts.templates) | new).items())))
        return closure_digest(changed, "a.html")

    assert digest() == digest(c="2")
    assert len({digest(), digest(b="2"), digest(a="{% include 'b.html' %} ")}) == 3
