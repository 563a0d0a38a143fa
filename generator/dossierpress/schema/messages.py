"""Messages and hints for unknown keys and for values of the wrong form."""

import re
from collections.abc import Container

from dossierpress.kernel import identifiers
from dossierpress.kernel.diagnostics import Hint, Offer, Seek, did_you_mean, suggest, write
from dossierpress.kernel.diagnostics.diagnostic import Sought, Span
from dossierpress.kernel.diagnostics.hints import either
from dossierpress.kernel.slugs import suggest_slug
from dossierpress.located_yaml.as_yaml import as_yaml, span_with_quotes
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.schema.base import on_one_line
from dossierpress.schema.text_checks import is_reference
from dossierpress.schema.value_forms import (
    Form,
    IdentifiersForm,
    ListForm,
    NamesForm,
    RecordForm,
    TableForm,
    ValueForm,
    forms_of,
    required_keys,
)

# Names of the same keys in other generators.
_FOREIGN_KEYS = {
    "abstract": "summary",
    "author": "authors",
    "byline": "authors",
    "categories": "tags",
    "category": "tags",
    "cited": "citing",
    "cites": "citing",
    "cover": "image",
    "deck": "summary",
    "description": "summary",
    "excerpt": "summary",
    "external_ids": "ids",
    "featured_image": "image",
    "headline": "title",
    "id": "to",
    "identifiers": "ids",
    "keywords": "tags",
    "label": "name",
    "language": "lang",
    "last_modified_at": "modified",
    "lastmod": "modified",
    "links": "references",
    "locale": "lang",
    "mentions": "entities",
    "people": "entities",
    "permalink": "id",
    "publish_date": "date",
    "pubdate": "date",
    "redirect_from": "formerly",
    "slug": "id",
    "source": "based_on",
    "subtitle": "summary",
    "teaser": "summary",
    "thumbnail": "image",
    "title": "name",
    "type": "kind",
    "updated": "modified",
    "website": "url",
}

# Synonyms of keys of front matter.
_OTHER_WORDS = {
    "confirmed": "corroborated",
    "verified": "corroborated",
    "proven": "corroborated",
    "unconfirmed": "reported",
    "unverified": "reported",
    "contested": "disputed",
    "debunked": "false",
    "refuted": "false",
    "untrue": "false",
    "withdrawn": "retracted",
    "affirms": "asserts",
    "claims": "asserts",
    "confirms": "asserts",
    "says": "asserts",
    "deny": "denies",
    "rejects": "denies",
    "questions": "doubts",
    "declined": "no-comment",
    # How somebody knows it.
    "first-hand": "witness",
    "firsthand": "witness",
    "own": "witness",
    "own reporting": "witness",
    "reporter": "witness",
    "hearsay": "not-stated",
    "none": "not-stated",
    "unclear": "not-stated",
    "unknown": "not-stated",
    "communique": "handout",
    "press release": "handout",
    "press-release": "handout",
    "statement": "handout",
    "leak": "document",
    "paper": "document",
    "record": "document",
    "government": "official",
    # Kinds of claims, and what is said of copies, ties and quotations.
    "analysis": "assessment",
    "opinion": "assessment",
    "ranking": "assessment",
    "announcement": "act",
    "decree": "act",
    "decision": "act",
    "forecast": "prediction",
    "excerpt": "extract",
    "partial": "extract",
    "complete": "full",
    "translated": "translation",
    "newspaper": "outlet",
    "desk": "outlet",
    "translation": "translator",
    "sure": "certain",
    "no": "never",
    "false": "never",
    "0": "never",
    "other": "connected-to",
    "friends-with": "close-to",
    "financed-by": "funded-by",
    # Kinds of sources.
    "agency": "wire",
    "news-agency": "wire",
    "blog": "online",
    "website": "online",
    "encyclopaedia": "online",
    "encyclopedia": "online",
    "tv": "broadcaster",
    "radio": "broadcaster",
}


