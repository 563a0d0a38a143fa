"""What is known of a theme: found out by parsing all of it, or known from an earlier build."""

from functools import lru_cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER

from msgspec.msgpack import Decoder, Encoder

from dossierpress.engine.cache_keys import code_digest, digest_of_parts
from dossierpress.engine.encoding import decoded
from dossierpress.engine.store import Store
from dossierpress.kernel.page_scripts import is_page_script
from dossierpress.model.output import ThemeFacts
from dossierpress.source.files import TemplateSet

_ENCODER = Encoder()
_DECODER = Decoder(ThemeFacts)


def theme_facts(templates: TemplateSet, store: Store) -> ThemeFacts:
    """What the store knows of a theme, or else what is found out now, and kept.

    What was found out passes through its stored form too, so that no two builds see different
    values. Of other themes nothing is kept, nor of templates that have changed.
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
    """The same in its stored form; once in a process, which may build many times with no store."""
    # A build that knows its theme loads no template engine.
    from dossierpress.pages.kinds import VIEWS  # noqa: PLC0415
    from dossierpress.templating.contract import facts_of_theme  # noqa: PLC0415

    return _ENCODER.encode(facts_of_theme(templates, VIEWS))


def theme_key(templates: TemplateSet) -> str:
    """Equal keys mean that the same is known of a theme: its texts, its scripts, their places."""
    parts = [part for named in (*templates.templates, *templates.paths) for part in named]
    for path, data in templates.statics:
        if is_page_script(path):
            parts += [path, sha256(data).hexdigest()]
    return digest_of_parts("theme", code_digest(), *parts)


def template_keys(templates: TemplateSet) -> dict[str, str]:
    """Template -> key: equal ones mean that a template is compiled to the same code, which runs."""
    paths = dict(templates.paths)
    about = ("template", code_digest(), MAGIC_NUMBER.hex())
    return {
        name: digest_of_parts(*about, name, text, paths[name]) for name, text in templates.templates
    }


def page_key(fingerprint: str) -> str:
    """Equal keys mean equal bytes of the page."""
    return digest_of_parts("page", code_digest(), fingerprint)
