"""What holds for every dossier: names, offsets, inverses, and that nothing withheld gets out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from resolving import AS_OF, Resolved, article, content_file, resolved, shown, site_config

from dossierpress.facts.records import parse_file
from dossierpress.indexes.published_dossier import resolve
from dossierpress.kernel.diagnostics import Span
from dossierpress.links.text_context import link_types
from dossierpress.model.body import Block, Body, Markup, Piece, Prose
from dossierpress.model.content import Parsed, Record, keep
from dossierpress.model.linked_body import End, Html, MentionSpan, RecordLinkStart, TextPiece
from dossierpress.model.site import Site
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.read_site import parse_config
from dossierpress.schema.shared_types import EntityName
from dossierpress.schema.site import LinkTypeConfig

START = Span(line=1, column=1)

# Few letters, so that names meet one another in every way: Latin, Han, Katakana.
LETTERS = "abs中文アリ"
NAMES = st.lists(
    st.text(st.sampled_from("ab sab中アリ"), min_size=2, max_size=4)
    .map(lambda name: " ".join(name.split()))
    .filter(lambda name: len(name) > 1),
    min_size=1,
    max_size=6,
    unique=True,
)
# A full stop ends a sentence here: without a space behind it, `a.aa` would be an address.
TEXTS = st.text(st.sampled_from("aabbss  \n'-.中文アリ"), max_size=40).map(
    lambda text: text.replace(".", ". ")
)
SPLITS = st.lists(st.integers(1, 40), max_size=4)


def text_of_names(names: Sequence[str], pieces: Sequence[Piece]) -> Resolved:
    """A dossier of one article and an entity for each name, without the detour over files."""
    entities = tuple(
        record("entity", f"e{number}", EntityMatter(kind="object", name=(EntityName(text=name),)))
        for number, name in enumerate(names)
    )
    block = Block(anchor="p-1", role="paragraph", line=1, section=0)
    text = record(
        "article",
        "text",
        ArticleMatter(title="Title", autolink="all"),
        Body(pieces=(block, *pieces), anchors=("p-1",)),
    )
    parsed = [Parsed(path="content/all", records=(*entities, text), diagnostics=())]
    site, diagnostics = resolve(parsed, (), site_config("title: Test"), as_of=AS_OF)
    return Resolved(site=site, diagnostics=diagnostics)


def record(type_: str, id_: str, matter: object, body: Body | None = None) -> Record:
    return Record(
        type=type_,
        id=id_,
        path=f"content/{id_}",
        span=START,
        matter=matter,
        kept=keep((), body or Body()),
    )


def emitted(site: Site) -> str:
    """All that an emitter may read of a site."""
    return repr(replace(site, withheld=(), new_stand_ins=(), stamps={}))


def prose(text: str) -> Prose:
    return Prose(text=text, links=True, span=START)


def links(made: Resolved) -> list[tuple[str, str]]:
    """(id, words) of every link of the article."""
    found = []
    pieces = iter(made.site.articles["text"].body.pieces)
    for piece in pieces:
        if isinstance(piece, RecordLinkStart):
            words = next(pieces)
            assert isinstance(words, TextPiece)
            found.append((piece.id, words.text))
    return found


def brute_force(names: Sequence[str], text: str) -> list[tuple[str, str]]:
    """The same rules, said as one regular expression; in English, without Arabic and the like."""
    spaced, katakana = "[abs]", "[アリ]"
    alternatives = []
    for number, name in sorted(enumerate(names), key=lambda pair: -len(pair[1])):
        before, after = "(?<![absアリ]')", "(?:(?!'[absアリ])|(?='s(?!\\w)))"
        for letters in (spaced, katakana):
            if re.match(letters, name):
                before += f"(?<!{letters})"
            if re.match(letters, name[-1]):
                after += f"(?!{letters})"
        words = r"\s+".join(map(re.escape, name.split()))
        alternatives.append(f"(?P<e{number}>{before}{words}{after})")
    found = re.finditer("|".join(alternatives), text)
    return [(match.lastgroup or "", match[0]) for match in found]


@given(NAMES, TEXTS)
def test_names_are_those_of_a_plain_search(names: list[str], text: str) -> None:
    assert links(text_of_names(names, [prose(text)])) == brute_force(names, text)


@given(NAMES, TEXTS, SPLITS)
def test_every_mention_is_at_its_offsets(names: list[str], text: str, splits: list[int]) -> None:
    """Also where emphasis begins and ends in the middle of a name."""
    cuts = sorted({0, len(text), *(cut for cut in splits if cut < len(text))})
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        pieces += [Markup(html="<b>"), prose(text[start:end]), Markup(html="</b>")]

    made = text_of_names(names, pieces)

    body = made.site.articles["text"].body
    block = "".join(piece.text for piece in body.pieces if isinstance(piece, TextPiece))
    assert block == text
    mentions = [mention for found in made.site.mentions_of.values() for mention in found]
    assert len(mentions) == len(brute_force(names, text))
    for mention in mentions:
        words = " ".join(block[mention.start : mention.end].split())
        assert words == names[int(mention.target.id[1:])]
        assert words == " ".join(mention.context.match.split())
    opened = 0
    for piece in body.pieces:
        # Tags of the text and of links never cross.
        opened += isinstance(piece, RecordLinkStart | MentionSpan)
        opened -= isinstance(piece, End)
        assert not (opened and isinstance(piece, Html))


TYPES = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.builds(
        lambda label, inverse: LinkTypeConfig(
            label=label, inverse=inverse, inverse_label=f"un-{label}" if inverse else None
        ),
        st.sampled_from(["says", "owns"]),
        st.none(),
    ),
)


@given(TYPES, st.sets(st.sampled_from(["a", "b", "c"])))
def test_the_inverse_of_an_inverse_is_the_type_itself(
    config: dict[str, LinkTypeConfig], with_inverse: set[str]
) -> None:
    config = {
        name: type_.model_copy(update={"inverse": f"{name}-by", "inverse_label": "by"})
        if name in with_inverse
        else type_
        for name, type_ in config.items()
    }
    types = link_types(config)

    assert {types[types[name].inverse].inverse for name in types} == set(types)
    assert all(types[types[name].inverse].inverse == name for name in types)


STATEMENTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["follows", "precedes", "contradicts"]),
        st.integers(0, 3),
    ),
    max_size=8,
    unique=True,
)


@given(STATEMENTS)
def test_every_cross_reference_is_seen_from_both_sides(
    stated: list[tuple[int, str, int]],
) -> None:
    files = {}
    for number in range(4):
        references = [
            f"{{to: a{there}, type: {type_}}}"
            for here, type_, there in stated
            if here == number != there
        ]
        files[f"articles/a{number}.md"] = article("Text.", references=f"[{', '.join(references)}]")

    site = resolved(files).site

    seen = [
        (one.here, one.type, one.there)
        for references in site.cross_references.values()
        for one in references
    ]
    inverse = {"follows": "precedes", "precedes": "follows", "contradicts": "contradicts"}
    assert sorted(seen) == sorted((there, inverse[type_], here) for here, type_, there in seen)
    assert len(seen) == len(set(seen))
    own = {
        (one.here.id, one.type, one.there.id)
        for references in site.cross_references.values()
        for one in references
        if one.stated
    }
    assert own == {(f"a{a}", type_, f"a{b}") for a, type_, b in stated if a != b}


CANARY = re.compile("canary", re.IGNORECASE)
WAYS = {
    "private": "private: true",
    "draft": "status: draft",
    "embargoed": "embargo_until: 2030-01-01T00:00:00Z",
    "expired": "expires: 2020-01-01T00:00:00Z",
}
MENTIONS = st.lists(
    st.sampled_from(
        [
            "Ada Canary came.",
            "ADA CANARY came.",
            "ada canary came.",
            "Ada *Canary* came.",
            "Ada\nCanary came.",
            "Ada  Canary’s boat.",
            "[[canary-one]] came.",
            "[[canary-one|The Canary woman]] came.",
            "[The *Canary* woman]{entity=canary-one} came.",
            "[the Canary](../entities/canary-one.md) came.",
            "It says so [@canary-paper, p. 4; @gazette].",
            "So says @canary-paper [p. 2].",
            "`Ada Canary` in code.",
            "The Canary Gazette has it.",
            "[[canary-story]] is next.",
            "[more](canary-story.md) is next.",
            "[[follows>canary-story]] tells.",
            "> Ada Canary quoted",
            "| Ada Canary |\n|---|\n| Ada Canary |",
            "- Ada Canary",
            "A note.[^1]\n\n[^1]: Ada Canary.",
        ]
    ),
    min_size=1,
    max_size=5,
)


@given(MENTIONS, st.sampled_from(sorted(WAYS)), st.booleans())
def test_nothing_of_a_withheld_record_gets_out(
    mentions: list[str],
    way: str,
    declares: bool,  # noqa: FBT001
) -> None:
    files = {
        "articles/open.md": article(
            "\n\n".join(["Acme told all.", *dict.fromkeys(mentions)]),
            **(
                {
                    "entities": "[{id: canary-one, role: told, as: [the Canary woman]}, acme]",
                    "sources": "[{id: gazette, cites: [canary-paper]}, "
                    "{id: canary-paper, url: 'https://canary.example/'}]",
                    "references": "[{to: canary-story, type: follows}]",
                    "origin": "{source: canary-paper, url: 'https://canary.example/'}",
                }
                if declares
                else {}
            ),
        ),
        "articles/canary-story.md": article(
            "Canary text of [[acme]] and [[canary-companion]].", tags="[canary-tag]"
        ).replace("title: Title", f"title: Canary title\nformerly: [canary-old]\n{WAYS[way]}"),
        "entities/canary-one.md": "---\nkind: person\nname: Ada Canary\nprivate: true\n"
        "description: A canary\nrelations: [{type: member, to: acme}]\n---\nCanary prose.\n",
        "entities/acme.yml": "kind: organization\nname: Acme\nnot_same_as: [canary-one]\n"
        "headquarters: canary-one\n"
        "relations: [{type: related-to, to: canary-one, role: Canary role}]\n",
        # Only the withheld story speaks of this one.
        "entities/canary-companion.yml": "kind: person\nname: Bela Canary\n",
        "sources/gazette.yml": "kind: newspaper\nname: Gazette\npublisher: canary-paper\n"
        "owner: canary-one\n",
        "sources/canary-paper.yml": "kind: newspaper\nname: The Canary Gazette\nprivate: true\n"
        "url: https://canary.example/\n",
    }

    made = resolved(files)

    site = made.site
    told = emitted(site)
    assert CANARY.search(told) is None
    assert "ref-private-name" not in made.codes
    assert {key.id for key, _ in site.withheld} == {
        "canary-story",
        "canary-one",
        "canary-companion",
        "canary-paper",
    }
    # Nobody can tell from the site what the withheld records are called.
    renamed = {
        CANARY.sub(_other_bird, path): CANARY.sub(_other_bird, text) for path, text in files.items()
    }
    other = resolved(renamed).site
    assert told == emitted(other)


def _other_bird(found: re.Match[str]) -> str:
    bird = "nightingale"
    if found[0].islower():
        return bird
    return bird.upper() if found[0].isupper() else bird.title()


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "Ada",
                "Acme",
                "Ada Canary",
                "John Smith",
                " ",
                "\n",
                "\n\n",
                ". ",
                "*",
                "**",
                "`",
                "> ",
            ),
            *("[[", "]]", "|", "#", ">", "ada", "acme", "draft", "nobody", "[[ada]]", "[[draft]]"),
            *("[", "]", "{entity=ada}", "{entity=canary-one}", "{entity=nobody}", "{.nolink}"),
            *("(text.md)", "(../entities/all.yml#ada)", "(#heading)", "(https://example.org/)"),
            *(
                "[@paper]",
                "@paper",
                "[@",
                "; ",
                "[^1]",
                "\n\n[^1]: ",
                "## ",
                "- ",
                "| a | b |\n|---|---|\n",
            ),
            *("![", "(../media/a.txt)", "'s", "<b>", "</b>", "    ", "```\n"),
        ]
    ),
    max_size=25,
)


@example(["Ada Canary", "acme"], "first")
@example(["**", "Ada Canary", "**", "acme"], "off")
@example(["ACME", "Ada Canary"], "all")
@example(["Ada Canary", "Ada Canary", "ada"], "first")
@example(["ACME", "Ada Canary", "acme"], "first-in-section")
@given(PIECES, st.sampled_from(["first", "first-in-section", "all", "off"]))
def test_no_text_breaks_anything(pieces: list[str], autolink: str) -> None:
    """Whatever an author writes: links close, mentions are where they say, nothing gets out."""
    config = site_config("title: Test")
    files = {
        "articles/text.md": article("".join(pieces), autolink=f"'{autolink}'"),
        "articles/draft.md": article("Text.", title="Canary title", status="draft"),
        "entities/all.yml": "- {id: ada, kind: person, name: Ada}\n"
        "- {id: acme, kind: organization, name: Acme}\n"
        "- {id: canary-one, kind: person, name: Ada Canary, private: true}\n"
        "- {id: j1, kind: person, name: John Smith}\n- {id: j2, kind: person, name: John Smith}\n",
        "sources/paper.yml": "kind: newspaper\nname: Paper\n",
    }
    parsed = [parse_file(content_file(*file), parse_config(config)) for file in files.items()]

    site, diagnostics = resolve(parsed, [content_file("media/a.txt", "a")], config, as_of=AS_OF)

    body = site.articles["text"].body
    shown(body)
    if not {"ref-private-name", "ref-maybe-private"} & {one.code for one in diagnostics}:
        assert CANARY.search(emitted(site)) is None
    for mention in (one for found in site.mentions_of.values() for one in found):
        assert 0 <= mention.start <= mention.end
        assert " ".join(mention.context.match.split()) in " ".join(body.text.split())
