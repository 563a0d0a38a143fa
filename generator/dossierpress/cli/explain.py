"""`dossier explain`: what a diagnostic means, why it matters, and the way out."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import click

from dossierpress.cli import options
from dossierpress.cli.options import WrongUsageError
from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import Code, ExampleFile, codes, did_you_mean

_STAGES = {
    "disc": "finding files",
    "yaml": "reading YAML",
    "schema": "checking values",
    "md": "reading Markdown",
    "ref": "linking records",
    "plan": "planning pages",
    "tpl": "templates",
    "out": "publishing",
    "import": "importing",
}


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in codes() if name.startswith(incomplete)]


@click.command()
@click.argument("code", required=False, shell_complete=_complete)
@options.json_option
@options.talk_options
@click.pass_obj
def command(talk: Talk, *, code: str | None, as_json: bool) -> int:
    """Say what CODE means, why it matters and the way out, with an example before and after.

    Without CODE, list all codes by stage.
    """
    table = codes()
    if code is None:
        if as_json:
            talk.report("explain", 0, {"codes": [_values(one) for one in table.values()]})
        else:
            talk.data(_list(table))
            talk.next("dossier explain CODE", "tells all of one")
        return 0
    found = table.get(code.strip().lower().strip("[]`"))
    if found is None:
        hint = str(did_you_mean(code, table) or "`dossier explain` lists all codes")
        raise WrongUsageError(f"there is no code `{code}`", hint=hint)
    if as_json:
        talk.report("explain", 0, {"codes": [_values(found)]})
    else:
        talk.data(_page(found))
    return 0


def _list(table: Mapping[str, Code]) -> str:
    width = max(map(len, table))
    parts = []
    for stage, same in groupby(table.values(), key=_stage):
        lines = [f"{one.name:<{width}}  {one.severity:<7}  {one.meaning}" for one in same]
        parts.append("\n".join([_STAGES.get(stage, stage), *(f"  {line}" for line in lines)]))
    return "\n\n".join(parts) + "\n"


def _page(code: Code) -> str:
    settled = "always" if code.fixed else "unless site.yml sets another severity"
    unseen = ", never in a log" if code.withheld else ""
    parts = [
        f"{code.name} ({code.severity}, {settled}{unseen})",
        code.meaning,
        code.why,
        _example("gets this diagnostic", code.bad),
        _example("is right", code.good),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _example(title: str, files: tuple[ExampleFile, ...]) -> str:
    shown = []
    for file in files:
        body = "\n".join(f"    {line}".rstrip() for line in file.text.rstrip("\n").split("\n"))
        shown.append(f"  {file.path}\n{body}")
    return "\n".join([f"{title}:", *shown]) if shown else ""


def _values(code: Code) -> dict[str, Any]:
    return {
        "code": code.name,
        "stage": _stage(code),
        "severity": code.severity,
        "fixed": code.fixed,
        "meaning": code.meaning,
        "why": code.why,
        "bad": {file.path: file.text for file in code.bad},
        "good": {file.path: file.text for file in code.good},
    }


def _stage(code: Code) -> str:
    return code.name.partition("-")[0]