def option_hint(value: str, options: tuple[str, ...]) -> Offer | None:
    """Make a hint for a value that is not among the allowed ones."""
    guess = did_you_mean(value, options)
    if guess is None:
        begun = [one for one in options if one.startswith(f"{value.lower()}-")]
        other = begun[0] if len(begun) == 1 else _OTHER_WORDS.get(value.lower())
        guess = Offer((other,)) if other in options else None
    return guess


def unknown_key_hint(
    key: str, known: tuple[str, ...], value: Node | None, there: Container[str] = ()
) -> str | Offer:
    """Make a hint for a key that the model does not have.

    Args:
        key: As written.
        known: The keys of the model.
        value: Its value.
        there: Keys that the author gives beside it; none of them can be given twice.
    """
    glued = space_hint(key) if value is None else None
    if isinstance(glued, Offer):
        return glued
    if key == "properties" and "kind" in known:
        return "write the properties of a kind beside its name, as `born: 1960`"
    guess = suggest(key, known)
    foreign = _FOREIGN_KEYS.get(key.lower())
    if guess is None and foreign in known:
        guess = foreign
    if guess is None:
        return f"known keys are {', '.join(f'`{one}`' for one in known)}"
    if guess in there:
        return f"`{guess}` is there already: keep one of the two"
    return Offer((guess,))


def space_hint(text: str) -> str | Offer | None:
    """Make a hint for `title:Harbour`, with a replacement only if it covers the whole text."""
    glued = re.match(r"([A-Za-z_][\w-]*):(\S.*)", text)
    if glued is None:
        return None
    entry = f"{glued[1]}: {glued[2]}"
    words = f"put a space after the colon: `{on_one_line(entry)}`"
    return Offer((entry,), words) if glued.end() == len(text) else words


def form_of_node(node: Node | None) -> str:
    """Name the form of a value."""
    if node is None:
        return "nothing"
    if isinstance(node, MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, SequenceNode) else "plain text"


def name_of_form(form: Form) -> str:
    """Name the form that is expected."""
    if isinstance(form, ListForm):
        return "a list"
    if isinstance(form, NamesForm):
        return "text or a mapping of languages to names"
    if isinstance(form, IdentifiersForm):
        return "a mapping of registers to identifiers"
    if isinstance(form, RecordForm | TableForm):
        return "a mapping"
    return "text"


def form_hint(key: str, node: Node, form: Form, types: tuple[str, ...] | None) -> Hint:
    """Show how to write a value of the wrong form.

    Args:
        key: Its key.
        node: As written.
        form: The form that is expected.
        types: Types of the records that may be named there; None if none may.
    """
    if isinstance(form, ValueForm):
        return _as_value(node, types)
    if isinstance(form, ListForm):
        return _as_list(key, node, form, types)
    if isinstance(form, NamesForm):
        return _as_names(key, node, form)
    if isinstance(form, IdentifiersForm):
        return _as_identifiers(key, node)
    if isinstance(form, RecordForm):
        return _as_record(key, node, form, types)
    return None


def item_hint(item: Node, form: Form, types: tuple[str, ...] | None) -> Hint:
    """Show how to write an entry of a list that has the wrong form."""
    if isinstance(form, RecordForm):
        required = required_keys(form.model)
        if isinstance(item, ScalarNode) and required:
            if isinstance(forms_of(form.model)[required[0]], ListForm):
                return (
                    f"write `{{{required[0]}: [{on_one_line(item)}, …], …}}`, once for all of them"
                )
            more = "".join(f", {name}: …" for name in required[1:]) or ", …"
            return f"write `{{{required[0]}: {on_one_line(item)}{more}}}` in its place"
        if isinstance(item, SequenceNode) and form.short is not None:
            return _without_brackets(item, types)
        return "write it as `- key: value`"
    if isinstance(item, SequenceNode):
        return _without_brackets(item, types)
    return "put the entry into quotes if the colon or the braces are part of it"


def _as_value(node: Node, types: tuple[str, ...] | None) -> Hint:
    if isinstance(node, SequenceNode):
        if isinstance(_innermost(node), ScalarNode):
            return _without_brackets(node, types)
        return "give one value; put it into quotes if the brackets are part of it"
    return "put the value into quotes if the colon or the braces are part of it"


