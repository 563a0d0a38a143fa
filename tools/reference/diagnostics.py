"""docs/diagnostics.md: every code of the table, with an example and its mending."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from dossierpress.kernel.diagnostics.code_table import Code, ExampleFile

INTRODUCTION = """# Diagnostics

Every problem that DossierPress reports has a code. `dossier explain CODE` prints what stands here.
The examples are files laid over a site that has nothing but `title: Test` in its site.yml. The
tests build each of them: the first gives exactly that code, the second gives none.

The severity of a code can be set in site.yml (`severity:`), but for those marked as fixed.
"""

UNSEEN = re.compile(r"[^\S \n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
"""White space other than a space or a new line, controls, and marks that nobody sees."""

STAGES = {
    "anno": "Annotations",
    "claim": "Claims",
    "disc": "Finding files",
    "enc": "Reading text",
    "import": "Importing",
    "md": "Markdown",
    "media": "Pictures and other files",
    "out": "Writing the output",
    "plan": "Planning pages",
    "ref": "References between files",
    "schema": "Front matter and settings",
    "tpl": "Templates",
    "yaml": "YAML",
}


def diagnostics(codes: Mapping[str, Code]) -> str:
    """The page, from the table of codes."""
    table = list(codes.values())
    return "\n".join([INTRODUCTION, *_contents(table), *_stages(table)]).rstrip() + "\n"


def _contents(table: Sequence[Code]) -> Iterator[str]:
    yield "| code | severity | meaning |\n|---|---|---|"
    for code in table:
        meaning = code.meaning.replace("|", "\\|")
        yield f"| [{code.name}](#{code.name}) | {code.severity} | {meaning} |"
    yield ""


def _stages(table: Sequence[Code]) -> Iterator[str]:
    for stage, members in groupby(table, key=lambda code: code.name.partition("-")[0]):
        yield f"## {STAGES[stage]}\n"
        for code in members:
            yield from _code(code)


def _code(code: Code) -> Iterator[str]:
    yield f"### {code.name}\n"
    fixed = ", fixed" if code.fixed else ""
    unseen = ", never in a log" if code.withheld else ""
    yield f"{code.meaning} ({code.severity}{fixed}{unseen})\n"
    yield f"{code.why}\n"
    yield "Gives it:\n"
    yield from _example(code.bad)
    yield "Mended:\n"
    yield from _example(code.good)


def _example(files: Sequence[ExampleFile]) -> Iterator[str]:
    for file in files:
        text = UNSEEN.sub(lambda found: ascii(found[0])[1:-1], file.text)
        text = text if len(text) < 2000 else text[:200] + "…\n"
        fence = "`" * (3 if "```" not in text else 5)
        yield f"{fence}text\n# {file.path}\n{text.rstrip()}\n{fence}\n"
