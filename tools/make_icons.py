"""Makes the theme's icons of its drawing, `templates/static/icon.svg`, as Chromium shows it.

Browsers take the drawing itself; the others are for those that do not, and for the start pages of
phones. `make icons` runs this; what it makes is committed.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from setup_machine import find_browser

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "templates" / "static"
GROUND = "#f4f1ea"
"""Behind an icon that may not be transparent."""
IN_TAB = (16, 32, 48)
BARE = (192, 512)
"""Sizes of those that are transparent."""
WHOLE = {"apple-touch-icon": 180, "icon-maskable": 512}
"""Those on a ground, since a phone cuts them to a shape of its own: name -> size."""
INSIDE = 0.7
"""How much of their width the drawing takes, so that no corner of it is cut."""


def main() -> None:
    """Makes all of them anew."""
    browser = find_browser()
    if browser is None:
        sys.exit("error: no Chromium was found; `make setup` installs one")
    drawing = (STATIC / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        small = [shown(page, drawing, size) for size in IN_TAB]
        small[-1].save(
            STATIC / "favicon.ico",
            sizes=[(size, size) for size in IN_TAB],
            append_images=small[:-1],
        )
        for size in BARE:
            save(shown(page, drawing, size), f"icon-{size}")
        for name, size in WHOLE.items():
            whole = Image.new("RGB", (size, size), GROUND)
            inside = shown(page, drawing, round(size * INSIDE))
            edge = (size - inside.width) // 2
            whole.paste(inside, (edge, edge), inside)
            save(whole, name)
        chromium.close()


def shown(page: Page, drawing: str, size: int) -> Image.Image:
    """The drawing in a square, on nothing."""
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    return Image.open(io.BytesIO(page.screenshot(omit_background=True))).convert("RGBA")


def save(icon: Image.Image, name: str) -> None:
    """Writes an icon with few colours, which it has."""
    few = icon.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(STATIC / f"{name}.png", optimize=True)
    print(f"made {name}.png", file=sys.stderr)


if __name__ == "__main__":
    main()
