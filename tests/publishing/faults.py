"""Make the n-th system call of a kind fail, or kill the process there, with strace."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS: Mapping[str, tuple[str, ...]] = {
    "open": ("openat",),
    "write": ("write",),
    "sync": ("syncfs", "fsync"),
    "link": ("link", "linkat"),
    "make a folder": ("mkdir", "mkdirat"),
    "rename": ("rename", "renameat"),
    "exchange": ("renameat2",),
    "remove a file": ("unlink", "unlinkat"),
    "remove a folder": ("rmdir", "unlinkat"),
    "set rights": ("chmod", "fchmodat"),
}
"""What a publication asks of the system -> the calls of Linux, some of which do it."""

ERRORS = ("ENOSPC", "EIO", "EACCES")
MOST = 200
"""More calls of one kind than a publication of the test's editions makes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The n-th call fails with an error, or kills (`KILL`)."""

    call: str
    error: str
    number: int

    def injection(self) -> str:
        """As strace takes it."""
        what = "signal=KILL" if self.error == "KILL" else f"error={self.error}"
        return f"inject={self.call}:{what}:when={self.number}"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a process under a fault ended."""

    fired: bool
    """Whether the call was made at all."""
    killed: bool
    said: str
    """What it wrote."""


def suffer(
    fault: Fault, work: Callable[[], str], trace: Path, *, missing: Sequence[str] = ()
) -> Ending:
    """Do some work in a child process of this one, under a fault.

    The child is forked, waits until strace has hold of it, and then works; so only what it does
    itself is counted, and not the start of an interpreter.

    Args:
        fault: What fails.
        work: Says what came of it.
        trace: A file for every call that was made, each descriptor with the path of its file.
        missing: Calls that the system does not have.
    """
    faults = [fault.injection(), *(f"inject={call}:error=ENOSYS" for call in missing)]
    wait, go = os.pipe()
    hear, say = os.pipe()
    child = os.fork()
    if not child:
        _work(wait, go, hear, say, work)
    os.close(wait)
    os.close(say)
    tracer = subprocess.Popen(
        [
            *("strace", "-y", "-p", str(child), "-o", str(trace)),
            *(word for one in faults for word in ("-e", one)),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    first = tracer.stderr.readline()
    assert "attached" in first, first
    os.close(go)
    with os.fdopen(hear, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    tracer.communicate()
    killed = os.WIFSIGNALED(status)
    fired = any(
        line.startswith(f"{fault.call}(") and line.endswith("(INJECTED)")
        for line in trace.read_text(errors="replace").splitlines()
    )
    return Ending(fired=fired or killed, killed=killed, said=said)


def _work(wait: int, go: int, hear: int, say: int, work: Callable[[], str]) -> None:
    os.close(go)
    os.close(hear)
    os.read(wait, 1)
    try:
        said = work()
    except BaseException as error:  # noqa: BLE001 (the parent tells of it)
        said = f"raised {error!r}"
    # Straight to the kernel would be a call to fail; a dying pipe is heard as silence.
    for _ in range(3):
        try:
            os.write(say, said.encode())
            break
        except OSError:
            continue
    sys.stdout.flush()
    os._exit(0)
