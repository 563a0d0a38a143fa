"""The facts of a theme: from the cache, or computed by parsing all of its templates."""

from functools import lru_cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER

from msgspec.msgpack import Decoder, Encoder

from dossierpress.catalogues.choice import catalogue_digest, code_name, is_marked
from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.encoding import decoded
from dossierpress.engine.store import Store
from dossierpress.kernel.page_scripts import is_page_script
from dossierpress.kernel.page_styles import is_page_style
from dossierpress.model.output import ThemeFacts
from dossierpress.source.files import TemplateSet

_ENCODER = Encoder()
_DECODER = Decoder(ThemeFacts)


def theme_facts(templates: TemplateSet, store: Store) -> ThemeFacts:
    """The facts of a theme from the store; else computed and stored.

    Computed facts are encoded and decoded too, so that both cases give the same values. The store
    keeps no facts of other themes or former templates.
    """
    key = theme_key(templates)
    known = decoded(_DECODER, store.find("themes", [key]).get(key, b""))
    if known is not None:
        return known
    data = computed_facts(templates)
    store.keep("themes", {key: data})
    store.sweep("themes", {key, *template_keys(templates).values()})
    return _DECODER.decode(data)


@lru_cache(maxsize=4)
def computed_facts(templates: TemplateSet) -> bytes:
    """The encoded facts of a theme, computed once per process."""
    # A build with cached facts loads no template engine.
    from dossierpress.pages.kinds import VIEWS  # noqa: PLC0415
    from dossierpress.templating.check_theme import facts_of_theme  # noqa: PLC0415

    return _ENCODER.encode(facts_of_theme(templates, VIEWS))


def theme_key(templates: TemplateSet) -> str:
    """Key of the facts of a theme: its texts, scripts and stylesheets, and their paths."""
    parts = [part for named in (*templates.templates, *templates.paths) for part in named]
    for path, data in templates.statics:
        if is_page_script(path) or is_page_style(path):
            parts += [path, sha256(data).hexdigest()]
    for one in templates.catalogues:
        parts += [one.path, one.text]
    return digest_of_parts("theme", code_digest(), *parts)


def template_keys(templates: TemplateSet) -> dict[str, str]:
    """Name of code -> key: equal keys mean the same compiled code, for the same interpreter."""
    paths = dict(templates.paths)
    about = ("template", code_digest(), MAGIC_NUMBER.hex())
    catalogues = ("", *{one.lang for one in templates.catalogues})
    return {
        code_name(name, text, catalogue): digest_of_parts(
            *about, name, text, paths[name], catalogue_digest(templates, catalogue)
        )
        for name, text in templates.templates
        for catalogue in (catalogues if is_marked(text) else ("",))
    }


def rendered_key() -> str:
    """Key of the rendered pages in the store: below it, equal fingerprints mean equal bytes."""
    return digest_of_parts("rendered", code_digest())
