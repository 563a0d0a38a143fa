"""In what language a page speaks: which catalogue it takes, what of it a site can change, and which
pages are made again when a catalogue is edited."""

from pathlib import Path

import pytest
from lxml import html
from msgspec import Struct
from msgspec.structs import replace

from building import lay, must_publish
from dossierpress.catalogues.choice import catalogue_for
from dossierpress.source.files import CatalogueFile, TemplateSet
from dossierpress.source.project import Project
from dossierpress.templating.check_catalogues import check_catalogues
from dossierpress.templating.rendering import Renderer
from sample_site import THEME

SITE = {
    "site.yml": "title: The harbour\nurl: https://harbour.example/\n",
    "content/articles/strike.md": "---\ntitle: The strike\ndate: 2024-05-23\n---\nAda Moss left.\n",
    "content/articles/greve.md": (
        "---\ntitle: La grève\nlang: fr\ndate: 2024-05-23\nentities: [ada]\n"
        "references: [{to: strike, type: translates}]\n---\nAda Moss est partie.\n"
    ),
    "content/articles/huelga.md": (
        "---\ntitle: Mgomo\nlang: sw\n"
        "references: [{to: strike, type: translates}]\n---\nAda aliondoka.\n"
    ),
    "content/entities/ada.md": "---\nkind: person\nname: {en: Ada Moss, fr: Ada Mousse}\n---\n",
}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def catalogue(*messages: tuple[str, str]) -> str:
    return HEADER + "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in messages)


def read(project: Project, path: str) -> html.HtmlElement:
    return html.fromstring((project.output / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR-ca", "fr"),
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hans-SG", "zh"),
        ("zh-TW", None),  # other characters
        ("zh-Hant", None),
        ("sr-Latn", None),
        ("sr", "sr"),
        ("iw", "he"),  # as Hebrew was called once
        ("en-GB", "en"),  # the words of the templates
        ("sw", None),
    ],
)
def test_a_page_takes_the_catalogue_of_its_language_and_script(
    lang: str, expected: str | None
) -> None:
    assert catalogue_for(lang, {"fr", "zh", "sr", "he"}) == expected


def test_traditional_characters_have_their_own() -> None:
    assert catalogue_for("zh-TW", {"zh", "zh-Hant"}) == "zh-Hant"
    assert catalogue_for("zh-Hant-HK", {"zh", "zh-Hant"}) == "zh-Hant"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay(tmp_path_factory.mktemp("languages"), SITE)
    must_publish(project)
    return project


def test_a_page_speaks_the_language_of_its_text(built: Project) -> None:
    page = read(built, "articles/greve.html")

    assert page.xpath("string(//a[@class='skip'])") == "Aller au contenu"
    assert page.xpath("//header[@class='masthead']/@lang") == ["fr"]
    assert page.xpath("//p[@class='article-line']//time/text()") == ["23 mai 2024"]
    assert page.xpath("string(//aside[@class='cast']//h3)") == "Personnes"
    assert page.xpath("string(//aside[@class='cast']//li)") == "Ada Mousse"
    # Names that are not of this language say so.
    assert page.xpath("//p[@class='site']//bdi/@lang") == ["en"]


def test_a_page_without_a_catalogue_speaks_the_language_of_the_site(built: Project) -> None:
    page = read(built, "articles/huelga.html")

    assert page.xpath("//html/@lang") == ["sw"]
    assert page.xpath("//header[@class='masthead']/@lang") == ["en"]
    assert page.xpath("string(//a[@class='skip'])") == "Skip to content"


def test_an_article_leads_to_its_other_languages(built: Project) -> None:
    """Two translations of one text lead to one another, too."""
    of = {
        path: read(built, f"articles/{path}.html").xpath("//span[@class='languages']//a")
        for path in ("strike", "greve", "huelga")
    }

    assert {
        path: [(one.get("hreflang"), one.get("href"), one.text_content()) for one in links]
        for path, links in of.items()
    } == {
        "strike": [("fr", "greve.html", "français"), ("sw", "huelga.html", "Kiswahili")],
        "greve": [("en", "strike.html", "English"), ("sw", "huelga.html", "Kiswahili")],
        "huelga": [("en", "strike.html", "English"), ("fr", "greve.html", "français")],
    }
    assert read(built, "articles/greve.html").xpath("//link[@hreflang]/@hreflang") == [
        *("fr", "en", "sw"),
    ]
    assert read(built, "articles/greve.html").xpath("//link[@hreflang='en']/@href") == [
        "https://harbour.example/articles/strike.html"
    ]


