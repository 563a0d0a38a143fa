"""Sees to what the tests need of the machine: a browser, fonts, libraries, and a few programs.

Order for the browser: `$DOSSIER_CHROMIUM`; a Chromium or Chrome on the path; one that Playwright
keeps; then apt-get (as root, or with a sudo that asks nothing); then Playwright's own download.
Where nothing helps, it says what to do.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
KEPT = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
"""Where Playwright keeps the browsers that it has downloaded."""

PROGRAMS = {
    "strace": "strace",
    "ssh-keygen": "openssh-client",
    "exiftool": "libimage-exiftool-perl",
    "faketime": "faketime",
    "valgrind": "valgrind",
    "nginx": "nginx-light",
    "apache2": "apache2-bin",
    "caddy": "caddy",
}
"""Program -> Debian package: what makes system calls fail, what signs, what reads the metadata of
pictures, what makes a clock jump, what counts instructions, and servers to try the settings for
them. Linux alone."""

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""Library -> Debian package: what PDFs are set with."""

SYSTEM_PROGRAMS = "/usr/local/sbin:/usr/sbin:/sbin"
"""Where servers are, which are not on everybody's path."""

FONTS = {"fonts-noto-core": ("ar", "fa", "he"), "fonts-noto-cjk": ("zh", "ja")}
"""Debian package -> languages that it gives a font to."""

HELP = """error: no Chromium was found, and it could not be installed from here
hint: Debian, Ubuntu: sudo apt-get install chromium libatomic1 fonts-noto-core fonts-noto-cjk
hint: Fedora: sudo dnf install chromium libatomic; Arch: sudo pacman -S chromium
hint: macOS: brew install --cask google-chrome
hint: or set DOSSIER_CHROMIUM to the program of a Chromium or Chrome that you have"""


def find_browser() -> Path | None:
    """The browser to test with, or None. A wrong `$DOSSIER_CHROMIUM` ends the program."""
    named = os.environ.get("DOSSIER_CHROMIUM")
    if named:
        program = shutil.which(named)
        if program is None:
            sys.exit(f"error: DOSSIER_CHROMIUM names `{named}`, which is no program")
        return Path(program)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else _kept_by_playwright()


def _kept_by_playwright() -> Path | None:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    caches = [Path(cache).expanduser() for cache in ([named] if named else CACHES)]
    kept = [path for cache in caches for form in KEPT for path in sorted(cache.glob(form))]
    return kept[-1] if kept else None


def _apt() -> list[str] | None:
    """The command that runs apt-get with the rights it needs, or None."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if shutil.which("sudo") and _run("sudo", "-n", "true", quiet=True):
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def _run(*command: str | Path, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else sys.stderr
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def _program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=SYSTEM_PROGRAMS)


def _missing_packages() -> list[str]:
    """Debian packages that this machine lacks, besides a browser; none outside Linux."""
    if sys.platform != "linux":
        return []
    driver = Path(playwright.__file__).parent / "driver" / "node"
    programs = [package for program, package in PROGRAMS.items() if not _program(program)]
    libraries = [] if _run(driver, "--version", quiet=True) else ["libatomic1"]
    libraries += [package for name, package in LIBRARIES.items() if find_library(name) is None]
    if shutil.which("fc-list") is None:
        return [*programs, *libraries, "fontconfig", *FONTS]
    fonts = [name for name, languages in FONTS.items() if not all(map(_drawn, languages))]
    return programs + libraries + fonts


def _drawn(language: str) -> bool:
    """Whether some font has the letters of a language."""
    command = ["fc-list", f":lang={language}", "family"]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout.strip())


@contextlib.contextmanager
def _no_service() -> Iterator[None]:
    """Let no server start by itself because it was installed: tests start their own."""
    policy = Path("/usr/sbin/policy-rc.d")
    ours = os.geteuid() == 0 and not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        policy.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            policy.unlink()


def _install(packages: list[str]) -> None:
    apt = _apt()
    if apt is None:
        print(f"note: not installed, for want of rights: {', '.join(packages)}", file=sys.stderr)
        return
    print(f"installing {', '.join(packages)}", file=sys.stderr)
    _run(*apt, "update", "-qq")
    with _no_service():
        _run(*apt, "install", "-qq", "-y", "--no-install-recommends", *packages, quiet=True)


def main() -> None:
    """Sees to all of it, to fonts where they can be had; prints the browser's path and version."""
    packages = _missing_packages()
    if find_browser() is None:
        packages.insert(0, "chromium")
    if packages:
        _install(packages)
    if find_browser() is None:
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    browser = find_browser()
    if browser is None:
        sys.exit(HELP)
    version = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
    if version.returncode != 0:
        sys.exit(f"error: `{browser} --version` fails: {version.stderr.strip()}\n{HELP}")
    for program, package in PROGRAMS.items() if sys.platform == "linux" else ():
        if _program(program) is None:
            sys.exit(
                f"error: {program} is missing, and it could not be installed from here\n"
                f"hint: Debian, Ubuntu: sudo apt-get install {package}"
            )
    print(f"browser: {browser} ({version.stdout.strip()})", file=sys.stderr)


if __name__ == "__main__":
    main()
