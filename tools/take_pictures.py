"""Takes the pictures of the README: pages of the built dossier, as Chromium shows them."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from setup_machine import find_browser

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"

SHOTS = (
    ("front-page", "index.html", 1280, 860, "light"),
    ("article", "articles/tehran-meeting.html", 720, 900, "light"),
    ("claim", "claims/meeting-led-by-salami.html", 1280, 860, "light"),
    ("matrix", "claims-by-source/tehran-meeting-2024.html", 1280, 860, "light"),
    ("timeline", "timeline.html", 1280, 860, "light"),
    ("network", "network.html", 1280, 860, "light"),
    ("map", "map.html", 1280, 860, "light"),
    ("search", "search.html#find?q=haniyeh", 1280, 860, "light"),
    ("entity", "entities/hossein-salami.html", 1280, 860, "dark"),
)
"""(name of the picture, page and place on it, width, height, colours)."""


def main() -> None:
    """Renews every picture; the dossier must have been built."""
    browser = find_browser()
    if browser is None:
        sys.exit("error: no Chromium was found; `make setup` installs one")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, path, width, height, colours in SHOTS:
            page = chromium.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if colours == "dark" else "light",
            )
            file, _, place = path.partition("#")
            page.goto((ROOT / "output" / file).as_uri() + (f"#{place}" if place else ""))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"took docs/images/{name}.png", file=sys.stderr)
            page.close()
        chromium.close()


if __name__ == "__main__":
    main()
