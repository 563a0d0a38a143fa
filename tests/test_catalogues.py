"""The shipped catalogues: whole, sure, with the gaps and the forms that they need."""

from pathlib import Path

import polib
import pytest

import catalogues as tool
from dossierpress.catalogues.checks import faults
from dossierpress.catalogues.reading import forms_of

REPOSITORY = Path(__file__).parents[1]
LOCALE = REPOSITORY / "templates" / "locale"
FILES = tuple(sorted(LOCALE.glob("*.po")))


def test_every_message_of_the_theme_is_in_the_list_for_translators() -> None:
    assert tool.written(tool.template()) == (LOCALE / "words.pot").read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_catalogue_has_every_message(file: Path) -> None:
    """What is fuzzy is a guess of a tool, and not shown."""
    made = {(one.msgctxt, one.msgid): one for one in polib.pofile(str(file)) if not one.obsolete}
    wanted = [(one.msgctxt, one.msgid) for one in polib.pofile(str(LOCALE / "words.pot"))]

    assert sorted(made, key=str) == sorted(wanted, key=str)
    assert [key for key, one in made.items() if one.fuzzy or not all(forms_of(one))] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_catalogue_has_the_gaps_and_the_forms_that_it_needs(file: Path) -> None:
    lang = file.stem.replace("_", "-")

    assert list(faults(file.read_text(encoding="utf-8"), lang)) == []
