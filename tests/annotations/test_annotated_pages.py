"""What pages show of annotations and quotations, and what must not be shown."""

import re
from html.parser import HTMLParser

from annotating import Result, article, result
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dossierpress.engine.forked import inline
from dossierpress.engine.store import Store
from dossierpress.indexes.notices import unused_records
from dossierpress.pages.components.body import body_html, passages_html
from dossierpress.pages.components.quotations import word_differences
from dossierpress.pages.kinds import TrackedSite
from dossierpress.pages.kinds.articles import ARTICLE_PAGES
from dossierpress.pages.kinds.corrections import CORRECTIONS
from dossierpress.pages.kinds.entities import ENTITY_PAGES
from dossierpress.pages.kinds.feed import FEED
from dossierpress.pages.kinds.sources import SOURCE_PAGES
from dossierpress.pages.views.article import ArticleView
from dossierpress.pages.views.claim_lists import CorrectionsView
from dossierpress.pages.views.entity import EntityView
from dossierpress.pages.views.exports import FeedEntry, FeedView
from dossierpress.pages.views.source import SourceView
from dossierpress.visibility.leak_check.secrets import secrets_of
from sample_site import THEME

VOID = ("br", "hr", "img", "col")
PEOPLE = {"entities/ada.yml": "kind: person\nname: Ada Moss\n"}
OUTLETS = {
    "sources/s.yml": "- {id: gazette, kind: newspaper, name: Gazette}\n"
    "- {id: courier, kind: newspaper, name: Courier}\n"
}
BODY = """\
Intro with *some [linked **words** here](https://example.org) and* more, `code` and a
second line[^n]. See [[ada|Ada]] and @gazette and [@courier, p. 4].

## A *heading* of its own

- one *two* three
  - four five
- six

1. seven

   eight nine

| left | right |
|---|---|
| ten eleven | twelve |

> thirteen **fourteen**

```
fifteen sixteen
```

[^n]: seventeen eighteen.
"""


def tracked(found: Result) -> TrackedSite:
    return TrackedSite(site=found.site, theme=THEME)


def article_view(found: Result, id_: str = "harbour") -> ArticleView:
    for page in ARTICLE_PAGES.pages(tracked(found)):
        if page.path == f"articles/{id_}.html":
            assert isinstance(page.view, ArticleView)
            return page.view
    raise AssertionError(id_)


class Nesting(HTMLParser):
    """Complains about what is not closed in its order, and about links within links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and "a" in self.open:
            self.complaints.append(f"a link within a link: {attrs}")
        if tag == "mark" and "mark" in self.open:
            self.complaints.append("a mark within a mark")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}> closes something else")


def complaints(markup: str) -> list[str]:
    nesting = Nesting()
    nesting.feed(markup)
    nesting.close()
    return nesting.complaints + nesting.open


def text_of(markup: str) -> str:
    """What is read, without the numbers of annotations."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for mark in tree.xpath("//sup[contains(@class, 'note-mark')]"):
        mark.drop_tree()
    return str(tree.text_content())


def passages_of(found: Result) -> tuple[str, ...]:
    """Every paragraph of the text, as words."""
    return tuple(one for one in found.site.articles["harbour"].body.text.split("\n\n") if one)


PLAIN = result({"articles/harbour.md": article(BODY), **PEOPLE, **OUTLETS})
BLOCKS = [block.split() for block in passages_of(PLAIN)]


