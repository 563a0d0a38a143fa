"""Which files of a theme are scripts of its pages, and what a page cannot hold."""

import base64
import re
from hashlib import sha256
from pathlib import Path

import pytest

from building import AS_OF, OWN_SCRIPTS, SMALL, lay, publish, tree
from dossierpress.kernel.page_scripts import page_policy, script_objection, scripts_of_theme
from dossierpress.pages.kinds import VIEWS
from dossierpress.source.discovery import read_templates
from dossierpress.templating.check_theme import check_theme


def laid(folder: Path, **files: bytes) -> list[tuple[str, int, str]]:
    """(path, line, code) of what is wrong with a theme that has these scripts."""
    lay(folder, {f"templates/static/js/{name}.js": data for name, data in files.items()})
    templates, _ = read_templates(folder)
    return [
        (one.path, one.span.line if one.span else 0, one.code)
        for one in check_theme(templates, VIEWS)
    ]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (b"a;\nb('</script>');", 2),
        (b"</ScRiPt", 1),
        (b"a = '<!-- b';", 1),
        (b"a = `<script>`;", 1),
        (b"a;\r\nb;\r\n\0", 3),
        ("a;\nb = '\u202e';".encode(), 2),
        (b"\xff", 1),
    ],
)
def test_what_no_page_can_hold_is_told_at_its_line(tmp_path: Path, code: bytes, line: int) -> None:
    assert laid(tmp_path, x=code) == [("templates/static/js/x.js", line, "tpl-bad-script")]


def test_every_other_script_is_held(tmp_path: Path) -> None:
    said = "if (a < b && c > d) e('<\\/script>', \"\\u202e\", 'ئ é 語', `<b>`); // ' &amp;\n"

    assert laid(tmp_path, x=said.encode()) == []
    assert script_objection(said) is None


def test_a_script_runs_by_the_sum_of_what_a_browser_reads() -> None:
    statics = (("js/a.js", b"\xef\xbb\xbfone();\r\ntwo();\rthree();\n"),)

    (script,) = scripts_of_theme(statics)

    assert script.code == "one();\ntwo();\nthree();\n"
    digest = base64.b64encode(sha256(script.code.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in page_policy([script])
    assert "script-src 'none';" in page_policy(())


def test_pages_hold_the_scripts_and_nothing_else_is_published(tmp_path: Path) -> None:
    project = lay(
        tmp_path,
        {
            **SMALL,
            "site.yml": SMALL["site.yml"] + "search: false\n",  # it has scripts of its own
            "templates/static/js/site.js": "document.title += 1;\n",
            "templates/static/js/on-demand/map.js": "document.title += 2;\n",
            "templates/static/js/lib/data.js": "not a script of pages",
            "templates/pages/plain.html": (
                '{% extends "base.html" %}\n{% import "macros/parts.html" as parts %}\n'
                "{% block main %}<h1>{{ view.title }}</h1>{% endblock %}\n"
                '{% block scripts %}{{ parts.script(view.frame, "map") }}{% endblock %}\n'
            ),
        },
    )
    assert publish(project, as_of=AS_OF).published
    output = tree(project.output)

    held = {
        path: re.findall("<script>(.*?)</script>", data.decode(), re.DOTALL)
        for path, data in output.items()
        if path.endswith(".html")
    }
    # Beside those of the theme, pages have what is for all, and what their template asks for.
    added = {path: [one for one in found if one not in OWN_SCRIPTS] for path, found in held.items()}
    assert added.pop("pages/about.html") == ["document.title += 1;\n", "document.title += 2;\n"]
    assert all(found == ["document.title += 1;\n"] for found in added.values())
    assert {path for path in output if path.endswith(".js")} == {"static/js/lib/data.js"}
    policies = {
        tuple(re.findall("script-src ([^;]*);", data.decode()))
        for path, data in output.items()
        if path.endswith(".html")
    }
    assert len(policies) == 1