def test_a_site_lays_its_words_over_those_of_the_theme(tmp_path: Path) -> None:
    own = {
        "templates/locale/fr.po": catalogue(("In this article", "Qui est à quai")),
        "templates/locale/en.po": catalogue(("Latest articles", "From <the> quay")),
        "templates/locale/sw.po": catalogue(("Skip to content", "Ruka")),
    }
    project = lay(tmp_path, {**SITE, **own})
    report = must_publish(project)

    assert report.diagnostics == ()
    french = read(project, "articles/greve.html")
    assert french.xpath("string(//aside[@class='cast']//h2)") == "Qui est à quai"
    assert french.xpath("string(//a[@class='skip'])") == "Aller au contenu"
    # What a catalogue says is text.
    assert "From <the> quay" in read(project, "index.html").xpath("//h2/text()")
    swahili = read(project, "articles/huelga.html")
    assert swahili.xpath("string(//a[@class='skip'])") == "Ruka"
    assert swahili.xpath("//header[@class='masthead']/@lang") == ["sw"]


def test_words_of_a_site_go_before_all_catalogues(tmp_path: Path, repository: Path) -> None:
    """As they did before there were any: a word without a mark is the same in all languages."""
    theme = repository / "templates" / "macros" / "words.html"
    shipped = theme.read_text(encoding="utf-8")
    own = shipped.replace('_("Skip to content")', '"Zum Inhalt"')
    project = lay(tmp_path, {**SITE, "templates/macros/words.html": own})
    must_publish(project)

    page = read(project, "articles/greve.html")
    assert page.xpath("string(//a[@class='skip'])") == "Zum Inhalt"
    assert page.xpath("string(//aside[@class='cast']//h2)") == "Dans cet article"


def test_an_edit_of_a_catalogue_makes_the_pages_again_that_speak_its_language(
    tmp_path: Path,
) -> None:
    project = lay(tmp_path, SITE)
    must_publish(project)
    before = {one: one.read_bytes() for one in project.output.rglob("*.html")}

    lay(tmp_path, {"templates/locale/fr.po": catalogue(("In this article", "À quai"))})
    report = must_publish(project)

    assert {one.name for one, data in before.items() if one.read_bytes() != data} == {"greve.html"}
    assert report.counts.rendered == 1


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        (
            "fr",
            catalogue(("By %(people)s", "De %(person)s")),
            5,
            "has `%(person)s`, which it has not",
        ),
        ("fr", catalogue(("In this artcle", "Ici")), 5, "the theme has no message"),
        ("xx", catalogue(("Menu", "Menu")), 1, "`xx` is no language"),
        ("fr", HEADER + 'msgid "Me"nu"\n', 5, "it is no PO file"),
        (
            "ru",
            HEADER.replace("utf-8\\n", 'utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n')
            + 'msgid "%(count)s claim"\nmsgid_plural "%(count)s claims"\n'
            'msgstr[0] "%(count)s a"\nmsgstr[1] "%(count)s b"\n',
            1,
            "its rule for plurals is not that of the language",
        ),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_told(
    name: str, text: str, line: int, message: str
) -> None:
    file = CatalogueFile(lang=name, path=f"templates/locale/{name}.po", text=text)
    told = check_catalogues(replace(THEME, catalogues=(file,)))

    assert {(one.code, one.path) for one in told} == {("tpl-catalogue", file.path)}
    assert told[0].span is not None
    assert told[0].span.line == line
    assert message in " ".join(one.message for one in told)


def test_numbers_are_in_the_digits_of_the_language() -> None:
    text = "{% trans count %}{{ count }} claim{% pluralize %}{{ count }} claims{% endtrans %}"
    own = (
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        'msgid "%(count)s claim"\nmsgid_plural "%(count)s claims"\n'
        'msgstr[0] "%(count)s ادعا"\nmsgstr[1] "%(count)s ادعا"\n'
    )
    theme = TemplateSet(
        templates=(
            ("n.html", f"{{% set count = view.total %}}{text}{{{{ view.total | in_digits }}}}"),
        ),
        statics=(),
        paths=(("n.html", "n.html"),),
        catalogues=(CatalogueFile(lang="fa", path="locale/fa.po", text=own),),
    )
    shown = Renderer(theme)

    assert shown.render("n.html", Total(catalogue="fa 1", total=12)) == "۱۲ ادعا۱۲"
    assert shown.render("n.html", Total(catalogue="", total=12)) == "12 claims12"


def test_a_template_without_words_is_compiled_once_for_all_languages() -> None:
    shown = Renderer(THEME)
    for catalogue in ("", "fr 1"):
        shown.render("partials/article-guide.html", Total(catalogue=catalogue, total=1))

    assert sorted(one for one in shown.compiled() if "words" in one or "guide" in one) == [
        "macros/words.html",
        "macros/words.html fr",
        "partials/article-guide.html",
    ]


class Total(Struct, frozen=True, kw_only=True):
    """All that those templates ask."""

    catalogue: str
    total: int
    contents: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    covers: str | None = None
    as_of: str | None = None
