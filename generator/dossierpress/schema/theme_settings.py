"""What site.yml says of the look of a dossier: `theme`."""

from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from dossierpress.kernel.contrast import nearest_readable
from dossierpress.schema.base import Matter
from dossierpress.schema.shared_types import MediaPath
from dossierpress.schema.standard_checks import check_between
from dossierpress.schema.text_checks import check_colour

LIGHT_GROUNDS = ("#fcfbf8", "#f4f1ea", "#e9eef4", "#fbeeb8")
"""What links stand on in light colours: paper, panel, what the pointer is on, what is marked."""
DARK_GROUNDS = ("#17181a", "#202225", "#24303b", "#3f381b")
"""The same in dark colours."""

Colour = Annotated[
    str,
    AfterValidator(check_colour),
    WithJsonSchema({"type": "string", "pattern": "^#?[0-9A-Fa-f]{6}$"}),
]
TextWidth = Annotated[
    int,
    BeforeValidator(partial(check_between, 30, 60)),
    WithJsonSchema({"type": "integer", "minimum": 30, "maximum": 60}),
]
Font = Literal["serif", "sans", "system"]


class ThemeConfig(Matter):
    """The look of a dossier, without a file of one's own."""

    accent: Colour | None = None
    """Colour of links and of the line at the head, on light ground: "#8a1c2b", in quotation marks,
    since # begins a comment. It has to stand out from every ground by 4.5 to 1."""
    accent_dark: Colour | None = None
    """The same on dark ground; by default the colour nearest to `accent` that can be read there."""
    font: Font = "serif"
    """What texts stand in: serif, with small text in the reader's own font, or sans for all, which
    ship with the theme; or system, the reader's own for all, for which nothing is loaded."""
    logo: MediaPath | None = None
    """A picture below content/media/ that stands before the name of the dossier at the head of
    every page."""
    width: TextWidth | None = None
    """How wide a text is, in rem: from 30 to 60. By default 40, some 70 letters."""

    @property
    def accents(self) -> tuple[str, str] | None:
        """(on light ground, on dark ground)."""
        if self.accent is None:
            return None
        return self.accent, self.accent_dark or nearest_readable(self.accent, DARK_GROUNDS)
