"""Which addresses are in a web archive: the one list of their hosts.

A web archive keeps a page as it was, at an address with the time of capture, and is independent
of its publisher. A site that prints the same text is not one: see `Copy` in the schema.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

_HOSTS = frozenset(
    """
    archive.org archive-it.org archive.today archive.ph archive.is archive.li archive.md archive.vn
    archive.fo perma.cc webcitation.org ghostarchive.org megalodon.jp freezepage.com webrecorder.io
    conifer.rhizome.org timetravel.mementoweb.org swap.stanford.edu arquivo.pt vefsafn.is
    webarchiv.cz netarkivet.dk nettarkivet.nb.no verkkoarkisto.kansalliskirjasto.fi
    veebiarhiiv.digar.ee haw.nsk.hr arhiv.nuk.uni-lj.si e-helvetica.nb.admin.ch
    archivesinternet.bnf.fr archivoweb.bne.es padicat.cat pandora.nla.gov.au
    ndhadeliver.natlib.govt.nz warp.ndl.go.jp warp.da.ndl.go.jp oasis.go.kr
    """.split()  # noqa: SIM905 (reads better than forty lines)
)
"""Services and national libraries whose hosts cannot be recognised by a pattern."""
_LABELS = frozenset(
    """
    archive archives webarchive webarchives web-archive webarchiv webarchief webarkiv wayback
    """.split()  # noqa: SIM905
)
"""Matches the host names of archives: `webarchive.loc.gov`, `web.archive.bibalex.org`."""


def is_web_archive(url: str, own: Collection[str] = ()) -> bool:
    """Whether an address is one of a web archive.

    Args:
        url: The address.
        own: Hosts of the desk's own archives, from `archives` in site.yml.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    labels = host.split(".")
    if not _LABELS.isdisjoint(labels[:-1]):
        return True
    within = {".".join(labels[start:]) for start in range(len(labels))}
    return not within.isdisjoint(_HOSTS) or not within.isdisjoint(own)
