"""`dossier diff --meaning`: what a dossier says in another way than an earlier one."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from dossierpress.cli import options
from dossierpress.cli.open_store import open_store
from dossierpress.cli.outcome import problem_counts, report_values, show_outcome
from dossierpress.cli.progress import show_progress
from dossierpress.cli.talk import Talk
from dossierpress.engine.executors import PoolWhenItPays
from dossierpress.meaning.in_words import in_words, sign_of
from dossierpress.pipeline.diff_meaning import changes_of_meaning, published_facts, read_facts
from dossierpress.schema.kept_changes import FILE, Change, Fact
from dossierpress.source.project import Project


def diff_meaning(  # noqa: PLR0913 (the options of the command)
    talk: Talk,
    project: Project,
    *,
    earlier: Project | None,
    moment: datetime,
    reveal: bool,
    as_json: bool,
    format_: options.Format,
) -> int:
    """Tell what the dossier says in another way than the one in a folder; the exit code."""
    before = published_facts(project) if earlier is None else None
    if earlier is None and before is None:
        raise options.WrongUsageError(
            f"`--meaning` needs the earlier dossier, and there is no `{FILE}`",
            hint="name its folder with `--against DIR`; `git worktree add DIR REVISION` lays out"
            " the content of a revision",
        )
    facts: list[Mapping[Fact, str]] = [] if before is None else [before]
    for one in (earlier, project) if earlier else (project,):
        with PoolWhenItPays() as executor, show_progress(talk) as watch:
            result, found = read_facts(
                one, store=open_store(one), as_of=moment, executor=executor, watch=watch
            )
        if one is project or found is None:
            show_outcome(talk, "diff", one, result, form=format_, as_json=False, reveal=reveal)
        if found is None:
            talk.say(f"{problem_counts(result)}: what `{one.root}` says cannot be told")
            return 1
        facts.append(found)
    changes = changes_of_meaning(*facts)
    if as_json:
        values = report_values(result, ())
        kept = {key: values[key] for key in ("errors", "warnings")}
        talk.report("diff", 0, {**kept, "changes": [_values(one) for one in changes]})
    else:
        for change in changes:
            talk.data(f"{in_words(change)}\n")
    signs = Counter(map(sign_of, changes))
    talk.say(f"{signs['+']} new, {signs['~']} said in another way, {signs['-']} gone")
    return 0


def _values(one: Change) -> dict[str, str | None]:
    fact = one.fact
    return {"of": fact.of, "what": fact.what, "item": fact.item, "was": one.was, "now": one.now}