@given(data=st.data())
def test_annotations_change_no_word_and_nest_rightly(data: st.DataObject) -> None:
    notes = []
    for _ in range(data.draw(st.integers(1, 7))):
        block = data.draw(st.sampled_from(BLOCKS))
        start = data.draw(st.integers(0, len(block) - 1))
        stop = data.draw(st.integers(start + 1, len(block)))
        type_ = data.draw(st.sampled_from(("note", "context", "question")))
        notes.append({"quote": " ".join(block[start:stop]), "text": "x", "type": type_})
    found = result({"articles/harbour.md": article(BODY, annotations=notes), **PEOPLE, **OUTLETS})
    here = tracked(found)
    body = found.site.articles["harbour"].body

    whole = str(body_html(body, "articles/harbour.html", here))

    before = str(
        body_html(PLAIN.site.articles["harbour"].body, "articles/harbour.html", tracked(PLAIN))
    )
    assert text_of(whole) == text_of(before)
    assert complaints(whole) == []
    cut = list(passages_html(body, "articles/harbour.html", here))
    assert "".join(str(part) for part, _ in cut) == whole
    told = [number for _, numbers in cut for number in numbers]
    assert sorted(told) == [one.number for one in found.notes()]
    # With the notes in their places the page is still well-formed, and no paragraph holds one.
    noted = "".join(f"{part}<div></div>" if numbers else str(part) for part, numbers in cut)
    assert complaints(noted) == []
    assert re.findall(r"<p(?: [^>]*)?>(?:(?!</p>).)*<div></div>", noted, re.DOTALL) == []


def test_notes_stand_behind_their_paragraph_or_in_their_item() -> None:
    quotes = ("linked words", "A heading", "one two", "four five", "eight nine", "eleven",
              "fourteen", "sixteen", "eighteen")  # fmt: skip
    notes = [{"quote": quote, "text": "x"} for quote in quotes]
    found = result({"articles/harbour.md": article(BODY, annotations=notes), **PEOPLE, **OUTLETS})
    parts = [
        str(part)
        for part, numbers in passages_html(
            found.site.articles["harbour"].body, "articles/harbour.html", tracked(found)
        )
        if numbers
    ]

    assert found.codes == []
    assert [re.findall(r"</?(\w+)", part)[-1] for part in parts] == [
        "p", "h2", "em", "sup", "p", "div", "p", "pre", "p",
    ]  # fmt: skip
    assert parts[5].endswith("</table>\n</div>")


def test_the_notes_of_a_table_stand_behind_it_in_the_order_of_its_cells() -> None:
    notes = [{"quote": quote, "text": "x"} for quote in ("left", "eleven", "right", "twelve")]
    found = result({"articles/harbour.md": article(BODY, annotations=notes), **PEOPLE, **OUTLETS})

    cut = [
        (str(part), numbers)
        for part, numbers in passages_html(
            found.site.articles["harbour"].body, "articles/harbour.html", tracked(found)
        )
    ]

    assert [numbers for _, numbers in cut] == [(1, 2, 3, 4), ()]
    assert cut[0][0].endswith("</table>\n</div>")


def test_no_number_of_a_note_is_in_the_name_of_a_heading_or_a_column() -> None:
    quotes = ("heading", "of its own", "left")
    notes = [{"quote": quote, "text": "x"} for quote in quotes]
    found = result({"articles/harbour.md": article(BODY, annotations=notes), **PEOPLE, **OUTLETS})
    body = found.site.articles["harbour"].body
    tree = html.fragment_fromstring(
        str(body_html(body, "articles/harbour.html", tracked(found))), create_parent="div"
    )

    assert tree.xpath("//h2/@aria-label") == ["A heading of its own"]
    assert tree.xpath("//th/@aria-label") == ["left"]
    marks = tree.xpath("//sup[contains(@class, 'note-mark')]/a")
    assert [mark.text for mark in marks] == ["1", "2", "3"]
    assert [mark.get("aria-labelledby") for mark in marks] == [
        f"noted_word {mark.get('id')}" for mark in marks
    ]


def test_types_of_a_site_look_each_their_own_way() -> None:
    notes = [
        {"quote": "one", "text": "x", "type": "rumour"},
        {"quote": "two", "text": "x", "type": "boast"},
        {"quote": "two three", "text": "x"},
    ]
    found = result(
        {"articles/harbour.md": article("one two three", annotations=notes)},
        settings="title: T\nannotation_types: {boast: {label: B}, rumour: {label: R}}\n",
    )
    view = article_view(found)

    assert [(one.type, one.look) for one in view.layers] == [
        ("note", "note"), ("boast", "own-1"), ("rumour", "own-2"),
    ]  # fmt: skip
    tree = html.fragment_fromstring(str(view.body), create_parent="div")
    assert [str(one) for one in tree.xpath("//mark/@class")] == [
        "noted type-rumour look-own-2",
        "noted type-boast type-note several look-own-1 also-note",
        "noted type-note",
    ]


