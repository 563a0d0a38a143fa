"""Run one command and exit with its code.

0 clean, 1 diagnostics, 2 wrong usage, 3 a bug of ours, 75 another build is publishing, 130
interrupted.
"""

import atexit
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from typing import NoReturn, TextIO

import click

from dossierpress import __version__
from dossierpress.cli.commands import dossier
from dossierpress.cli.talk import Talk
from dossierpress.kernel.diagnostics import did_you_mean
from dossierpress.kernel.portable_names import printable_path

CLEAN, DIAGNOSTICS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 128 + signal.SIGINT

_QUOTED = re.compile(r"'([^'`]*)'")


def main() -> NoReturn:
    """The command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        _bear_any_character(stream)
    code = run(sys.argv[1:])
    # To free the values of a large build one by one takes an eighth of the time of an edit.
    at_once = threading.active_count() == 1  # else the interpreter has somebody to wait for
    if at_once:
        atexit._run_exitfuncs()  # noqa: SLF001 (what others have asked for is done as ever)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        _hush()
    if at_once:
        os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command line.

    Returns:
        The exit code. Nothing is raised, whatever happens.
    """
    talk = Talk.of_process()
    debug = "--debug" in arguments
    try:
        code = dossier.main(list(arguments), prog_name="dossier", standalone_mode=False, obj=talk)
    except click.UsageError as error:
        _wrong_usage(talk, error)
        code = USAGE
    except click.ClickException as error:
        talk.error(_worded(error.format_message()))
        code = DIAGNOSTICS
    except (KeyboardInterrupt, click.Abort):
        talk.error("interrupted")
        code = INTERRUPTED
    except BrokenPipeError:
        _hush()
        code = CLEAN
    except OSError as error:
        if debug:
            talk.write("".join(traceback.format_exception(error)))
        talk.error(_environment(error))
        code = DIAGNOSTICS
    except Exception as error:  # noqa: BLE001 (whatever it is, the user must hear how to tell us)
        _bug(talk, error, debug=debug)
        code = BUG
    return code if isinstance(code, int) else CLEAN


def _wrong_usage(talk: Talk, error: click.UsageError) -> None:
    hints: list[str | None] = [getattr(error, "hint", None)]
    if isinstance(error, click.NoSuchCommand):
        message = f"there is no command `{error.command_name}`"
        hints.append(str(did_you_mean(error.command_name, dossier.commands) or ""))
    elif isinstance(error, click.NoSuchOption):
        message = f"there is no option `{error.option_name}`"
        hints.append(str(did_you_mean(error.option_name, _options(error.ctx)) or ""))
    else:
        message = _worded(error.format_message())
    path = error.ctx.command_path if error.ctx else "dossier"
    talk.error(message, hint=next(filter(None, hints), None) or f"`{path} --help` tells how")


def _environment(error: OSError) -> str:
    """The message for an error of the system, such as a full disk: it is no bug."""
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return f"`{printable_path(str(error.filename))}`: {reason}" if error.filename else reason


def _options(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts]


def _worded(message: str) -> str:
    """A message of Click in our style: lower case, no final full stop, backticks for literals."""
    message = _QUOTED.sub(r"`\1`", message.strip().rstrip("."))
    starts_a_sentence = message[:1].isupper() and not message[1:2].isupper()
    return message[:1].lower() + message[1:] if starts_a_sentence else message


def _bug(talk: Talk, error: Exception, *, debug: bool) -> None:
    if debug:
        talk.write("".join(traceback.format_exception(error)))
    said = str(error).partition("\n")[0][:200]
    name = type(error).__name__
    talk.error(
        f"a bug in DossierPress {__version__}: {name}{f': {said}' if said else ''}",
        hint=f"please report it {_tracker()} with what you did"
        + ("" if debug else "; `--debug` shows where it happened"),
    )


def _tracker() -> str:
    """The issue tracker from the metadata of the installed package."""
    # No command needs to wait for this but one that fails.
    from importlib.metadata import PackageNotFoundError, metadata  # noqa: PLC0415

    try:
        named = metadata("dossierpress").get_all("Project-URL") or []
    except PackageNotFoundError:
        named = []
    addresses = dict(entry.partition(", ")[::2] for entry in named)
    known = addresses.get("Issues")
    return f"at {known}" if known else "to the project's issue tracker"


def _bear_any_character(stream: TextIO) -> None:
    # A terminal of another encoding must not turn a name in another script into a crash.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _hush() -> None:
    # The reader of our output has gone; the interpreter would complain once more at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
