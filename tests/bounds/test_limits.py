"""Every limit of site.yml: where what goes beyond is told of, and which setting raises it."""

from pathlib import Path
from typing import Any

import pytest

from building import AS_OF
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic, codes
from dossierpress.pipeline.check import check_dossier
from dossierpress.schema.limits import Limits
from dossierpress.source.project import project_at

ARTICLE = "content/articles/a.md"
QUAY = {"content/entities/quay.yml": "kind: place\nname: North Quay\n"}
COURIER = {"content/sources/courier.yml": "kind: newspaper\nname: Courier\n"}
CLAIM = "aspect: berths, text: T, about: quay, value: 4, reports: [{by: {unnamed: a cook}}]"


def found(site: Path, files: dict[str, str | bytes], limits: str = "") -> tuple[Diagnostic, ...]:
    """All that is wrong with a dossier."""
    settings = f"title: Test\n{f'limits: {{{limits}}}' if limits else ''}\nraw_html: sanitise\n"
    for path, text in {"site.yml": settings, **files}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(text.encode() if isinstance(text, str) else text)
    with Store() as store:
        return check_dossier(project_at(site), store=store, as_of=AS_OF).diagnostics


def article(body: str, matter: str = "") -> dict[str, str | bytes]:
    return {ARTICLE: f"---\ntitle: T\n{matter}---\n{body}\n"}


