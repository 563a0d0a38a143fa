"""Identifiers in outside registers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.kernel.identifiers import (
    SCHEMES,
    IdentifierError,
    check,
    label,
    likely_scheme,
    link,
)


@pytest.mark.parametrize("name", SCHEMES)
def test_every_register_accepts_its_own_example(name: str) -> None:
    check(name, SCHEMES[name].example)

    address = link(name, SCHEMES[name].example)
    assert (address is None) == (SCHEMES[name].url is None)
    assert address is None or re.fullmatch(r"https://[^\s<>\"']+", address)


@pytest.mark.parametrize("name", [name for name, one in SCHEMES.items() if one.checksum])
def test_a_wrong_check_digit_is_found(name: str) -> None:
    example = SCHEMES[name].example
    digits = [index for index, one in enumerate(example) if one.isdigit()]
    changed = digits[len(digits) // 2]
    other = str((int(example[changed]) + 1) % 10)

    with pytest.raises(IdentifierError) as caught:
        check(name, f"{example[:changed]}{other}{example[changed + 1 :]}")

    assert caught.value.hint


@pytest.mark.parametrize(
    ("scheme", "value", "hint"),
    [
        ("wikidata", "https://www.wikidata.org/wiki/Q794", "write `Q794`"),
        ("wikidata", "http://www.wikidata.org/entity/Q794#sitelinks", "write `Q794`"),
        ("wikidata", "q794", "write `Q794`"),
        ("wikidata", "794", "it looks like `Q794`"),
        ("wikidata", "Q0", "it looks like `Q794`"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "write `0000-0002-1825-0097`"),
        ("doi", "https://doi.org/10.1000/182", "write `10.1000/182`"),
        ("doi", "doi:10.1000/182", "write `10.1000/182`"),
        ("isin", "us0378331005", "write `US0378331005`"),
        ("viaf", "http://viaf.org/viaf/97804148", "write `97804148`"),
        ("geonames", "https://www.geonames.org/112931/tehran.html", "write `112931`"),
        (
            "opencorporates",
            "https://opencorporates.com/companies/gb/00445790",
            "write `gb/00445790`",
        ),
        ("lei", "Acme", "it looks like `213800KUD8LAJWSQ9D15`"),
        ("wikidata", "Q٧٩٤", "it looks like `Q794`"),
    ],
)
def test_what_cannot_be_gets_a_way_out(scheme: str, value: str, hint: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        check(scheme, value)

    assert str(caught.value.hint) == hint


@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("wikidata", "Q794", "https://www.wikidata.org/wiki/Q794"),
        ("isni", "0000 0001 2281 955X", "https://isni.org/isni/000000012281955X"),
        ("loc", "n79021164", "https://id.loc.gov/authorities/names/n79021164"),
        ("loc", "sh85061212", "https://id.loc.gov/authorities/subjects/sh85061212"),
        ("doi", '10.1000/a"><b>', "https://doi.org/10.1000/a%22%3E%3Cb%3E"),
        ("own-register", "42", None),
        ("imo", "IMO 9319466", None),
    ],
)
def test_links(scheme: str, value: str, address: str | None) -> None:
    check(scheme, value)

    assert link(scheme, value) == address


def test_an_unknown_register_takes_anything() -> None:
    check("own-register", "№ 12/b")

    assert label("own-register") == "own-register"
    assert label("lei") == "LEI"


def test_slips_in_names_of_registers() -> None:
    assert likely_scheme("wikidta") == "wikidata"
    assert likely_scheme("wikidata") is None
    assert likely_scheme("own-register") is None


@given(st.sampled_from(sorted(SCHEMES)), st.text(max_size=30))
def test_any_value_is_checked_without_another_error(scheme: str, value: str) -> None:
    try:
        check(scheme, value)
    except IdentifierError:
        return
    address = link(scheme, value)
    assert address is None or re.fullmatch(r"https://[^\s<>\"']+", address)
