"""What a command asks of the system, as strace saw it: programs, sockets, and every path."""

import json
import os
import re
import select
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import dossierpress
from harness import ROOT

LIMIT = 120
"""Seconds for one command: only something that waits for a pipe takes that long."""

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)(.*)$")
_STRING = r'"((?:\\x[0-9a-f]{2})*)"'
_FOLDER = r"(?:AT_FDCWD|-?\d+)(?:<([^>]*)>)?"
_AT = re.compile(rf"{_FOLDER}, {_STRING}")
_FIRST = re.compile(rf"{_STRING}")
_WRITING = re.compile(r"\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND)\b")
_NO_FOLLOW = re.compile(r"\b(O_NOFOLLOW|AT_SYMLINK_NOFOLLOW|O_EXCL)\b")

_LOOKING = frozenset(
    [
        "stat",
        "lstat",
        "newfstatat",
        "statx",
        "access",
        "faccessat",
        "faccessat2",
        "readlink",
        "readlinkat",
        "statfs",
        "chdir",
        "getxattr",
        "lgetxattr",
        "listxattr",
    ]
)
"""Calls that tell whether something is there, and not what is in it."""
_CHANGING = frozenset(
    [
        "mkdir",
        "mkdirat",
        "rename",
        "renameat",
        "renameat2",
        "unlink",
        "unlinkat",
        "rmdir",
        "link",
        "linkat",
        "symlink",
        "symlinkat",
        "mknod",
        "mknodat",
        "truncate",
        "chmod",
        "fchmodat",
        "fchmodat2",
        "chown",
        "lchown",
        "fchownat",
        "utime",
        "utimes",
        "utimensat",
        "setxattr",
        "lsetxattr",
        "removexattr",
        "creat",
        "mount",
        "umount2",
        "chroot",
    ]
)
_OF_NAMES = frozenset(["lstat", "readlink", "readlinkat", "unlink", "unlinkat", "rmdir"]) | (
    frozenset(["rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"])
)
"""Calls that mean a link itself, not what it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One path that was given to the system, as it was resolved."""

    call: str
    path: str
    """Absolute, every link followed that the call follows."""
    how: str
    """`look`, `read` or `write`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """One command."""

    code: int
    said: str
    """All that it printed."""
    programs: tuple[str, ...]
    """Lines of execve and its kin that succeeded."""
    talk: tuple[str, ...]
    """Lines of every call about the network."""
    touches: frozenset[Touch]

    def paths(self, *how: str) -> set[str]:
        """The paths that were read, written or looked at."""
        return {touch.path for touch in self.touches if touch.how in how}


_NURSE = """
import json, os, sys
import dossierpress.cli as cli

