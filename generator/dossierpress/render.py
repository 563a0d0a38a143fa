"""From pages and templates to bytes. Knows nothing else: a batch can be rendered in any process."""

from collections.abc import Sequence
from hashlib import sha256

from dossierpress.diagnostics import Diagnostic
from dossierpress.model.output import Output, Page, TemplateSet
from dossierpress.templates import environment, failure
from dossierpress.unseen import reveal


def render(
    pages: Sequence[Page], templates: TemplateSet
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
            outputs.append(_output(page, templates))
        except Exception as error:
            problem = failure(error, templates, page.template, page.path)
            if problem is None:
                raise
            problems.setdefault((problem.path, problem.span, problem.message), problem)
    return tuple(outputs), tuple(problems.values())


def _output(page: Page, templates: TemplateSet) -> Output:
    text = environment(templates).get_template(page.template).render(view=page.view)
    shown = reveal(text.rstrip("\n") + "\n", "html" if page.path.endswith(".html") else "text")
    data = shown.encode()
    return Output(path=page.path, data=data, digest=sha256(data).hexdigest())
