"""What a record is called."""

from collections.abc import Iterator, Mapping, Sequence

from dossierpress.model.content import Matters
from dossierpress.model.key import RecordType
from dossierpress.resolve.sides import Called
from dossierpress.schema.claim import ClaimMatter
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.source import SourceMatter

ONE: Mapping[RecordType, str] = {
    "article": "an article",
    "entity": "an entity",
    "source": "a source",
    "claim": "a claim",
    "page": "a page",
}
MANY: Mapping[RecordType, str] = {
    "article": "articles",
    "entity": "entities",
    "source": "sources",
    "claim": "claims",
    "page": "pages",
}


def name_in(names: Sequence[Called], lang: str, site_lang: str) -> str:
    """Choose a name by language: the very tag, then the language without region, then the first."""
    tags = [(name.lang or site_lang).lower() for name in names]
    wanted = lang.lower()
    if wanted in tags:
        return names[tags.index(wanted)].text
    bare = [tag.partition("-")[0] for tag in tags]
    language = wanted.partition("-")[0]
    return names[bare.index(language)].text if language in bare else names[0].text


def strong_names(matter: Matters) -> Iterator[str]:
    """Names by which prose may mean an entity or a source, without any doubt of the author's."""
    if isinstance(matter, EntityMatter):
        for names in (matter.name, matter.aliases, matter.former_names):
            yield from (name.text for name in names)
    elif isinstance(matter, SourceMatter):
        yield from (name.text for name in matter.name)


def linking_names(matter: Matters) -> Iterator[str]:
    """Names that link by themselves: a name that its author calls weak as well does not."""
    weak = {one.text for one in matter.weak_aliases} if isinstance(matter, EntityMatter) else ()
    return (name for name in strong_names(matter) if name not in weak)


def all_names(matter: Matters) -> Iterator[str]:
    """Every name or title, weak ones included."""
    if isinstance(matter, EntityMatter | SourceMatter):
        yield from strong_names(matter)
        if isinstance(matter, EntityMatter):
            yield from (name.text for name in matter.weak_aliases)
    else:
        yield matter.text if isinstance(matter, ClaimMatter) else matter.title