def _as_list(key: str, node: Node, form: ListForm, types: tuple[str, ...] | None) -> Hint:
    if isinstance(node, MappingNode):
        return f"begin each entry of `{key}` with `- `"
    if not isinstance(node, ScalarNode):
        return None
    if re.match(r"-\S", node):
        return "put a space after each dash"
    item = form.item
    parts = [part.strip() for part in node.split(",") if part.strip()]
    if types is not None and not all(map(is_reference, parts)):
        return (
            _seek(node, types, span_with_quotes(node), "[", "]") if len(parts) == 1 else _BRACKETS
        )
    if isinstance(item, ValueForm) and item.slug:
        parts = [suggest_slug(part) or "" for part in parts]
    if not all(parts) or not (isinstance(item, ValueForm) or types):
        return _BRACKETS
    return write(f"[{', '.join(map(as_yaml, parts))}]", span=span_with_quotes(node))


def _as_names(key: str, node: Node, form: NamesForm) -> str | Offer:
    if form.one:
        further = "; further names belong under `aliases`" if key == "name" else ""
        return f"write `{key}: {{en: …, fa: …}}`{further}"
    if isinstance(node, ScalarNode):
        return write(f"[{as_yaml(node)}]", span=span_with_quotes(node))
    return f"write `{key}: […]`"


def _as_identifiers(key: str, node: Node) -> str | Offer:
    """Show a bare identifier with its register, if only one register has that form."""
    schemes = identifiers.registers_of(node) if isinstance(node, ScalarNode) else ()
    if isinstance(node, ScalarNode) and schemes:
        texts = tuple(f"{{{scheme}: {as_yaml(node)}}}" for scheme in schemes)
        return Offer(texts, f"name the register: {either(texts)}", span_with_quotes(node))
    return f"name the register: `{key}: {{wikidata: …}}`"


def _as_record(key: str, node: Node, form: RecordForm, types: tuple[str, ...] | None) -> Hint:
    required = required_keys(form.model)
    if isinstance(node, SequenceNode) and form.short is not None:
        if isinstance(_innermost(node), ScalarNode):
            return _without_brackets(node, types)
        return "give one of them"
    if isinstance(node, ScalarNode) and required:
        more = "".join(f", {other}: …" for other in required[1:])
        text = f"{{{required[0]}: {as_yaml(node)}{more}}}"
        return f"write `{key}: {text}`" if more else write(text, span=span_with_quotes(node))
    return f"write it as `key: value` lines, indented below `{key}:`"


_BRACKETS = "write a list: one entry to a line, each behind `- `, or all of them in `[ ]`"


def _without_brackets(node: SequenceNode, types: tuple[str, ...] | None) -> Hint:
    """`speaker: [[Mira Tolan]]`: brackets are for the body."""
    inner = _innermost(node)
    if not isinstance(inner, ScalarNode):
        return "write the id, without brackets"
    # Of a list with a dash, only the first line is known; then nothing can be replaced.
    deep = inner.span.column - node.span.column
    flow = inner.span.line == node.span.line and deep == _depth(node) + (not inner.plain)
    words = f"brackets are for the body; here write `{on_one_line(inner)}`"
    if types is None or is_reference(inner):
        return Offer((as_yaml(inner),), words, node.span) if flow else words
    plain = "write the id of the record, without brackets"
    return _seek(inner, types, node.span) if flow else plain


def _seek(
    text: ScalarNode, types: tuple[str, ...], span: Span, before: str = "", after: str = ""
) -> Seek:
    sought = Sought(words=text, types=types, span=span, before=before, after=after)
    return Seek(sought, "write the id of the record; nothing is known by that name")


def _innermost(node: Node) -> Node | None:
    one: Node | None = node
    while isinstance(one, SequenceNode) and len(one) == 1:
        one = one[0]
    return one


def _depth(node: Node) -> int:
    depth, one = 0, node
    while isinstance(one, SequenceNode) and len(one) == 1 and one[0] is not None:
        depth, one = depth + 1, one[0]
    return depth
