"""A page is made again where something that it has read is different now, and nowhere else.

What a page has read is taken down by the tables that it reads, so nothing here depends on anybody
having thought of it: whatever is not in the trace of a page may not be reached by it.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Self

import pytest
from msgspec.structs import replace

from building import AS_OF
from dossierpress.engine.cache_keys import views_key
from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.reads import Reads
from dossierpress.engine.store import Store
from dossierpress.engine.table_stamps import Stamps
from dossierpress.engine.tables import Cell
from dossierpress.model.output import Page, Plan
from dossierpress.model.site import CrossReference, Site
from dossierpress.pages.canonical import canonical
from dossierpress.pages.kinds import KINDS, PageKind, TrackedSite
from dossierpress.pages.plan import plan_site
from dossierpress.pipeline import prepare
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.source.files import TemplateSet
from dossierpress.source.project import project_at
from dossierpress.templating.facts import theme_facts
from dossierpress.templating.rendering import renderer
from harbour_corpus import write_corpus
from harness import ROOT
from sample_site import (
    THEME,
    article,
    entity,
    key,
    mention,
    plain,
    planned,
    render_all,
    site,
    source,
)

SITES = sorted(path.parent for path in (ROOT / "tests" / "sites").glob("*/site.yml"))


class Content(NamedTuple):
    """A dossier, read and resolved."""

    site: Site
    templates: TemplateSet


def read(folder: Path) -> Content | None:
    """The dossier in a folder; None where it has mistakes."""
    # Not closed: texts are read from it for as long as there is the site.
    store = Store()
    context = prepare.BuildContext(
        store=store, executor=InlineExecutor(), watch=prepare.unwatched_stage
    )
    log = BuildLog(strict=False, clock=lambda: 0.0)
    scope = prepare.PublicationScope(as_of=AS_OF, drafts=False)
    prepared = prepare.prepare_edition(project_at(folder), scope, context, log)
    if prepared is None:
        return None
    assert log.site is not None
    return Content(log.site, prepared.templates)


def must_read(folder: Path) -> Content:
    found = read(folder)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty articles, with three claims, one of them in words; lists go on over several pages."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(60, folder)
    settings = (folder / "site.yml").read_text().replace("page_size: 100", "page_size: 40")
    (folder / "site.yml").write_text(f"{settings}url: https://harbour.example/\n")
    (folder / "content/articles/alone.md").write_text(
        "---\ntitle: Alone\ndate: 1999-01-01\ntags: [tolls]\n---\n\nDelphine Morving came.\n"
    )
    (folder / "content/articles/cranes.md").write_text(
        "---\ntitle: Cranes\ndate: 1998-01-01\nclaims: [{id: claim-2, at: three cranes}]\n---\n\n"
        "There are three cranes. Nobody has counted them.\n"
    )
    (folder / "content/claims").mkdir()
    (folder / "content/claims/all.yml").write_text(
        "".join(claim(number) for number in range(3)), encoding="utf-8"
    )
    return folder


def claim(number: int) -> str:
    return (
        f"- id: claim-{number}\n  text: The berth has {number + 1} cranes.\n"
        "  about: corvfeldbury\n  aspect: cranes\n"
        f"  status: {{is: reported, on: 2024-05-0{number + 1}}}\n"
        "  reports:\n    - {by: ferldahl-courier-1, on: 2024-05-01}\n"
    )


# What is not in its trace does not reach a page


class OutsideError(Exception):
    """A page has read what is not in its trace."""


class Only(set[int]):
    """Takes down these cells, and no others."""

    def __init__(self, reads: Reads, allowed: Iterable[Cell]) -> None:
        super().__init__()
        self._reads = reads
        self._allowed = frozenset(allowed)

    def add(self, number: int) -> None:
        """One of them, or an error."""
        cell = self._reads.cells[number]
        if cell not in self._allowed:
            raise OutsideError(cell)

    def update(self, *numbers: Iterable[int]) -> None:
        """The same for several."""
        for of in numbers:
            for number in of:
                self.add(number)

    def __ior__(self, numbers: Any) -> Self:  # type: ignore[override, misc]
        self.update(numbers)
        return self


class Traced(NamedTuple):
    """A page with all that it has read."""

    kind: PageKind
    key: str
    page: Page
    view: bytes
    cells: frozenset[Cell]


def traced(content: Content, kinds: Iterable[PageKind] = KINDS) -> Iterator[Traced]:
    """Every page, one after the other over one tracked site, as a build makes them."""
    reads = Reads()
    tracked = TrackedSite(site=content.site, theme=content.templates, reads=reads)
    for kind in kinds:
        for name in kind.keys(tracked):
            with reads.recorded() as said:
                pages = tuple(kind.make(tracked, name))
            for page in pages:
                with reads.recorded() as shown:
                    view = canonical(page.view)
                cells = frozenset(reads.cells[number] for number in said | shown)
                yield Traced(kind, name, page, view, cells)


def made_of(one: Traced, content: Content) -> bytes:
    """The view of a page, made by itself of the cells in its trace."""
    reads = Reads()
    tracked = TrackedSite(site=content.site, theme=content.templates, reads=reads)
    reads.cells_read = Only(reads, one.cells)
    pages = one.kind.make(tracked, one.key)
    return canonical(next(page for page in pages if page.path == one.page.path).view)


@pytest.mark.parametrize("folder", SITES, ids=lambda path: path.name)
def test_no_page_of_any_site_reads_what_is_not_in_its_trace(folder: Path) -> None:
    content = read(folder)
    for one in () if content is None else traced(content):
        assert content is not None
        assert one.view == made_of(one, content), one.page.path


def test_no_page_of_a_corpus_reads_what_is_not_in_its_trace(corpus: Path) -> None:
    content = must_read(corpus)
    kinds: Counter[str] = Counter()
    for one in traced(content):
        assert one.view == made_of(one, content), one.page.path
        kinds[one.kind.name] += 1
    assert kinds["entity-pages"] > 30
    assert kinds["claims"] == 3


def test_a_page_that_used_what_another_has_read_would_be_found_out() -> None:
    """The mutation: a builder that keeps a value from one page to the next."""
    kept: dict[str, str] = {}

    def make(tracked: TrackedSite, name: str) -> list[Page]:
        def view() -> Any:
            if "title" not in kept:
                kept["title"] = tracked.records.articles["harbour"].matter.title
            return kept["title"]

        return [Page(path=name, template="", make_view=view, origin="")]

    own = PageKind(name="own", views={}, keys=lambda _: ("one", "other"), make=make)
    content = Content(site(article("harbour")), THEME)
    first, second = traced(content, [own])

    kept.clear()
    assert first.view == made_of(first, content)
    kept.clear()
    with pytest.raises(OutsideError, match="harbour"):
        made_of(second, content)


def test_the_door_leads_to_nothing_that_is_withheld() -> None:
    of = replace(site(article("harbour")), withheld=((key("article:draft"), "draft"),))
    tracked = TrackedSite(site=of, theme=THEME)

    assert ((), (), ()) == (
        tracked.records.withheld,
        tracked.records.left_out,
        tracked.records.new_stand_ins,
    )


# Made again: what is different, and hardly more


class Counted:
    """Every kind of page; counts the views that are made."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.kinds = tuple(self._counting(kind) for kind in KINDS)

    def _counting(self, kind: PageKind) -> PageKind:
        def make(tracked: TrackedSite, name: str) -> Iterator[Page]:
            for page in kind.make(tracked, name):
                yield replace(page, make_view=self._counted(page))

        return replace(kind, make=make)

    def _counted(self, page: Page) -> Callable[[], Any]:
        def make_view() -> Any:
            self.paths.append(page.path)
            return page.make_view()

        return make_view