print("ready", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(order["cwd"])
        said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["dossier", *order["arguments"]]
        try:
            code = cli.main()
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Starts the command again and again in a fresh child of one interpreter: a start of an
interpreter makes ten times the calls of a small build, and strace stops at each of them."""


class Tracer:
    """Runs commands under strace, with all their processes."""

    def __init__(self, folder: Path, *, patience: float = LIMIT) -> None:
        """`folder` gets the log and what the commands say; the start itself is `begun`.

        A command that takes more seconds than `patience` is one that waits for ever.
        """
        self._patience = patience
        self._log = folder / "strace.log"
        self._said = folder / "said"
        self._read = 0
        self._process = subprocess.Popen(
            [
                *("strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "8192"),
                *("-e", "trace=%network,%process,%file", "-o", self._log),
                *(sys.executable, "-P", "-c", _NURSE),
            ],
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert "ready\n" == self._answer()
        self.begun = self._traced(0, folder)
        """The start of the interpreter, with all that the command imports."""

    def run(self, *arguments: str | Path, cwd: Path) -> Traced:
        """Run one command; a file or a pipe that it waits for ends the test."""
        order = {"cwd": str(cwd), "said": str(self._said), "arguments": [*map(str, arguments)]}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = int(self._answer())
        return self._traced(code, cwd)

    def close(self) -> None:
        """End the interpreter."""
        self._process.communicate()

    def _answer(self) -> str:
        pipe = self._process.stdout
        assert pipe is not None
        if not select.select([pipe], [], [], self._patience)[0]:
            self._process.kill()
            raise AssertionError("the command waits for something that never comes")
        return pipe.readline()

    def _traced(self, code: int, cwd: Path) -> Traced:
        with self._log.open(encoding="ascii", errors="replace") as log:
            log.seek(self._read)
            text = log.read()
            self._read = log.tell()
        calls = [found for line in _whole_lines(text.splitlines()) if (found := _CALL.match(line))]
        assert len(calls) > 20
        programs = [one[0] for one in calls if one[1].startswith("execve") and one[3] != "-1"]
        said = self._said.read_bytes() if self._said.exists() else b""
        known = {os.fspath(self._said)}
        return Traced(
            code=code,
            said=said.decode(errors="replace"),
            programs=tuple(programs),
            talk=tuple(one[0] for one in calls if _is_talk(one[1])),
            touches=frozenset(
                touch for one in calls for touch in _touches(one, cwd) if touch.path not in known
            ),
        )


def _is_talk(call: str) -> bool:
    names = ("socket", "connect", "bind", "listen", "accept", "send", "recv", "getsock", "setsock")
    return call.startswith(names)


def _whole_lines(lines: Sequence[str]) -> Iterator[str]:
    """Calls that another process interrupted, put together again."""
    waiting: dict[str, str] = {}
    for line in lines:
        process, _, rest = line.partition(" ")
        if rest.endswith(" <unfinished ...>"):
            waiting[process] = rest.removesuffix(" <unfinished ...>")
        elif resumed := re.match(r" *<\.\.\. \w+ resumed>(.*)", rest):
            yield f"{process} {waiting.pop(process, '').lstrip()}{resumed[1]}"
        else:
            yield line


def _text(escaped: str) -> str:
    data = bytes.fromhex(escaped.replace("\\x", "")) if "\\x" in escaped else escaped.encode()
    return os.fsdecode(data)


def _touches(call: re.Match[str], cwd: Path) -> Iterator[Touch]:
    name, arguments = call[1], call[2]
    if name in ("execve", "execveat", "getcwd") or _is_talk(name):
        return
    found = _AT.findall(arguments) or [("", text) for text in _FIRST.findall(arguments)]
    if name.startswith("symlink"):
        found = found[-1:]  # the other is what it will lead to
    elif name.startswith("readlink"):
        found = found[:1]  # the other is the answer
    for folder, escaped in found:
        path = _text(escaped)
        if not path:
            continue  # the call is about a descriptor
        # Not `Path`, which would take `x/../y` for `y` whatever `x` leads to.
        full = os.path.join(_text(folder) if folder else os.fspath(cwd), path)  # noqa: PTH118
        named = name in _OF_NAMES or bool(_NO_FOLLOW.search(arguments))
        yield Touch(call=name, path=resolved(full, follow=not named), how=_how(name, arguments))


def _how(name: str, arguments: str) -> str:
    if name in _CHANGING or (name.startswith("open") and _WRITING.search(arguments)):
        return "write"
    return "look" if name in _LOOKING else "read"


def resolved(path: str, *, follow: bool) -> str:
    """Where a path leads, its last part taken as it is unless links are followed there too."""
    if follow:
        return os.path.realpath(path)
    folder, name = os.path.split(path.rstrip("/"))
    if name in (".", ".."):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118


PYTHON = tuple(
    {
        os.path.realpath(folder)
        for folder in (
            *(sys.prefix, sys.base_prefix, sys.base_exec_prefix),
            *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
            *(Path(dossierpress.__file__).parents[1], ROOT / "templates"),
        )
    }
    - {"/usr"}
)
"""The interpreter, what is installed with it, and the shipped theme."""

SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/local/lib", "/etc/ld.so.cache", "/etc/ld.so.preload"),
    *(
        "/usr/share/zoneinfo",
        "/usr/share/lib/zoneinfo",
        "/etc/zoneinfo",
        "/usr/share/locale",
        "/usr/share/icu",
        "/etc/localtime",
    ),
    *("/usr/lib/locale", "/usr/share/locale-langpack", "/etc/locale.alias", "/dev/null"),
    *("/dev/urandom", "/dev/tty", "/dev/shm", "/proc/self", "/proc/thread-self"),
    *("/proc/cpuinfo", "/proc/stat", "/proc/meminfo", "/proc/filesystems", "/proc/mounts"),
    *("/sys/devices/system/cpu", "/sys/fs/cgroup", "/etc/mime.types", "/usr/share/mime"),
    *("/etc/python3", "/etc/ssl/openssl.cnf"),
)
"""Files of the system that an interpreter and its libraries look into."""


_SHARED = ("/dev/null", "/dev/shm/sem.", "/dev/shm/pym-")
"""What is thrown away, and the locks between an interpreter's own processes."""


def strays(touched: Traced, *, dossier: Path, ours: Collection[Path]) -> set[Touch]:
    """Whatever was read outside of the dossier and the interpreter, or written outside of `ours`.

    Folders above them may be looked at, as every resolution of a path does.
    """
    readable = {os.path.realpath(dossier), *map(os.path.realpath, ours), *PYTHON, *SYSTEM}
    writable = {os.path.realpath(folder) for folder in ours}
    above = {os.fspath(parent) for folder in readable for parent in Path(folder).parents}
    found = set()
    for touch in touched.touches:
        if touch.how == "write":
            good = _is_below(touch.path, writable) or touch.path.startswith(_SHARED)
        else:
            good = _is_below(touch.path, readable) or _is_process(touch.path)
            good = good or (touch.how == "look" and (touch.path in above or _is_search(touch.path)))
        if not good:
            found.add(touch)
    return found


def _is_process(path: str) -> bool:
    """Of the process itself, whose number /proc/self leads to."""
    return re.fullmatch(r"/proc/\d+(/.*)?", path) is not None


def _is_search(path: str) -> bool:
    """Where an interpreter looks for itself, and we for the dossier around a folder."""
    return re.fullmatch(r"python3[\d.]*(\.zip)?|pyvenv\.cfg|site\.yml", Path(path).name) is not None


def _is_below(path: str, folders: Collection[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)
