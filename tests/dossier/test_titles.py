"""What a `title` says is heard after the name of its element, and by nobody who has no mouse."""

from lxml import html

from harness import BuiltDossier


def test_no_title_says_a_thing_twice_or_alone(built_dossier: BuiltDossier) -> None:
    """None repeats the words, the label or the picture that it stands on, or explains a letter."""
    found = set()
    for path in built_dossier.pages:
        for one in html.document_fromstring(path.read_bytes()).xpath("//body//*[@title]"):
            title = " ".join(one.get("title").split()).casefold()
            said = {
                " ".join((words or "").split()).casefold()
                for words in (one.text_content(), one.get("aria-label"), one.get("alt"))
            }
            if title in said or one.tag in {"abbr", "span"}:
                found.add((built_dossier.path(path), one.tag, one.get("title")))

    assert found == set()