def test_an_annotation_shows_all_that_is_said() -> None:
    note = {
        "quote": "four berths",
        "type": "framing",
        "framing": "loaded-term",
        "neutral": "some berths",
        "text": "Who counts?",
        "by": "desk",
        "on": "2024-05-24",
        "sources": ["gazette"],
        "to": "ada",
    }
    found = result(
        {
            "articles/harbour.md": article("It has four berths.", annotations=[note]),
            **PEOPLE,
            **OUTLETS,
        }
    )
    (shown,) = article_view(found).passages[0].notes

    assert (shown.number, shown.label, shown.framing) == (1, "Framing", "loaded-term")
    assert (shown.quote, shown.text.text, shown.neutral) == (
        "four berths", "Who counts?", "some berths",
    )  # fmt: skip
    assert (shown.by, shown.on.text if shown.on else None) == ("desk", "24 May 2024")
    assert [one.href for one in shown.based_on] == ["../sources/gazette.html"]
    assert [one.href for one in shown.about] == ["../entities/ada.html"]


def test_layers_are_the_types_in_the_order_of_the_settings() -> None:
    notes = [
        {"quote": "one", "text": "x", "type": "rumour"},
        {"quote": "two", "text": "x", "type": "question"},
        {"quote": "three", "text": "x"},
        {"quote": "four", "text": "x", "type": "question"},
    ]
    found = result(
        {"articles/harbour.md": article("one two three four", annotations=notes)},
        settings="title: Test\nannotation_types: {rumour: {label: A rumour}}\n",
    )

    layers = [(one.type, one.label, one.notes) for one in article_view(found).layers]
    assert layers == [("note", "Note", 1), ("question", "Question", 2), ("rumour", "A rumour", 1)]


def test_what_is_private_or_withheld_leaves_no_trace() -> None:
    notes = [
        {"quote": "four berths", "text": "Only among us at the desk.", "private": True},
        {"quote": "The harbour", "text": "Open.", "sources": ["gazette", "mole"], "to": "voice"},
    ]
    said = [
        {"quote": "has four", "speaker": "voice", "said": "2023-01-01", "note": "In her kitchen.",
         "addressee": ["ada"]},
        {"quote": "berths", "speaker": "ada", "private": True},
    ]  # fmt: skip
    found = result(
        {
            "articles/harbour.md": article(
                "The harbour has four berths.", annotations=notes, quotations=said
            ),
            "entities/voice.yml": "kind: person\nname: Gregor Tallis\nprivate: true\n",
            "sources/mole.yml": "kind: person\nname: Somebody Else\nprivate: true\n",
            **PEOPLE,
            **OUTLETS,
        }
    )
    view = article_view(found)

    (shown,) = view.passages[0].notes
    assert [one.href for one in shown.based_on] == ["../sources/gazette.html"]
    assert shown.about == ()
    (spoken,) = view.quotations
    assert (spoken.speaker.words, spoken.told.said, spoken.told.note, spoken.addressees) == (
        "Person 1", None, None, (),
    )  # fmt: skip
    matter = repr(found.site.articles["harbour"].matter)
    assert not [word for word in ("Only among", "mole", "voice", "kitchen") if word in matter]


def test_the_words_of_private_annotations_are_looked_for_in_the_output() -> None:
    notes = [{"quote": "four berths", "text": "Only among us at the desk.", "private": True}]
    found = result({"articles/harbour.md": article("It has four berths.", annotations=notes)})

    with Store() as store:
        secrets = secrets_of(found.parsed, found.site.withheld, (), store=store, run=inline)

    assert [one.text for one in secrets] == ["only among us at the desk."]