# limit, its value here, a dossier beyond it, one that just fits, code and place of the first excess
CASES: dict[str, tuple[int, dict[str, Any], dict[str, Any], str, str]] = {
    "files": (
        1,
        {**article("a"), "content/pages/b.md": "---\ntitle: T\n---\nb\n"},
        article("a"),
        "disc-too-many",
        "content:-",
    ),
    "text_bytes": (
        1000,
        article("a" * 1000),
        article("a" * 900),
        "disc-too-big",
        f"{ARTICLE}:-",
    ),
    "data_bytes": (
        1000,
        {"content/entities/quay.yml": "kind: place\nname: Quay\n" + "#" * 1000},
        {"content/entities/quay.yml": "kind: place\nname: Quay\n" + "#" * 900},
        "disc-too-big",
        "content/entities/quay.yml:-",
    ),
    "media_bytes": (
        1000,
        {**article("a"), "content/media/a.txt": "a" * 1001},
        {**article("a"), "content/media/a.txt": "a" * 1000},
        "disc-too-big",
        "content/media/a.txt:-",
    ),
    "drawing_bytes": (
        1000,
        {
            **article("![a](../media/a.svg)"),
            "content/media/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{" " * 1000}</svg>',
        },
        {
            **article("![a](../media/a.svg)"),
            "content/media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        },
        "media-svg",
        "content/media/a.svg:-",
    ),
    "front_matter_bytes": (
        1000,
        article("a", f"summary: {'é' * 500}\n"),
        article("a", f"summary: {'é' * 480}\n"),
        "yaml-too-large",
        f"{ARTICLE}:2:1",
    ),
    "yaml_depth": (
        3,
        article("a", "entities: [{id: quay, as: [[Quay]]}]\n") | QUAY,
        article("a", "entities: [quay]\n") | QUAY,
        "yaml-depth",
        f"{ARTICLE}:3:17",
    ),
    "yaml_values": (
        8,
        article("a", "tags: [a, b, c, d, e]\n"),
        article("a", "tags: [a, b, c]\n"),
        "yaml-too-large",
        f"{ARTICLE}:3:17",
    ),
    "nesting": (
        5,
        article(">" * 6 + " a"),
        article(">>> a"),
        "md-limit",
        f"{ARTICLE}:4:1",
    ),
    "open_elements": (
        5,
        article("<b><i><u><s><q>a"),
        article("<b><i><u>a</u></i></b>"),
        "md-limit",
        f"{ARTICLE}:4:13",
    ),
    "pieces": (9, article("a\n\n" * 9), article("a\n\n" * 3), "md-limit", f"{ARTICLE}:10:1"),
    "links": (
        2,
        article("[a](#b) [c](https://a.example/) [[quay]]\n\n# b") | QUAY,
        article("[a](#b) [[quay]]\n\n# b") | QUAY,
        "md-limit",
        f"{ARTICLE}:4:33",
    ),
    "mentions": (
        2,
        article("North Quay and North Quay.\n\nNorth Quay.") | QUAY,
        article("North Quay and North Quay.") | QUAY,
        "ref-too-many-mentions",
        f"{ARTICLE}:6:1",
    ),
    "citations": (
        2,
        article("A [@courier; @courier, p. 2]. B [@courier].") | COURIER,
        article("A [@courier; @courier, p. 2].") | COURIER,
        "md-limit",
        f"{ARTICLE}:4:33",
    ),
    "footnotes": (
        2,
        article("a[^1] b[^2] c^[d]\n\n[^1]: e\n\n[^2]: f"),
        article("a[^1] b^[d]\n\n[^1]: e"),
        "md-limit",
        f"{ARTICLE}:4:16",
    ),
    "table_cells": (
        4,
        article("|a|b|\n|-|-|\n|\n|c|"),
        article("|a|b|\n|-|-|\n|c|"),
        "md-limit",
        f"{ARTICLE}:4:1",
    ),
    "entities": (
        1,
        article("a", "entities: [quay, quay-2]\n")
        | {
            "content/entities/q.yml": "- {id: quay, kind: place, name: Quay}\n"
            "- {id: quay-2, kind: place, name: Pier}\n"
        },
        article("a", "entities: [quay]\n") | QUAY,
        "md-limit",
        f"{ARTICLE}:3:18",
    ),
    "sources": (
        1,
        article("a", "sources: [courier, courier]\n") | COURIER,
        article("a", "sources: [courier]\n") | COURIER,
        "md-limit",
        f"{ARTICLE}:3:20",
    ),
    "references": (
        1,
        article("a", "references:\n- {to: b, type: follows}\n- {to: b, type: updates}\n")
        | {"content/pages/b.md": "---\ntitle: T\n---\nb\n"},
        article("a", "references:\n- {to: b, type: follows}\n")
        | {"content/pages/b.md": "---\ntitle: T\n---\nb\n"},
        "md-limit",
        f"{ARTICLE}:5:3",
    ),
    "compared_claims": (
        1,
        QUAY | {"content/claims/c.yml": f"- {{id: a, {CLAIM}}}\n- {{id: b, {CLAIM}}}\n"},
        QUAY | {"content/claims/c.yml": f"- {{id: a, {CLAIM}}}\n"},
        "claim-too-many",
        "content/claims/c.yml:2:19",
    ),
}
ELSEWHERE = {
    "import_bytes": "test_a_file_has_a_limit_that_settings_raise",
    "pixels": "test_pixels_are_bounded",
    "seconds": "test_a_file_that_takes_too_long_is_named_and_the_others_are_read",
}


def test_every_limit_has_a_case() -> None:
    assert {*CASES, *ELSEWHERE} == set(Limits.model_fields)


@pytest.mark.parametrize("name", CASES)
def test_beyond_a_limit_is_one_error_that_names_the_setting(tmp_path: Path, name: str) -> None:
    value, beyond, _, code, place = CASES[name]

    (problem,) = [one for one in found(tmp_path, beyond, f"{name}: {value}") if one.code == code]

    span = f"{problem.span.line}:{problem.span.column}" if problem.span else "-"
    assert place == f"{problem.path}:{span}"
    assert f"`limits: {{{name}: …}}` in site.yml" in (problem.hint or "")
    assert codes()[code].severity == "error"


@pytest.mark.parametrize("name", CASES)
def test_what_just_fits_is_read(tmp_path: Path, name: str) -> None:
    value, _, within, *_ = CASES[name]

    assert CASES[name][3] not in {one.code for one in found(tmp_path, within, f"{name}: {value}")}


@pytest.mark.parametrize("name", CASES)
def test_the_setting_raises_the_limit(tmp_path: Path, name: str) -> None:
    """As it stands: every default is far above what goes beyond it here."""
    assert CASES[name][3] not in {one.code for one in found(tmp_path, CASES[name][1])}


@pytest.mark.parametrize(
    "wrong",
    ["0", "-1", "1e9", "2,000", "99999999999", "many", "[1]", "1.5", "01"],
)
def test_a_limit_is_a_number_in_reason(tmp_path: Path, wrong: str) -> None:
    value = f'"{wrong}"' if "," in wrong else wrong
    (problem,) = found(tmp_path, article("a"), f"entities: {value}")

    assert ("site.yml", 2) == (problem.path, problem.span and problem.span.line)
    assert problem.code.startswith("schema-")


def test_a_limit_that_is_misspelt_is_told(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, article("a"), "entites: 5")

    assert "schema-unknown-key" == problem.code
    assert "did you mean `entities`?" == problem.hint


def test_too_many_entities_that_a_text_names_are_told(tmp_path: Path) -> None:
    people = "".join(f"- {{id: p{i}, kind: person, name: Ada {i}}}\n" for i in range(4))
    files = article("Ada 0, Ada 1, Ada 2, Ada 3.") | {"content/entities/p.yml": people}

    (problem,) = found(tmp_path, files, "entities: 3")

    assert "ref-too-many-mentions" == problem.code
    assert "more than 3 known entities are named in one text" == problem.message


def test_brackets_that_are_too_deep_are_told(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, article("[" * 50 + "a" + "]" * 50))

    assert "md-limit" == problem.code
    assert "more than 40 brackets inside one another" == problem.message


@pytest.mark.parametrize("depth", [1, 40, 60])
def test_pythons_stack_is_deep_enough_for_every_depth(tmp_path: Path, depth: int) -> None:
    body = ">" * 100 + " a\n\n" + "- " * 100 + "a\n\n" + "[a " * 100 + "]{.b}" * 100
    body += "\n\n" + "^[![" * 100 + "a" + "](b)]" * 100
    matter = f"summary: {'[' * 100}{']' * 100}\n"

    told = found(tmp_path, article(body, matter), f"nesting: {depth}, yaml_depth: {depth}")

    assert {"md-limit", "yaml-depth"} <= {one.code for one in told}


def test_a_million_footnotes_are_refused(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, article("".join(f"[^{i}]: a\n" for i in range(1_000_000))))

    assert "disc-too-big" == problem.code


def test_as_many_footnotes_as_a_file_holds_are_one_error(tmp_path: Path) -> None:
    text = "a ^[b]\n" * 12_000

    assert ["md-limit"] == [one.code for one in found(tmp_path, article(text))]
