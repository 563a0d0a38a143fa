"""Bring the catalogues of the theme's words up to date with its templates.

Writes templates/locale/words.pot, which has every message, and gives each .po file the messages
that it lacks. A message whose English has changed a little keeps its translation as fuzzy: it is
not shown until somebody has looked at it and taken the mark away. `make catalogues` runs this.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dossierpress.schema.vocabulary import labels

REPOSITORY = Path(__file__).parents[1]
TEMPLATES = REPOSITORY / "templates"
LOCALE = TEMPLATES / "locale"
HEADER = """\
# Words of the theme of DossierPress.
# How a catalogue is written and checked: docs/languages.md.
#"""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the time of extraction, so that the file changes with its messages alone."""


def template() -> Catalog:
    """Every message of the templates, by template and line, and of the vocabulary."""
    found = Catalog(
        project="DossierPress",
        version="0",
        header_comment=HEADER,
        charset="utf-8",
        creation_date=EPOCH,
    )
    for name, line, message, comments, context in extract_from_dir(
        TEMPLATES,
        method_map=[("**.html", "jinja2"), ("**.xml", "jinja2")],
        options_map={"**": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}},
        comment_tags=("Translators:",),
    ):
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    for context, label in labels():
        found.add(label, None, [("vocabulary.yml", 0)], context=context)
    return found


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file has it: with the template of each message, without its line."""
    data = BytesIO()
    write_po(data, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    return data.getvalue()


def updated(path: Path, source: Catalog) -> bytes:
    """A catalogue with the messages of the templates."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    catalogue.update(source, update_header_comment=False)
    catalogue.creation_date = EPOCH
    return written(catalogue)


def main() -> int:
    """Write all files, and say how many messages each lacks."""
    source = template()
    (LOCALE / "words.pot").write_bytes(written(source))
    print(f"words.pot: {len(source)} messages")
    for path in sorted(LOCALE.glob("*.po")):
        path.write_bytes(data := updated(path, source))
        made = read_po(BytesIO(data), locale=path.stem)
        lacking = sum(not all(_forms(one.string)) or one.fuzzy for one in made if one.id)
        print(f"{path.name}: {lacking} to translate")
    return 0


def _forms(text: object) -> tuple[object, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text,)


if __name__ == "__main__":
    sys.exit(main())
