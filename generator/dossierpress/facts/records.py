"""One file to its records: front matter checked, ids found, bodies read.

Gets a `ContentFile` and the settings that parsing depends on; returns its records and everything
that is wrong with it. Knows no other file, no clock and no disk, and does not raise on content.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from dossierpress.facts import editors_comments, hidden_characters
from dossierpress.facts.front_matter import split_front_matter, take_claims
from dossierpress.facts.hidden_characters import WrittenText
from dossierpress.facts.markdown.body import forget_parsers, read_body
from dossierpress.facts.missing_language import report_missing_language, text_language
from dossierpress.kernel.decoding import decode
from dossierpress.kernel.diagnostics import Diagnostic, Span, order
from dossierpress.kernel.key import RecordType
from dossierpress.kernel.languages import language_of_stem, translation_of
from dossierpress.kernel.slugs import is_slug, suggest_slug
from dossierpress.located_yaml.nodes import MappingNode, Node, SequenceNode, YamlLimits
from dossierpress.located_yaml.reader import read
from dossierpress.model.body import Body
from dossierpress.model.content import MATTERS, Parsed, Record, keep
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.validation import validate
from dossierpress.source.files import ContentFile

_LIMITED_LISTS = ("entities", "sources", "references")
"""Lists in the front matter of an article that have limits of their own."""
_START = Span(line=1, column=1)
_INDEX = "index"
"""Name of a file that would collide with the list of all records."""


class RecordReader:
    """Reads the records of one file."""

    def __init__(self, path: str, type_: RecordType, config: ParseConfig) -> None:
        self.records: list[Record] = []
        self.unread: list[tuple[RecordType, str]] = []
        self.diagnostics: list[Diagnostic] = []
        self._path = path
        self._stem = PurePosixPath(path).stem
        self._type = type_
        self._config = config

    def markdown(self, text: str) -> None:
        """Read a text with front matter: one record."""
        parts, problems = split_front_matter(text, path=self._path, type_=self._type)
        self.diagnostics += problems
        node: Node | None = MappingNode(_START)
        if isinstance(node, MappingNode):
            node.partial = True  # missing keys are not reported as well
        if parts.matter is not None:
            limits = self._yaml_limits("front_matter_bytes")
            node, problems = read(parts.matter, path=self._path, first_line=2, limits=limits)
            self.diagnostics += problems
            self.diagnostics += hidden_characters.hidden_in_front_matter(
                node, WrittenText(parts.matter, first_line=2), self._path
            )
            self.diagnostics += editors_comments.comments_in_front_matter(
                node, parts.matter, path=self._path
            )
        body = Body()
        if parts.body is not None:
            body, problems = read_body(
                parts.body,
                path=self._path,
                first_line=parts.body_line,
                config=self._config,
                lang=text_language(self._type, node, self._config.lang),
            )
            self.diagnostics += problems
            self.diagnostics += hidden_characters.hidden_in_body(
                body, WrittenText(parts.body, first_line=parts.body_line), self._path
            )
        claims = take_claims(node) if self._type == "article" else ()
        self._record(node, _START, body=body, stem=self._stem)
        for claim, place in claims:
            self._record(claim, place, body=Body(), stem=None, type_="claim")

    def yaml(self, text: str) -> None:
        """Read one mapping, or a list of mappings that have an `id`."""
        limits = self._yaml_limits("data_bytes")
        node, problems = read(text, path=self._path, limits=limits)
        self.diagnostics += problems
        self.diagnostics += hidden_characters.hidden_in_front_matter(
            node, WrittenText(text, first_line=1), self._path
        )
        self.diagnostics += editors_comments.comments_in_front_matter(node, text, path=self._path)
        if isinstance(node, SequenceNode):
            for item, place in zip(node, node.places, strict=True):
                self._record(item, place, body=Body(), stem=None)
        elif isinstance(node, MappingNode) and not _is_keyed(node):
            self._record(node, node.span, body=Body(), stem=self._stem)
        else:
            self._misshapen(node)

    def _yaml_limits(self, size: str) -> YamlLimits:
        limits = self._config.limits
        return YamlLimits(
            size=getattr(limits, size),
            depth=limits.yaml_depth,
            nodes=limits.yaml_values,
            size_setting=size,
        )

    def _record(
        self,
        node: Node | None,
        place: Span,
        *,
        body: Body,
        stem: str | None,
        type_: RecordType | None = None,
    ) -> None:
        type_ = type_ or self._type
        if isinstance(node, MappingNode) and type_ == "article":
            self._count_entries(node)
        matter, locations, problems = validate(
            MATTERS[type_],
            node,
            path=self._path,
            config=self._config,
            start=place,
            stem=self._stem,
        )
        self.diagnostics += problems
        if matter is None or not isinstance(node, MappingNode):
            if stem is not None and is_slug(stem):
                self.unread.append((type_, stem))
            return
        id_ = matter.id or stem
        if matter.id is None and "id" not in node:
            self._check_stem(node, stem, type_)
            if stem is not None and not is_slug(stem):
                # The error is reported; other files may still refer to the record.
                id_ = _slug_of_file(self._path)
        if id_ is None or not is_slug(id_):
            return
        self.diagnostics += report_missing_language(
            type_, node, body, path=self._path, lang=self._config.lang
        )
        self.records.append(
            Record(
                type=type_,
                id=id_,
                path=self._path,
                span=node.places.get("id", place),
                matter=matter,
                kept=keep(locations, body),
            )
        )

    def _count_entries(self, node: MappingNode) -> None:
        """Drop the entries beyond a limit before any of them is checked."""
        for key in _LIMITED_LISTS:
            entries, limit = node.get(key), getattr(self._config.limits, key)
            if not isinstance(entries, SequenceNode) or len(entries) <= limit:
                continue
            self._report(
                "md-limit",
                entries.places[limit],
                f"`{key}` has {len(entries):,} entries, over the limit of {limit:,}",
                f"make several articles of it; `limits: {{{key}: …}}` in site.yml allows more",
            )
            del entries[limit:], entries.places[limit:]

    def _check_stem(self, node: MappingNode, stem: str | None, type_: RecordType) -> None:
        """Report a file name that is not an id, if there is no `id`."""
        if stem is not None and is_slug(stem):
            return
        if stem is None and node.partial:
            return  # the id may have been refused
        if stem is None:
            span, message = node.span, f"this {type_} has no `id`"
            name = node.get("text" if type_ == "claim" else "name")
            slug = suggest_slug(name) if isinstance(name, str) else None
            hint = f"add `id: {slug or '…'}`; in a list of records every one needs it"
        else:
            span, message = _START, f"the name of the file, `{stem}`, cannot be an id"
            slug = _slug_of_file(self._path)
            suffix = PurePosixPath(self._path).suffix
            named = language_of_stem(stem) if type_ in ("article", "page") else None
            bare = suggest_slug(named[0]) if named else None
            hint = (
                f"a name says nothing of a language here: write"
                f" {translation_of(type_, bare, named[1])}"
                if named and bare
                else f"rename it to `{slug}{suffix}`, or add `id: {slug}`"
                if slug
                else "add an `id` of `a` to `z`, digits and single hyphens"
            )
        self._report("md-id", span, message, hint)

    def _misshapen(self, node: Node | None) -> None:
        """Report a file that is neither a record nor a list of records."""
        hint = f"write a list of them, each beginning with `- id: some-{self._type}`"
        if isinstance(node, MappingNode):
            first = next(iter(node))
            self._report(
                "md-records",
                node.keys_at[first],
                "the records are written as values of their ids, and a list is wanted",
                f"write `- id: {suggest_slug(first) or first}` above what belongs to it",
            )
        elif node is None:
            self._report("md-records", _START, "the file is empty", hint)
        else:
            self._report("md-records", node.span, "this is no record", hint)

    def _report(self, code: str, span: Span, message: str, hint: str) -> None:
        self.diagnostics.append(
            Diagnostic(code=code, path=self._path, span=span, message=message, hint=hint)
        )


def _slug_of_file(path: str) -> str | None:
    """An id made from a file's name, or from its folder's for an `index` of other generators."""
    _, _, *folders, _ = PurePosixPath(path).parts
    slug = suggest_slug(PurePosixPath(path).stem)
    if slug == _INDEX:
        slug = suggest_slug(folders[-1]) if folders else None
    return slug


def _is_keyed(node: MappingNode) -> bool:
    """Whether every value is a mapping of its own, as in `hamas: {kind: …}`."""
    return bool(node) and all(isinstance(value, MappingNode) for value in node.values())


__all__ = ["parse_batch", "parse_file", "parsing_took_too_long"]


def parse_file(file: ContentFile, config: ParseConfig) -> Parsed:
    """Parse one file. A media file has no records."""
    if file.type == "media":
        return Parsed(path=file.path, records=(), diagnostics=())
    text, problems = decode(file.data, path=file.path)
    reader = RecordReader(file.path, file.type, config)
    if file.path.endswith(".md"):
        reader.markdown(text)
    else:
        reader.yaml(text)
    return Parsed(
        path=file.path,
        records=tuple(reader.records),
        diagnostics=tuple(sorted({*problems, *reader.diagnostics}, key=order)),
        unread=tuple(reader.unread),
    )


def parsing_took_too_long(file: ContentFile, config: ParseConfig) -> Parsed:
    """The result for a file whose parsing was interrupted because it took too long.

    State that outlives one call is rebuilt, since the interrupt may have left it half changed.
    """
    forget_parsers()
    stem = PurePosixPath(file.path).stem
    problem = Diagnostic(
        code="md-too-slow",
        path=file.path,
        message=f"reading it takes more than {config.limits.seconds:g} seconds of the processor",
        hint="look for brackets, quotes or marks that stand in long rows and never close; to give "
        "such files more time, raise `limits: {seconds: …}` in site.yml",
    )
    return Parsed(
        path=file.path,
        records=(),
        diagnostics=(problem,),
        unread=((file.type, stem),) if file.type != "media" and is_slug(stem) else (),
    )


def parse_batch(files: Sequence[ContentFile], config: ParseConfig) -> tuple[Parsed, ...]:
    """Parse several files, in order: the unit of work of an executor."""
    return tuple(parse_file(file, config) for file in files)
