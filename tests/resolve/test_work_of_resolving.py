"""What resolving does for every record is done only where it can give something: counted."""

from collections.abc import Callable
from typing import Any

import pytest
from resolving import AS_OF, article, content_file, resolved, site_config

from dossierpress.claims.namings import namings
from dossierpress.facts.records import parse_file
from dossierpress.indexes import captures, published_dossier, reachability
from dossierpress.indexes.checks import look_alikes
from dossierpress.indexes.checks.dates import _fields_with_dates
from dossierpress.indexes.checks.look_alikes import check_look_alikes
from dossierpress.kernel.dates import order
from dossierpress.kernel.key import Key
from dossierpress.links.names.name_index import NameIndex
from dossierpress.model import claims as model_claims
from dossierpress.model.content import Parsed
from dossierpress.model.site import Mention
from dossierpress.records.listing import in_order
from dossierpress.records.register import Register, build_register
from dossierpress.schema.article import ArticleMatter, FirstPublication
from dossierpress.schema.claim import ClaimMatter, Party, Report
from dossierpress.schema.read_site import parse_config
from dossierpress.source.files import ContentFile
from dossierpress.visibility import log_redaction
from dossierpress.visibility.log_redaction import redaction_of
from dossierpress.visibility.withheld import PublishedFinder, add_only_unpublished, withhold

CONFIG = site_config("title: Test\n")


def dossier(articles: int, more: dict[str, str] | None = None) -> dict[str, str | bytes]:
    """Articles of which each names an entity and the next article."""
    return {
        "entities/pilot.yml": "kind: person\nname: Ada Pilot\n",
        **{
            f"articles/a{number}.md": article(
                "Ada Pilot spoke.",
                date=f"2024-05-0{number % 3 + 1}",
                entities="[pilot]",
                references=f"[{{to: a{(number + 1) % articles}, type: follows}}]",
            )
            for number in range(articles)
        },
        **(more or {}),
    }


def read(files: dict[str, str | bytes]) -> tuple[list[ContentFile], list[Parsed]]:
    content = [content_file(path, text) for path, text in files.items()]
    return content, [parse_file(one, parse_config(CONFIG)) for one in content]


def register_of(files: dict[str, str | bytes]) -> Register:
    return build_register(read(files)[1], [])[0]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], list[Any]]:
    """Puts a counter in front of a function; gives the list of what it is called with."""

    def count(module: object, name: str) -> list[Any]:
        calls: list[Any] = []
        function = getattr(module, name)

        def called(*args: Any, **options: Any) -> Any:
            calls.append(args)
            return function(*args, **options)

        monkeypatch.setattr(module, name, called)
        return calls

    return count


Counter = Callable[[object, str], list[Any]]


def test_what_readers_see_of_a_record_is_worked_out_only_beside_something_withheld(
    counted: Counter,
) -> None:
    hidden = {
        "entities/hidden.yml": "kind: person\nname: Hidden\nprivate: true\n",
        "articles/of-hidden.md": article("Text.", entities="[pilot, hidden]"),
    }
    named = counted(reachability, "_named")
    scrubbed = counted(reachability, "scrub_matter")

    resolved(dossier(8))
    assert [9, 0] == [len(named), len(scrubbed)]

    resolved(dossier(8, hidden))
    assert [9 + 11, 1] == [len(named), len(scrubbed)]


def test_where_nothing_withheld_leads_on_no_path_is_followed() -> None:
    files = dossier(8, {"articles/draft.md": article("Text.", status="draft")})
    register = register_of(files)
    withheld = withhold(register, AS_OF)
    of_itself = {key: frozenset({Key(type="article", id="a1")}) for key in register.records}
    named = {**of_itself, Key(type="article", id="draft"): frozenset[Key]()}
    shown = {key: keys for key, keys in named.items() if key not in withheld}

    assert add_only_unpublished(withheld, register, named, shown) is withheld


