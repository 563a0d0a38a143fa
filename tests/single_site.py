"""What the site with every path gets besides, to be put into one file."""

from pathlib import Path

from building import PICTURE, lay

SMALL_PAPER = b"%PDF-1.4\n%%EOF\n"
LARGE_TABLE = b"berth,ships\n" * 60_000


def lay_for_stick(site: Path) -> None:
    """Add texts in other languages, files to download, a place to return to, notes to show."""
    lay(
        site,
        {
            "content/articles/long.md": (
                "---\ntitle: The long quay, stone by stone\ndate: 2024-05-03\ntags: [harbour]\n"
                "entities: [ada-moss, combine]\n---\n\n"
                "It is long[^1].\n\n## Before\n\n## Stones\n\n"
                + "".join(f"Stone {number} was laid by hand.\n\n" for number in range(1, 80))
                + "The last stone has a keystone mark. See [[opens]], "
                "[the count](../media/papers/count.pdf) and "
                "[the table](../media/papers/table.csv).\n\n"
                "![A stone](../media/stone.png)\n\n## After the stones\n\nNothing.\n\n## End\n\n"
                "[^1]: It is older than the quay.\n"
            ),
            "content/articles/bandar.md": (
                "---\ntitle: بندر\nlang: fa\ndate: 2024-05-04\n---\n\nاسکله بسته است.\n\n"
                "## پس از آن\n\nهیچ.\n"
            ),
            "content/media/stone.png": PICTURE,
            "content/media/papers/count.pdf": SMALL_PAPER,
            "content/media/papers/table.csv": LARGE_TABLE,
        },
    )
