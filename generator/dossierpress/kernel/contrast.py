"""Contrast between colours, `#rrggbb`, as WCAG 2.2 measures it; and the nearest that has enough."""

from collections.abc import Iterable

LEAST = 4.5
"""What text needs at level AA: success criterion 1.4.3."""
_STEPS = 256


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart: from 1, the same, to 21, black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> tuple[float, str]:
    """(contrast, ground) where a colour stands out least."""
    return min((contrast(colour, ground), ground) for ground in grounds)


def nearest_readable(colour: str, grounds: Iterable[str]) -> str:
    """The first colour on the way to black or white that stands out from all grounds.

    Args:
        colour: The colour to begin with, which is the answer if it stands out.
        grounds: All light, or all dark.
    """
    grounds = tuple(grounds)
    end = "#000000" if _luminance(grounds[0]) > 0.5 else "#ffffff"
    mixed = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in mixed if least_contrast(one, grounds)[0] >= LEAST), end)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _mixed(one: str, other: str, share: float) -> str:
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
