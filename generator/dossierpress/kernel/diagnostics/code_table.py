"""The table of diagnostic codes: `codes/<stage>.yml`, one file for each stage.

The bad and the good example of a code are its tests, its page in the documentation, and what
`dossier explain CODE` prints.
"""

import base64
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from msgspec import Struct

from dossierpress.kernel.diagnostics.diagnostic import Severity
from dossierpress.kernel.diagnostics.printers import spell_out

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_FOLDER = files("dossierpress.kernel.diagnostics") / "codes"
_SHOWN = 2000


class ExampleFile(Struct, frozen=True, kw_only=True, gc=False):
    """A file of an example, laid over a site that has nothing but `title: Test` in its site.yml."""

    path: str
    """Relative to the site's folder."""
    data: bytes

    @property
    def text(self) -> str:
        """The data as printable text: other bytes are escaped, a large file is cut."""
        text = self.data[:_SHOWN].decode("utf-8", errors="backslashreplace")
        shown = spell_out(text, keep="\n")
        return shown if len(self.data) <= _SHOWN else f"{shown}…\n"


class Code(Struct, frozen=True, kw_only=True, gc=False):
    """A row of the code table: one kind of diagnostic."""

    name: str
    """Stable slug that begins with its stage: `ref-unknown-entity`."""
    severity: Severity
    """Unless site.yml says otherwise."""
    fixed: bool
    """Whether site.yml must not change the severity: nothing sound could be published."""
    withheld: bool
    """Whether every message names something withheld: a log only counts such diagnostics."""
    meaning: str
    """One sentence, on one line."""
    why: str
    """What the rule protects, and the way out."""
    bad: tuple[ExampleFile, ...]
    """A site that gets exactly this code."""
    good: tuple[ExampleFile, ...]
    """The same, mended."""


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its name, in the order of stages and then of the tables."""
    tables = sorted(table.name for table in _FOLDER.iterdir() if table.name.endswith(".yml"))
    return {name: code for table in tables for name, code in _codes_of(table[:-4]).items()}


@cache
def _codes_of(stage: str) -> Mapping[str, Code]:
    """The codes of one stage; none if there is no such stage."""
    try:
        text = (_FOLDER / f"{stage}.yml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {name: _code(name, entry) for name, entry in (_load(text) or {}).items()}


def code_named(name: str) -> Code:
    """The code of this name; only the table of its stage is read.

    Raises:
        KeyError: There is none, which is a fault of ours.
    """
    return _codes_of(name.partition("-")[0])[name]


def severity_of(
    code: str, overrides: Mapping[str, Severity] | None = None, *, strict: bool = False
) -> Severity:
    """Return the severity of a diagnostic of this code.

    Args:
        code: A key of the table; any other string is a bug and raises KeyError.
        overrides: `severity` of site.yml.
        strict: Whether warnings count as errors.
    """
    entry = code_named(code)
    severity = entry.severity if entry.fixed else (overrides or {}).get(code, entry.severity)
    return "error" if strict and severity == "warning" else severity


def _load(text: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, our file
    return table


def _code(name: str, entry: dict[str, Any]) -> Code:
    return Code(
        name=name,
        severity=entry["severity"],
        fixed=entry.get("fixed", False),
        withheld=entry.get("withheld", False),
        meaning=entry["meaning"].strip(),
        why=" ".join(entry["why"].split()),
        bad=_example(entry["bad"]),
        good=_example(entry["good"]),
    )


def _example(example: dict[str, str | dict[str, Any]]) -> tuple[ExampleFile, ...]:
    """Take the files of an example: path -> text, or one of two forms for what text cannot show.

    `{base64: …}` is any bytes; `{before: …, repeat: …, times: 5000}` is a large file.
    """
    return tuple(ExampleFile(path=path, data=_data(content)) for path, content in example.items())


def _data(content: str | dict[str, Any]) -> bytes:
    if isinstance(content, str):
        return content.encode("utf-8")
    if "base64" in content:
        return base64.b64decode(content["base64"])
    text: str = content["before"] + content["repeat"] * content["times"]
    return text.encode("utf-8")
