"""Publishing where the file system is another one, full, or not ours to write."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NOBODY = 65534


def in_a_mount(folder: Path, options: str, scenario: str) -> None:
    """Run a scenario in a process that sees a file system of its own in a folder.

    No rights are needed for this, but Linux with user namespaces.
    """
    folder.mkdir()
    mount = f'mount -t tmpfs -o {options} none "$1" && exec "$2" -c "$3"'
    call = f"from publishing.scenarios import *; {scenario.format(mount=f'Path({str(folder)!r})')}"
    run(
        [
            *("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"),
            *(str(folder), sys.executable, call),
        ]
    )


def run(command: list[str]) -> None:
    """Run it to its end; what went wrong in it goes wrong here."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    assert 0 == done.returncode, done.stderr


def test_another_file_system_is_published_in_one_step_beside_it(tmp_path: Path) -> None:
    in_a_mount(tmp_path / "mount", "size=4m", "output_elsewhere({mount})")


def test_a_mount_point_is_published_file_by_file_and_said_so(tmp_path: Path) -> None:
    in_a_mount(tmp_path / "mount", "size=4m", "output_is_the_mount({mount})")


@pytest.mark.parametrize("left", [0, 4, 8, 16, 32, 64, 128])
def test_a_full_disk_leaves_the_old_edition_and_says_so(tmp_path: Path, left: int) -> None:
    in_a_mount(tmp_path / "mount", "size=1m", f"full_disk({{mount}}, {left})")


@pytest.mark.parametrize("scenario", ["no_room_beside", "read_only"])
def test_folders_that_cannot_be_written(scenario: str) -> None:
    # Root may write anywhere, so root becomes somebody else, who may not enter pytest's folders.
    with tempfile.TemporaryDirectory() as folder:
        if os.getuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        call = f"become({NOBODY}); {scenario}(Path({folder!r}))"
        run([sys.executable, "-c", f"from publishing.scenarios import *; {call}"])
