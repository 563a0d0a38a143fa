"""docs/commands.md: every command with its arguments and options, as the command line has them."""

from collections.abc import Iterator
from itertools import chain

import click

INTRODUCTION = """# Commands

`dossier COMMAND`, or `python -m dossierpress COMMAND`. What stands here comes from the program.

| exit code | means |
|---|---|
| 0 | clean |
| 1 | the content has errors; what was published before is as it was |
| 2 | the command line makes no sense |
| 3 | a fault of DossierPress |
| 75 | another build is publishing into the same folder; try again |
| 130 | interrupted |

Every command has `--help`. Diagnostics and progress go to stderr, lists and reports to stdout.
`NO_COLOR` is honoured.

## Messages for programs

`--json` and `--format json` give each message as an object in `diagnostics`. Lines and columns
count from 1, columns and lengths in code points; a byte order mark is no column. What a log must
not show is not there; `--json` counts it in `diagnostics_not_shown`.

What `fixes` holds mends the message when it is pasted: `text` in place of `length` code points at
`line` and `column`. Each is enough alone, the likeliest first. No program should take one without
asking. There is none where only the author can know, nor in a log where it would name what is
withheld.

| field | value |
|---|---|
| `code` | see [diagnostics.md](diagnostics.md); stable |
| `severity` | `error`, `warning` or `notice`, as site.yml has it |
| `path` | the file, from the folder of the dossier |
| `line`, `column`, `length` | the place; null where the whole file is meant |
| `message`, `hint` | what is wrong, and the way out in words, or null |
| `fixes` | a list of `{line, column, length, text}` |
| `notes` | other places: a list of `{message, path, line, column, length}` |
"""


def commands(root: click.Command) -> str:
    """The page, from the command as click knows it."""
    sections = chain.from_iterable(map(_section, contexts(root)))
    return "\n".join([INTRODUCTION, *sections]).rstrip() + "\n"


def contexts(
    command: click.Command, name: str = "dossier", parent: click.Context | None = None
) -> Iterator[click.Context]:
    """The command and every one below it, each in the context in which click itself runs it.

    Click keeps what it first finds out of a command, so no other context will do.
    """
    context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            inner = command.get_command(context, below)
            if inner is not None and not inner.hidden:
                yield from contexts(inner, below, context)


def _section(context: click.Context) -> Iterator[str]:
    command, path = context.command, context.command_path
    if context.parent is not None:
        yield f"## {path}\n"
        yield f"`{path} {' '.join(command.collect_usage_pieces(context))}`\n"
        yield f"{_sentences(command.help)}\n"
    rows = [_row(parameter, context) for parameter in command.get_params(context)]
    if any(rows):
        yield "| option | effect |\n|---|---|"
        yield from filter(None, rows)
        yield ""


def _row(parameter: click.Parameter, context: click.Context) -> str | None:
    """One option; arguments are told by the help text, and every command has `--help`."""
    record = parameter.get_help_record(context)
    if record is None or "--help" in parameter.opts:
        return None
    names, meaning = record
    return f"| `{_cell(names)}` | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _sentences(text: str | None) -> str:
    """The help text as paragraphs, without click's marks in it."""
    paragraphs = (text or "").partition("\f")[0].split("\n\n")
    blocks = []
    for paragraph in paragraphs:
        if "\b" in paragraph:
            lines = [line.rstrip() for line in paragraph.replace("\b", "").splitlines()]
            blocks.append("\n".join(["```text", *filter(None, lines), "```"]))
        elif paragraph.strip():
            blocks.append(" ".join(paragraph.split()))
    return "\n\n".join(blocks)
