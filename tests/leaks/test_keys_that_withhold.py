"""A dossier with a key that was to keep something back is not published, whatever site.yml says."""

import re
from pathlib import Path

import pytest

from building import lay
from dossierpress.schema.withholding import withholding_hint, withholds
from harness import call_dossier

KEYS = {
    "privattrue": "privat: true",
    "expire": "expire: 2001-01-01T00:00Z",
    "publishedfalse": "published: false",
    "drafttrue": "draft: true",
    "embargountill": "embargo_untill: 2099-01-01T00:00Z",
    "statusdraft": "status_: draft",
    "hiddentrue": "hidden: true",
    "embargo": "embargo: 2099-01-01",
}
NEWSROOM = """---
layout: post
title: "Harbour gate fails"
slug: harbour-gate
date: 2024-05-23T09:30:00+02:00
lastmod: 2024-05-24
draft: true
author: Jane Doe
categories: [News, Ports]
tags: [Port, "Sea Lock"]
permalink: /2024/05/harbour-gate/
aliases: [/old/gate]
description: What failed.
featured_image: /img/gate.jpg
excerpt: x
published: false
---
Text.
"""


@pytest.mark.parametrize(
    "settings",
    [
        "severity: {schema-unknown-key: warning}",
        "severity: {schema-unknown-key: off}",
        "unknown_keys: ignore",
        "unknown_keys: ignore\nseverity: {schema-withholding-key: off}",
    ],
)
def test_none_of_many_is_published(tmp_path: Path, settings: str) -> None:
    files: dict[str, str | bytes] = {
        "site.yml": f"title: T\n{settings}\n",
        "content/entities/e.yml": "- {id: ent, kind: person, name: MUSTNOT Person, privat: true}\n",
    }
    for name, key in KEYS.items():
        files[f"content/articles/w-{name}.md"] = (
            f"---\ntitle: W {name}\ndate: 2024-01-01\n{key}\n---\nMUSTNOT{name}\n"
        )
    project = lay(tmp_path / "site", files)

    done = call_dossier("build", "--site", project.root, "--format", "github")

    assert done.returncode == 1
    assert not project.output.exists()
    told = re.findall(r"file=([^,]*),line=\d+,.*title=schema-withholding-key", done.stdout)
    assert set(told) == {path for path in files if path != "site.yml"}


def test_the_newsroom_front_matter_is_told_by_its_two_keys(tmp_path: Path) -> None:
    project = lay(
        tmp_path / "site",
        {"site.yml": "title: T\nunknown_keys: ignore\n", "content/articles/a.md": NEWSROOM},
    )

    done = call_dossier("build", "--site", project.root, "--format", "github")

    assert done.returncode == 1
    assert not project.output.exists()
    assert re.findall(r"line=(\d+),.*title=schema-withholding-key", done.stdout) == ["7", "16"]


def test_none_is_published_for_standing_inside_what_is_not_known_here(tmp_path: Path) -> None:
    keys = {
        "map": "params: {draft: true}",
        "deep": "params:\n  seo:\n    embargo_until: 2099-01-01",
        "list": "extra: [1, {private: true}]",
        "tags": "extra: {tags: [draft]}",
        "show": "build: {publish: never}",
        "empty": "private:",
    }
    files: dict[str, str | bytes] = {"site.yml": "title: T\nunknown_keys: ignore\n"}
    for name, key in keys.items():
        files[f"content/articles/{name}.md"] = (
            f"---\ntitle: W {name}\ndate: 2024-01-01\n{key}\n---\nMUSTNOT{name}\n"
        )
    files["content/articles/harmless.md"] = (
        "---\ntitle: H\ndate: 2024-01-01\nparams: {draft: false, published: true, a: [x]}\n---\nx\n"
    )
    project = lay(tmp_path / "site", files)

    done = call_dossier("build", "--site", project.root, "--format", "github")

    assert done.returncode == 1
    assert not project.output.exists()
    told = re.findall(r"file=([^,]*),line=\d+,.*title=schema-withholding-key", done.stdout)
    assert sorted(told) == sorted(f"content/articles/{name}.md" for name in keys)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("on_hold", "yes"),
        ("under_embargo", "yes"),
        ("ready_to_publish", "no"),
        ("deleted", "1"),
        ("enabled", "false"),
        ("reviewed", "no"),
        ("legal_review", "pending"),
        ("visible_to", "staff"),
        ("ontwerp", "ja"),
        ("πρόχειρο", "ναι"),
        ("workflow", "unpublished"),
    ],
)
def test_what_others_call_it(key: str, value: str) -> None:
    assert withholds(key, value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("workflow", "published"),
        ("state", "veröffentlicht"),
        ("статус", "опубликовано"),
        ("internet", "yes"),
        ("passport", "needed"),
        ("republish", "true"),
        ("enabled", "true"),
        ("withdrawn", "12 bottles"),
        ("legal", "Smith and Co"),
        ("concept", "A history of ideas"),
    ],
)
def test_what_says_nothing_of_the_kind(key: str, value: str) -> None:
    assert withholds(key, value) is None


def test_a_day_of_publication_gets_the_way_out_of_a_day() -> None:
    found = withholds("published", "2020-01-01")

    assert found
    assert "write `date: 2020-01-01` if that day is past" in withholding_hint(
        found, "2020-01-01", status=True, timed=True, private=False
    )