def test_without_media_no_front_matter_is_asked_for_any(counted: Counter) -> None:
    asked = [counted(published_dossier, "media_of"), counted(captures, "_in_record")]

    resolved(dossier(8))
    assert [] == [*captures.cited_words(read(dossier(8))[1], [], ())]
    assert [[], []] == asked


def test_a_date_is_put_in_order_once_however_many_records_have_it() -> None:
    order.sort_key.cache_clear()

    in_order(register_of(dossier(30)).records, CONFIG)

    assert 3 == order.sort_key.cache_info().misses


def test_only_names_that_look_alike_are_compared_as_texts(counted: Counter) -> None:
    apart = register_of(
        {f"entities/e{n}.yml": f"kind: person\nname: Ada {'abcdefgh'[n]}\n" for n in range(8)}
    )
    alike = register_of(
        {
            "entities/latin.yml": "kind: person\nname: Pavel\n",
            "entities/mixed.yml": "kind: person\nname: Раvel\n",
        }
    )
    calls = counted(look_alikes, "normalise_name")

    assert [] == [*check_look_alikes(apart.records.items(), apart)]
    assert [] == calls

    assert ["ref-lookalike-names"] == [
        one.code for one in check_look_alikes(alike.records.items(), alike)
    ]
    assert calls


def test_what_outlets_call_somebody_is_looked_for_only_in_texts_of_outlets() -> None:
    asked: list[str] = []

    def mentions_in(article: str) -> tuple[Mention, ...]:
        asked.append(article)
        return ()

    articles = {
        "own": ArticleMatter(title="A"),
        "taken": ArticleMatter(title="B", origin=FirstPublication(source="wire")),
    }

    assert {} == namings([], articles, mentions_in, NameIndex(owners={}), "en")
    assert ["taken"] == asked


def test_a_log_is_redacted_without_a_look_at_any_record_where_nothing_is_withheld(
    counted: Counter,
) -> None:
    files, parsed = read(dossier(8))
    calls = counted(log_redaction, "key_of")

    assert not redaction_of(files, parsed, ()).keeps_anything
    assert [] == calls

    hidden = redaction_of(files, parsed, ((Key(type="article", id="a1"), "draft"),))
    assert hidden.ids == {"a1"}
    assert hidden.records == {"article:a1"}
    assert 10 == len(calls)


SOURCES_OF_CLAIMS = {
    "sources/all.yml": "".join(
        f"- {{id: paper-{number}, kind: newspaper, name: Paper {number}}}\n" for number in range(3)
    )
}


def claims(number: int) -> dict[str, str | bytes]:
    """Claims that three papers report, one of which has it from another."""
    reports = (
        "[{by: paper-0, on: 2024-05-01}, {by: paper-1, citing: source:paper-0}, {by: paper-2}]"
    )
    return {
        **SOURCES_OF_CLAIMS,
        "claims/all.yml": "".join(
            f"- {{id: claim-{one}, text: The gate {one} was shut., reports: {reports}}}\n"
            for one in range(number)
        ),
    }


def test_no_chain_is_followed_before_a_page_shows_it(counted: Counter) -> None:
    followed = counted(model_claims, "chains")

    site = resolved(claims(5)).site
    assert [] == followed

    assert [2, 1] == [len(chain.steps) for chain in site.claims.by_id["claim-3"].chains]
    assert 1 == len(followed)


def test_a_party_is_looked_for_once_for_all_claims(counted: Counter) -> None:
    looked_for = counted(PublishedFinder, "_find_party")

    resolved(claims(4))
    few = len(looked_for)
    resolved(claims(40))
    assert few == len(looked_for) - few


def test_dates_are_looked_for_only_where_there_can_be_some() -> None:
    fields = dict(_fields_with_dates(ClaimMatter))

    assert {"reports": False, "status": False, "as_of": True}.items() <= fields.items()
    assert not {"about", "supports", "one_origin", "text"} & fields.keys()
    assert dict(_fields_with_dates(Report)).keys() >= {"on", "said", "accessed"}
    assert () == _fields_with_dates(Party)