def test_framing_is_counted_with_what_it_is_out_of() -> None:
    def framed(*kinds: str) -> list[dict[str, str]]:
        return [
            {"quote": f"word{n}", "text": "x", "type": "framing", "framing": kind}
            for n, kind in enumerate(kinds)
        ]

    body = " ".join(f"word{n}" for n in range(10))
    origin = {"source": "gazette"}
    found = result(
        {
            "articles/a.md": article(
                body, annotations=framed("euphemism", "euphemism", "loaded-term"), origin=origin
            ),
            "articles/b.md": article(body, annotations=framed("euphemism"), origin=origin),
            "articles/c.md": article(
                body, annotations=[{"quote": "word1", "text": "x"}], origin=origin
            ),
            "articles/d.md": article(body, origin=origin),
            "articles/e.md": article(
                body, annotations=framed("false-balance"), origin={"source": "courier"}
            ),
            **OUTLETS,
        }
    )
    views = {page.path: page.view for page in SOURCE_PAGES.pages(tracked(found))}
    view = views["sources/gazette.html"]

    assert isinstance(view, SourceView)
    assert view.framing is not None
    assert [(one.framing, one.passages, one.articles) for one in view.framing.counts] == [
        ("euphemism", 3, 2),
        ("loaded-term", 1, 1),
    ]
    framing = view.framing
    assert (framing.passages, framing.words, framing.per_thousand) == (4, 30, "133.3")
    assert (framing.articles, framing.of, framing.unread) == (2, 3, 1)


def test_framing_in_quoted_words_counts_for_the_innermost_speaker() -> None:
    def framed(quote: str) -> dict[str, str]:
        return {"quote": quote, "text": "x", "type": "framing", "framing": "loaded-term"}

    said = [
        {"quote": "one two three four five six", "speaker": "gazette"},
        {"quote": "three four five", "speaker": "ada"},
    ]
    words = "one two three four five six seven"
    found = result(
        {
            "articles/a.md": article(
                words,
                annotations=[framed("one"), framed("four"), framed("six seven"), framed("seven")],
                quotations=said,
            ),
            "articles/b.md": article(
                words, annotations=[{"quote": "one", "text": "x"}], quotations=said
            ),
            "articles/c.md": article(words, quotations=said),
            **PEOPLE,
            **OUTLETS,
        }
    )
    pages = (*SOURCE_PAGES.pages(tracked(found)), *ENTITY_PAGES.pages(tracked(found)))
    views = {page.path: page.view for page in pages}

    for path, length, rate in (
        ("sources/gazette.html", 12, "83.3"),
        ("entities/ada.html", 6, "166.7"),
    ):
        view = views[path]
        assert isinstance(view, SourceView | EntityView)
        framing = view.spoken_framing
        assert framing is not None
        assert (framing.passages, framing.words, framing.per_thousand) == (1, length, rate)
        assert (framing.articles, framing.of, framing.unread) == (1, 2, 1)
    courier = views["sources/courier.html"]
    assert isinstance(courier, SourceView)
    assert courier.spoken_framing is None


def test_who_is_quoted_how_much() -> None:
    said = [
        {"quote": "one two three", "speaker": "ada"},
        {"quote": "four", "speaker": {"unnamed": "a fisherman"}},
        {"quote": "five six", "speaker": "ada"},
        {"quote": "seven eight", "speaker": {"unnamed": "a pilot"}},
    ]
    found = result(
        {
            "articles/harbour.md": article(
                "one two three four five six seven eight nine ten", quotations=said
            ),
            **PEOPLE,
        }
    )
    balance = article_view(found).balance

    assert balance is not None
    rows = [
        (
            row.speaker.record.name.text if row.speaker.record else row.speaker.words,
            row.quotations,
            row.words,
            row.percent,
        )
        for row in balance.rows
    ]
    assert rows == [("Ada Moss", 2, 5, 62), ("a pilot", 1, 2, 25), ("a fisherman", 1, 1, 12)]
    assert (balance.quoted, balance.words) == (8, 10)
    assert (balance.named, balance.unnamed, balance.unnamed_words) == (1, 2, 3)


