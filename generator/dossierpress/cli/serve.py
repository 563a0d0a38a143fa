"""`dossier serve`: the dossier in the browser, as it is written."""

import threading
import webbrowser
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import click
from msgspec.structs import replace

from dossierpress.cli import options
from dossierpress.cli.options import OneOf, as_of
from dossierpress.cli.outcome import problem_counts
from dossierpress.cli.show_diagnostics import (
    diagnostics_as_text,
    diagnostics_to_show,
    how_many_hidden,
    redacted_diagnostics,
    show_diagnostics,
)
from dossierpress.cli.talk import Talk
from dossierpress.cli.wording import shown_path
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.engine.store import Store
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.pipeline.build import build_dossier
from dossierpress.pipeline.build_result import BuildResult
from dossierpress.serve.current_build import BuildCallbacks, CurrentPreview, Rebuilder
from dossierpress.serve.file_watcher import FileWatcher
from dossierpress.serve.handlers import LOOPBACK
from dossierpress.serve.preview_folder import new_preview_folder, previews_folder
from dossierpress.serve.server import bind, serve_preview
from dossierpress.source.project import Project

PORT = 5500


@click.command()
@options.site_option
@options.cache_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help=f"Default: {PORT}, or the next that is free. 0 for any.",
)
@click.option(
    "--host",
    type=OneOf(LOOPBACK),
    default=LOOPBACK[0],
    show_default=True,
    help="Address to listen on; only this machine's own.",
)
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
@click.option("--drafts", is_flag=True, help="Show drafts and embargoed records too.")
@click.option("--poll", is_flag=True, help="Look at files in turn; for network drives.")
@options.json_option
@options.talk_options
@click.pass_obj
def command(  # noqa: PLR0913 (one for each option)
    talk: Talk,
    *,
    site_folder: Path | None,
    cache_folder: Path | None,
    port: int | None,
    host: str,
    open_: bool,
    drafts: bool,
    poll: bool,
    as_json: bool,
) -> int:
    """Build the dossier for this machine alone, show it, and keep it current.

    Every save shows in the open page. A mistake shows there too, and goes away when it is mended.
    The published output folder is not touched; the pages lie in your own cache folder, and go when
    the preview ends. Ctrl-C ends it.
    """
    project = options.ProjectOptions(folder=site_folder, cache=cache_folder).project()
    as_of()  # report a wrong SOURCE_DATE_EPOCH now, and not in every build
    try:
        listening, bound = bind(host, PORT if port is None else port, exactly=port is not None)
    except OSError as error:
        raise click.ClickException(f"port {port or PORT} is taken: {error.strerror}") from error
    shown_host = f"[{host}]" if ":" in host else host
    address = f"http://{shown_host}:{bound}/"
    current = CurrentPreview()

    def started() -> None:
        if as_json:
            talk.report("serve", 0, {"address": address})
            talk.out.flush()
        talk.say(f"serving at {talk.paint(address, bold=True)} (Ctrl-C ends it)")
        if open_:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    with listening, ExitStack() as stack:
        try:
            folder = stack.enter_context(_pages(project))
        except OSError as error:
            raise click.ClickException(
                "a preview needs a place for its pages, and "
                f"`{shown_path(Path(str(error.filename)))}`"
                f" is none: {(error.strerror or str(error)).lower()}; `--cache DIR` names another"
            ) from error
        preview = PreviewBuilds(talk, project, folder, drafts=drafts)
        rebuilding = Rebuilder(preview.work(), current)
        watching = FileWatcher(
            project.root, changed=rebuilding.due, polls=preview.polls, force_polling=poll
        )
        try:
            watching.start()
            rebuilding.start()
            number = serve_preview(
                preview.project.output, current, listening, port=bound, started=started
            )
        finally:
            watching.stop()
            rebuilding.stop()
    talk.say("ended")
    return 128 + number


def _pages(project: Project) -> AbstractContextManager[Path]:
    """The folder for the pages; only the user can read it, since they may be drafts."""
    if project.cache is None:
        why = project.uncached.removeprefix("built without a cache: ")
        raise click.ClickException(f"a preview needs a place for its pages: {why}")
    return new_preview_folder(previews_folder(project.cache))


class PreviewBuilds:
    """The builds of a preview, with an output folder and a cache of their own."""

    def __init__(self, talk: Talk, project: Project, folder: Path, *, drafts: bool) -> None:
        # No file of a preview, its record of editions included, is where builds look.
        self.project = replace(
            project,
            output=folder / "site",
            editions=folder / "editions",
            cache=folder / "cache",
        )
        self._cache = None if project.cache is None else project.cache / "preview"
        self._talk = talk
        self._drafts = drafts
        self._shown: tuple[Diagnostic, ...] = ()

    def work(self) -> BuildCallbacks:
        """The callbacks for the thread that builds."""
        return BuildCallbacks(
            build=self._build, as_text=self._as_text, finished=self._finished, bug=self._bug
        )

    def polls(self, reason: str) -> None:
        """Note that files are polled, which is slower."""
        self._talk.note(
            f"files are looked at in turn, since the system gives no more watches ({reason});"
            " on Linux `sysctl fs.inotify` shows its limits"
        )

    def _build(self, watch: Callable[[str, int, int], None]) -> BuildResult:
        with Store(self._cache) as store, PoolWhenItPays() as executor:
            return build_dossier(
                self.project,
                store=store,
                as_of=as_of(),
                executor=executor,
                drafts=self._drafts,
                numbering=False,
                watch=watch,
            )

    def _as_text(self, result: BuildResult) -> str:
        plain = replace(self._talk, environment={"NO_COLOR": "1"})
        root = self.project.root
        shown = redacted_diagnostics(result, root)
        text = diagnostics_as_text(
            plain, shown.diagnostics, severity=result.severity, lines=shown.lines
        )
        more = len(result.diagnostics) - len(shown.diagnostics)
        unshown = (
            "\n" + how_many_hidden(more).partition(";")[0] + "; the terminal shows all"
            if more
            else ""
        )
        return f"{problem_counts(result)}\n\n{text}{unshown}".rstrip("\n")

    def _finished(self, result: BuildResult) -> None:
        if result.diagnostics and result.diagnostics == self._shown:
            self._talk.say("the same diagnostics as before")
        else:
            self._show(result)
        self._shown = result.diagnostics
        if not result.published:
            self._talk.say(f"{problem_counts(result)}: the last good pages stay")
            return
        counts = result.counts
        seconds = sum(time for _, time in result.seconds)
        self._talk.say(
            f"built in {seconds:.2f} s: {counts.rendered} rendered, {counts.skipped} unchanged"
        )

    def _show(self, result: BuildResult) -> None:
        shown = diagnostics_to_show(self._talk, result, self.project.root, reveal=False)
        show_diagnostics(
            self._talk,
            shown.diagnostics,
            severity=result.severity,
            form="text",
            root=self.project.root,
            in_report=False,
            lines=shown.lines,
        )

    def _bug(self, error: Exception) -> str:
        said = f"a bug in DossierPress: {type(error).__name__}: {error}"
        self._talk.error(said, hint="`dossier build --debug` shows where it happened")
        return said
