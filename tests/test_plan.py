"""What is published, under which paths, and when a page has to be made again."""

from collections.abc import Iterable
from typing import Any

import pytest
from msgspec.structs import replace

from dossierpress.kernel.page_scripts import is_page_script
from dossierpress.kernel.page_styles import PAGE_STYLE, PAPER, is_page_style
from dossierpress.model.output import Asset, Page, Plan
from dossierpress.model.site import PlacesIn, Site
from dossierpress.pages.kinds import KINDS, Emitter, PageKind, TrackedSite
from dossierpress.pages.tables.site_tables import STANDALONE_STYLE
from dossierpress.pages.views.exports import RobotsView
from dossierpress.source.files import TemplateSet
from sample_site import (
    THEME,
    article,
    body,
    entity,
    key,
    media,
    mention,
    plain,
    planned,
    site,
    source,
)


def fingerprints(of: Site, templates: TemplateSet = THEME) -> dict[str, str]:
    made, problems = planned(of, templates)
    assert problems == ()
    return {page.path: fingerprint for page, fingerprint in made.pages}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before | after if before.get(path) != after.get(path)}


def edited(name: str, old: str, new: str) -> TemplateSet:
    """The shipped theme with one template changed."""
    texts = dict(THEME.templates)
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new)
    return replace(THEME, templates=tuple(sorted(texts.items())))


SITE = site(
    article("harbour", body('<p id="p-1">Text.</p>'), date="2024"),
    entity("pilot"),
    source("wire"),
    plain("about"),
    settings="url: https://a.example/",
)


def test_pages_of_records_and_of_the_whole_dossier_are_planned_in_order_of_path() -> None:
    made, _ = planned(SITE, THEME)
    paths = [page.path for page, _ in made.pages]

    assert paths == sorted(paths)
    assert len(paths) == len(set(paths))
    assert {
        *("404.html", "index.html", "bibliography.html", "feed.xml", "sitemap.xml", "robots.txt"),
        *("articles/index.html", "articles/harbour.html", "pages/about.html", "tags/index.html"),
        *("entities/index.html", "entities/kind/person.html", "entities/pilot.html"),
        *("sources/index.html", "sources/wire.html"),
    } <= set(paths)


def test_files_of_the_theme_are_planned_but_for_scripts_that_pages_hold() -> None:
    made, _ = planned(SITE, THEME)
    static = [one.path for one in made.assets if one.path.startswith("static/")]

    paths = [
        path for path, _ in THEME.statics if not is_page_style(path) and not path.startswith(PAPER)
    ]
    held = [path for path in paths if path == STANDALONE_STYLE or is_page_script(path)]
    assert held
    published = sorted({PAGE_STYLE, *paths} - set(held))
    assert static == [f"static/{path}" for path in published]


def test_the_same_site_gives_the_same_plan() -> None:
    def told() -> list[tuple[str, str, str, str]]:
        made, _ = planned(SITE, THEME)
        return [(page.path, page.template, page.origin, mark) for page, mark in made.pages]

    assert told() == told()


def test_an_edit_of_a_text_changes_its_page_alone() -> None:
    after = replace(
        SITE,
        articles={"harbour": article("harbour", body('<p id="p-1">New.</p>'), date="2024")},
    )

    assert {"articles/harbour.html"} == changed(fingerprints(SITE), fingerprints(after))


def test_a_new_mention_changes_the_page_of_whom_it_names() -> None:
    after = replace(
        SITE,
        mentions_of={key("entity:pilot"): (mention("article:harbour", "entity:pilot"),)},
        mentioned_in={key("entity:pilot"): (PlacesIn(record=key("article:harbour"), times=1),)},
    )

    assert {"entities/pilot.html", "index.html"} == changed(fingerprints(SITE), fingerprints(after))


@pytest.mark.parametrize(
    ("template", "old", "new", "paths"),
    [
        (
            "pages/article.html",
            '<article class="sheet{%',
            '<article class="sheet mine{%',
            {"articles/harbour.html"},
        ),
        (
            "partials/continued-backlinks.html",
            '<div class="sheet">',
            '<div class="sheet mine">',
            {"articles/harbour.html", "pages/about.html"},
        ),
        ("exports/robots.txt", "Allow", "Disallow", {"robots.txt"}),
    ],
)
def test_an_edit_of_a_template_changes_the_pages_made_of_it(
    template: str, old: str, new: str, paths: set[str]
) -> None:
    after = fingerprints(SITE, edited(template, old, new))

    assert paths == changed(fingerprints(SITE), after)


def test_an_edit_of_the_words_changes_every_page() -> None:
    after = fingerprints(SITE, edited("macros/words.html", '"Home"', '"Front page"'))

    # The feed says what a correction is in words of the theme too.
    said = {path for path in after if path.endswith(".html")} | {"feed.xml", "feed.json"}
    assert said == changed(fingerprints(SITE), after)


def test_an_optional_template_that_comes_changes_the_pages_that_ask_for_it() -> None:
    added = replace(
        THEME,
        templates=tuple(sorted([*THEME.templates, ("partials/head.html", "<!-- mine -->")])),
        paths=(*THEME.paths, ("partials/head.html", "templates/partials/head.html")),
    )

    after = fingerprints(SITE, added)

    assert {path for path in after if path.endswith(".html")} == changed(fingerprints(SITE), after)


