"""Pictures below media/, with their size where the file's head tells it."""

import re
from functools import lru_cache
from io import BytesIO

from dossierpress.kernel import routes
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import PictureShown

PictureSize = tuple[int, int] | tuple[None, None]
"""Width and height in pixels, or neither."""

_HEAD = 4096
_SVG_ROOT = re.compile(rb"<svg\b[^>]*>")
_VIEW_BOX = re.compile(rb"""\bviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")


def picture_shown(here: str, path: str, alt: str, site: TrackedSite) -> PictureShown | None:
    """A picture on the page `here`; None where the file is not published."""
    file = site.media.get(path)
    if file is None:
        return None
    width, height = picture_size(file.data)
    return PictureShown(
        href=routes.relative(here, routes.media(path)), alt=alt, width=width, height=height
    )


@lru_cache(maxsize=4096)
def picture_size(data: bytes) -> PictureSize:
    """How large a picture is; neither for what is not a picture that tells it in its head."""
    root = _SVG_ROOT.search(data[:_HEAD])
    if root is not None:
        return _svg_size(root[0])
    # It loads what speaks HTTP, and few builds measure a picture.
    import imagesize  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        width, height = imagesize.get(BytesIO(data))
    except ValueError:
        return None, None
    return _pixels(width, height)


def _svg_size(root: bytes) -> PictureSize:
    # Only the proportions matter for a drawing, and the view box alone has them for certain.
    box = _VIEW_BOX.search(root)
    if box is None:
        return None, None
    try:
        return _pixels(float(box[1]), float(box[2]))
    except ValueError:
        return None, None


def _pixels(width: float, height: float) -> PictureSize:
    if width < 1 or height < 1:
        return None, None
    return round(width), round(height)
