"""Addresses within pages last: they are kept beside site.yml, and left at their heirs."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import build_cleanly, lay, publish, tree
from dossierpress.engine.store import Store
from dossierpress.kernel.content_ids import content_digest
from dossierpress.kernel.key import Key
from dossierpress.kernel.likeness import is_sketch, likeness, sketch
from dossierpress.links.heirs import LEAST, Addressed, Published, Succession, succession
from dossierpress.pipeline.check import check_dossier
from dossierpress.schema.kept_anchors import (
    FILE,
    KeptAnchor,
    KeptAnchors,
    anchors_in,
    lines_of,
    read_kept_anchors,
    write_out,
)
from dossierpress.source.project import Project
from test_sites import AS_OF

WORDS = st.sampled_from(
    ["quay", "lock", "ship", "ice", "ferry", "mayor", "lamp", "港湾", "ميناء", "rope"]
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=6, unique=True)


def address(words: str) -> str:
    return f"p-{content_digest(words, digits=8)}"


def addressed(text: Sequence[str]) -> list[Addressed]:
    return [Addressed(address(words), words) for words in text]


@st.composite
def histories(draw: st.DrawFn) -> list[list[str]]:
    """Editions of a text: paragraphs are inserted, removed, moved and edited."""
    text = draw(TEXT)
    editions = [text]
    for _ in range(draw(st.integers(1, 4))):
        text = [*text]
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, len(text)))
            how = draw(st.sampled_from(["insert", "remove", "move", "edit"]))
            if how == "insert":
                text.insert(at, draw(PARAGRAPH))
            elif at < len(text) and how == "remove":
                del text[at]
            elif at < len(text) and how == "move":
                text.insert(draw(st.integers(0, len(text))), text.pop(at))
            elif at < len(text):
                words = text[at].split()
                words[draw(st.integers(0, len(words) - 1))] = draw(WORDS)
                text[at] = " ".join(words)
        text = list(dict.fromkeys(text))
        editions.append(text)
    return editions


def follow(history: Sequence[Sequence[str]]) -> list[Succession]:
    kept: tuple[KeptAnchor, ...] = ()
    found = []
    for text in history:
        found.append(succession(Published(anchors=kept), addressed(text)))
        kept = found[-1].now
    return found


@settings(deadline=None, max_examples=300)
@given(histories())
def test_every_address_leads_somewhere_or_is_told(history: list[list[str]]) -> None:
    published: set[str] = set()
    for text, found in zip(history, follow(history), strict=True):
        there = {address(words) for words in text}
        published |= there
        leading = {anchor for old in found.former.values() for anchor in old}

        assert published == there | leading | {*found.lost}
        assert found.former.keys() <= there
        assert not there & leading
        assert {one.anchor for one in found.now} == published


@settings(deadline=None, max_examples=300)
@given(histories())
def test_the_next_build_finds_what_this_one_has_found(history: list[list[str]]) -> None:
    for text, found in zip(history, follow(history), strict=True):
        assert succession(Published(anchors=found.now), addressed(text)) == found


@settings(deadline=None, max_examples=300)
@given(histories())
def test_an_heir_has_the_same_words_or_the_most_alike(history: list[list[str]]) -> None:
    said = {address(words): words for text in history for words in text}
    held: dict[str, str] = {}  # address -> the words that it leads to
    for text, found in zip(history, follow(history), strict=True):
        heirs = {old: heir for heir, former in found.former.items() for old in former}
        for old, words in held.items():
            now = said[heirs[old]] if old in heirs else said[old] if said[old] in text else None
            alike = {one: likeness(sketch(words), sketch(one)) for one in text}
            if said[old] in text or words in text:
                assert now in (said[old], words)
            elif now is None:
                assert max(alike.values(), default=0) < LEAST
            else:
                assert LEAST <= alike[now] == max(alike.values())
            held[old] = words if now is None else now
        held |= {address(words): words for words in text}


@given(st.text(), st.text())
def test_a_likeness_is_a_share_and_has_no_direction(one: str, other: str) -> None:
    assert is_sketch(sketch(one))
    assert likeness(sketch(one), sketch(one)) == 1.0
    assert 0 <= likeness(sketch(one), sketch(other)) == likeness(sketch(other), sketch(one)) <= 1


@settings(deadline=None)
@given(st.sets(st.integers(0, 5000), min_size=30, max_size=120), st.integers(0, 100))
def test_a_likeness_is_near_the_share_of_words_that_both_have(some: set[int], share: int) -> None:
    words = sorted(some)
    kept = words[: len(words) * share // 100]
    other = [*kept, *(word + 10_000 for word in words[len(kept) :])]
    exact = len(kept) / (2 * len(words) - len(kept))

    found = likeness(sketch(" ".join(map(str, words))), sketch(" ".join(map(str, other))))
    assert abs(found - exact) < 0.4


def test_words_of_scripts_without_spaces_are_told_apart() -> None:
    first, edited = "港に船が入りました。", "港に大きな船が入りました。"
    other = "市長は何も言わなかった。"

    assert likeness(sketch(first), sketch(edited)) > LEAST > likeness(sketch(first), sketch(other))


def test_only_a_footnote_inherits_from_a_footnote() -> None:
    kept = KeptAnchor("fn-a", sketch("The mayor said so."), "The mayor said so.")
    text = [Addressed("p-1", "The mayor said so."), Addressed("fn-b", "The mayor said it so.")]

    assert succession(Published(anchors=(kept,)), text).former == {"fn-b": ("fn-a",)}
    assert succession(Published(anchors=(kept,)), text[:1]).lost == ("fn-a",)


def test_the_author_has_the_last_word() -> None:
    kept = succession(Published(), addressed(["The mayor said so.", "Snow fell."])).now
    mayor, snow = (one.anchor for one in kept)
    text = addressed(["The mayor said it so.", "Ice."])
    said = ((mayor, address("Ice.")), (snow, None), ("older", address("Ice.")))

    found = succession(Published(anchors=kept, said=said), text)
    assert found.former == {address("Ice."): ("older", mayor)}
    assert (found.lost, found.nowhere) == ((), ())
    assert snow not in {one.anchor for one in found.now}

    wrong = succession(Published(anchors=kept, said=((mayor, "p-0"), (snow, None))), text)
    assert (wrong.lost, wrong.nowhere) == ((), (mayor,))


ANCHOR = st.from_regex(r"[a-z][\w-]{0,20}", fullmatch=True)
LINES = st.lists(
    st.one_of(
        st.builds(
            KeptAnchor,
            ANCHOR,
            st.text(max_size=9).map(sketch),
            st.sampled_from(["", "Some", "Some words", "港 …"]),
        ),
        st.builds(KeptAnchor, ANCHOR, heir=ANCHOR),
    ),
    max_size=5,
    unique_by=lambda one: one.anchor,
)
KEYS = st.builds(
    Key, type=st.sampled_from(["article", "claim", "page"]), id=st.sampled_from(["a", "b-1"])
)


@given(st.dictionaries(KEYS, LINES))
def test_what_is_written_is_read_again(kept: Mapping[Key, list[KeptAnchor]]) -> None:
    written = write_out(KeptAnchors(of={key: lines_of(found) for key, found in kept.items()}))
    read, problems = read_kept_anchors(written)

    assert problems == ()
    assert write_out(read) == written
    assert {key: [*anchors_in(lines).values()] for key, lines in read.of.items()} == {
        key: found for key, found in kept.items() if found
    }


def test_lines_that_two_have_added_are_joined() -> None:
    first, second = sketch("one"), sketch("two")
    read, problems = read_kept_anchors(
        f"article:a\n p-1 {first} one\narticle:a\n p-1 > p-2\n p-2 {second} two\n".encode()
    )

    assert problems == ()
    assert anchors_in(read.of[Key(type="article", id="a")]) == {
        "p-1": KeptAnchor("p-1", heir="p-2"),
        "p-2": KeptAnchor("p-2", second, "two"),
    }


FIRST = {
    "site.yml": "title: The harbour\n",
    FILE: "",
    "content/articles/harbour.md": "---\ntitle: Harbour\n---\n"
    "The harbour has four berths.\n\nThe mayor denies that it was sold.\n\nSnow fell.\n",
}
SECOND = {
    "content/articles/harbour.md": "---\ntitle: Harbour\n---\n"
    "Once upon a time.\n\nThe mayor denies today that it was sold.\n\n"
    "The **harbour** has four berths.\n",
}
FOUR, SOLD, SNOW = (
    address(words)
    for words in FIRST["content/articles/harbour.md"].split("---\n")[2].strip().split("\n\n")
)


@pytest.fixture
def edited(tmp_path: Path) -> Project:
    """A dossier that was published, and edited since."""
    project = lay(tmp_path / "site", FIRST)
    assert publish(project).published
    lay(project.root, SECOND)
    return project


def leads_to(project: Project, anchor: str) -> str:
    """The words of the element that an address leads to."""
    page = (project.output / "articles/harbour.html").read_text()
    found = re.search(rf'<p id="[^"]*">.*?id="{anchor}"></span>(.*?)</p>', page)
    return re.sub("<.*?>", "", found[1]) if found else ""


def test_an_old_address_leads_to_the_same_words(edited: Project) -> None:
    report = publish(edited)

    assert [(one.code, SNOW in one.message) for one in report.diagnostics] == [
        ("ref-anchor-lost", True)
    ]
    assert leads_to(edited, FOUR) == "The harbour has four berths."
    assert leads_to(edited, SOLD) == "The mayor denies today that it was sold."


def test_nothing_is_left_to_do_and_a_build_from_nothing_gives_the_same(
    edited: Project, tmp_path: Path
) -> None:
    first = publish(edited)
    expected, kept = tree(edited.output), (edited.root / FILE).read_bytes()

    again = publish(edited)
    assert (again.counts.parsed, again.counts.rendered, again.counts.written) == (0, 0, 0)
    assert again.diagnostics == first.diagnostics
    shutil.rmtree(edited.output)
    shutil.rmtree(edited.cache or tmp_path / "none", ignore_errors=True)
    assert publish(edited).diagnostics == first.diagnostics
    assert (tree(edited.output), (edited.root / FILE).read_bytes()) == (expected, kept)
    assert build_cleanly(edited, tmp_path / "clean")[1] == expected


def test_what_comes_back_has_its_own_address_and_hands_on_that_of_others(edited: Project) -> None:
    publish(edited)
    lay(edited.root, {"content/articles/harbour.md": FIRST["content/articles/harbour.md"]})
    report = publish(edited)

    assert leads_to(edited, address("The mayor denies today that it was sold.")) == (
        "The mayor denies that it was sold."
    )
    assert [one.message.split("`")[1] for one in report.diagnostics] == [
        f"#{address('Once upon a time.')}"
    ]


def test_a_check_tells_of_it_before_and_writes_nothing(edited: Project) -> None:
    before = (edited.root / FILE).read_bytes()
    with Store() as store:
        report = check_dossier(edited, store=store, as_of=AS_OF)

    assert [one.code for one in report.diagnostics] == ["ref-anchor-lost"]
    assert (edited.root / FILE).read_bytes() == before


def test_what_is_gone_for_good_is_not_told_and_not_kept(edited: Project) -> None:
    text = SECOND["content/articles/harbour.md"]
    gone = text.replace("title: Harbour", f"title: Harbour\nformer_anchors: {SNOW}")
    lay(edited.root, {"content/articles/harbour.md": gone})

    assert publish(edited).diagnostics == ()
    assert SNOW not in (edited.root / FILE).read_text()


def test_an_error_leaves_the_file_as_it_was(edited: Project) -> None:
    before = (edited.root / FILE).read_bytes()
    lay(edited.root, {"content/articles/broken.md": "---\ntitle: Broken\n---\n[[nobody]]\n"})

    assert not publish(edited).published
    assert (edited.root / FILE).read_bytes() == before


def test_what_is_withheld_keeps_its_addresses_and_nobody_is_told(edited: Project) -> None:
    before = (edited.root / FILE).read_text()
    text = "---\ntitle: Harbour\nstatus: draft\n---\nNothing of it.\n"
    lay(edited.root, {"content/articles/harbour.md": text})
    report = publish(edited)

    assert report.published
    assert report.diagnostics == ()
    assert (edited.root / FILE).read_text() == before
    assert not [path for path in tree(edited.output) if "anchors" in path]


def test_without_the_file_none_is_written(tmp_path: Path) -> None:
    project = lay(tmp_path / "site", {path: text for path, text in FIRST.items() if path != FILE})
    publish(project)

    assert not (project.root / FILE).exists()


def test_the_warning_says_no_words(edited: Project) -> None:
    (told,) = publish(edited).diagnostics

    assert "Snow" not in f"{told.message}{told.hint}{told.notes}"
    assert f" {SNOW} {sketch('Snow fell.')} Snow fell.\n" in (edited.root / FILE).read_text()
