"""Report text that runs against the direction of its page without a language.

It is shown in its own direction anyway; screen readers need the language.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from dossierpress.kernel.diagnostics import Diagnostic, Span
from dossierpress.kernel.key import RecordType
from dossierpress.kernel.text_direction import (
    Direction,
    direction_of_language,
    direction_of_text,
    is_passage,
    likely_language,
    may_run_against,
)
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.model.body import Body

_OF_THE_RECORD = {
    "article": frozenset(("title", "summary")),
    "page": frozenset(("title", "summary")),
    "claim": frozenset(("text",)),
}
"""Type of record -> keys whose texts are in its `lang`; a source's `lang` means something else."""
_NAMES = frozenset(("name", "aliases", "former_names", "weak_aliases"))
_WORDS = frozenset(
    ("aspect", "description", "exact", "neutral", "note", "role", "text", "translation")
)
"""What is in the language of the dossier, but for what has a `lang` beside it."""
_PLAIN = re.compile(r"[^\W\d][^:#,{}\[\]\"']*")
_SHOWN = 60


class _TextWithoutLanguage(NamedTuple):
    span: Span
    text: str
    hint: str
    """The hint, with `{}` for the language."""
    way: Direction


def report_missing_language(
    type_: RecordType, node: MappingNode, body: Body, *, path: str, lang: str
) -> tuple[Diagnostic, ...]:
    """Report a record once, at the first such text.

    Args:
        type_: Type of the record.
        node: Its front matter.
        body: Its text.
        path: Path of the file.
        lang: Language of the dossier.
    """
    of_text = text_language(type_, node, lang)
    found = [*_in_mapping(node, type_, lang, of_text), *_in_body(body, type_, of_text)]
    if not found:
        return ()
    first, *others = found
    likely = likely_language(" ".join(one.text for one in found if one.way == first.way))
    ways = ("right", "left") if first.way == "rtl" else ("left", "right")
    message = f"this text runs from {ways[0]} to {ways[1]}, and no `lang` says so"
    if others:
        does = "does" if len(others) == 1 else "do"
        text = "text" if len(others) == 1 else "texts"
        message += f"; so {does} {len(others)} more {text} of the record"
    return (
        Diagnostic(
            code="md-direction",
            path=path,
            span=first.span,
            message=message,
            hint=first.hint.format(likely),
        ),
    )


def text_language(type_: RecordType, node: Node | None, lang: str) -> str:
    """The language of a record's text: its `lang`, else that of the dossier."""
    said = node.get("lang") if isinstance(node, MappingNode) and type_ in _OF_THE_RECORD else None
    return str(said) if isinstance(said, ScalarNode) else lang


def _in_body(body: Body, type_: RecordType, lang: str) -> Iterator[_TextWithoutLanguage]:
    page = direction_of_language(lang)
    hint = "write `{{lang={0}}}` above the passage, or `[…]{{lang={0}}}` around it"
    if type_ in _OF_THE_RECORD:
        hint += "; `lang: {0}` in the front matter if all of the text is in it"
    for span, text in body.turned:
        yield _TextWithoutLanguage(span, text, hint, direction_of_text(text) or page)


def _in_mapping(
    node: MappingNode, type_: RecordType | None, site: str, of_text: str
) -> Iterator[_TextWithoutLanguage]:
    """Texts of a record, or of a mapping within it."""
    own = _OF_THE_RECORD.get(type_ or "", frozenset())
    said = node.get("lang")
    beside = str(said) if isinstance(said, ScalarNode) and type_ is None else None
    for key, value in node.items():
        if type_ is not None and key in _NAMES:
            yield from _in_names(key, value, site)
        elif isinstance(value, ScalarNode):
            if key in own:
                yield from _in_text(value, (of_text,), "write `lang: {0}`, with its own language")
            elif key in _WORDS and beside:
                yield from _in_text(value, (beside, site), "write the language that it is in")
            elif key in _WORDS:
                lang = "`lang: {0}` beside it" if key in ("exact", "text") else ""
                site_wide = "`lang: {0}` in site.yml if the dossier is in that language"
                hint = f"write {lang}" if lang else f"write it in the dossier's, or {site_wide}"
                yield from _in_text(value, (of_text, site), hint)
        else:
            yield from _in_node(value, site, of_text)


def _in_node(node: Node | None, site: str, of_text: str) -> Iterator[_TextWithoutLanguage]:
    if isinstance(node, MappingNode):
        yield from _in_mapping(node, None, site, of_text)
    elif isinstance(node, SequenceNode):
        for item in node:
            yield from _in_node(item, site, of_text)


def _in_names(key: str, node: Node | None, site: str) -> Iterator[_TextWithoutLanguage]:
    """Names without a language."""
    for one in node if isinstance(node, SequenceNode) else (node,):
        if isinstance(one, ScalarNode):
            form = _PLAIN.fullmatch(one) and len(one) <= _SHOWN
            shown = str(one) if form else json.dumps(one[:_SHOWN], ensure_ascii=False)
            before = f"{key}: " if node is one else ""
            hint = f"write `{before}{{{{{{0}}: {_braced(shown)}}}}}`, with its own language"
            yield from _in_text(one, (site,), hint)
        elif (
            isinstance(one, MappingNode)
            and one.get("lang") is None
            and isinstance(text := one.get("text"), ScalarNode)
        ):
            yield from _in_text(text, (site,), "write `lang: {0}` beside it")


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _in_text(text: ScalarNode, langs: tuple[str, ...], hint: str) -> Iterator[_TextWithoutLanguage]:
    """The text, if it runs against the directions of all languages that it may be in."""
    pages = {direction_of_language(lang) for lang in langs}
    if len(pages) > 1 or not may_run_against(text, *pages):
        return
    way = direction_of_text(text)
    if way is not None and way not in pages and is_passage(text, way):
        yield _TextWithoutLanguage(text.span, text, hint, way)
