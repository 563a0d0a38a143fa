"""Commands start without work that nobody has asked for: counted, not timed."""

import gc
import pkgutil
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module, metadata
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import dossierpress
from dossierpress.engine import cache_keys
from dossierpress.kernel import invisible_characters
from dossierpress.located_yaml import reader
from dossierpress.pages.components import feed_entries

EVERY_CHARACTER = [chr(number) for number in range(sys.maxunicode + 1)]
WIDE = 30_000
"""Characters in a range. `re` marks each of those below U+10000 by itself."""
SEEN = (
    " -~\n\t\u0600-\u115e\xa0-\u05ff\u2010-\u2029\u1161-\u180a\u1810-\u200a\u200e\u200f\x0c\r"
    "\u202f-\u205f\u2070-\u3163\u3165-\ufdff\ufe10-\ufefe\uff00-\uff9f\uffa1-\ufff8"
    "\ufffc-\U000dffff"
)
OF_XML = "\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
OF_YAML = "\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"


@pytest.mark.parametrize(
    ("pattern", "allowed", "more"),
    [
        (invisible_characters._UNSEEN, SEEN, ""),
        (invisible_characters._BEGINS, SEEN, "\U0001f3f4"),
        (feed_entries._NOT_XML, OF_XML, ""),
        (reader._FORBIDDEN, OF_YAML, ""),
    ],
)
def test_what_is_searched_for_is_all_that_is_not_allowed(
    pattern: re.Pattern[str], allowed: str, more: str
) -> None:
    is_allowed = re.compile(f"[{allowed}]").match

    assert [one for one in EVERY_CHARACTER if pattern.match(one)] == [
        one for one in EVERY_CHARACTER if not is_allowed(one) or one in more
    ]


def ranges(tree: Any) -> Iterator[tuple[int, int]]:
    """(first, last) of all ranges of characters in a parsed pattern."""
    if isinstance(tree, tuple) and tree and tree[0] is codes.RANGE:
        yield tree[1]
    elif isinstance(tree, tuple | list | parser.SubPattern):
        for one in tree:
            yield from ranges(one)


def test_no_pattern_that_is_compiled_when_a_module_is_loaded_has_a_wide_range() -> None:
    wide = []
    for one in pkgutil.walk_packages(dossierpress.__path__, "dossierpress."):
        if one.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(one.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found = ranges(parser.parse(value.pattern, value.flags))
                wide += [(one.name, name) for low, high in found if min(high, 0xFFFF) - low > WIDE]

    assert [] == wide


@pytest.mark.slow
def test_no_garbage_is_looked_for_while_a_command_is_loaded() -> None:
    script = """
        import gc
        from dossierpress.cli.commands import dossier
        collections = []
        gc.callbacks.append(lambda phase, info: collections.append(phase))
        dossier.get_command(None, "check")
        first_looked_at = len(gc.get_objects(generation=0))
        print(len(collections), gc.isenabled(), first_looked_at < 1000)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )

    assert gc.isenabled()
    assert "0 True True" == done.stdout.strip()


@pytest.mark.slow
def test_a_command_that_takes_no_lock_does_not_load_one() -> None:
    script = """
        import sys
        from dossierpress.cli.commands import dossier
        dossier.get_command(None, "check")
        print("filelock" in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )

    assert "False" == done.stdout.strip()


def test_libraries_are_named_by_the_head_of_their_metadata_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = {
        found.name: (found.version, found.requires or []) for found in metadata.distributions()
    }
    read: list[object] = []

    def read_whole(found: object) -> None:
        read.append(found)

    monkeypatch.setattr(metadata.Distribution, "metadata", property(read_whole))

    for name, said in whole.items():
        found = metadata.distribution(name)
        assert said == cache_keys._version_and_requirements(found), name
    assert cache_keys._libraries()["pydantic"] == whole["pydantic"][0]
    assert [] == read
