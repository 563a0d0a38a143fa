"""From pages and templates to bytes."""

from collections.abc import Sequence
from hashlib import sha256

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.output import Output, Page
from dossierpress.templates import Renderer, failure
from dossierpress.unseen import may_mislead_in, reveal


def render(
    pages: Sequence[Page], theme: Renderer
) -> tuple[tuple[Output, ...], tuple[Diagnostic, ...]]:
    """Render a batch of pages.

    Returns:
        The outputs in the order of the pages, without those that failed; and what their templates
        did wrong, each mistake once however many pages it spoils.
    """
    outputs: list[Output] = []
    problems: dict[tuple[object, ...], Diagnostic] = {}
    for page in pages:
        try:
            outputs.append(_output(page, theme.render(page.template, page.view)))
        except Exception as error:
            problem = failure(error, theme.templates, page.template, page.path)
            if problem is None:
                raise
            problems.setdefault((problem.path, problem.span, problem.message), problem)
    return tuple(outputs), tuple(problems.values())


def _output(page: Page, text: str) -> Output:
    if not text.endswith("\n") or text.endswith("\n\n"):
        text = text.rstrip("\n") + "\n"
    data = text.encode()
    if may_mislead_in(data):
        data = reveal(text, "html" if page.path.endswith(".html") else "text").encode()
    return Output(path=page.path, held=data, digest=sha256(data).hexdigest())
