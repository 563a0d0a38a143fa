"""No alarm in public texts over names that they do not hold.

The texts are the 83 news articles of the shared data (re3d and GUM), and, to make them 300, the
longest posts and lessons of two public sites in several languages (18F, Programming Historian), as
they stand in their files: front matter, code and addresses included.
"""

import json
import re
from pathlib import Path

from dossierpress.visibility.name_forms.finder import FormFinder, Name

TEXTS = 300
NAMES = (
    "Maria Santos",
    "John Miller",
    "Anna Baker",
    "Paul Rice",
    "Mark Price",
    "Ali Hassan",
    "Ahmed Ali",
    "Mohammed Khalil",
    "Omar Farouk",
    "David Johnson",
    "James Wilson",
    "Peter Brown",
    "Robert Hill",
    "Susan Lake",
    "William Stone",
    "George Walker",
    "Richard Green",
    "Sarah King",
    "Emma Wood",
    "Jack Field",
    "Grace Park",
    "Rose Martin",
    "Frank Bell",
    "Will Ferry",
    "Ian Hill",
    "Theo Range",
    "Hans Weißmüller",
    "Нина Сорокина",
    "Павел Чехов",
    "أحمد الكرخي",
    "علي محمد",
    "王小明",
    "李明",
    "김철수",
    "דוד כהן",
    "Κώστας Παπαδόπουλος",
    "Jean-Claude Dupont",
    "Gabriel García Márquez",
    "Jan Novák",
    "Carl Peters",
    "Christian Berg",
    "Hope Street",
    "June Summer",
    "Chris March",
    "Dean Short",
    "Abdul Rahman",
    "Ibrahim al-Masri",
    "Art Works",
    "Pat Page",
    "An Li",
)
"""Common ones, and many that are words: a name may be `An Li`, and every text has `than life`."""


def texts(shared: Path) -> list[tuple[str, str]]:
    """(what it is, its words) of every text."""
    news = [
        (article["id"], article["text"])
        for name in ("gum-news.json", "re3d.json")
        for article in json.loads((shared / "news" / name).read_text(encoding="utf-8"))["articles"]
    ]
    files = sorted(
        (shared / "sites").rglob("*.md"), key=lambda path: (-path.stat().st_size, str(path))
    )
    pages = [
        (str(path), path.read_text(encoding="utf-8", errors="replace"))
        for path in files[: TEXTS - len(news)]
    ]
    assert len(news) == 83
    return [*news, *pages]


def test_no_alarm_over_names_that_300_public_texts_do_not_hold(shared_data: Path) -> None:
    public = texts(shared_data)
    finder = FormFinder.of([Name(name, person=True) for name in NAMES])

    assert (len(public), len(NAMES)) == (TEXTS, 50)
    held = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in NAMES), re.IGNORECASE)
    assert [what for what, text in public if held.search(text)] == []
    assert [
        (what, text[form.start : form.end], NAMES[form.name])
        for what, text in public
        for form in finder.find(text)
    ] == []


def test_each_of_these_names_is_found_in_each_of_these_texts(shared_data: Path) -> None:
    """The same texts with a name in them, so that silence is worth something."""
    finder = FormFinder.of([Name(name, person=True) for name in NAMES])
    for number, (what, text) in enumerate(texts(shared_data)):
        name = NAMES[number % len(NAMES)]
        middle = text.rfind("\n", 0, min(len(text), 4000) // 2) + 1
        held = f"{text[:middle]}\n{name}\n{text[middle:4000]}"

        assert name in {held[one.start : one.end] for one in finder.find(held)}, what
