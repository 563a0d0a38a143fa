"""The records that one file defines: its front matter checked, its ids told, its body read."""

from pathlib import PurePosixPath

from dossierpress.diagnostics import Diagnostic, Span
from dossierpress.located_yaml import Limits as YamlLimits
from dossierpress.located_yaml import Mapping, Node, Sequence, read
from dossierpress.model.body import Body
from dossierpress.model.content import MATTERS, Record, kept
from dossierpress.model.key import RecordType
from dossierpress.parse import editors_comments, tell_unseen
from dossierpress.parse.claims import take_claims
from dossierpress.parse.markdown import read_body
from dossierpress.parse.split import split
from dossierpress.parse.tell_direction import tell_direction, text_language
from dossierpress.parse.tell_unseen import Written
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.validate import validate
from dossierpress.slug import is_slug, suggest_slug
from dossierpress.translated_names import language_of_stem, translation_of

_LIMITED_LISTS = ("entities", "sources", "references")
"""Lists in the front matter of an article that have limits of their own."""
_START = Span(line=1, column=1)
_INDEX = "index"
"""The list of all records has the file of this name."""


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
        """A text with front matter: one record."""
        parts, problems = split(text, path=self._path, type_=self._type)
        self.diagnostics += problems
        node: Node | None = Mapping(_START)
        if isinstance(node, Mapping):
            node.partial = True  # nothing more is said of keys that are not there
        if parts.matter is not None:
            limits = self._yaml_limits("front_matter_bytes")
            node, problems = read(parts.matter, path=self._path, first_line=2, limits=limits)
            self.diagnostics += problems
            self.diagnostics += tell_unseen.in_front_matter(
                node, Written(parts.matter, first_line=2), self._path
            )
            self.diagnostics += editors_comments.in_front_matter(
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
            self.diagnostics += tell_unseen.in_body(
                body, Written(parts.body, first_line=parts.body_line), self._path
            )
        claims = take_claims(node) if self._type == "article" else ()
        self._record(node, _START, body=body, stem=self._stem)
        for claim, place in claims:
            self._record(claim, place, body=Body(), stem=None, type_="claim")

    def yaml(self, text: str) -> None:
        """One mapping, or a list of mappings that say their `id`."""
        limits = self._yaml_limits("data_bytes")
        node, problems = read(text, path=self._path, limits=limits)
        self.diagnostics += problems
        self.diagnostics += tell_unseen.in_front_matter(
            node, Written(text, first_line=1), self._path
        )
        self.diagnostics += editors_comments.in_front_matter(node, text, path=self._path)
        if isinstance(node, Sequence):
            for item, place in zip(node, node.places, strict=True):
                self._record(item, place, body=Body(), stem=None)
        elif isinstance(node, Mapping) and not _is_keyed(node):
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
        if isinstance(node, Mapping) and type_ == "article":
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
        if matter is None or not isinstance(node, Mapping):
            if stem is not None and is_slug(stem):
                self.unread.append((type_, stem))
            return
        id_ = matter.id or stem
        if matter.id is None and "id" not in node:
            self._check_stem(node, stem, type_)
            if stem is not None and not is_slug(stem):
                # The error is told; what the file says is known to the others all the same.
                id_ = _slug_of_file(self._path)
        if id_ is None or not is_slug(id_):
            return
        self.diagnostics += tell_direction(
            type_, node, body, path=self._path, lang=self._config.lang
        )
        self.records.append(
            Record(
                type=type_,
                id=id_,
                path=self._path,
                span=node.places.get("id", place),
                matter=matter,
                kept_locations=kept(locations),
                kept_body=kept(body),
            )
        )

    def _count_entries(self, node: Mapping) -> None:
        """Leave out the entries that are too many, before each of them costs a check."""
        for key in _LIMITED_LISTS:
            entries, limit = node.get(key), getattr(self._config.limits, key)
            if not isinstance(entries, Sequence) or len(entries) <= limit:
                continue
            self._report(
                "md-limit",
                entries.places[limit],
                f"`{key}` has {len(entries):,} entries, over the limit of {limit:,}",
                f"make several articles of it; `limits: {{{key}: …}}` in site.yml allows more",
            )
            del entries[limit:], entries.places[limit:]

    def _check_stem(self, node: Mapping, stem: str | None, type_: RecordType) -> None:
        """Without an `id`, the name of the file must be one."""
        if stem is not None and is_slug(stem):
            return
        if stem is None and node.partial:
            return  # what was refused may have been the id
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
        """Neither a record nor a list of records."""
        hint = f"write a list of them, each beginning with `- id: some-{self._type}`"
        if isinstance(node, Mapping):
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
    """The id nearest to the name of a file; of an index of other generators, to its folder's."""
    _, _, *folders, _ = PurePosixPath(path).parts
    slug = suggest_slug(PurePosixPath(path).stem)
    if slug == _INDEX:
        slug = suggest_slug(folders[-1]) if folders else None
    return slug


def _is_keyed(node: Mapping) -> bool:
    """Whether every value is a mapping of its own, as in `hamas: {kind: …}`."""
    return bool(node) and all(isinstance(value, Mapping) for value in node.values())
