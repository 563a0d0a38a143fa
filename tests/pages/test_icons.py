"""The icons of the theme, and the manifest that names them."""

import json
from io import BytesIO

from PIL import Image

from dossierpress.pages.kinds.home import HOME
from dossierpress.pages.kinds.web_manifest import WEB_MANIFEST
from sample_site import THEME, shown, site, text_of

STATICS = dict(THEME.statics)


def size_of(path: str) -> tuple[int, int]:
    return Image.open(BytesIO(STATICS[path])).size


def test_the_manifest_names_the_dossier_and_icons_of_the_sizes_that_it_says() -> None:
    of = site(settings='description: "Who <said> it"\nlang: fa')
    found = json.loads(text_of(WEB_MANIFEST, of, "site.webmanifest"))

    assert [found[key] for key in ("name", "description", "lang", "dir", "start_url")] == [
        *("Sample", "Who <said> it", "fa", "rtl", "index.html"),
    ]
    for icon in found["icons"]:
        path = icon["src"].removeprefix("static/")
        if path != "icon.svg":
            assert "{}x{}".format(*size_of(path)) == icon["sizes"]
            assert icon["type"] == "image/png"
    assert len(found["icons"]) == 4


def test_a_page_has_an_icon_for_every_browser() -> None:
    page = shown(HOME, site(), "index.html")

    assert page.xpath(
        "//link[@rel='icon' or @rel='apple-touch-icon' or @rel='manifest']/@href"
    ) == [
        "static/favicon.ico",
        "static/icon.svg",
        "static/apple-touch-icon.png",
        "site.webmanifest",
    ]
    icon = Image.open(BytesIO(STATICS["favicon.ico"]))
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert size_of("apple-touch-icon.png") == (180, 180)
    assert Image.open(BytesIO(STATICS["apple-touch-icon.png"])).mode == "P"
    assert sum(len(data) for path, data in STATICS.items() if "icon" in path) < 12_000
