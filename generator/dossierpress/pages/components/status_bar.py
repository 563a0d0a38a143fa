"""A bar of statuses: how many of some claims the desk holds for what; it filters the page."""

from collections.abc import Callable, Sequence

from dossierpress.pages.views.claim_lists import StatusBar, StatusShare
from dossierpress.schema.claim import ClaimStatus

WIDTH = 1000
"""Of the whole bar."""


def status_bar(
    counts: Sequence[tuple[ClaimStatus | None, int]],
    elsewhere: Callable[[int], str] | None = None,
) -> StatusBar:
    """Draw how many claims the desk holds for what.

    Args:
        counts: (status, number of claims), in the order of the list.
        elsewhere: Gives the link to the page that shows the claim at a place of the list; None
            where one page shows all of them, so that it can filter them.
    """
    total = sum(number for _, number in counts)
    shares, before = [], 0
    for status, number in counts:
        start = before * WIDTH // total
        shares.append(
            StatusShare(
                status=status,
                number=number,
                start=start,
                width=(before + number) * WIDTH // total - start,
                href=f"{elsewhere(before)}#{status_anchor_in_list(status)}" if elsewhere else None,
            )
        )
        before += number
    return StatusBar(total=total, width=WIDTH, shares=tuple(shares))


def status_anchor_in_list(status: ClaimStatus | None) -> str:
    """Id of the claims of one status in the index of claims."""
    return f"part_{status or 'unjudged'}"
