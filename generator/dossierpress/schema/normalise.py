"""What an author wrote -> the same in the form of the model: short forms written out.

The tree stays located: every value keeps the place where the author wrote it.
"""

import re

from msgspec import Struct, field, structs

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span, problem
from dossierpress.kernel.identifiers import likely_scheme
from dossierpress.located_yaml.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    entry_span,
    mapping_of_pair,
)
from dossierpress.schema import messages
from dossierpress.schema.base import Matter, on_one_line
from dossierpress.schema.compat import older_names
from dossierpress.schema.forms import (
    Form,
    IdentifiersForm,
    KindWords,
    ListForm,
    NamesForm,
    RecordForm,
    TableForm,
    fixed_forms_of,
    forms_of,
    gather_properties,
    record_types_at,
)
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.shared_types import Timed, Timing
from dossierpress.schema.withholding import is_of_tags, tag_withholds, withholding_hint, withholds

BEARER = "bearer"
"""The key beside names that says whose they are; no language has such a tag."""


class Normaliser(Struct, kw_only=True):
    """One arrangement, and what was wrong with the forms on the way."""

    path: str
    model: type[Matter]
    """Of the whole record."""
    config: ParseConfig | None
    """None for site.yml itself."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unset: dict[str, Span] = field(default_factory=dict)
    """Pointers of keys that stand there without a value."""
    properties: tuple[str, ...] = ()
    """Keys that the kind of the entity adds."""
    settled: set[str] = field(default_factory=set)
    """Pointers of values that were left out and reported: they are not missing."""

    def record(self, node: MappingNode, model: type[Matter], pointer: str = "") -> MappingNode:
        """Arrange a mapping that has the keys of a model."""
        shapes = fixed_forms_of(model)
        older = older_names(model)
        arranged = MappingNode(node.span)
        rest = {k: value for k, value in node.items() if k not in shapes and k not in older}
        if len(shapes) < len(forms_of(model)) and self.config is not None:
            rest = self._properties(node, rest, arranged, self.config)
        for key, value in node.items():
            name = older.get(key, key)
            if name != key and name in node:
                self._named_twice(key, name, node)
            elif name in shapes and f"{pointer}{name}" not in self.settled:
                self._tags(key, value)
                place = node.places[key]
                right = self._entry(key, value, shapes[name], f"{pointer}{name}", place)
                if right is not None:
                    arranged.add(name, right, key_at=node.keys_at[key], place=place)
        known = (*shapes, *self.properties) if not pointer else tuple(shapes)
        for key, value in rest.items():
            self._tags(key, value)
            if not (self._withholds(key, value, node, model) or self._inside(value, model)):
                self._unknown(key, value, known, node, pointer)
        return arranged

    def report(self, code: str, span: Span, message: str, hint: Hint) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(problem(code, self.path, span, message, hint))

    def _entry(
        self, key: str, value: Node | None, shape: Form, pointer: str, place: Span
    ) -> Node | None:
        """Arrange the value of a key; None leaves it out."""
        if value is None:
            self.unset[pointer] = place
            if key == "private":
                self.report(
                    "schema-withholding-key",
                    place,
                    "`private` says neither `true` nor `false`",
                    "write `private: true`, or `private: false` if it is to be published",
                )
            return None
        if isinstance(value, ScalarNode) and value.plain and value in {"~", "null"}:
            self.report(
                "schema-bad-value",
                place,
                f"`{value}` is not taken for an empty value",
                "leave the key out, or put the word into quotes if it is meant",
            )
            self.settled.add(pointer)
            return None
        right = self._shaped(key, value, shape, pointer)
        if right is None:
            self.report(
                "schema-wrong-type",
                place,
                f"`{key}` is {messages.form_of_node(value)}, and {messages.name_of_form(shape)} "
                "is wanted",
                messages.form_hint(key, value, shape, self._types_at(pointer)),
            )
            self.settled.add(pointer)
        elif isinstance(shape, NamesForm) and shape.one and not right:
            self.unset[pointer] = place
            return None
        return right

    def _shaped(self, key: str, value: Node, shape: Form, pointer: str) -> Node | None:
        """Arrange a value; None where its form is wrong."""
        if isinstance(shape, RecordForm):
            return self._record(value, shape, pointer)
        if isinstance(shape, ListForm):
            return self._list(key, value, shape, pointer)
        if isinstance(shape, TableForm):
            return self._table(value, shape, pointer)
        if isinstance(shape, NamesForm):
            return self._names(key, value, shape, pointer)
        if isinstance(shape, IdentifiersForm):
            return self._identifiers(value, pointer)
        return value if isinstance(value, ScalarNode) else None

    def _record(self, value: Node, shape: RecordForm, pointer: str) -> Node | None:
        if isinstance(value, MappingNode):
            return self.record(value, shape.model, f"{pointer}/")
        if isinstance(value, ScalarNode) and shape.short is not None:
            written_out = MappingNode(value.span)
            written_out.add(shape.short, value, key_at=value.span, place=value.span)
            return written_out
        return None

    def _list(self, key: str, value: Node, shape: ListForm, pointer: str) -> Node | None:
        if shape.alone and not isinstance(value, SequenceNode):
            alone = SequenceNode(value.span)
            alone.add(value, value.span)
            value = alone
        if not isinstance(value, SequenceNode):
            return None
        arranged = SequenceNode(value.span)
        for item, place in zip(value, value.places, strict=True):
            here = f"{pointer}/{len(arranged)}"
            if item is None:
                self._empty_item(key, place)
                continue
            right = self._shaped(key, item, shape.item, here)
            if right is None:
                self._wrong_item(key, item, shape.item, place, self._types_at(pointer))
            else:
                arranged.add(right, place)
        return arranged

    def _empty_item(self, key: str, place: Span) -> None:
        self.report(
            "schema-wrong-type", place, f"an entry of `{key}` is empty", "fill it in or delete it"
        )

    def _types_at(self, pointer: str) -> tuple[str, ...] | None:
        return record_types_at(self.model, *pointer_steps(pointer))

    def _wrong_item(
        self,
        key: str,
        item: Node,
        shape: Form,
        place: Span,
        types: tuple[str, ...] | None = None,
    ) -> None:
        self.report(
            "schema-wrong-type",
            place,
            f"an entry of `{key}` is {messages.form_of_node(item)}, and "
            f"{messages.name_of_form(shape)} is wanted",
            messages.item_hint(item, shape, types),
        )

    def _table(self, value: Node, shape: TableForm, pointer: str) -> Node | None:
        if not isinstance(value, MappingNode):
            return None
        arranged = MappingNode(value.span)
        for key, one in value.items():
            place = value.places[key]
            if one is None:
                self.report("schema-wrong-type", place, f"`{key}` has no value", "fill it in")
                continue
            right = self._entry(key, one, shape.value, f"{pointer}/{key}", place)
            if f"{pointer}/{key}" in self.unset:
                self.report("schema-wrong-type", place, f"`{key}` has no value", "fill it in")
            if right is not None:
                arranged.add(key, right, key_at=value.keys_at[key], place=place)
        return arranged

    def _names(self, key: str, value: Node, shape: NamesForm, pointer: str) -> Node | None:
        # A list of names for one thing leaves open which of them is its name.
        if isinstance(value, SequenceNode if shape.one else ScalarNode):
            return None
        arranged = SequenceNode(value.span)
        if not isinstance(value, SequenceNode):
            self._names_of(key, value, value.span, arranged, shape, pointer)
            return arranged
        for item, place in zip(value, value.places, strict=True):
            if item is None:
                self._empty_item(key, place)
            else:
                self._names_of(key, item, place, arranged, shape, pointer)
        return arranged

    def _names_of(  # noqa: PLR0913, PLR0917 (what is there, where, and where it goes)
        self, key: str, value: Node, place: Span, into: SequenceNode, shape: NamesForm, pointer: str
    ) -> None:
        """Add the names of one text, or of one mapping of languages."""
        if isinstance(value, ScalarNode):
            into.add(mapping_of_pair(None, "lang", "text", value, value.span), value.span)
        elif (
            isinstance(value, MappingNode) and shape.borne and ("text" in value or "lang" in value)
        ):
            into.add(self.record(value, shape.model, f"{pointer}/{len(into)}/"), place)
        elif isinstance(value, MappingNode):
            bearer = self._bearer(key, value, pointer) if shape.borne else None
            for lang, names in value.items():
                if lang == BEARER:
                    self._bears(value, shape)
                    continue
                if self._withholds(lang, names, value, None):
                    continue
                for name in names if isinstance(names, SequenceNode) else [names]:
                    self._name_in(key, lang, name, value, bearer, into, shape, pointer)
        else:
            self._wrong_item(key, value, NamesForm(), place)

    def _name_in(  # noqa: PLR0913, PLR0917 (as above)
        self,
        key: str,
        lang: str,
        name: Node | None,
        beside: MappingNode,
        bearer: ScalarNode | None,
        into: SequenceNode,
        shape: NamesForm,
        pointer: str,
    ) -> None:
        """Add a name that stands below its language, or report what stands there."""
        at = beside.keys_at[lang]
        if isinstance(name, ScalarNode):
            made = mapping_of_pair(ScalarNode(lang, at), "lang", "text", name, at)
        elif isinstance(name, MappingNode) and shape.borne and ("text" in name or BEARER in name):
            made = self.record(name, shape.model, f"{pointer}/{len(into)}/")
            if "lang" not in made:
                made.add("lang", ScalarNode(lang, at), key_at=at, place=at)
        else:
            self._wrong_inside(key, lang, name, beside.places[lang], pointer)
            return
        if bearer is not None and BEARER not in made:
            made.add(BEARER, bearer, key_at=beside.keys_at[BEARER], place=beside.places[BEARER])
        into.add(made, name.span)

    def _bears(self, value: MappingNode, shape: NamesForm) -> None:
        """Report a bearer where no name has one."""
        if not shape.borne:
            self.report(
                "schema-unknown-key",
                value.keys_at[BEARER],
                f"only the names of an entity have a `{BEARER}`",
                "take it out",
            )

    def _bearer(self, key: str, value: MappingNode, pointer: str) -> ScalarNode | None:
        """Whose names the mapping holds."""
        bearer = value.get(BEARER)
        if bearer is not None and not isinstance(bearer, ScalarNode):
            self.report(
                "schema-wrong-type",
                bearer.span,
                f"`{BEARER}` of `{key}` is {messages.form_of_node(bearer)}, and text is wanted",
                "write the id of the source or the entity whose name it is",
            )
            self.settled.add(pointer)
            return None
        if bearer is not None and len(value) == 1:
            self.report(
                "schema-wrong-type",
                value.keys_at[BEARER],
                f"an entry of `{key}` has a `{BEARER}` and no name",
                f"write `{{ar: …, {BEARER}: {on_one_line(bearer)}}}`, with the language and the "
                "name",
            )
        return bearer

    def _identifiers(self, value: Node, pointer: str) -> Node | None:
        if not isinstance(value, MappingNode):
            return None
        arranged = SequenceNode(value.span)
        for scheme, written in value.items():
            at = value.keys_at[scheme]
            if _is_flag(written) and self._withholds(scheme, written, value, None):
                continue
            meant = likely_scheme(scheme)
            if meant is not None:
                self.report(
                    "schema-unknown-scheme",
                    at,
                    f"`{on_one_line(scheme)}` is no register that is known here",
                    Offer((meant,)),
                )
            for one in written if isinstance(written, SequenceNode) else [written]:
                if isinstance(one, ScalarNode):
                    arranged.add(
                        mapping_of_pair(ScalarNode(scheme, at), "scheme", "value", one, at),
                        one.span,
                    )
                else:
                    self._wrong_inside("ids", scheme, one, value.places[scheme], pointer)
        return arranged

    def _wrong_inside(
        self, key: str, part: str, value: Node | None, place: Span, pointer: str
    ) -> None:
        span = place if value is None else value.span
        self.report(
            "schema-wrong-type",
            span,
            f"`{part}` of `{key}` is {messages.form_of_node(value)}, and text is wanted",
            f"write `{key}: {{{part}: …}}`",
        )
        self.settled.add(pointer)

    def _properties(
        self,
        node: MappingNode,
        rest: dict[str, Node | None],
        into: MappingNode,
        config: ParseConfig,
    ) -> dict[str, Node | None]:
        """Gather the keys that the entity's kind allows; return the others."""
        words = KindWords.of(node.get("kind"), config)
        self.properties = tuple(words.allowed)
        if words.problem is not None:
            self.report("schema-unknown-kind", node.places["kind"], *words.problem)
            self.settled.add("kind")
        gathered = SequenceNode(node.span)
        left: dict[str, Node | None] = {}
        for key, value in rest.items():
            type_ = words.allowed.get(key)
            if type_ is not None:
                wrong = gather_properties(key, type_, value, node.places[key], gathered)
                for place, message, hint in wrong:
                    self.report("schema-wrong-type", place, message, hint)
            elif withholds(key, _scalar(value)):
                left[key] = value
            elif key in words.elsewhere and words.problem is None and words.kind is not None:
                self._property_of_another_kind(key, words, node.keys_at[key])
            elif key not in words.elsewhere:
                left[key] = value
        if gathered:
            into.add("properties", gathered, key_at=node.span, place=node.span)
        return left

    def _property_of_another_kind(self, key: str, words: KindWords, place: Span) -> None:
        if self.config is not None and self.config.unknown_keys == "ignore":
            return
        kinds = " and ".join(f"`{kind}`" for kind in words.elsewhere[key])
        known = ", ".join(f"`{one}`" for one in words.allowed) or "none"
        self.report(
            "schema-unknown-key",
            place,
            f"`{key}` is a property of {kinds}, not of `{words.kind}`",
            f"the properties of `{words.kind}` are {known}",
        )

    def _unknown(
        self, key: str, value: Node | None, known: tuple[str, ...], node: MappingNode, pointer: str
    ) -> None:
        if self.config is not None and self.config.unknown_keys == "ignore":
            return
        hint: Hint = messages.unknown_key_hint(key, known, value, node)
        place = node.keys_at[key]
        self.report("schema-unknown-key", place, f"there is no key `{on_one_line(key)}`", hint)
        # What is meant is not missing as well.
        if isinstance(hint, Offer):
            self.settled.update(f"{pointer}{one}" for one in hint.texts)

    def _named_twice(self, older: str, name: str, node: MappingNode) -> None:
        """Report a key that is given under its older name and under the one that it has now."""
        self.report(
            "schema-named-twice",
            node.keys_at[older],
            f"`{older}` is the older name of `{name}`, which stands here as well",
            f"put what stands under `{older}` under `{name}`, as a list where it is more than one",
        )

    def _tags(self, key: str, value: Node | None) -> None:
        """Report tags that can only mean that the text is not to be published."""
        if not is_of_tags(key):
            return
        items = value if isinstance(value, SequenceNode) else [value]
        for item in items:
            if isinstance(item, ScalarNode) and tag_withholds(item):
                self.report(
                    "schema-withholding-key",
                    item.span,
                    f"a tag `{on_one_line(item)}` keeps nothing back here",
                    "write `status: draft`; a subject needs a word of its own: `draft-law`",
                )

    def _inside(self, value: Node | None, model: type[Matter]) -> bool:
        """Report keys that withhold anywhere in what is not known here: `params: {draft: true}`."""
        before = len(self.diagnostics)
        if isinstance(value, SequenceNode):
            for item in value:
                self._inside(item, model)
        elif isinstance(value, MappingNode):
            for key, inner in value.items():
                self._tags(key, inner)
                if not self._withholds(key, inner, value, model, inside=True):
                    self._inside(inner, model)
        return len(self.diagnostics) > before

    def _withholds(
        self,
        key: str,
        value: Node | None,
        node: MappingNode,
        model: type[Matter] | None,
        *,
        inside: bool = False,
    ) -> bool:
        """Report a key that was to keep this back; whether it is one.

        Args:
            key: As written.
            value: What stands there.
            node: What it stands in.
            model: Of that; None for a mapping of names or registers.
            inside: Whether it stands in the value of a key that is not known here.
        """
        found = withholds(key, _scalar(value))
        if found is None:
            return False
        hint: Hint = withholding_hint(
            found,
            _scalar(value),
            status=model is not None and issubclass(model, Timing),
            timed=model is not None and issubclass(model, Timed),
            private=model is not None and "private" in model.model_fields,
        )
        if inside:
            words = str(hint)
            hint = f"{words}, as a key of the record itself" if words.startswith("write") else words
        elif isinstance(hint, Offer):
            entry = entry_span(node, key)
            there = hint.texts[0].partition(":")[0] in node
            hint = hint.hint if there or entry is None else structs.replace(hint, span=entry)
        self.report(
            "schema-withholding-key",
            node.keys_at[key],
            f"`{on_one_line(key)}` would keep this back, and there is no such key here",
            hint,
        )
        return True


def pointer_steps(pointer: str) -> tuple[str | int, ...]:
    """`sources/0/cites` -> its steps."""
    return tuple(int(step) if step.isdigit() else step for step in pointer.split("/") if step)


def _is_flag(value: Node | None) -> bool:
    """Whether a value is a yes, a no or a day: no register writes identifiers so."""
    return isinstance(value, ScalarNode) and bool(
        re.fullmatch(r"(?i)true|false|yes|no|on|off|\d{4}-\d\d-\d\d.*", value)
    )


def _scalar(value: Node | None) -> str | None:
    """What stands at a key, as one text; a list or mapping says something, whatever it is."""
    if isinstance(value, SequenceNode) and len(value) == 1:
        return _scalar(value[0])
    if isinstance(value, SequenceNode | MappingNode):
        return "…"
    return None if value is None else str(value)
