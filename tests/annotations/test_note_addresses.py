"""Notes, footnotes and reports keep their addresses, whatever is inserted, removed or moved."""

import hashlib
import re
from collections.abc import Sequence

from annotating import article, result
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierpress.claims.reports import reports_of
from dossierpress.schema.claim import ClaimMatter
from reading_bodies import read_text

LABELS = st.sampled_from(
    ["1", "2", "a", "A", "a.1", "a-1", "A_1", "ii", "§", "¶", "نص", "Smith2020"]
)
INLINE = st.sampled_from(["one", "one more", "*one* more", "twice"])


def notes_in(text: str) -> dict[str, str]:
    """Id of each footnote -> its text."""
    body, problems = read_text(text)
    assert [] == [one for one in problems if one.code != "md-footnote-unused"]
    html = "".join(getattr(piece, "html", getattr(piece, "text", "")) for piece in body.pieces)
    found = re.findall(r'<li id="(fn-[^"]+)">\n(.*?)</li>', html, re.DOTALL)
    assert len(found) == len(dict(found))
    return {id_: re.sub("<a .*?</a>|<[^>]*>", "", said).strip() for id_, said in found}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(LABELS, unique=True, max_size=6),
    st.lists(INLINE, unique=True, max_size=3),
    st.data(),
)
def test_a_footnote_keeps_its_address_whatever_stands_around_it(
    labels: list[str], inline: list[str], data: st.DataObject
) -> None:
    def text(some: Sequence[str]) -> str:
        given_labels = [one for one in some if one in labels]
        return (
            "".join(f"Word[^{one}] " if one in labels else f"Word^[{one}] " for one in some)
            + "end.\n\n"
            + "\n\n".join(f"[^{one}]: Of {one}" for one in given_labels)
        )

    before = notes_in(text([*labels, *inline]))
    fewer = data.draw(st.permutations([*labels, *inline]))[: data.draw(st.integers(0, 9))]
    after = notes_in(text(fewer))

    assert len(before) == len(labels) + len(inline)
    assert after.items() <= before.items()


def test_footnotes_are_named_after_their_labels() -> None:
    text = "A[^ii] b[^A] c[^a] d^[Said so.].\n\n[^ii]: Two.\n\n[^A]: Great.\n\n[^a]: Small.\n"

    digest = hashlib.blake2s(b"A", digest_size=2).hexdigest()
    said = hashlib.blake2s(b"Said so.", digest_size=4).hexdigest()
    assert list(notes_in(text)) == ["fn-ii", f"fn-a-{digest}", "fn-a", f"fn-{said}"]


def test_the_id_of_a_footnote_is_no_digest_of_a_private_name() -> None:
    files = {
        "entities/people.yml": "- {id: lena, kind: person, name: Lena Marek, private: true}\n",
        "articles/harbour.md": article("It is so.^[Lena Marek said so.]\n"),
    }
    (harbour,) = result(files).site.articles.values()
    html = "".join(getattr(piece, "html", "") for piece in harbour.body.pieces)

    digest = hashlib.blake2s(b"Lena Marek said so.", digest_size=4).hexdigest()
    shown = hashlib.blake2s(b"Person 1 said so.", digest_size=4).hexdigest()
    assert digest not in html
    assert {f"p-{shown}", f"fn-{shown}", f"fnref-{shown}"} <= set(re.findall('id="(.*?)"', html))
    assert html.count(f'href="#fn-{shown}"') == html.count(f'href="#fnref-{shown}"') == 1


NOTES = st.lists(
    st.tuples(st.sampled_from(["one", "two", "two three", "four"]), st.sampled_from(["x", "y"])),
    unique=True,
    max_size=6,
)


@settings(deadline=None, max_examples=25)
@given(NOTES, st.data())
def test_a_note_keeps_its_address_whatever_stands_around_it(
    notes: list[tuple[str, str]], data: st.DataObject
) -> None:
    def addresses(some: Sequence[tuple[str, str]], words: str) -> dict[tuple[str, str], str]:
        written = [{"quote": quote, "text": text} for quote, text in some]
        found = result({"articles/harbour.md": article(words, annotations=written)}).notes()
        assert [one.number for one in found] == list(range(1, len(some) + 1))
        return {(one.passage.text, one.written.text): one.anchor for one in found}

    before = addresses(notes, "one two three four")
    fewer = data.draw(st.permutations(notes))[: data.draw(st.integers(0, 6))]
    after = addresses(fewer, "Before it: one two three.\n\nBehind it: four")

    assert len(set(before.values())) == len(notes)
    assert after.items() <= before.items()


OPENED = {"by": "id", "quote": "exact", "part": "words"}
"""What the short form of a value stands for."""
REPORTS = st.lists(
    st.fixed_dictionaries(
        {"by": st.sampled_from(["source:courier", "source:gazette", "entity:ada"])},
        optional={
            "on": st.sampled_from(["2024-05-20", "2024-05-21"]),
            "url": st.sampled_from(["https://a.example/", "https://b.example/"]),
            "at": st.just("p. 2"),
            "stance": st.sampled_from(["denies", "doubts"]),
            "quote": st.sampled_from(["It is so.", "So it is."]),
            "part": st.sampled_from(["where", "when"]),
        },
    ),
    unique_by=lambda one: tuple(sorted(one.items())),
    max_size=8,
)


@settings(deadline=None, max_examples=100)
@given(REPORTS, st.data())
def test_a_report_keeps_its_address_whatever_stands_around_it(
    reports: list[dict[str, str]], data: st.DataObject
) -> None:
    def addresses(some: Sequence[dict[str, str]]) -> dict[str, str]:
        written = [
            {key: {OPENED[key]: said} if key in OPENED else said for key, said in one.items()}
            for one in some
        ]
        matter = ClaimMatter.model_validate({"text": "It is so.", "reports": written})
        made = reports_of(matter, {}, ())
        return {repr(sorted(one.items())): it.anchor for one, it in zip(some, made, strict=True)}

    before = addresses(reports)
    after = addresses(data.draw(st.permutations(reports))[: data.draw(st.integers(0, 8))])

    assert len(set(before.values())) == len(reports)
    assert after.items() <= before.items()


def test_reports_that_say_the_very_same_are_numbered() -> None:
    matter = ClaimMatter.model_validate(
        {"text": "So.", "reports": [{"by": {"id": "source:courier"}}] * 2}
    )
    first, second = (one.anchor for one in reports_of(matter, {}, ()))

    assert re.fullmatch("report_courier_[0-9a-f]{6}", first)
    assert second == f"{first}-2"