@pytest.mark.parametrize(
    ("path", "every_page"), [("css/9-print.css", True), ("pictures/logo.svg", False)]
)
def test_a_static_file_changes_pages_only_where_they_name_its_content(
    path: str, *, every_page: bool
) -> None:
    def with_file(data: bytes) -> TemplateSet:
        statics = {**dict(THEME.statics), path: data}
        return replace(THEME, statics=tuple(sorted(statics.items())))

    before, after = (fingerprints(SITE, with_file(data)) for data in (b"a", b"b"))

    pages = {path for path in after if path.endswith(".html")} if every_page else set()
    assert pages == changed(before, after)


def test_a_title_that_looks_like_another_value_is_another_value() -> None:
    """Values of different types, and markup and text of the same letters, are not mixed up."""

    def of(**view: Any) -> Site:
        return site(article("harbour", **view))

    alike = [
        of(title="a', summary='b"),
        of(title="a", summary="b"),
        of(title="None"),
        of(summary="None"),
        of(),
    ]
    found = [fingerprints(one)["articles/harbour.html"] for one in alike]

    assert len(alike) == len(set(found))


def emitting(*items: Asset) -> Emitter:
    def emit(tracked: TrackedSite) -> Iterable[Asset]:
        assert list(tracked.records.articles) == list(SITE.articles)
        return items

    return Emitter(name="own", emit=emit)


def asset(path: str, origin: str) -> Asset:
    return Asset.of(path=path, data=b"", origin=origin)


def test_a_kind_of_page_of_ones_own_joins_the_list() -> None:
    def make(_: TrackedSite, key: str) -> Iterable[Page]:
        return [
            Page(
                path=f"{key}.txt",
                template="exports/robots.txt",
                make_view=lambda: RobotsView(sitemap=None),
                origin="own",
            )
        ]

    own = PageKind(name="own", views={}, keys=lambda _: ("one", "other"), make=make)
    made, problems = planned(SITE, THEME, kinds=(*KINDS, own))

    assert problems == ()
    assert {"one.txt", "other.txt"} <= {page.path for page, _ in made.pages}


def clash(one: Asset, other: Asset) -> tuple[Plan, str, str, list[str | None]]:
    made, problems = planned(SITE, THEME, emitters=[emitting(one, other)])
    (problem,) = problems
    assert problem.code == "plan-path-clash"
    return made, problem.path, problem.message, [note.path for note in problem.notes]


def test_two_things_of_one_path_are_refused_naming_both() -> None:
    made, path, message, notes = clash(
        asset("articles/a.html", "content/articles/x/a.md"),
        asset("articles/a.html", "page 2 of content/articles/y/a b.md"),
    )

    assert path == "content/articles/y/a b.md"
    assert notes == ["content/articles/x/a.md"]
    assert message == (
        "`articles/a.html` would be written twice: for page 2 of `content/articles/y/a b.md`,"
        " and for `content/articles/x/a.md`"
    )
    assert len(made.assets) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("media/Map.png", "media/map.png"),
        ("media/STRASSE.png", "media/straße.png"),
        ("media/caf\u00e9.png", "media/cafe\u0301.png"),
    ],
)
def test_paths_that_some_file_system_takes_for_one_are_refused(one: str, other: str) -> None:
    _, path, message, _ = clash(asset(one, "content/media/1"), asset(other, "the theme"))

    assert path == "content/media/1"
    assert f"`{other}` is the same file to some" in message


@pytest.mark.parametrize(
    ("id_", "clashes"), [("index", 0), ("index-page-2", 0), ("harbour-page-2", 0), ("storm", 0)]
)
def test_an_id_that_belongs_to_a_list_is_not_refused_twice(id_: str, clashes: int) -> None:
    """Such ids are an error where they are written, before anything is planned."""
    of = site(
        article("harbour"),
        article(id_),
        settings="page_size: 1",
        mentions_of={
            key("article:harbour"): tuple(
                mention(f"article:{id_}", "article:harbour") for _ in range(2)
            )
        },
    )

    assert len(planned(of, THEME)[1]) == clashes


def test_a_tag_that_looks_like_a_further_page_of_another_is_refused() -> None:
    of = site(
        article("harbour"),
        article("storm"),
        settings="page_size: 1",
        tags={"tide": ("harbour", "storm"), "tide-page-2": ("storm",)},
    )

    (problem,) = planned(of, THEME)[1]

    assert (problem.path, problem.message) == (
        "content/articles/storm.md",
        (
            "`tags/tide-page-2.html` would be written twice: for the tag tide-page-2 of"
            " `content/articles/storm.md`, and for page 2 of the tag tide of"
            " `content/articles/harbour.md`"
        ),
    )


def test_media_are_planned() -> None:
    made, _ = planned(site(media=(media("a.png", b"1"),)), THEME)

    assert ("media/a.png", b"1") in [(one.path, one.data) for one in made.assets]
