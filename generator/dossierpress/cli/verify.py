"""`dossier verify`: whether a folder is, byte for byte, the edition of its manifest."""

import re
from datetime import date
from pathlib import Path

import click

from dossierpress.cli import options
from dossierpress.cli.options import WrongUsageError
from dossierpress.cli.show_diagnostics import show_diagnostics
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import shown_path
from dossierpress.kernel import portable_names
from dossierpress.kernel.diagnostics import as_data, severity_of
from dossierpress.publish.verify import audit, not_checked


class SerialOrDay(click.ParamType[int | date]):
    """A serial, or a day: `20240601090000` or `2024-06-01`."""

    name = "serial or day"

    def convert(
        self, value: str | int | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | date:
        """Read it, or say how it is written."""
        if not isinstance(value, str):
            return value
        if re.fullmatch(r"[0-9]{1,16}", value):
            return int(value)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is no serial such as `20240601090000`, and no day", param, ctx)


@click.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A public key of SSH: check that its owner signed the manifest.",
)
@click.option(
    "--at-least",
    type=SerialOrDay(),
    metavar="SERIAL|DAY",
    help="With --key: refuse an edition that is older, as `20240601090000` or `2024-06-01`.",
)
@options.site_option
@options.json_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    folder: Path | None,
    key: Path | None,
    at_least: int | date | None,
    site_folder: Path | None,
    as_json: bool,
) -> int:
    """Check that FOLDER is exactly what was published: every file, and no other.

    FOLDER is any copy of a published dossier, on a stick or a server; the output folder of the
    dossier by default. Neither the dossier nor its content is needed. What a desktop leaves behind
    (`.DS_Store`, `Thumbs.db`, `desktop.ini`) is a difference like any other. A signature is only
    checked with `--key`; then the serial and the date of the edition are told, since an old edition
    is signed as well as the present one. `--at-least` refuses what is older than you know of.
    """
    if at_least is not None and key is None:
        raise WrongUsageError(
            "`--at-least` needs `--key`: what nobody signed, anybody can date",
            hint="name the public key of whoever publishes, as in `--key desk.pub`",
        )
    place = folder or options.ProjectOptions(folder=site_folder).project().output
    owner = _read(key) if key else None
    manifest, diagnostics = audit(place, key=owner, at_least=at_least)
    left = not_checked(place, key=owner) if manifest else ()
    show_diagnostics(
        talk, diagnostics, severity=severity_of, form="text", root=place, in_report=as_json
    )
    exit_code = 1 if diagnostics else 0
    if as_json:
        values = {
            "folder": str(place),
            "tool": manifest.tool if manifest else None,
            "made_of": manifest.made_of if manifest else None,
            "serial": manifest.serial if manifest else None,
            "date": manifest.date if manifest else None,
            "files": len(manifest.files) if manifest else 0,
            "passed_over": [path for path, _ in left],
            "diagnostics": as_data(diagnostics, severity=severity_of),
        }
        talk.report("verify", exit_code, values)
    mark = manifest.mark if manifest else None
    for path, why in left:
        talk.say(f"note: `{portable_names.printable_path(path)}` is {why}")
    if manifest and not diagnostics:
        talk.say(
            f"all {len(manifest.files)} files of `{shown_path(place)}` are as published"
            f" by {manifest.tool}"
            + (f", edition {mark.serial} of {mark.date}" if mark and key else "")
            + (f", signed by `{shown_path(key)}`" if key else "")
        )
    return exit_code


def _read(key: Path) -> str:
    """The key; a signature by a whole file of keys would be one of anybody's."""
    lines = [line for line in key.read_text("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) != 1 or "PRIVATE KEY" in lines[0]:
        raise WrongUsageError(
            f"`{shown_path(key)}` is not one public key", hint="it is the file that ends in `.pub`"
        )
    return lines[0].strip()
