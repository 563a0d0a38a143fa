"""From pages to bytes."""

from collections.abc import Sequence
from hashlib import sha256

from msgspec.structs import replace

from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.model.output import OutputFile, Page
from dossierpress.pages.views.exports import RobotsView
from dossierpress.source.files import TemplateSet
from dossierpress.templating.rendering import Renderer
from sample_site import THEME, article, planned, render_all, site


def page(template: str, sitemap: str | None = "text", path: str = "a.html") -> Page:
    return Page(
        path=path, template=template, make_view=lambda: RobotsView(sitemap=sitemap), origin="a test"
    )


def templates(**texts: str) -> TemplateSet:
    """Templates of one name each: `a=…` is `a.html`."""
    named = {f"{name}.html": text for name, text in texts.items()}
    return TemplateSet(
        templates=tuple(sorted(named.items())),
        statics=(),
        paths=tuple((name, f"templates/{name}") for name in sorted(named)),
    )


def render(
    pages: Sequence[Page], theme: TemplateSet
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """Render with a theme of which nothing is compiled yet."""
    return render_all(pages, Renderer(theme))


def test_outputs_end_in_one_newline_and_know_their_digest() -> None:
    outputs, problems = render([page("a.html", "é")], templates(a="{{ view.sitemap }}\n\n\n"))

    assert problems == ()
    data = "é\n".encode()
    assert (OutputFile(path="a.html", held=data, digest=sha256(data).hexdigest()),) == outputs


def test_text_is_escaped_in_every_template_but_plain_text() -> None:
    theme = TemplateSet(
        templates=(("a.html", "{{ view.sitemap }}"), ("a.txt", "{{ view.sitemap }}"),
                   ("a.xml", "{{ view.sitemap }}")),
        statics=(),
        paths=(("a.html", "a.html"), ("a.txt", "a.txt"), ("a.xml", "a.xml")),
    )  # fmt: skip

    outputs, _ = render([page(name, "<&") for name in ("a.html", "a.xml", "a.txt")], theme)

    assert [one.data for one in outputs] == [b"&lt;&amp;\n", b"&lt;&amp;\n", b"<&\n"]


def test_batches_of_any_size_give_the_same_bytes() -> None:
    made, _ = planned(site(article("harbour"), article("storm")), THEME)
    batch = [page for page, _ in made.pages]

    one_by_one = [output for page in batch for output in render([page], THEME)[0]]

    assert list(render(batch, THEME)[0]) == one_by_one


def test_a_failing_template_spoils_its_own_pages_and_is_reported_once() -> None:
    theme = templates(a="{{ view.sitemap }}", b="fine\n{{ view.sitemap - 1 }}")
    pages = [page("b.html", path="1"), page("a.html", path="2"), page("b.html", path="3")]

    outputs, problems = render(pages, theme)

    assert [one.path for one in outputs] == ["2"]
    (problem,) = problems
    assert (
        problem.code, problem.path, problem.span and problem.span.line,
    ) == ("tpl-runtime", "templates/b.html", 2)  # fmt: skip
    assert [note.message for note in problem.notes] == ["found while making `1`"]


def test_a_field_that_is_not_there_is_reported_with_what_may_be_meant() -> None:
    theme = templates(a="\n\n<p>{{ view.sitemapp }}")

    _, (problem,) = render([page("a.html")], theme)

    assert (
        problem.code, problem.span and problem.span.line, problem.hint,
    ) == ("tpl-unknown-name", 3, "did you mean `sitemap`?")  # fmt: skip
    assert problem.message == "RobotsView has no `sitemapp`"


def test_a_mistake_in_an_included_template_is_reported_there() -> None:
    theme = templates(a="{% include 'b.html' %}", b="\n{{ nothing }}")

    _, (problem,) = render([page("a.html")], theme)

    assert (problem.path, problem.span and problem.span.line) == ("templates/b.html", 2)


def test_templates_reach_nothing_but_their_view() -> None:
    tries = {
        "a": "{{ view.__class__ }}",
        "b": "{{ range(3) }}",
        "c": "{{ ''.__class__.__mro__ }}",
        "d": "{{ '{0.__class__}'.format(view) }}",
        "e": "{{ view.sitemap | attr('__class__') }}",
        "f": "{{ self.__init__.__globals__ }}",
        "g": "{{ [view] | map(attribute='__class__') | join }}",
        "h": "{{ [1, 2] | random }}",
    }

    for name, text in tries.items():
        outputs, problems = render([page(f"{name}.html")], templates(**{name: text}))

        assert (outputs, 1) == ((), len(problems)), text


def test_a_site_of_its_own_templates_overrides_file_by_file() -> None:
    of = site(article("harbour"))
    texts = {**dict(THEME.templates), "partials/foot.html": "<footer>Ours.</footer>"}
    theme = replace(THEME, templates=tuple(sorted(texts.items())))

    made, problems = planned(of, theme)
    outputs, failures = render([page for page, _ in made.pages], theme)

    assert (problems, failures) == ((), ())
    # The page for what is missing may be shown in any folder: without `url` it has no foot.
    pages = [one for one in outputs if one.path.endswith(".html") and one.path != "404.html"]
    assert all(b"<footer>Ours.</footer>" in one.data for one in pages)
