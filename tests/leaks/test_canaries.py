"""Nothing of what is withheld is in any byte of an edition, or in what a build says."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import AS_OF, lay
from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import Store
from dossierpress.kernel.key import Key
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_log import BuildLog
from dossierpress.pipeline.prepare import (
    BuildContext,
    PublicationScope,
    prepare_edition,
    unwatched_stage,
)
from dossierpress.source.project import Project
from dossierpress.visibility.leak_check.scan import scan_files
from dossierpress.visibility.leak_check.secret import Secret
from harness import run_dossier
from leaks.canaries import Canaries


def spellings(word: str) -> Iterator[bytes]:
    """As it could stand in a file."""
    for text in (word, word.upper(), word.capitalize(), word[::-1]):
        yield text.encode()
        yield text.encode("utf-16-le")


def test_no_canary_is_in_any_file_or_in_the_log(birds: Canaries, project: Project) -> None:
    assert len(birds.words) >= 500
    done = run_dossier("build", "--site", project.root)
    assert 0 == done.returncode, done.stderr

    again = run_dossier("build", "--site", project.root)
    log = (done.stdout + done.stderr + again.stdout + again.stderr).encode()
    files = {path: path.read_bytes() for path in project.output.rglob("*") if path.is_file()}
    names = "\n".join(str(path) for path in project.output.rglob("*")).encode()
    for word in birds.words:
        for spelled in spellings(word):
            assert spelled not in log
            assert spelled not in names
            assert [] == [path for path, data in files.items() if spelled in data]
    assert len(files) > 20


def test_the_last_look_finds_what_an_edition_with_drafts_would_leak(
    birds: Canaries, project: Project
) -> None:
    with Store() as store:
        context = BuildContext(store=store, executor=InlineExecutor(), watch=unwatched_stage)
        scope = PublicationScope(as_of=AS_OF, drafts=False)
        log = BuildLog(strict=False, clock=time.monotonic)
        prepared = prepare_edition(project, scope, context, log)
        report = build_dossier(project, store=store, as_of=AS_OF, drafts=True)
    assert prepared is not None
    assert report.published
    files = {
        path.relative_to(project.output).as_posix(): path.read_bytes()
        for path in project.output.rglob("*")
        if path.is_file()
    }
    leaking = {
        path
        for path, data in files.items()
        if any(word.encode() in data or word in path for word in birds.words)
    }

    found = scan_files(log.redaction.secrets, files.items())

    assert {"out-leak"} == {one.code for one in found}
    assert leaking == {one.path for one in found}
    assert len(leaking) > 30
    told = "".join(one.message for one in found)
    assert {"draft", "embargoed"} <= set(re.findall(r"withheld \((\w+)\)", told))


def test_what_published_records_keep_to_themselves_is_looked_for_too(
    birds: Canaries, project: Project
) -> None:
    with Store() as store:
        context = BuildContext(store=store, executor=InlineExecutor(), watch=unwatched_stage)
        log = BuildLog(strict=False, clock=time.monotonic)
        prepare_edition(project, PublicationScope(as_of=AS_OF, drafts=False), context, log)
    secrets = " ".join(secret.text for secret in log.redaction.secrets)

    for path, number in {
        "content/articles/public-noted.md": 7,
        "content/claims/public.yml": 17,
        "content/sources/public.yml": 2,
        "content/articles/unreviewed.md": 8,
        "content/entities/unreviewed.yml": 4,
    }.items():
        kept = [word for word in birds.words if word in str(birds.files[path])]
        assert len(kept) >= number
        assert [] == [word for word in kept if word not in secrets]


@pytest.mark.parametrize(
    "shown",
    [
        b"<p>The List of Names from the &quot;Harbour&quot; Office</p>",
        b"<p>the list\n  of names from the &#34;harbour&#34; office</p>",
        b'{"title": "The list of names from the \\"harbour\\" office"}',
        b"https://x.example/?q=The%20list%20of%20names%20from%20the%20%22harbour%22%20office",
        b'\x89PNG\xff\xfe\x00The list of names from the "harbour" office\x00',
    ],
)
def test_a_secret_is_seen_however_it_is_written(shown: bytes) -> None:
    secret = Secret(
        text='the list of names from the "harbour" office',
        key=Key(type="article", id="names"),
        path="content/articles/names.md",
        field="title",
        why="draft",
    )

    (leak,) = scan_files([secret], [("articles/x.html", shown), ("y.html", b"the list of names")])

    assert "articles/x.html" == leak.path
    assert "would show the `title` of the article `names`" in leak.message
    assert "office" not in leak.message


def test_what_a_published_text_says_too_is_no_secret(tmp_path: Path) -> None:
    words = "The minister resigned on Monday, after the vote."
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: The harbour of Amsel\n",
            "content/articles/open.md": f"---\ntitle: Open\ntags: [harbour-board]\n---\n{words}\n",
            "content/articles/shut.md": "---\ntitle: The harbour of Amsel\nstatus: draft\n"
            f"tags: [harbour-board]\ndate: 2024-05-23\n---\n{words} More is not known.\n",
        },
    )

    with Store() as store:
        report = build_dossier(project, store=store, as_of=AS_OF)

    assert () == report.diagnostics
    assert report.published


def test_what_is_quoted_of_a_published_text_is_no_secret(tmp_path: Path) -> None:
    """A claim whose review is open quotes words that run over a link of a text that is public."""
    project = lay(
        tmp_path / "site",
        {
            "site.yml": "title: Test\n",
            "content/entities/e.yml": "- {id: bo, kind: person, name: Bo Berg}\n"
            "- {id: cy, kind: person, name: Cy Secret, private: true}\n",
            "content/claims/c.yml": "- {id: c1, text: So., review: open, reports: [{by: bo,"
            " quote: said that Bo Berg closed the quay}]}\n"
            "- {id: c2, text: So., review: open, reports: [{by: bo,"
            " quote: and the secret man opened it}]}\n",
            "content/articles/a.md": "---\ntitle: A\n---\n\nIt is said that [[bo|Bo Berg]] closed"
            " the quay, and the [[cy|secret man]] opened it.\n",
        },
    )
    with Store() as store:
        context = BuildContext(store=store, executor=InlineExecutor(), watch=unwatched_stage)
        log = BuildLog(strict=False, clock=time.monotonic)
        prepare_edition(project, PublicationScope(as_of=AS_OF, drafts=False), context, log)

    secrets = {secret.text for secret in log.redaction.secrets}

    assert "said that bo berg closed the quay" not in secrets
    assert "and the secret man opened it" in secrets