def test_one_quotation_of_several_outlets_stands_side_by_side() -> None:
    one = {"quote": "We will build a berth", "speaker": "ada", "same": "berth"}
    two = {"quote": "We shall build a fifth berth", "speaker": "ada", "same": "berth",
           "said": "2024-05-01", "addressee": "gazette",
           "original": {"text": "اسکله", "lang": "fa"}}  # fmt: skip
    found = result(
        {
            "articles/late.md": article(
                "“We will build a berth.”", quotations=[one], date="2024-05-03"
            ),
            "articles/early.md": article(
                "“We shall build a fifth berth.”",
                quotations=[two],
                date="2024-05-02",
                origin={"source": "gazette"},
            ),
            **PEOPLE,
            **OUTLETS,
        }
    )
    (page,) = ENTITY_PAGES.pages(tracked(found))

    assert isinstance(page.view, EntityView)
    assert page.view.spoken_count == 1
    (spoken,) = page.view.spoken
    assert spoken.told.original is not None
    assert (spoken.told.original.text, spoken.told.original.lang, spoken.told.original.dir) == (
        "اسکله", "fa", "rtl",
    )  # fmt: skip
    assert [one.article.href for one in spoken.printed] == [
        "../articles/early.html",
        "../articles/late.html",
    ]
    assert [(one.kind, one.text) for one in spoken.printed[1].words] == [
        ("same", "We"),
        ("left-out", " shall"),
        ("added", " will"),
        ("same", " build a"),
        ("left-out", " fifth"),
        ("same", " berth"),
    ]


def test_nobody_is_given_the_words_of_another() -> None:
    """Where articles do not agree on who said it, each print names its own speaker."""
    quotations = [
        {"quote": "We shall build", "speaker": "ada", "same": "build"},
        {"quote": "It will be built", "speaker": {"unnamed": "an official"}, "same": "build"},
    ]
    found = result(
        {
            "articles/harbour.md": article(
                "“We shall build.” “It will be built.”", quotations=quotations
            ),
            **PEOPLE,
        }
    )
    (shown,) = article_view(found).quotations

    assert shown.speaker is None
    speakers = [
        one.speaker.record.name.text if one.speaker.record else one.speaker.words
        for one in shown.printed
        if one.speaker
    ]
    assert speakers == ["Ada Moss", "an official"]


def test_what_prints_do_not_agree_on_stands_with_each_of_them() -> None:
    """A day or an original that one article gives is on the page, whatever another one says."""
    said = [
        {"quote": "We shall build", "said": "2024-05-01", "note": "On the phone.",
         "original": {"text": "Wir bauen", "lang": "de"}},
        {"quote": "It will be built", "said": "2024-05-02", "note": "On the phone.",
         "translation": "It is built",
         "original": {"text": "Es wird gebaut", "lang": "de"}},
        {"quote": "So be it built"},
    ]  # fmt: skip
    quotations = [{**one, "speaker": "ada", "same": "build"} for one in said]
    text = "“We shall build.” “It will be built.” “So be it built.”"
    found = result({"articles/harbour.md": article(text, quotations=quotations), **PEOPLE})
    (shown,) = article_view(found).quotations

    assert (shown.told.said, shown.told.original, shown.told.note) == (None, None, "On the phone.")
    assert [
        (
            one.told.said.text if one.told.said else None,
            one.told.original.text if one.told.original else None,
            one.told.original_language,
            one.told.translation,
            one.told.note,
        )
        for one in shown.printed
    ] == [
        ("1 May 2024", "Wir bauen", "German", None, None),
        ("2 May 2024", "Es wird gebaut", "German", "It is built", None),
        (None, None, None, None, None),
    ]


def test_what_only_something_private_names_is_not_supported_by_it() -> None:
    """An embargoed article names the entity, and of what is published only a private note does."""
    note = {"quote": "berths", "text": "See her.", "to": "entity:ada", "private": True}
    found = result(
        {
            "articles/harbour.md": article("It has four berths.", annotations=[note]),
            "articles/later.md": article(
                "On [[ada]].", embargo_until="2031-01-01T00:00Z", title="Later"
            ),
            **PEOPLE,
        }
    )

    assert dict(found.site.entities) == {}


