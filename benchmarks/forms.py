"""The corpus in the words of each generator: paths and texts of its input files."""

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.corpus import NEWCOMER, Article, Corpus

Files = Iterator[tuple[str, str]]
"""Paths below the site's folder, and what is in them."""


def hugo(corpus: Corpus) -> Files:
    """Terms of two taxonomies, with the registers as data."""
    yield from _registers(corpus, "data/entities.json", "data/sources.json")
    for article in corpus.articles:
        sources = [f"  - {slug}" for slug, _ in article.cites]
        text = _article(article, extra=["sources:", *sources])
        yield f"content/articles/{article.slug}.md", text


def eleventy(corpus: Corpus) -> Files:
    """Collections over global data."""
    yield from _registers(corpus, "src/_data/entityData.json", "src/_data/sourceData.json")
    yield (
        "src/articles/articles.11tydata.js",
        """module.exports = {
  layout: "article.njk",
  permalink: (data) => `/articles/${data.page.fileSlug}/`,
};
""",
    )
    for article in corpus.articles:
        yield f"src/articles/{article.slug}.md", _article(article, tags="topics")


def pelican(corpus: Corpus) -> Files:
    """Articles, and the registers for a plugin."""
    yield from _registers(corpus, "entities.json", "sources.json")
    for article in corpus.articles:
        yield f"content/articles/{article.slug}.md", _article(article, tags="topics")


def mkdocs(corpus: Corpus) -> Files:
    """Pages, and the registers for a hook."""
    yield from _registers(corpus, "entities.json", "sources.json")
    yield "docs/index.md", "---\ntitle: Articles\nlist: articles\n---\n\n"
    for article in corpus.articles:
        yield f"docs/articles/{article.slug}.md", _article(article, tags="topics")


OUR_KINDS = {"organisation": "organization"}
OUR_REFERENCES = {"expands": "updates", "see-also": "background"}
ENTITIES_IN_A_FILE = 200


def dossierpress(corpus: Corpus, *, page_size: int = 100) -> Files:
    """Ours. Nobody writes the newcomer into the articles: its name is found in their texts."""
    yield "site.yml", f"title: Dossiers\nurl: https://example.org/\npage_size: {page_size}\n"
    for first in range(0, len(corpus.entities), ENTITIES_IN_A_FILE):
        rows = (
            f"- {{id: {one.slug}, kind: {OUR_KINDS.get(one.kind, one.kind)},"
            f" name: {_quoted(one.name)}, aliases: {_quoted(one.aliases)}}}\n"
            for one in corpus.entities[first : first + ENTITIES_IN_A_FILE]
        )
        yield f"content/entities/list-{first:05}.yml", "".join(rows)
    # A year would be checked: the articles cite sources that came out after them.
    sources = (
        f"- {{id: {one.slug}, kind: document, name: {_quoted(one.title)},"
        f" author: [{_quoted(one.author)}], url: {_quoted(one.url)}}}\n"
        for one in corpus.sources
    )
    yield "content/sources/list.yml", "".join(sources)
    for article in corpus.articles:
        lines = [
            "---",
            f"title: {_quoted(article.title)}",
            f"date: {article.date}",
            f"id: {article.slug}",
            f"summary: {_quoted(article.summary)}",
            f"tags: {_quoted(article.tags)}",
            "entities:",
            *(f"  - {slug}" for slug in article.entities if slug != NEWCOMER.slug),
            "sources:",
        ]
        for slug, place in article.cites:
            lines += [f"  - id: {slug}", f"    at: {_quoted(place)}"]
        lines.append("references:")
        for kind, slug in article.references:
            lines += [f"  - type: {OUR_REFERENCES.get(kind, kind)}", f"    to: {slug}"]
        yield (
            f"content/articles/{article.slug}.md",
            "\n".join([*lines, "---", "", article.body]),
        )


def dossierpress_bare(corpus: Corpus) -> Files:
    """The same, with each list on one page, as the others have it."""
    yield from dossierpress(corpus, page_size=1_000_000)


def _registers(corpus: Corpus, entities: str, sources: str) -> Files:
    yield (
        entities,
        json.dumps(
            {
                one.slug: {"name": one.name, "kind": one.kind, "aliases": one.aliases}
                for one in corpus.entities
            }
        ),
    )
    yield (
        sources,
        json.dumps(
            {
                one.slug: {
                    "title": one.title,
                    "author": one.author,
                    "year": one.year,
                    "url": one.url,
                }
                for one in corpus.sources
            }
        ),
    )


def _article(article: Article, *, tags: str = "tags", extra: list[str] | None = None) -> str:
    """Front matter as the other generators have it: `tags` is what they call the tags."""
    lines = [
        "---",
        f"title: {_quoted(article.title)}",
        f"date: {article.date}",
        f"slug: {article.slug}",
        f"summary: {_quoted(article.summary)}",
        f"{tags}:",
        *(f"  - {tag}" for tag in article.tags),
        "entities:",
        *(f"  - {slug}" for slug in article.entities),
        "cites:",
    ]
    for slug, place in article.cites:
        lines += [f"  - id: {slug}", f"    loc: {_quoted(place)}"]
    lines.append("refs:")
    for kind, slug in article.references:
        lines += [f"  - kind: {kind}", f"    to: {slug}"]
    return "\n".join([*lines, *(extra or []), "---", "", article.body])


def _quoted(value: Any) -> str:
    """Text or list as JSON, which is YAML too."""
    return json.dumps(value, ensure_ascii=False)
