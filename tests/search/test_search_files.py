"""What an edit rewrites of the index, and what is in it: what is published, and nothing else."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from building import AS_OF, build_cleanly, lay, must_publish, publish, tree
from dossierpress.engine import results
from dossierpress.engine.store import Store, StoreTable
from dossierpress.kernel.key import Key
from dossierpress.search.folding import words
from dossierpress.search.numbering import places_of
from dossierpress.source.project import Project
from search.asking import handed_over, indexed_words, texts

ARTICLES = 120


def sentence(number: int) -> str:
    """Words of its own, and words of all."""
    own = " ".join(f"w{number * 7 + one}x{one}" for one in range(30))
    return f"The ledger of quay {number} was counted. {own}."


@pytest.fixture
def laid(tmp_path: Path) -> Project:
    """A dossier of many short texts."""
    files = {"site.yml": "title: Quays\n"}
    for number in range(ARTICLES):
        head = f"title: Quay {number}\ndate: {1900 + number}\n"
        files[f"content/articles/a{number}.md"] = f"---\n{head}---\n\n{sentence(number)}\n"
    files["content/entities/e.yml"] = "- {id: acme, kind: organization, name: Acme Yards}\n"
    project = lay(tmp_path / "site", files)
    must_publish(project)
    return project


def search_files(project: Project) -> dict[str, bytes]:
    return {path: data for path, data in tree(project.output).items() if path.startswith("search/")}


def changed_by_next_build(project: Project) -> dict[str, tuple[bytes, bytes]]:
    """Path -> (before, after) of the files of the index that are different."""
    before = search_files(project)
    must_publish(project)
    after = search_files(project)
    return {
        path: (before.get(path, b""), after.get(path, b""))
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
    }


def words_that_differ(project: Project, before: dict[str, bytes]) -> set[str]:
    """Words whose postings are others than before."""

    def postings(files: dict[str, bytes]) -> dict[str, str]:
        found = {}
        for path, data in files.items():
            if path.startswith("search/words/"):
                file = project.root / "shard.js"
                file.write_bytes(data)
                for line in handed_over(file)[1].split("\n"):
                    word, _, some = line.partition(":")
                    found[word] = some
        return found

    was, now = postings(before), postings(search_files(project))
    return {word for word in was.keys() | now.keys() if was.get(word) != now.get(word)}


def test_an_edit_rewrites_its_text_and_the_shards_of_its_own_words(laid: Project) -> None:
    file = laid.root / "content/articles/a7.md"
    file.write_text(file.read_text() + "\nThe harbour was closed.\n")
    before = search_files(laid)

    changed = changed_by_next_build(laid)

    texts_changed = [path for path in changed if path.startswith("search/texts/")]
    assert len(texts_changed) == 1
    assert words_that_differ(laid, before) <= {"%", *words("The harbour was closed")}
    shards = [path for path in changed if path.startswith("search/words/")]
    assert 0 < len(shards) <= 8
    assert len(shards) < len([one for one in before if one.startswith("search/words/")])
    assert set(changed) <= {*texts_changed, *shards, "search/contents.js"}


def test_an_edit_of_a_name_rewrites_its_part_of_the_names(laid: Project) -> None:
    lay(laid.root, {"content/entities/e.yml": "- {id: acme, kind: organization, name: Acme}\n"})

    assert set(changed_by_next_build(laid)) == {"search/names/0.js"}


def test_an_edit_reads_one_bundle_of_texts_however_many_there_are(
    laid: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "SHORT", 0)
    must_publish(laid)
    file = laid.root / "content/articles/a7.md"
    file.write_text(file.read_text() + "\nThe harbour was closed.\n")
    counted: Counter[str] = Counter()
    find = Store.find

    def counting(store: Store, table: StoreTable, keys: Iterable[str]) -> dict[str, bytes]:
        wanted = tuple(keys)
        counted[table] += len(wanted)
        return find(store, table, wanted)

    monkeypatch.setattr(Store, "find", counting)
    must_publish(laid)

    assert counted["bundles"] <= 32
    assert counted["shards"] <= 8
    assert counted["woven"] < ARTICLES // 4


def test_after_any_edits_it_is_that_of_a_build_from_nothing(laid: Project, tmp_path: Path) -> None:
    articles = laid.root / "content/articles"
    (articles / "a3.md").unlink()
    must_publish(laid)
    (articles / "a5.md").rename(articles / "renamed.md")
    (articles / "new.md").write_text("---\ntitle: New\ntags: [tide]\n---\n\nA new text.\n")
    must_publish(laid)
    (articles / "new.md").write_text("---\ntitle: Old\n---\n\nAn old text.\n")
    must_publish(laid)

    _, clean = build_cleanly(laid, tmp_path / "clean")

    assert tree(laid.output) == clean


WITHHELD = {
    "site.yml": "title: T\n",
    "content/articles/shown.md": (
        "---\ntitle: Shown\n---\n\nZora Xquill met a clerk. See [[later]] and [[zq]].\n"
    ),
    "content/articles/later.md": (
        "---\ntitle: Xlater\nembargo_until: 2031-01-01T09:00Z\ntags: [xtag]\n---\n\nXembargoed.\n"
    ),
    "content/articles/draft.md": (
        "---\ntitle: Xdraft\nstatus: draft\nsources: [secret-paper]\n---\n\nXunfinished.\n"
    ),
    "content/entities/zq.yml": (
        "- {id: zq, kind: person, name: Zora Xquill, aliases: [Xnightbird], private: true}\n"
    ),
    "content/entities/ab.yml": (
        "- {id: ab, kind: person, name: Xsoon Xlast, weak_aliases: [Xweak], private: true}\n"
    ),
    "content/entities/known.yml": "- {id: known, kind: person, name: Known}\n",
    "content/sources/secret.yml": (
        "- {id: secret-paper, kind: document, name: Xpaper, private: true}\n"
    ),
    "content/claims/c.yml": "- {id: c, text: Xclaimed things., embargo_until: 2031-01-01T09:00Z}\n",
}
SECRET = {
    "xquill", "zora", "xlater", "xembargoed", "xtag", "xdraft", "xunfinished", "xnightbird",
    "xsoon", "xweak", "xpaper", "secret", "xclaimed",
}  # fmt: skip


def test_no_word_of_what_is_withheld_is_in_any_file_of_the_search(tmp_path: Path) -> None:
    project = lay(tmp_path, WITHHELD)
    must_publish(project)

    assert "clerk" in indexed_words(project.output)
    assert len(texts(project.output)) == 1
    shown = tree(project.output)
    for path, data in shown.items():
        if path.startswith("search"):
            said = data.decode().casefold()
            assert [] == [one for one in SECRET if one in said], path
    assert indexed_words(project.output).isdisjoint(SECRET)


def test_the_same_words_are_found_where_nothing_withholds_them(tmp_path: Path) -> None:
    files = {
        path: text.replace("private: true", "private: false")
        .replace("status: draft", "status: published")
        .replace("2031-01-01T09:00Z", "2020-01-01T09:00Z")
        for path, text in WITHHELD.items()
    }
    project = lay(tmp_path, files)
    assert publish(project, as_of=AS_OF).published

    shown = "".join(data.decode() for path, data in search_files(project).items()).casefold()
    assert [one for one in SECRET if one not in shown] == []


def test_a_text_keeps_its_place_whatever_comes_and_goes() -> None:
    keys = [Key(type="article", id=f"a{number}") for number in range(1000)]
    before = places_of(keys)
    after = places_of([*keys[10:], Key(type="article", id="new")])

    moved = [key for key, place in after.items() if key in before and before[key] != place]
    assert len(moved) <= 3


def test_no_block_has_too_many_texts() -> None:
    keys = [Key(type="article", id=f"a{number}") for number in range(5000)]

    found = places_of(keys)

    assert max(Counter(place.block for place in found.values()).values()) <= 1024
    assert len({(place.block, place.number) for place in found.values()}) == len(keys)
