"""A page on paper: whose it is, which edition, where; nothing torn from what it belongs to."""

import io
import re

import pytest
from looking import show
from playwright.sync_api import Page
from pypdf import PdfReader

from harness import BuiltDossier

ARTICLE = "articles/tehran-meeting.html"


def sheets(page: Page) -> list[str]:
    """The text of each sheet."""
    return [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


@pytest.mark.parametrize("path", [ARTICLE, "entities/esmail-qaani.html"])
def test_each_sheet_says_whose_it_is_where_and_which_of_how_many(
    built_dossier: BuiltDossier, page: Page, path: str
) -> None:
    show(page, built_dossier, path)
    address, edition, name = page.evaluate(
        "['address', 'edition', 'site'].map((one) => document.documentElement.dataset[one])"
    )
    printed = sheets(page)

    assert address.endswith(path)
    assert re.search(r"[0-9a-f]{12}$", edition)
    assert len(printed) > 1
    for number, sheet in enumerate(printed, start=1):
        assert f"{number} / {len(printed)}" in sheet
        assert address in sheet
        assert edition in sheet
        assert name in sheet


def test_an_article_on_paper_says_when_it_was_last_changed(
    built_dossier: BuiltDossier, page: Page
) -> None:
    show(page, built_dossier, ARTICLE)

    assert all("Last changed 29 November 2026" in sheet for sheet in sheets(page))


def test_no_role_is_torn_from_its_name_on_paper(built_dossier: BuiltDossier, page: Page) -> None:
    """Neither by the end of a sheet, nor by that of a column."""
    show(page, built_dossier, ARTICLE)
    page.emulate_media(media="print")
    pieces = page.evaluate(
        """[...document.querySelectorAll('.cast li:has(.role)')]
          .map((one) => [one.getClientRects().length, getComputedStyle(one).breakInside])"""
    )

    assert len(pieces) > 10
    assert {tuple(one) for one in pieces} == {(1, "avoid")}


def test_the_addresses_of_what_is_cited_are_printed(
    built_dossier: BuiltDossier, page: Page
) -> None:
    show(page, built_dossier, ARTICLE)
    addresses = page.evaluate(
        "[...document.querySelectorAll('.bibliography a[href^=http]')].map((one) => one.href)"
    )
    printed = re.sub(r"\s+", "", "".join(sheets(page)))

    assert len(addresses) > 10
    assert [one for one in addresses if one not in printed] == []


def test_the_address_stands_at_the_end_too_and_on_paper_alone(
    built_dossier: BuiltDossier, page: Page
) -> None:
    """For browsers that print nothing at the edges of a sheet."""
    show(page, built_dossier, ARTICLE)
    address = page.locator(".foot .printed")

    assert address.is_hidden()
    page.emulate_media(media="print")
    assert address.is_visible()
    assert address.inner_text().endswith(ARTICLE)
