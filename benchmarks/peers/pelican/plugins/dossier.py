"""Entities, sources, references and backlinks for Pelican, as its plugins do it.

The tables are made when the articles are known; a generator of our own writes the further pages.
"""

import json
from collections import defaultdict
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

KINDS = ("person", "organisation", "place", "event")


def make_tables(generator):
    root = Path(generator.settings["PATH"]).parent
    entities = json.loads((root / "entities.json").read_text())
    sources = json.loads((root / "sources.json").read_text())
    articles = sorted(generator.articles, key=lambda one: one.date, reverse=True)
    by_slug = {one.slug: one for one in articles}
    with_entity, with_source, backlinks = (defaultdict(list) for _ in range(3))
    for one in articles:
        for slug in one.entities:
            with_entity[slug].append(one)
        for cited in one.cites:
            with_source[cited["id"]].append((one, cited["loc"]))
        for reference in one.refs:
            backlinks[reference["to"]].append((reference["kind"], one))
    for one in articles:
        one.entity_groups = [
            (kind, [(slug, entities[slug]["name"]) for slug in one.entities if entities[slug]["kind"] == kind])
            for kind in KINDS
        ]
        one.source_list = [(cited["id"], sources[cited["id"]], cited["loc"]) for cited in one.cites]
        one.related = [(reference["kind"], by_slug[reference["to"]]) for reference in one.refs]
        one.backlinks = backlinks.get(one.slug, [])
    generator.context["dossier"] = {
        "articles": articles,
        "with_entity": with_entity,
        "with_source": with_source,
        "entities": sorted(((s, entities[s]) for s in with_entity), key=lambda one: one[1]["name"]),
        "sources": sorted(((s, sources[s]) for s in with_source), key=lambda one: one[1]["title"]),
    }


class DossierGenerator(Generator):
    def generate_output(self, writer):
        dossier = self.context["dossier"]

        def write(path, template, **values):
            url = path.removesuffix("index.html")
            writer.write_file(path, self.get_template(template), self.context, url=url, **values)

        for slug, entity in dossier["entities"]:
            items = dossier["with_entity"][slug]
            write(f"entities/{slug}/index.html", "entity", entity=entity, items=items)
        for slug, source in dossier["sources"]:
            items = dossier["with_source"][slug]
            write(f"sources/{slug}/index.html", "source", source=source, items=items)
        write("entities/index.html", "entities")
        write("sources/index.html", "sources")
        write("sitemap.xml", "sitemap")


def register():
    signals.article_generator_finalized.connect(make_tables)
    signals.get_generators.connect(lambda _: DossierGenerator, weak=False)
