"""Hosts in other scripts: linked as the network knows them, and shown so where they mislead."""

import pytest

from dossierpress.pages.components.external_links import external_link


@pytest.mark.parametrize(
    ("url", "href", "ascii_host"),
    [
        ("https://apple.example/a?b#c", "https://apple.example/a?b#c", None),
        (
            "https://www.\u0430\u0440\u0440\u04cf\u0435.com:8443/\u0430?q=1#f",
            "https://www.xn--80ak6aa92e.com:8443/\u0430?q=1#f",
            "www.xn--80ak6aa92e.com",
        ),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://fa\u00df.example/", "https://xn--fa-hia.example/", None),
        (
            "https://\u0645\u062b\u0627\u0644.\u0625\u062e\u062a\u0628\u0627\u0631/",
            "https://xn--mgbh0fb.xn--kgbechtv/",
            None,
        ),
        ("https://\u4f8b\u3048.jp/", "https://xn--r8jz45g.jp/", None),
    ],
    ids=["plain", "cyrillic", "umlaut", "sharp s", "arabic", "japanese"],
)
def test_a_host_that_could_pass_for_another_is_shown_in_ascii(
    url: str, href: str, ascii_host: str | None
) -> None:
    link = external_link(url)
    assert link is not None
    assert (link.href, link.ascii) == (href, ascii_host)
