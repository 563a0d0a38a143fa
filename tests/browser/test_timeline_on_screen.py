"""The timeline on the screen: its choice needs no script, and each mark can be hit."""

import pytest
from looking import show

from harness import BuiltDossier, PageMaker

LANES = ("event", "relation", "claim", "article")


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_not_chosen_is_neither_drawn_nor_listed(
    built_dossier: BuiltDossier, new_page: PageMaker, width: int
) -> None:
    page = show(new_page(width=width, java_script_enabled=False), built_dossier, "timeline.html")
    for lane in LANES:
        listed, drawn = page.locator(f"li.of-{lane}"), page.locator(f"g.of-{lane}")
        assert listed.first.is_visible()
        assert drawn.is_visible()

        page.locator(f"input.show-{lane}").uncheck()

        assert not listed.first.is_visible()
        assert not drawn.is_visible()
    assert page.locator(".timeline li:visible").count() == 0


def test_every_mark_can_be_hit_where_it_is_drawn(
    built_dossier: BuiltDossier, new_page: PageMaker
) -> None:
    page = show(new_page(width=1280), built_dossier, "timeline.html")

    missed = page.evaluate(
        """() => [...document.querySelectorAll('.time-drawing a')].filter(mark => {
            const target = mark.querySelector('rect');
            target.scrollIntoView({block: 'center', inline: 'center'});
            const box = target.getBoundingClientRect();
            const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return box.width < 24 || box.height < 24 || hit?.closest('a') !== mark;
        }).map(mark => mark.querySelector('title').textContent)"""
    )

    assert missed == []
    assert page.locator(".time-drawing a").count() == page.locator(".timeline li").count() > 100
