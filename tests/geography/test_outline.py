"""The outline of the world: what the tool writes is read, and a cut leaves what is inside."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import make_outline
from dossierpress.geography import cutting
from dossierpress.geography.drawn_outline import outline_of
from dossierpress.geography.outline import world
from dossierpress.geography.region import region_of
from dossierpress.geography.thinning import distance_to_stretch, thinned

LINE = st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=40)


def area(ring: list[tuple[float, float]]) -> float:
    """Of a closed line, in square degrees."""
    return abs(make_outline.area([*ring, ring[0]])) / 2


def is_land(longitude: float, latitude: float) -> bool:
    """A sea within land has a coast of its own."""
    coasts = [coast.points for coast in world().coasts]
    return sum(make_outline.free((longitude, latitude), coast) > 0 for coast in coasts) % 2 == 1


def test_there_are_all_coasts_and_they_end_where_they_begin() -> None:
    found = world()

    assert len(found.coasts) > 1400
    assert len(found.borders) > 300
    assert {coast.points[0] == coast.points[-1] for coast in found.coasts} == {True}
    assert max(abs(y) for coast in found.coasts for _, y in coast.points) == 90


def test_cities_are_on_land_and_in_their_countries() -> None:
    for place in ((51.4, 35.7), (-74.5, 41.0), (175.5, -38.0), (37.6, 55.7), (178.0, -17.8)):
        assert is_land(*place), place
    for place in ((-30, 40), (51.0, 40.5), (160, 0), (-150, -40)):
        assert not is_land(*place), place
    countries = {one.code: one for one in world().countries}
    assert {"IR", "TW", "PS", "EH", "NZ"} <= set(countries)
    for one in ("IR", "FR", "RU", "BR"):
        assert is_land(*countries[one].point)


def test_what_is_cut_off_is_what_is_outside() -> None:
    # Iceland is within the one box, and half of it within the other.
    whole = list(cutting.land_within((-25.0, 63.0, -13.0, 67.0)))
    half = list(cutting.land_within((-25.0, 63.0, -19.0, 67.0)))
    other = list(cutting.land_within((-19.0, 63.0, -13.0, 67.0)))
    assert sum(map(area, whole)) > 15
    assert abs(sum(map(area, half)) + sum(map(area, other)) - sum(map(area, whole))) < 0.001
    assert all(-25 <= x <= -19 for ring in half for x, _ in ring)


def test_beyond_180_degrees_it_is_the_same_land() -> None:
    # Chukotka lies on both sides of the line.
    one = sum(map(area, cutting.land_within((170.0, 60.0, 200.0, 72.0))))
    other = sum(map(area, cutting.land_within((-190.0, 60.0, -160.0, 72.0))))
    parts = [(170.0, 60.0, 180.0, 72.0), (-180.0, 60.0, -160.0, 72.0)]

    assert abs(one - other) < 0.001
    assert abs(one - sum(area(ring) for box in parts for ring in cutting.land_within(box))) < 0.001
    assert one > 90


@given(LINE, st.floats(0.01, 2))
def test_what_is_thinned_is_nowhere_far_off(
    line: list[tuple[float, float]], tolerance: float
) -> None:
    kept = thinned(line, tolerance)

    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    for point in line:
        stretches = pairwise(kept)
        assert min(distance_to_stretch(point, *one) for one in stretches) <= tolerance + 1e-9


def test_a_region_takes_a_few_kilobytes_and_has_no_wrong_numbers() -> None:
    tehran = region_of([(51.4, 35.7), (35.2, 31.8)], width=960, heights=(420, 640), least=5)
    found = outline_of(tehran, parts=4, tolerance=0.4)

    assert found.sea == ""
    assert 1_000 < len(found.land) + len(found.borders) < 20_000
    assert set(found.land + found.borders) <= set("MlzZ -0123456789")


def test_the_tool_writes_what_is_read() -> None:
    # Two countries on one island, and the island of a third on both sides of the dateline.
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[0, 0], [0, 10], [10, 0], [0, -10]],
            [[0, 0], [10, 0]],
            [[10, 0], [0, -5], [-10, 0], [0, 5]],
            [[179, 40], [0, 2], [-358, 0], [0, -2], [358, 0]],
        ],
        "objects": {
            "land": {
                "geometries": [
                    {"type": "MultiPolygon", "arcs": [[[0, 2]], [[3]]]},
                ]
            },
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "364", "arcs": [[0, -2]]},
                    {"type": "Polygon", "id": "368", "arcs": [[1, 2]]},
                    {"type": "Polygon", "arcs": [[3]]},
                ]
            },
        },
    }
    made = make_outline.outline(topology)

    assert made == make_outline.outline(topology)
    coasts, borders, names = make_outline.TOTALS.unpack_from(made)
    assert (coasts, borders, names) == (2, 1, 2)
    assert [
        made[-2 * make_outline.NAME.size :][at : at + 2] for at in (0, make_outline.NAME.size)
    ] == [
        b"IQ",
        b"IR",
    ]
