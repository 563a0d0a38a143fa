"""Every text of every kind of front matter is looked at for private names, or cannot hold one.

The fields are taken from the schema itself, so one that is added is in these tests as well.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

import pytest
from pydantic import BaseModel
from resolving import AS_OF, article, content_file, resolved, site_config

from dossierpress.facts.records import parse_file
from dossierpress.links.exempt_fields import CHOSEN, DIGEST, EXEMPT_FIELDS, REFERENCE
from dossierpress.links.visible_text import visible_in_front_matter
from dossierpress.model.content import MATTERS
from dossierpress.records.register import build_register
from dossierpress.schema import access, claim, standard_checks, text_checks
from dossierpress.schema.annotation import Selector
from dossierpress.schema.base import Matter
from dossierpress.schema.claim import Party
from dossierpress.schema.read_site import parse_config
from dossierpress.schema.shared_types import EntityName
from dossierpress.visibility.scrub import scrub_matter
from dossierpress.visibility.withheld import PublishedFinder, withhold

WORD = "zqzqzq-a"
"""A text of any form: a slug, a path, a part of an address, an enlarged language."""
PUBLIC = {
    "entities/open.yml": "kind: person\nname: Open Person\n",
    "sources/paper.yml": "kind: newspaper\nname: Paper\n",
    "claims/said.yml": "text: It was said.\nabout: open\n",
    "articles/text.md": article("Text."),
}
PUBLISHED = ("entity:open", "source:paper", "claim:said", "article:text")
FREE = {text_checks.check_text, text_checks.check_slug}
PLACES = {text_checks.check_url, text_checks.check_media_path}
# Nothing but signs, or letters of which there is a closed list.
CLOSED = {
    standard_checks.check_date,
    standard_checks.check_country,
    standard_checks.check_moment,
    standard_checks.check_flag,
}


class Field(NamedTuple):
    """A field that holds texts, and the way to it from the front matter of a record."""

    root: type[Matter]
    steps: tuple[tuple[type[Matter], str], ...]

    def __str__(self) -> str:
        return f"{self.root.__name__}:{'/'.join(name for _, name in self.steps)}"


def models_in(annotation: Any) -> list[type[Matter]]:
    if isinstance(annotation, type) and issubclass(annotation, Matter):
        return [annotation]
    return [model for one in get_args(annotation) for model in models_in(one)]


def checks_of(annotation: Any, metadata: list[Any]) -> set[object]:
    """The functions that check the texts of a field."""
    found = {getattr(one, "func", None) for one in metadata}
    for one in get_args(annotation):
        found |= checks_of(one, list(getattr(one, "__metadata__", ())))
    return found - {None}


def all_fields(root: type[Matter]) -> Iterator[Field]:
    waiting: list[tuple[type[Matter], tuple[tuple[type[Matter], str], ...]]] = [(root, ())]
    while waiting:
        model, above = waiting.pop()
        for name, field in model.model_fields.items():
            steps = (*above, (model, name))
            inner = models_in(field.annotation)
            waiting += [(one, steps) for one in inner]
            if not inner and field.annotation is not bool:
                yield Field(root, steps)


FIELDS = [field for root in MATTERS.values() for field in all_fields(root)]


def is_many(model: type[BaseModel], name: str) -> bool:
    return str(model.model_fields[name].annotation).startswith("tuple[")


_MORE: dict[str, Any] = {
    "quote": Selector(exact="words"),
    "name": (EntityName(text="more"),),
    "of": (Party(unnamed="a pilot"), Party(unnamed="a clerk")),
}
"""What stands in fields that are needed and hold no plain text."""


def holding(field: Field, text: str, reference: str) -> Any:
    """Front matter with nothing in it but a text; whoever else is named by the way is published."""
    value: Any = text
    for model, name in reversed(field.steps):
        others: dict[str, Any] = {
            one: _MORE.get(one, "more")
            for one, info in model.model_fields.items()
            if info.is_required()
        } | {
            one: reference
            for one in ("id", "to", "source")
            if one in model.model_fields and one != name and model is not field.root
        }
        others |= {
            one: Party.model_construct(id=None, unnamed="an official")
            for one in ("by", "speaker")
            if models_in(model.model_fields[one].annotation if one in model.model_fields else None)
            and one != name
        }
        if "type" in model.model_fields and "value" in model.model_fields:
            others |= {"type": "text", "name": "note"} | others
        if model is Party and name == "unnamed":
            others["id"] = None
        made = (value,) if is_many(model, name) and not isinstance(value, tuple) else value
        value = model.model_construct(**{**others, name: made})
    return value


@pytest.fixture(scope="module")
def finder() -> PublishedFinder:
    """Of a dossier with a published and a private record of every kind."""
    config = site_config("title: Test\n")
    private = {
        f"{folder}/hidden.yml": f"{line}\nprivate: true\n"
        for folder, line in {
            "entities": "kind: person\nname: Quentin Secret",
            "sources": "kind: newspaper\nname: The Secret Paper",
            "claims": "text: A secret.",
        }.items()
    } | {"articles/hidden.md": article("Text.", private="true")}
    files = [content_file(path, text) for path, text in {**PUBLIC, **private}.items()]
    parsed = [parse_file(file, parse_config(config)) for file in files]
    found, problems = build_register(parsed, [])
    assert () == problems
    return PublishedFinder(register=found, withheld=withhold(found, AS_OF))


def checks(field: Field) -> set[object]:
    model, name = field.steps[-1]
    info = model.model_fields[name]
    return checks_of(info.annotation, list(info.metadata))


def reason(field: Field) -> str | None:
    model, name = field.steps[-1]
    return next(
        (
            EXEMPT_FIELDS[parent, name]
            for parent in model.__mro__
            if (parent, name) in EXEMPT_FIELDS
        ),
        None,
    )


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_every_text_is_looked_at_or_cannot_hold_a_name(
    field: Field, finder: PublishedFinder
) -> None:
    found = {
        said
        for reference in PUBLISHED
        for said in visible_in_front_matter(holding(field, WORD, reference), finder)
        if said.text == WORD
    }

    if reason(field) is not None:
        assert set() == found
    elif checks(field) & (PLACES | {text_checks.check_slug}):
        assert {True} == {said.address for said in found}
    else:
        assert found or checks(field) & CLOSED


@pytest.mark.parametrize("field", [one for one in FIELDS if reason(one)], ids=str)
def test_a_field_that_is_not_looked_at_is_what_its_reason_says(field: Field) -> None:
    why = reason(field)
    model, name = field.steps[-1]
    if why == REFERENCE:
        assert {text_checks.check_reference} == checks(field)
    elif why == DIGEST:
        assert {text_checks.check_digest} == checks(field)
    elif why == CHOSEN and text_checks.check_slug not in checks(field):
        # What is asked before its words are compared can only make fewer of them.
        assert checks(field) <= {claim._is_of_information, access._is_kind}
        assert "Literal" in str(model.model_fields[name].annotation)


def test_no_reason_is_given_for_what_is_not_there() -> None:
    there = {(parent, one.steps[-1][1]) for one in FIELDS for parent in one.steps[-1][0].__mro__}

    assert [] == [one for one in EXEMPT_FIELDS if one not in there]


@pytest.mark.parametrize("field", [one for one in FIELDS if reason(one) == REFERENCE], ids=str)
@pytest.mark.parametrize("type_", ["entity", "source", "claim", "article"])
def test_a_reference_to_something_private_is_left_out(
    field: Field, type_: str, finder: PublishedFinder
) -> None:
    for reference in PUBLISHED:
        written = holding(field, f"{type_}:hidden", reference)

        published = scrub_matter(written, finder)

        assert "hidden" not in published.model_dump_json(warnings=False)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("claims/c.yml", "status: [{is: disputed, by: Quentin Secret}]"),
        ("claims/c.yml", "status: [{is: disputed, note: so says Quentin Secret}]"),
        ("claims/c.yml", "aspect: payment-of-quentin-secret"),
        ("claims/c.yml", "lang: de-quentin-secret"),
        ("claims/c.yml", "reports: [{by: whistle, citing: {unnamed: Quentin Secret’s wife}}]"),
        ("entities/e.yml", "ids: {other: quentin-secret}"),
        ("entities/e.yml", "ids: {other: Quentin Secret}"),
        ("entities/e.yml", "ids: {quentin-secret: x1}"),
        ("entities/e.yml", "name: {de-quentin-secret: Acme}"),
        ("articles/a.md", "```quentin-secret\ncode\n```"),
        ("articles/a.md", "``` Yolanda more\ncode\n```"),
        ("articles/a.md", "{.quentin-secret}\nText."),
        ("articles/a.md", "[words]{lang=de-quentin-secret} of it."),
        ("articles/a.md", '<p id="quentin-secret">Text.</p>'),
        ("articles/a.md", '<p class="note quentin-secret">Text.</p>'),
        ("articles/a.md", '<time datetime="Quentin Secret">Text.</time>'),
    ],
)
def test_a_private_name_is_told_of_wherever_it_would_be_published(path: str, text: str) -> None:
    matter = {
        "claims/c.yml": f"text: It was said.\nabout: open\n{text}\n"
        + ("" if text.startswith("reports") else "reports: [{by: {unnamed: an official}}]\n"),
        "entities/e.yml": f"kind: organization\n{text}\n"
        + ("" if text.startswith("name") else "name: Acme\n"),
        "articles/a.md": f"---\ntitle: Title\n---\n{text}\n",
    }
    made = resolved(
        {
            path: matter[path],
            "entities/open.yml": "kind: person\nname: Open Person\n",
            "entities/private.yml": "- {id: whistle, kind: person, name: Quentin Secret,"
            " private: true}\n- {id: y, kind: person, name: Yolanda, private: true}\n",
        },
        settings="title: Test\nraw_html: sanitise\n",
    )

    assert ["ref-private-name"] == made.codes


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n{.note lang=fa dir=rtl}\nMore.",
        '<ol start="3" class="note"><li>One</li></ol>',
        "```note\nfa\n```",
    ],
)
def test_our_own_words_are_not_taken_for_an_id(text: str) -> None:
    made = resolved(
        {
            "articles/a.md": article(text, lang="fa"),
            "entities/private.yml": "".join(
                f"- {{id: {id_}, kind: person, name: Quentin {id_.upper()}, private: true}}\n"
                for id_ in ("fa", "note", "rtl", "ol", "language-note")
            ),
        },
        settings="title: Test\nraw_html: sanitise\n",
    )

    assert [] == made.codes
