"""Run a command and write what it cost: `launch.py RESULT COMMAND…`, a process of its own.

Linux counts the memory of whoever starts a process towards the peak of that process, so that a
large program that measures would find its own size. This one is small, and imports next to nothing.
"""

import os
import sys
import time


def main(result: str, *command: str) -> int:
    """The exit code of the command."""
    began = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    wall = time.monotonic() - began
    unit = 1 if sys.platform == "darwin" else 1024
    with open(result, "w") as file:  # noqa: PTH123 (pathlib costs memory)
        file.write(f"{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss * unit}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
