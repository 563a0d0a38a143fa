"""The index of all texts: a file with each text, and the words of each block of texts in shards.

Two kinds of work, each done again only where what it has read has changed. A *bundle* is some
texts of a block: they are read, and their words gathered. A *block* puts its bundles together and
cuts the words into shards. So an edit reads the texts of one bundle and the bundles of one block,
however large the dossier is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import accumulate

from msgspec import Struct
from msgspec.msgpack import Decoder

from dossierpress.engine.cache_keys import digest_of_parts, views_key
from dossierpress.engine.encoding import encoded
from dossierpress.engine.forked import Run
from dossierpress.engine.kept import Kept
from dossierpress.engine.reads import Reads
from dossierpress.engine.results import Results
from dossierpress.engine.stamping_rules import BY_ROW, Stamping
from dossierpress.engine.store import Store
from dossierpress.kernel import dates, routes
from dossierpress.kernel.key import Key
from dossierpress.kernel.text_direction import direction_of_language
from dossierpress.model.output import Asset
from dossierpress.model.site import Entity, Site
from dossierpress.schema.article import ArticleMatter
from dossierpress.schema.site import SiteConfig
from dossierpress.search import postings, scripts
from dossierpress.search.folding import script_table
from dossierpress.search.numbering import places_of
from dossierpress.search.shards import shards_of
from dossierpress.search.texts import Searched, paragraphs_of, searched_texts, title_of

_ORIGIN = "the search"
_BUNDLES_TOGETHER = 4


class SearchIndex(Struct, frozen=True, kw_only=True):
    """The index of all texts of an edition."""

    files: tuple[Asset, ...] = ()
    texts: int = 0
    """How many there are."""
    firsts: tuple[tuple[str, ...], ...] = ()
    """Of each block the first word of each of its shards."""


class _Bundle(Struct, frozen=True, array_like=True):
    """Some texts of a block, gathered."""

    texts: tuple[str, ...]
    """SHA-256 of the file of each text."""
    postings: Kept


class _Block(Struct, frozen=True, array_like=True):
    """The shards of a block."""

    shards: tuple[tuple[str, str, int], ...]
    """(first word, SHA-256 of its file, bytes of its file) of each."""
    files: Kept
    """The files, one after the other."""


def index_texts(site: Site, *, store: Store, run: Run) -> SearchIndex:
    """Index all texts, or take what earlier builds have made.

    Args:
        site: What is published.
        store: Results of earlier builds. Only the time depends on it.
        run: Runs a function over batches.
    """
    if site.config.search:
        return _Indexing(site, store).index(run)
    Results.forget_all("bundles", store)
    Results.forget_all("shards", store)
    return SearchIndex()


class _Indexing:
    """The index of one build."""

    def __init__(self, site: Site, store: Store) -> None:
        self._site = site
        self._store = store
        self._texts = searched_texts(site)
        self._places = places_of(self._texts)
        self._key = digest_of_parts(views_key(site.config.timezone), site.config.lang)

    def index(self, run: Run) -> SearchIndex:
        """The files, and what the page must know of them."""
        bundled: dict[str, list[tuple[int, Key]]] = defaultdict(list)
        blocks: dict[int, dict[str, None]] = defaultdict(dict)
        for key, place in self._places.items():
            bundled[place.bundle].append((place.number, key))
            blocks[place.block][place.bundle] = None
        bundles = self._bundles({name: tuple(some) for name, some in bundled.items()}, run)
        made = self._blocks(
            {str(block): tuple(some) for block, some in blocks.items()}, bundles, run
        )
        files = [
            Asset.of(
                path=scripts.FOLDING, data=scripts.script("folding", script_table()), origin=_ORIGIN
            )
        ]
        for name, some in bundled.items():
            files += map(self._text_asset, (key for _, key in some), bundles[name].texts)
        for block, result in made.items():
            files += _shard_assets(int(block), result)
        return SearchIndex(
            files=tuple(files),
            texts=len(self._places),
            firsts=tuple(
                tuple(first for first, _, _ in made[str(block)].shards)
                if str(block) in made
                else ()
                for block in range(max(blocks, default=-1) + 1)
            ),
        )

    def _bundles(
        self, bundled: Mapping[str, tuple[tuple[int, Key], ...]], run: Run
    ) -> dict[str, _Bundle]:
        site, reads = self._site, Reads()

        by_stamp = Stamping(of=site.stamps.__getitem__ if site.stamps else None, by_row=True)
        texts = reads.table("texts", self._texts, key_type=Key, stamping=by_stamp)
        cited = reads.table("bibliographies", site.bibliographies, key_type=Key, stamping=by_stamp)
        members = reads.table("members", bundled, stamping=BY_ROW)

        def bundle(name: str) -> _Bundle:
            digests, weighted = [], []
            for number, key in members[name]:
                record = texts[key]
                sources = dict.fromkeys(one.source for one in cited.get(key, ()))
                digests.append(sha256(self._text_file(key, record)).hexdigest())
                facets = _facets(key, record, sources, site.config)
                title, _ = title_of(record)
                weighted.append((number, postings.weights_of(title, paragraphs_of(record), facets)))
            gathered = postings.gathered(weighted)
            return _Bundle(tuple(digests), Kept.of(encoded(gathered)))

        results = Results("bundles", self._key, reads, self._store, type_=_Bundle, again=bundle)
        return results.all_of(bundled, run, least=_BUNDLES_TOGETHER)

    def _blocks(
        self, blocks: Mapping[str, tuple[str, ...]], bundles: Mapping[str, _Bundle], run: Run
    ) -> dict[str, _Block]:
        reads = Reads()
        members = reads.table("members", blocks, stamping=BY_ROW)
        gathered = reads.table(
            "postings", bundles, digested=lambda one: one.postings.digest, stamping=BY_ROW
        )

        def block(name: str) -> _Block:
            parts = [_POSTINGS.decode(gathered[one].postings.data) for one in members[name]]
            found, files = [], []
            for number, shard in enumerate(shards_of(postings.merged(parts))):
                data = scripts.script("words", f"{name}-{number}", shard.lines)
                found.append((shard.first, sha256(data).hexdigest(), len(data)))
                files.append(data)
            return _Block(tuple(found), Kept.of(b"".join(files)))

        results = Results("shards", self._key, reads, self._store, type_=_Block, again=block)
        return results.all_of(blocks, run, least=_BUNDLES_TOGETHER)

    def _text_asset(self, key: Key, digest: str) -> Asset:
        return Asset(
            path=scripts.text_path(self._places[key].name),
            held=partial(self._text_file, key, self._texts[key]),
            digest=digest,
            origin=_ORIGIN,
        )

    def _text_file(self, key: Key, record: Searched) -> bytes:
        """The file of a text: what a result shows of it."""
        config = self._site.config
        title, lang = title_of(record)
        matter = record.matter
        date = matter.date if isinstance(matter, ArticleMatter) else None
        return scripts.script(
            "text",
            self._places[key].name,
            {
                "href": routes.encode(routes.record(key)),
                "type": key.type,
                "title": title,
                "lang": lang or config.lang,
                "dir": direction_of_language(lang or config.lang),
                "date": date and dates.display(date, config.lang, config.timezone),
                "paragraphs": tuple(paragraphs_of(record)),
            },
        )


def _facets(
    key: Key, record: Searched, sources: Iterable[str], config: SiteConfig
) -> Iterator[str]:
    """What readers filter a text by."""
    kind = f"/{record.matter.kind}" if isinstance(record, Entity) else ""
    yield f"{postings.TYPE}{key.type}{kind}"
    yield from (postings.SOURCE + source for source in sources)
    matter = record.matter
    if isinstance(matter, ArticleMatter):
        yield from (postings.TAG + tag for tag in matter.tags)
        if matter.date:
            year, _ = dates.calendar_place(matter.date, config.timezone)
            yield f"{postings.YEAR}{year}"


def _shard_assets(block: int, made: _Block) -> Iterator[Asset]:
    ends = accumulate(length for _, _, length in made.shards)
    for number, ((_, digest, length), end) in enumerate(zip(made.shards, ends, strict=True)):
        yield Asset(
            path=scripts.shard_path(block, number),
            held=partial(_cut, made.files, end - length, end),
            digest=digest,
            origin=_ORIGIN,
        )


def _cut(files: Kept, start: int, end: int) -> bytes:
    return files.data[start:end]


_POSTINGS = Decoder(dict[str, bytes])
