"""A build in a world without any network is the same build."""

import shutil
import subprocess
import sys
from pathlib import Path

from building import lay, tree
from dossierpress.source.project import project_at
from isolation.hostile_site import GOOD
from isolation.template_strings import template_strings

ALONE = ("unshare", "--user", "--map-root-user", "--net")
"""No rights are needed for it, but Linux with user namespaces."""

CALL = """
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
except OSError as error:
    sys.exit(f"unreachable: {error}")
"""


def built(root: Path, *before: str) -> dict[str, bytes]:
    """The tree that a clean build writes, started by some other program."""
    output = root.parent / f"output-{len(before)}"
    command = [*before, sys.executable, "-m", "dossierpress", "build", "--site", str(root)]
    done = subprocess.run(
        [*command, "--output", str(output), "--quiet"], capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stderr
    shutil.rmtree(project_at(root).cache)
    return tree(output)


def test_a_build_without_a_network_is_the_same(tmp_path: Path) -> None:
    project = lay(tmp_path / "site", GOOD)
    addresses = "".join(f"<https://elsewhere.example/{number}> " for number in range(20))
    lay(
        project.root,
        {
            "content/articles/far.md": f"---\ntitle: Far\n---\n\n{addresses}\n",
            **{
                f"content/pages/t-{number}.md": f"---\ntitle: T\n---\n\n~~~\n{text}\n~~~\n"
                for number, text in enumerate(template_strings()[:20])
            },
        },
    )

    assert built(project.root) == built(project.root, *ALONE)


def test_there_is_none_in_that_world() -> None:
    """The control: there, not even this machine answers."""
    listening = subprocess.run(
        [*ALONE, sys.executable, "-c", CALL, "9"], capture_output=True, text=True, check=False
    )

    assert "unreachable" in listening.stderr
    assert "refused" not in listening.stderr.lower()
