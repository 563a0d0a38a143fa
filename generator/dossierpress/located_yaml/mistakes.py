"""What the YAML parser complains of -> what the author most likely did, where, and the way out.

The parser says where it could not go on, which is often after the mistake: an unclosed quote is
noticed at the next quote or at the end. The lines themselves tell the rest.
"""

from collections.abc import Callable

from yaml import Mark, MarkedYAMLError

from dossierpress.located_yaml import broken_lines, broken_values
from dossierpress.located_yaml.trouble import Mistake, Trouble

_DETECTORS: tuple[Callable[[Trouble], Mistake | None], ...] = (
    broken_lines.tab,
    broken_values.escape,
    broken_values.unclosed_quote,
    broken_values.name,
    broken_values.block_text,
    broken_values.reserved,
    broken_lines.dash,
    broken_values.colon,
    broken_lines.missing_colon,
    broken_values.text_after_quote,
    broken_values.text_after_bracket,
    broken_values.bracket,
    broken_lines.indent,
)


def explain(error: MarkedYAMLError, text: list[str]) -> Mistake:
    r"""Tell what a syntax error most likely is.

    Args:
        error: What the parser raised.
        text: The lines that it was given, split at `\n`.

    Returns:
        The mistake, with its place in those lines.
    """
    at = _place(error.problem_mark, text) or _place(error.context_mark, text) or (0, 0)
    trouble = Trouble(
        lines=text,
        context=error.context or "",
        opened=_place(error.context_mark, text) or at,
        problem=error.problem or "",
        at=at,
    )
    for detect in _DETECTORS:
        mistake = detect(trouble)
        if mistake is not None:
            return mistake
    what = trouble.problem or "this is not YAML"
    return trouble.mistake("yaml-syntax", what, "compare it with the lines above")


def _place(mark: Mark | None, text: list[str]) -> tuple[int, int] | None:
    """Line and column of a mark; the end of the text is the end of its last line with words."""
    if mark is None:
        return None
    if mark.line < len(text) and any(line.strip() for line in text[mark.line :]):
        return mark.line, min(mark.column, len(text[mark.line]))
    last = max((i for i, line in enumerate(text) if line.strip()), default=0)
    return last, len(text[last].rstrip())
