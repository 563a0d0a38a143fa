"""Regions: every place is in the drawing, wherever on the globe the places are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierpress.geography.clusters import clustered
from dossierpress.geography.region import natural_earth, region_of

LONGITUDES = st.floats(-180, 180)
PLACES = st.lists(st.tuples(LONGITUDES, st.floats(-90, 90)), min_size=1, max_size=12)
NEAR = st.tuples(
    LONGITUDES,
    st.floats(-70, 70),
    st.lists(st.tuples(st.floats(-20, 20), st.floats(-9, 9)), min_size=1, max_size=8),
)


@given(PLACES)
def test_every_place_is_within_the_drawing(places: list[tuple[float, float]]) -> None:
    region = region_of(places, width=960, heights=(420, 640), least=5)

    assert region.width == 960
    assert region.whole or 420 <= region.height <= 640
    for place in places:
        x, y = region.place(region.turned(place))
        assert -0.01 <= x <= 960.01
        assert -1 <= y <= region.height + 1


@given(NEAR)
def test_places_near_one_another_are_near_in_the_drawing(
    around: tuple[float, float, list[tuple[float, float]]],
) -> None:
    longitude, latitude, steps = around
    places = [
        ((longitude + right + 180) % 360 - 180, min(max(latitude + up, -90), 90))
        for right, up in steps
    ]

    west, _, east, _ = region_of(places, width=960, heights=(420, 640), least=5).box
    # At 79 degrees of latitude a degree of longitude is a fifth as wide as one of latitude.
    assert east - west < 150


def test_the_dateline_is_no_edge_of_a_region() -> None:
    fiji, samoa, auckland = (178.4, -18.1), (-171.8, -13.8), (174.8, -36.9)
    region = region_of([fiji, samoa, auckland], width=960, heights=(420, 640), least=5)

    assert not region.whole
    (left, _), (middle, _), (right, _) = (
        region.place(region.turned(one)) for one in (auckland, fiji, samoa)
    )
    assert left < middle < right


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([(139.7, 35.7), (-74.0, 40.7), (0.0, 51.5)], -180),
        # Between Buenos Aires and Tokyo, eastwards, is nothing; over the Pacific there is Honolulu.
        ([(139.7, 35.7), (-58.4, -34.6), (-157.9, 21.3), (151.2, -33.9)], 40.65),
    ],
)
def test_the_world_is_cut_where_no_place_is(places: list[tuple[float, float]], left: float) -> None:
    region = region_of(places, width=960, heights=(420, 640), least=5)

    assert region.whole
    assert region.box[0] == pytest.approx(left)


def test_the_projection_is_that_of_proj() -> None:
    # From the tests of PROJ: `+proj=natearth +a=6400000`.
    x, y = natural_earth(2, 1)
    assert (x * 6_400_000, y * 6_400_000) == pytest.approx(
        (194507.265257889288, 112508.737358294515)
    )


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(0, 600)), max_size=60))
def test_no_two_that_lead_are_too_close(points: list[tuple[float, float]]) -> None:
    found = clustered(points, 28)

    assert sorted(place for together in found for place in together) == list(range(len(points)))
    leading = [points[together[0]] for together in found]
    for place, (x, y) in enumerate(leading):
        for other_x, other_y in leading[:place]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= 28**2 - 0.001
    for first, *rest in found:
        assert all(first < other for other in rest)
        for other in rest:
            (x1, y1), (x2, y2) = points[first], points[other]
            assert (x1 - x2) ** 2 + (y1 - y2) ** 2 < 28**2
