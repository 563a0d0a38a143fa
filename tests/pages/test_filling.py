"""The holes of a body: links, marks, pictures, paragraphs."""

import pytest

from dossierpress.model.body import Heading, Run, Styled
from dossierpress.model.linked_body import (
    CitationShown,
    CitedSource,
    End,
    FragmentLinkStart,
    ImageShown,
    LinkedPiece,
    MediaLinkStart,
    MentionSpan,
    RecordLinkStart,
    TextPiece,
)
from dossierpress.pages.components.body import body_html, contents_list
from dossierpress.pages.kinds import TrackedSite
from sample_site import THEME, article, body, entity, media, plain, site

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x20\x00\x00\x00\x10"
    b"\x08\x02\x00\x00\x00\x00\x00\x00\x00"
)


def tracked() -> TrackedSite:
    return TrackedSite(
        site=site(
            article("harbour"),
            plain("home"),
            entity("quay", kind="place", description="Where ships land."),
            entity("pilot"),
            media=(media("map.png", PNG), media("a b.pdf")),
        ),
        theme=THEME,
    )


def filled(*pieces: LinkedPiece | str, here: str = "articles/harbour.html") -> str:
    return str(body_html(body(*pieces), here, tracked()))


def record_link(type_: str, id_: str, **more: str) -> RecordLinkStart:
    given = {"fragment": None, "title": None, "kind": None, "relation": None, **more}
    return RecordLinkStart(type=type_, id=id_, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "here", "html"),
    [
        (
            record_link("entity", "quay", kind="place"),
            "articles/harbour.html",
            '<a class="record entity kind-place" dir="auto" href="../entities/quay.html">it</a>',
        ),
        (
            record_link("entity", "pilot", kind="person"),
            "index.html",
            '<a class="record entity kind-person" dir="auto" href="entities/pilot.html">it</a>',
        ),
        (
            record_link("article", "harbour", fragment="the-quay"),
            "entities/quay.html",
            '<a class="record article" dir="auto" href="../articles/harbour.html#the-quay">it</a>',
        ),
        (
            record_link("article", "harbour", fragment="the-quay"),
            "articles/harbour.html",
            '<a class="record article" dir="auto" href="#the-quay">it</a>',
        ),
        (
            record_link("page", "home"),
            "articles/harbour.html",
            '<a class="record page" dir="auto" href="../index.html">it</a>',
        ),
        (
            record_link("article", "harbour", relation="updated-by"),
            "articles/other.html",
            '<a class="record article" dir="auto" href="harbour.html" title="updated by">it</a>',
        ),
        (
            MentionSpan(id="pilot", kind="person"),
            "index.html",
            '<span class="named kind-person" dir="auto">it</span>',
        ),
        (FragmentLinkStart(fragment="p 1"), "index.html", '<a href="#p%201">it</a>'),
        (
            MediaLinkStart(path="a b.pdf", fragment="page=4"),
            "articles/harbour.html",
            '<a href="../media/a%20b.pdf#page=4">it</a>',
        ),
    ],
)
def test_links(start: LinkedPiece, here: str, html: str) -> None:
    assert html == filled(start, TextPiece(text="it"), End(), here=here)


def test_text_stays_text() -> None:
    assert filled(TextPiece(text='<b> & "c"')) == "&lt;b&gt; &amp; &#34;c&#34;"


def test_what_is_open_closes_innermost_first() -> None:
    html = filled(
        MentionSpan(id="pilot", kind="person"),
        FragmentLinkStart(fragment="p-1"),
        TextPiece(text="it"),
        End(),
        End(),
    )

    assert html == '<span class="named kind-person" dir="auto"><a href="#p-1">it</a></span>'


def cited(
    number: int, *, prefix: str = "", locator: str | Styled = "", bare: bool = False
) -> CitedSource:
    return CitedSource(
        source="wire",
        name="The <Wire>",
        number=number,
        mark=f"mark-{number}",
        prefix=(Run(text=prefix),),
        locator=(Run(text=locator),) if isinstance(locator, str) and locator else locator or (),
        suppress_name=bare,
    )


def mark(number: int, shown: str) -> str:
    return (
        f'<a class="mark" dir="auto" id="mark-{number}" role="doc-biblioref"'
        f' href="#source_{number}">{shown}</a>'
    )


@pytest.mark.parametrize(
    ("shown", "html"),
    [
        (
            CitationShown(
                sources=(cited(1, prefix="see ", locator="p. 4"), cited(2)), narrative=False
            ),
            f'<span class="citation">[see {mark(1, "1, p. 4")}; {mark(2, "2")}]</span>',
        ),
        (
            CitationShown(sources=(cited(1, locator="p. 2"),), narrative=True),
            f'<span class="citation"><bdi>The &lt;Wire&gt;</bdi> [{mark(1, "1, p. 2")}]</span>',
        ),
        (
            CitationShown(sources=(cited(1, bare=True),), narrative=True),
            f'<span class="citation">[{mark(1, "1")}]</span>',
        ),
        (
            CitationShown(
                sources=(
                    cited(
                        1,
                        locator=(
                            Run(text="<p. "),
                            Run(text="3", elements=("em", "strong")),
                            Run(text="&", elements=("code",)),
                        ),
                    ),
                ),
                narrative=False,
            ),
            '<span class="citation">['
            + mark(1, "1, &lt;p. <em><strong>3</strong></em><code>&amp;</code>")
            + "]</span>",
        ),
    ],
)
def test_citation_marks_lead_to_the_bibliography(shown: CitationShown, html: str) -> None:
    assert html == filled(shown)


def test_pictures_say_their_size_where_the_file_does() -> None:
    assert (
        filled(ImageShown(path="map.png", alt='A "map"', caption=None))
        == '<img src="../media/map.png" alt="A &#34;map&#34;" width="32" height="16">'
    )
    assert (
        filled(ImageShown(path="a b.pdf", alt="A plan", caption="The plan"))
        == '<img src="../media/a%20b.pdf" alt="A plan" title="The plan">'
    )


def test_every_paragraph_has_a_link_to_itself() -> None:
    html = filled('<p id="p-1" class="x">One.</p>\n<h2 id="two">Two</h2>\n<p id="p-2">', "Two.</p>")

    assert html == (
        '<p id="p-1" class="x"><a class="permalink" href="#p-1" aria-label="¶\u202f1"></a>'
        "One.</p>\n"
        '<h2 id="two">Two</h2>\n'
        '<p id="p-2"><a class="permalink" href="#p-2" aria-label="¶\u202f2"></a>Two.</p>'
    )


@pytest.mark.parametrize(("count", "listed"), [(2, []), (3, ["#h-0", "#h-1", "#h-2"])])
def test_contents_are_listed_from_three_headings_on(count: int, listed: list[str]) -> None:
    headings = [Heading(level=2, anchor=f"h-{n}", text=str(n)) for n in range(count)]

    assert listed == [one.href for one in contents_list(body(headings=headings), "index.html")]
