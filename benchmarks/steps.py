"""What is built, one after the other: a whole site, the same once more, and five kinds of edit."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.corpus import NEWCOMER, Article, Corpus, newcomer_articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One build of a round: first what somebody does, then the build that is timed."""

    name: str
    says: str
    edit: Callable[[Corpus], Corpus] = lambda corpus: corpus
    cold: bool = False
    """Whether all that earlier builds left is thrown away."""
    template: bool = False
    """Whether the template of articles is edited."""


def _body(corpus: Corpus) -> Corpus:
    return _in_the_middle(
        corpus, lambda article: replace(article, body=f"{article.body}\nOne more sentence.\n")
    )


def _title(corpus: Corpus) -> Corpus:
    return _in_the_middle(corpus, lambda one: replace(one, title=f"{one.title}, revised"))


def _newcomer(corpus: Corpus) -> Corpus:
    """The register gets a name that stands in texts; the articles declare it where they must."""
    named = newcomer_articles(len(corpus.articles))
    articles = tuple(
        replace(article, entities=(*article.entities, NEWCOMER.slug)) if place in named else article
        for place, article in enumerate(corpus.articles)
    )
    return replace(corpus, articles=articles, entities=(*corpus.entities, NEWCOMER))


def _rename(corpus: Corpus) -> Corpus:
    """The best-known entity has a new name; the old one still means it."""
    first, *others = corpus.entities
    first = replace(first, name=f"{first.name} Junior", aliases=(first.name, *first.aliases))
    return replace(corpus, entities=(first, *others))


def _in_the_middle(corpus: Corpus, edit: Callable[[Article], Article]) -> Corpus:
    middle = len(corpus.articles) // 2
    articles = list(corpus.articles)
    articles[middle] = edit(articles[middle])
    return replace(corpus, articles=tuple(articles))


STEPS = (
    Step(name="cold", says="everything, nothing known", cold=True),
    Step(name="no change", says="the same once more"),
    Step(name="body edit", says="a sentence is added to one article", edit=_body),
    Step(name="title edit", says="one article gets another title", edit=_title),
    Step(
        name="new entity",
        says="an entity is entered whose name stands in 200 articles, a fifth at most",
        edit=_newcomer,
    ),
    Step(name="rename", says="the best-known entity gets another name", edit=_rename),
    Step(name="template", says="a line is added to the template of articles", template=True),
)
"""Edits add up until the next cold build, which begins with the corpus as it was."""