def planned_with(store: Store, content: Content) -> tuple[Plan, list[str]]:
    """A plan, and the paths of the pages whose views were made for it."""
    counted = Counted()
    facts = theme_facts(content.templates, store)
    made, problems = plan_site(
        content.site, content.templates, facts, store=store, kinds=counted.kinds
    )
    assert problems == ()
    return made, list(counted.paths)


def marks(made: Plan) -> dict[str, str]:
    return {page.path: mark for page, mark in made.pages}


def rendered(made: Plan, content: Content) -> dict[str, str]:
    outputs, problems = render_all([page for page, _ in made.pages], renderer(content.templates))
    assert problems == ()
    return {one.path: one.digest for one in outputs}


def in_file(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        (file,) = folder.glob(path)
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def added(path: str, text: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def removed(path: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        (file,) = folder.glob(path)
        file.unlink()

    return edit


FIRST = "content/articles/*/paper-00000.md"
ENTITIES = "content/entities/list-000.yml"
EDITS: dict[str, Callable[[Path], None]] = {
    "a body": in_file(FIRST, "would say who checked the dock", "would tell who checked the dock"),
    "a body that names nobody": added("content/articles/00/paper-00000.md", "\nNobody came.\n"),
    "one more mention in a body": added(
        "content/articles/alone.md", "\nDelphine Morving came again.\n"
    ),
    "one more citation in a body": added(
        "content/articles/alone.md", "\nSo it was [@ferldahl-courier-1].\n"
    ),
    "a title": in_file(FIRST, "title: The thin boiler", "title: The thick boiler"),
    "a summary": in_file(FIRST, "summary: What became", "summary: All that became"),
    "a date": in_file(FIRST, "date: 1990-01-01", "date: 2001-05-01"),
    "a new article": added(
        "content/articles/new.md",
        "---\ntitle: Something new\ndate: 2001-01-01\ntags: [pilots]\n---\n\nDelphine Morving.\n",
    ),
    "a removed article": removed("content/articles/alone.md"),
    "a renamed entity": in_file(ENTITIES, "name: Delphine Morving", "name: Delphine Morvang"),
    "a description": in_file(ENTITIES, "Delphine Morving stands in", "Delphine Morving stood in"),
    "a new entity whose name stands in texts": added(
        ENTITIES, "- {id: tide-tables, kind: event, name: bonded tariff}\n"
    ),
    "a new entity whose name stands nowhere": added(
        ENTITIES, "- {id: zephyr, kind: person, name: Zephyr Quux}\n"
    ),
    "a new claim": added("content/claims/all.yml", claim(3)),
    "what a claim says": in_file("content/claims/all.yml", "has 2 cranes", "has two cranes"),
    "a claim that contradicts another": in_file(
        "content/claims/all.yml", "has 2 cranes.", "has 2 cranes.\n  contradicts: [claim-0]"
    ),
    "what the desk holds of a claim": in_file(
        "content/claims/all.yml", "is: reported, on: 2024-05-03", "is: disputed, on: 2024-05-03"
    ),
    "the words that carry a claim": in_file(
        "content/articles/cranes.md", "at: three cranes", "at: Nobody has counted them"
    ),
    "an article that carries a claim": in_file(
        "content/articles/alone.md", "tags: [tolls]", "tags: [tolls]\nclaims: [claim-1]"
    ),
    "a source that counts no longer": in_file(
        "content/sources/sources.yml",
        "id: ferldahl-courier-1,",
        "id: ferldahl-courier-1, counts: never,",
    ),
    "a tag": in_file(FIRST, "tags: [ferries, pilots]", "tags: [ferries, pilots, tolls]"),
    "a new tag": in_file(FIRST, "tags: [ferries, pilots]", "tags: [ferries, pilots, zeal]"),
    "a title of the site": in_file("site.yml", "The harbour papers", "Papers of the harbour"),
    "what the site is": added("site.yml", "description: Papers from a harbour.\n"),
    "what a tag is called": added("site.yml", "tags: {pilots: Those who pilot}\n"),
    "a kind that nothing has": added("site.yml", "kinds: {hull: {label: Hull, plural: Hulls}}\n"),
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("name", EDITS)
def test_hardly_more_is_made_again_than_changes_and_never_less(
    name: str, corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(corpus, folder)
    with Store() as store, Store() as nothing:
        before = must_read(folder)
        old, all_made = planned_with(store, before)
        was = rendered(old, before)
        assert set(all_made) == set(was)
        EDITS[name](folder)
        after = must_read(folder)
        new, made = planned_with(store, after)
        clean, _ = planned_with(nothing, after)
        now = rendered(clean, after)

        assert marks(clean) == marks(new)
        changed = {path for path, digest in now.items() if was.get(path) != digest}
        assert len(made) == len(set(made))
        assert len(made) <= 1.2 * len(changed) + 5, sorted(set(made) - changed)
        if name == "nothing":
            assert [] == made
        assert rendered(new, after) == now
        assert [] == planned_with(store, after)[1]


def asked_again(before: Content, after: Content) -> tuple[list[Cell], list[Cell]]:
    """(all cells that the pages read, those that are asked again), once the stamps are compared."""
    cells = {cell for content in (before, after) for one in traced(content) for cell in one.cells}
    was, now = Reads(), Reads()
    TrackedSite(site=before.site, theme=before.templates, reads=was)
    TrackedSite(site=after.site, theme=after.templates, reads=now)
    stamps = Stamps(now.tables, Stamps(was.tables, {}).of_tables())
    asked = []
    for name, question, about in cells:
        table = now.tables[name]
        key = about[0] if question in ("field", "part") else about
        if question in ("keys", "count", "any") or next(
            stamps.buckets(table, [key])
        ) in stamps.suspects(table):
            asked.append((name, question, about))
        else:
            cell = name, question, about
            assert was.digest(cell) == now.digest(cell), cell
    return list(cells), asked


@pytest.mark.parametrize("name", EDITS)
def test_by_the_stamps_no_cell_is_left_out_that_has_changed(
    name: str, corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(corpus, folder)
    before = must_read(folder)
    EDITS[name](folder)
    cells, asked = asked_again(before, must_read(folder))

    if name in ("a body", "a body that names nobody", "a summary", "nothing"):
        assert len(asked) < len(cells) / 10


def test_another_template_makes_no_view_again(corpus: Path) -> None:
    content = must_read(corpus)
    with Store() as store:
        old, _ = planned_with(store, content)
        text = dict(content.templates.templates)
        text["pages/article.html"] += "<!-- mine -->"
        mine = replace(content.templates, templates=tuple(sorted(text.items())))
        new, made = planned_with(store, Content(content.site, mine))

    assert [] == made
    assert {path for path, mark in marks(new).items() if marks(old)[path] != mark} == {
        path for path in marks(new) if path.startswith("articles/") and "index" not in path
    }


@pytest.mark.parametrize("articles", [20, 60])
def test_an_edit_of_a_text_makes_one_view_however_large_the_dossier(
    articles: int, tmp_path: Path
) -> None:
    write_corpus(articles, tmp_path)
    with Store() as store:
        planned_with(store, must_read(tmp_path))
        EDITS["a body that names nobody"](tmp_path)
        made = planned_with(store, must_read(tmp_path))[1]

    assert ["articles/paper-00000.html"] == made


# What others have stumbled over


def changes(before: Site, after: Site) -> set[str]:
    """The pages that are made again for another site; they are those that come out differently."""
    with Store() as store:
        old, _ = planned_with(store, Content(before, THEME))
        new, made = planned_with(store, Content(after, THEME))
    clean, _ = planned(after)
    assert marks(clean) == marks(new)
    assert {path for path, mark in marks(new).items() if marks(old).get(path) != mark} <= set(made)
    return set(made)


def test_what_was_absent_and_exists_now_is_seen() -> None:
    """An article names an origin that is published only later on."""
    origin = {"source": "wire"}
    before = site(article("harbour", origin=origin), article("storm"))
    after = site(article("harbour", origin=origin), article("storm"), source("wire"))

    # That there is any source is seen in the frame of every page: so another one comes next.
    assert "articles/harbour.html" in changes(before, after)
    with_one = site(article("harbour", origin=origin), article("storm"), source("other"))
    with_two = site(
        article("harbour", origin=origin), article("storm"), source("other"), source("wire")
    )
    made = changes(with_one, with_two)
    assert "articles/harbour.html" in made
    assert "articles/storm.html" not in made


def test_the_first_fact_about_a_record_is_seen() -> None:
    """Nothing refers to an article; then something does."""
    records = (article("harbour"), article("storm"), article("third"))
    one = CrossReference(
        here=key("article:harbour"),
        there=key("article:storm"),
        type="follows",
        label="follows",
        note=None,
        stated=True,
    )

    made = changes(site(*records), site(*records, cross_references={one.here: (one,)}))
    assert {"articles/harbour.html", "index.html"} == made


def test_a_read_within_a_read_is_seen() -> None:
    """The page of an entity shows a card of an article, which shows what it is called."""
    names = {key("entity:pilot"): (mention("article:harbour", "entity:pilot"),)}
    before = site(article("harbour"), article("storm"), entity("pilot"), mentions_of=names)
    after = site(
        article("harbour", title="The Quay"), article("storm"), entity("pilot"), mentions_of=names
    )

    made = changes(before, after)
    assert "entities/pilot.html" in made
    assert "articles/storm.html" not in made


def test_a_page_that_is_gone_is_not_planned() -> None:
    with Store() as store:
        planned_with(store, Content(site(article("harbour"), plain("about")), THEME))
        made, _ = planned_with(store, Content(site(article("harbour")), THEME))
        assert "pages/about.html" not in marks(made)
        again, views = planned_with(store, Content(site(article("harbour"), plain("about")), THEME))
        assert "pages/about.html" in marks(again)
        assert "pages/about.html" in views


def test_two_sites_that_take_turns_in_one_store_are_each_right() -> None:
    """As a preview with drafts and a public build do."""
    public = Content(site(article("harbour"), article("storm")), THEME)
    drafts = Content(site(article("draft"), article("harbour"), article("storm")), THEME)
    with Store() as store:
        for content in (public, drafts, public, drafts):
            made, views = planned_with(store, content)
            assert marks(planned(content.site)[0]) == marks(made)
    assert "articles/storm.html" not in views
    assert "articles/draft.html" in views


def test_other_code_or_another_library_makes_every_view_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = Content(site(article("harbour")), THEME)
    with Store() as store:
        first = planned_with(store, content)[1]
        assert [] == planned_with(store, content)[1]
        monkeypatch.setattr("dossierpress.engine.cache_keys.code_digest", lambda: "another")
        assert first == planned_with(store, content)[1]
        assert [] == planned_with(store, content)[1]
        monkeypatch.setattr("icu.ICU_VERSION", "0.1")
        assert first == planned_with(store, content)[1]


def test_other_rules_of_a_time_zone_make_another_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "Harbour").mkdir()
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    (tmp_path / "Harbour/Quay").write_bytes(b"old rules")
    before = views_key("Harbour/Quay")
    (tmp_path / "Harbour/Quay").write_bytes(b"new rules")

    assert before != views_key("Harbour/Quay")


def test_a_build_that_ends_while_it_makes_pages_leaves_traces_that_hold() -> None:
    content = Content(site(article("harbour"), article("storm")), THEME)

    def fail(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    failing = [
        replace(kind, make=fail) if kind.name == "sitemap" else kind for kind in Counted().kinds
    ]
    with Store() as store:
        facts = theme_facts(THEME, store)
        with pytest.raises(KeyboardInterrupt):
            plan_site(content.site, THEME, facts, store=store, kinds=failing)
        assert marks(planned(content.site)[0]) == marks(planned_with(store, content)[0])


def test_a_clash_of_paths_is_told_by_every_build() -> None:
    of = site(
        article("harbour"),
        article("storm"),
        settings="page_size: 1",
        tags={"tide": ("harbour", "storm"), "tide-page-2": ("storm",)},
    )
    with Store() as store:
        facts = theme_facts(THEME, store)
        first, second = (plan_site(of, THEME, facts, store=store)[1] for _ in range(2))

    assert ["plan-path-clash"] == [one.code for one in first]
    assert first == second


def test_a_page_whose_view_is_known_can_be_rendered_all_the_same() -> None:
    """Its file may be lost, or its template another one."""
    content = Content(site(article("harbour"), entity("pilot"), source("wire")), THEME)
    with Store() as store:
        first = rendered(planned_with(store, content)[0], content)
        again, made = planned_with(store, content)
        assert [] == made
        assert first == rendered(again, content)
