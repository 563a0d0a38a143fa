"""Entities, sources, references and backlinks for MkDocs: a hook makes the pages and the tables."""

import json
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import yaml
from mkdocs.structure.files import File

KINDS = ("person", "organisation", "place", "event")


def on_files(files, config):
    root = Path(config["docs_dir"]).parent
    entities = json.loads((root / "entities.json").read_text())
    sources = json.loads((root / "sources.json").read_text())
    by_slug = {}
    for file in files.documentation_pages():
        if file.src_uri.startswith("articles/"):
            head = file.content_string.split("\n---\n", 1)[0][4:]
            front = yaml.load(head, Loader=yaml.CSafeLoader)
            by_slug[front["slug"]] = front
    articles = sorted(by_slug.values(), key=lambda one: one["date"], reverse=True)
    with_entity, with_source, backlinks = (defaultdict(list) for _ in range(3))
    for one in articles:
        for slug in one["entities"]:
            with_entity[slug].append(one)
        for cited in one["cites"]:
            with_source[cited["id"]].append((one, cited["loc"]))
        for reference in one["refs"]:
            backlinks[reference["to"]].append((reference["kind"], one))
    config["extra"]["dossier"] = SimpleNamespace(
        kinds=KINDS,
        articles=articles,
        by_slug=by_slug,
        entity=entities,
        source=sources,
        with_entity=with_entity,
        with_source=with_source,
        backlinks=backlinks,
        entities=sorted(((s, entities[s]) for s in with_entity), key=lambda one: one[1]["name"]),
        sources=sorted(((s, sources[s]) for s in with_source), key=lambda one: one[1]["title"]),
    )

    def add(path, title, template):
        front = f"---\ntitle: {json.dumps(title)}\ntemplate: {template}\n---\n"
        files.append(File.generated(config, path, content=front))

    for slug in with_entity:
        add(f"entities/{slug}.md", entities[slug]["name"], "entity.html")
    for slug in with_source:
        add(f"sources/{slug}.md", sources[slug]["title"], "source.html")
    add("entities/index.md", "Entities", "entities.html")
    add("sources/index.md", "Sources", "sources.html")
    return files


def on_env(env, config, files):
    env.globals["dossier"] = config["extra"]["dossier"]


def on_page_context(context, page, config, nav):
    context["slug"] = page.file.name
    return context
