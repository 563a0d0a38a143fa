"""Check the catalogues that a site lays over those of the theme.

Told are what cannot be read, gaps and forms that are wrong, messages that the theme has not, and
names of files that are no language. The theme's own are checked by its tests.
"""

from collections.abc import Iterator

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import InternationalizationExtension, extract_from_ast

from dossierpress.catalogues.checks import Fault, faults
from dossierpress.catalogues.choice import is_marked
from dossierpress.catalogues.reading import Message, parsed
from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span, problem
from dossierpress.kernel.diagnostics.hints import did_you_mean
from dossierpress.kernel.text_direction import is_language_tag, known_languages
from dossierpress.schema.vocabulary import labels
from dossierpress.source.files import CatalogueFile, TemplateSet

_SHIPPED = "theme:"


def check_catalogues(templates: TemplateSet) -> tuple[Diagnostic, ...]:
    """Report what is wrong with the site's own catalogues."""
    own = [one for one in templates.catalogues if not one.path.startswith(_SHIPPED)]
    shipped = {one.path for one in templates.catalogues} - {one.path for one in own}
    texts = {one.text for one in templates.catalogues if one.path in shipped}
    # In an editable checkout the theme's catalogues are the site's own.
    changed = [one for one in own if one.text not in texts]
    messages = frozenset(_messages(templates)) if changed else frozenset()
    return tuple(found for one in changed for found in _check(one, messages))


def _check(file: CatalogueFile, messages: frozenset[Message]) -> Iterator[Diagnostic]:
    language = file.lang.partition("-")[0]
    if not is_language_tag(file.lang) or language not in known_languages():
        message = f"`{file.lang}` is no language: no page takes words from this catalogue"
        yield _problem(file, Fault(1, message), "name it after a language: `fr.po`, `zh-Hant.po`")
        return
    for fault in faults(file.text, file.lang):
        yield _problem(file, fault, "docs/languages.md says how a catalogue is written")
    entries = parsed(file.text)
    if isinstance(entries, str):
        return
    known = sorted({text for _, text in messages})
    for entry in entries:
        key = (entry.msgctxt or "", entry.msgid)
        if entry.obsolete or key in messages:
            continue
        contexts = sorted(context for context, text in messages if text == entry.msgid)
        hint: Hint = did_you_mean(entry.msgid, known) or "words.pot of the theme lists its messages"
        if contexts:
            named = " or ".join(f'`msgctxt "{one}"`' if one else "no msgctxt" for one in contexts)
            hint = f"the theme has it with {named}"
        yield _problem(
            file, Fault(entry.linenum or 1, f"the theme has no message “{entry.msgid}”"), hint
        )


def _problem(file: CatalogueFile, fault: Fault, hint: Hint) -> Diagnostic:
    place = Span(line=fault.line, column=1)
    if isinstance(hint, Offer):
        hint = hint.hint  # a message stands over several lines
    return problem("tpl-catalogue", file.path, place, fault.message, hint)


def _messages(templates: TemplateSet) -> Iterator[Message]:
    """Every message of the templates, and of the vocabulary."""
    yield from labels()
    plain = Environment(  # noqa: S701 (nothing is rendered)
        extensions=[InternationalizationExtension], trim_blocks=True, lstrip_blocks=True
    )
    for _, text in templates.templates:
        if not is_marked(text):
            continue
        try:
            tree = plain.parse(text)
        except TemplateSyntaxError:
            continue  # told by the check of templates
        for _, function, said in extract_from_ast(tree):
            first, *others = (said,) if isinstance(said, str) else said or ("",)
            in_context = "p" in function.removesuffix("gettext")
            yield (first or "", others[0] or "") if in_context else ("", first or "")
