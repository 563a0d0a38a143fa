"""The pictures of all articles, each drawn again only where it would show something else."""

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256

from msgspec import Struct

from dossierpress.engine.cache_keys import digest_of_parts, views_key
from dossierpress.engine.forked import Run
from dossierpress.engine.kept import Kept
from dossierpress.engine.reads import Reads
from dossierpress.engine.results import Results
from dossierpress.engine.stamping_rules import BY_ROW
from dossierpress.engine.store import Store
from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key
from dossierpress.model.output import Asset
from dossierpress.model.site import Article, Site
from dossierpress.schema.site import SiteConfig
from dossierpress.sharing.drawing import Shown, can_be_drawn, drawn, library
from dossierpress.sharing.theme_fonts import Face, faces_of
from dossierpress.source.files import TemplateSet

_SERIF = ("Dossier Serif", "Dossier Naskh", "Dossier Hebrew")
_SANS = ("Dossier Sans", "Dossier Naskh", "Dossier Hebrew Sans")
_TOGETHER = 4


class _Picture(Struct, frozen=True, array_like=True):
    """A picture that was drawn."""

    digest: str
    """SHA-256 of the file."""
    file: Kept


def are_drawn(config: SiteConfig) -> bool:
    """Whether the settings ask for pictures, and there is what draws them.

    Whoever shows a picture is told its address on a host, so the host has to be known.
    """
    return config.share_pictures and config.url is not None and library() is not None


def fonts(theme: TemplateSet, config: SiteConfig) -> tuple[Face, ...]:
    """The fonts that pictures are drawn with."""
    return faces_of(theme.statics, _SANS if config.theme.font == "sans" else _SERIF)


def shown_of(article: Article, config: SiteConfig) -> Shown:
    """What the picture of an article shows."""
    matter = article.matter
    return Shown(
        title=matter.title,
        lang=matter.lang or config.lang,
        site_title=config.title,
        date=matter.date and dates.display(matter.date, config.lang, config.timezone),
        site_lang=config.lang,
    )


def draw_pictures(site: Site, theme: TemplateSet, *, store: Store, run: Run) -> tuple[Asset, ...]:
    """The pictures of all articles whose letters are in the theme's fonts.

    Args:
        site: What is published.
        theme: The theme.
        store: Results of earlier builds. Only the time depends on it.
        run: Runs a function over batches.
    """
    if not are_drawn(site.config):
        Results.forget_all("pictures", store)
        return ()
    faces = fonts(theme, site.config)
    shown = {id_: shown_of(article, site.config) for id_, article in site.articles.items()}
    wanted = {id_: one for id_, one in shown.items() if can_be_drawn(one, faces)}
    made = _made(wanted, faces, site.config, store, run)
    return tuple(
        Asset(
            path=routes.share_picture(routes.record(Key(type="article", id=id_))),
            held=partial(_data, one),
            digest=one.digest,
            origin=f"the picture of {site.articles[id_].path}",
        )
        for id_, one in made.items()
    )


def _data(picture: _Picture) -> bytes:
    return picture.file.data


def _made(
    wanted: Mapping[str, Shown],
    faces: Sequence[Face],
    config: SiteConfig,
    store: Store,
    run: Run,
) -> Mapping[str, _Picture]:
    reads = Reads()
    table = reads.table("shown", wanted, stamping=BY_ROW)

    def picture(id_: str) -> _Picture:
        data = drawn(table[id_], faces)
        return _Picture(sha256(data).hexdigest(), Kept.of(data))

    files = (sha256(one.data).hexdigest() for one in faces)
    key = digest_of_parts(views_key(config.timezone), library() or "", *files)
    results = Results("pictures", key, reads, store, type_=_Picture, again=picture)
    return results.all_of(wanted, run, least=_TOGETHER)
