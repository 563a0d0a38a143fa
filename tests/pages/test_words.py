"""The theme's own words: they fit a person as well as a place, a paper or a document."""

import re
from pathlib import Path

OF_CLAIMS = (
    "denied by its origin",
    "denied-by-its-origin",
    "How it came here",
    "whoever said it first",
    "whoever reported it last",
    "come to judge a claim",
    "What the desk held of it",
    "Articles that carry it",
    "no word of theirs on it",
    "have it",
    "has it from",
    "report it",
    "reports it",
    "asserts it",
    "the whole of it",
    "known to hold it",
    "known to have made it",
    "it cannot be true",
    "it rests on",
    "it has between",
    "no origin of it",
    "a part of it",
)
"""A claim is an it."""
OF_PAGES = (
    "The address may be mistyped",
    "It is now at",
    "It said:",
    "What this dossier says in another way",
    "It says now:",
    "It is kept out of search engines",
    "go to it by the",
)


def test_no_word_of_the_theme_calls_a_person_it(repository: Path) -> None:
    text = (repository / "templates" / "macros" / "words.html").read_text(encoding="utf-8")
    said = re.sub(r"\{#.*?#\}|\{%-? (?:macro|set \w+ =)", "", text, flags=re.DOTALL)
    found = [
        line
        for line in said.splitlines()
        if re.search(r"\b(it|its|he|she|his|her|him)\b", line, re.IGNORECASE)
        and not any(words in line for words in (*OF_CLAIMS, *OF_PAGES))
    ]

    assert found == []