TOLD = st.text(alphabet="abc é港码اس ", max_size=30).map(lambda text: " ".join(text.split()))


@given(words=TOLD, base=TOLD)
def test_differences_are_the_words_themselves(words: str, base: str) -> None:
    found = word_differences(words, base, "en")

    assert "".join(one.text for one in found if one.kind != "left-out") == words
    left = "".join(one.text for one in found if one.kind != "added")
    assert left.split() == base.split() or left.replace(" ", "") == base.replace(" ", "")


def test_an_annotation_is_on_the_pages_of_what_it_rests_on_and_is_about() -> None:
    notes = [{"quote": "four", "text": "Three.", "sources": "gazette", "to": "ada"}]
    found = result({"articles/harbour.md": article("four", annotations=notes), **PEOPLE, **OUTLETS})
    (ada,) = [page.view for page in ENTITY_PAGES.pages(tracked(found))]
    views = {page.path: page.view for page in SOURCE_PAGES.pages(tracked(found))}
    gazette, courier = views["sources/gazette.html"], views["sources/courier.html"]

    assert isinstance(ada, EntityView)
    assert isinstance(gazette, SourceView)
    assert isinstance(courier, SourceView)
    (note,) = found.site.annotations.notes["harbour"]
    assert [one.href for one in ada.notes_on_it] == [f"../articles/harbour.html#{note.anchor}"]
    assert [one.text.text for one in gazette.notes_on_it] == ["Three."]
    assert courier.notes_on_it == ()


def test_what_annotations_and_quotations_name_is_no_orphan() -> None:
    notes = [{"quote": "four", "text": "Three.", "sources": "gazette"}]
    said = [{"quote": "berths", "speaker": "courier", "addressee": "ada"}]
    found = result(
        {
            "articles/harbour.md": article("four berths", annotations=notes, quotations=said),
            **PEOPLE,
            **OUTLETS,
        }
    )

    assert unused_records(found.site) == ()
    assert found.diagnostics == ()


def test_corrections_are_listed_newest_first() -> None:
    notes = [
        {"quote": "one", "type": "correction", "text": "First.", "on": "2024-05-01"},
        {"quote": "two", "type": "correction", "text": "Second.", "on": "2024-05-03"},
        {"quote": "three", "type": "note", "text": "None."},
    ]
    found = result({"articles/harbour.md": article("one two three", annotations=notes)})
    (page,) = CORRECTIONS.pages(tracked(found))

    first, second, _ = found.site.annotations.notes["harbour"]
    assert isinstance(page.view, CorrectionsView)
    assert [(one.text.text, one.href) for one in page.view.notes] == [
        ("Second.", f"articles/harbour.html#{second.anchor}"),
        ("First.", f"articles/harbour.html#{first.anchor}"),
    ]
    assert article_view(found).corrections == "../corrections.html"


def test_corrections_are_in_the_feed_and_keep_their_address() -> None:
    settings = "title: Test\nurl: https://a.example/\n"
    late = {"quote": "two", "type": "correction", "text": "Not two.", "on": "2024-05-03"}
    undated = {"quote": "three", "type": "correction", "text": "Not three."}
    early = {"quote": "one", "type": "correction", "text": "Not one.", "on": "2024-05-01"}

    def entries(*notes: dict[str, str]) -> dict[str, FeedEntry]:
        one = article("one two three", annotations=list(notes), date="2024-04-01")
        found = result({"articles/harbour.md": one}, settings=settings)
        page, _ = FEED.pages(tracked(found))
        assert isinstance(page.view, FeedView)
        return {entry.put_right: entry for entry in page.view.entries if entry.put_right}

    first = entries(late, undated)
    then = entries(early, late, undated)
    assert list(first) == ["two"]
    assert list(then) == ["two", "one"]
    assert first["two"].id == then["two"].id != then["one"].id
    assert first["two"].href == then["two"].href != then["one"].href
    assert first["two"].href.startswith("https://a.example/articles/harbour.html#note_")
    assert (then["two"].summary, then["two"].published) == ("Not two.", "2024-05-03T00:00:00Z")
