"""Normalise the tree that an author wrote to the form of the model: short forms are expanded.

The tree stays located: every value keeps the place where the author wrote it.
"""

import re

from msgspec import Struct, field, structs

from dossierpress.kernel.diagnostics import Diagnostic, Hint, Offer, Span, problem
from dossierpress.kernel.identifiers import likely_scheme
from dossierpress.located_yaml.as_yaml import entry_span, mapping_of_pair
from dossierpress.located_yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from dossierpress.schema import messages
from dossierpress.schema.base import Matter, on_one_line
from dossierpress.schema.compat import older_names
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.properties import KindWords, gather_properties
from dossierpress.schema.shared_types import Timed, Timing
from dossierpress.schema.value_forms import (
    Form,
    IdentifiersForm,
    ListForm,
    NamesForm,
    RecordForm,
    TableForm,
    fixed_forms_of,
    forms_of,
    record_types_at,
)
from dossierpress.schema.withholding import is_of_tags, tag_withholds, withholding_hint, withholds

BEARER = "bearer"
"""The key, beside names by language, of the party that uses them; no language has such a tag."""


class Normaliser(Struct, kw_only=True):
    """Normalises one record, and collects diagnostics about the forms of its values."""

    path: str
    model: type[Matter]
    """The model of the whole record."""
    config: ParseConfig | None
    """None for site.yml itself."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unset: dict[str, Span] = field(default_factory=dict)
    """Pointers of keys that have no value."""
    properties: tuple[str, ...] = ()
    """Keys that the kind of the entity adds."""
    reported: set[str] = field(default_factory=set)
    """Pointers of values that were left out and reported: they are not missing."""

    def record(self, node: MappingNode, model: type[Matter], pointer: str = "") -> MappingNode:
        """Normalise a mapping that has the keys of a model."""
        forms = fixed_forms_of(model)
        older = older_names(model)
        normalised = MappingNode(node.span)
        rest = {k: value for k, value in node.items() if k not in forms and k not in older}
        if len(forms) < len(forms_of(model)) and self.config is not None:
            rest = self._properties(node, rest, normalised, self.config)
        for key, value in node.items():
            name = older.get(key, key)
            if name != key and name in node:
                self._named_twice(key, name, node)
            elif name in forms and f"{pointer}{name}" not in self.reported:
                self._tags(key, value)
                place = node.places[key]
                right = self._entry(key, value, forms[name], f"{pointer}{name}", place)
                if right is not None:
                    normalised.add(name, right, key_at=node.keys_at[key], place=place)
        known = (*forms, *self.properties) if not pointer else tuple(forms)
        for key, value in rest.items():
            self._tags(key, value)
            if not (self._withholds(key, value, node, model) or self._inside(value, model)):
                self._unknown(key, value, known, node, pointer)
        return normalised

    def report(self, code: str, span: Span, message: str, hint: Hint) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(problem(code, self.path, span, message, hint))

    def _entry(
        self, key: str, value: Node | None, form: Form, pointer: str, place: Span
    ) -> Node | None:
        """Normalise the value of a key; None leaves it out."""
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
            self.reported.add(pointer)
            return None
        right = self._value(key, value, form, pointer)
        if right is None:
            self.report(
                "schema-wrong-type",
                place,
                f"`{key}` is {messages.form_of_node(value)}, and {messages.name_of_form(form)} "
                "is wanted",
                messages.form_hint(key, value, form, self._types_at(pointer)),
            )
            self.reported.add(pointer)
        elif isinstance(form, NamesForm) and form.one and not right:
            self.unset[pointer] = place
            return None
        return right

    def _value(self, key: str, value: Node, form: Form, pointer: str) -> Node | None:
        """Normalise a value; None if its form is wrong."""
        if isinstance(form, RecordForm):
            return self._record(value, form, pointer)
        if isinstance(form, ListForm):
            return self._list(key, value, form, pointer)
        if isinstance(form, TableForm):
            return self._table(value, form, pointer)
        if isinstance(form, NamesForm):
            return self._names(key, value, form, pointer)
        if isinstance(form, IdentifiersForm):
            return self._identifiers(value, pointer)
        return value if isinstance(value, ScalarNode) else None

    def _record(self, value: Node, form: RecordForm, pointer: str) -> Node | None:
        if isinstance(value, MappingNode):
            return self.record(value, form.model, f"{pointer}/")
        if isinstance(value, ScalarNode) and form.short is not None:
            written_out = MappingNode(value.span)
            written_out.add(form.short, value, key_at=value.span, place=value.span)
            return written_out
        return None

    def _list(self, key: str, value: Node, form: ListForm, pointer: str) -> Node | None:
        if form.alone and not isinstance(value, SequenceNode):
            alone = SequenceNode(value.span)
            alone.add(value, value.span)
            value = alone
        if not isinstance(value, SequenceNode):
            return None
        normalised = SequenceNode(value.span)
        for item, place in zip(value, value.places, strict=True):
            here = f"{pointer}/{len(normalised)}"
            if item is None:
                self._empty_item(key, place)
                continue
            right = self._value(key, item, form.item, here)
            if right is None:
                self._wrong_item(key, item, form.item, place, self._types_at(pointer))
            else:
                normalised.add(right, place)
        return normalised

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
        form: Form,
        place: Span,
        types: tuple[str, ...] | None = None,
    ) -> None:
        self.report(
            "schema-wrong-type",
            place,
            f"an entry of `{key}` is {messages.form_of_node(item)}, and "
            f"{messages.name_of_form(form)} is wanted",
            messages.item_hint(item, form, types),
        )

    def _table(self, value: Node, form: TableForm, pointer: str) -> Node | None:
        if not isinstance(value, MappingNode):
            return None
        normalised = MappingNode(value.span)
        for key, one in value.items():
            place = value.places[key]
            if one is None:
                self.report("schema-wrong-type", place, f"`{key}` has no value", "fill it in")
                continue
            right = self._entry(key, one, form.value, f"{pointer}/{key}", place)
            if f"{pointer}/{key}" in self.unset:
                self.report("schema-wrong-type", place, f"`{key}` has no value", "fill it in")
            if right is not None:
                normalised.add(key, right, key_at=value.keys_at[key], place=place)
        return normalised

    def _names(self, key: str, value: Node, form: NamesForm, pointer: str) -> Node | None:
        # A list would not say which name is the preferred one.
        if isinstance(value, SequenceNode if form.one else ScalarNode):
            return None
        normalised = SequenceNode(value.span)
        if not isinstance(value, SequenceNode):
            self._names_of(key, value, value.span, normalised, form, pointer)
            return normalised
        for item, place in zip(value, value.places, strict=True):
            if item is None:
                self._empty_item(key, place)
            else:
                self._names_of(key, item, place, normalised, form, pointer)
        return normalised

    def _names_of(  # noqa: PLR0913, PLR0917 (what is there, where, and where it goes)
        self, key: str, value: Node, place: Span, into: SequenceNode, form: NamesForm, pointer: str
    ) -> None:
        """Add the names of one text, or of one mapping of languages."""
        if isinstance(value, ScalarNode):
            into.add(mapping_of_pair(None, "lang", "text", value, value.span), value.span)
        elif isinstance(value, MappingNode) and form.borne and ("text" in value or "lang" in value):
            into.add(self.record(value, form.model, f"{pointer}/{len(into)}/"), place)
        elif isinstance(value, MappingNode):
            bearer = self._bearer(key, value, pointer) if form.borne else None
            for lang, names in value.items():
                if lang == BEARER:
                    self._refuse_bearer(value, form)
                    continue
                if self._withholds(lang, names, value, None):
                    continue
                for name in names if isinstance(names, SequenceNode) else [names]:
                    self._name_in(key, lang, name, value, bearer, into, form, pointer)
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
        form: NamesForm,
        pointer: str,
    ) -> None:
        """Add a name that stands below its language, or report what stands there."""
        at = beside.keys_at[lang]
        if isinstance(name, ScalarNode):
            made = mapping_of_pair(ScalarNode(lang, at), "lang", "text", name, at)
        elif isinstance(name, MappingNode) and form.borne and ("text" in name or BEARER in name):
            made = self.record(name, form.model, f"{pointer}/{len(into)}/")
            if "lang" not in made:
                made.add("lang", ScalarNode(lang, at), key_at=at, place=at)
        else:
            self._wrong_inside(key, lang, name, beside.places[lang], pointer)
            return
        if bearer is not None and BEARER not in made:
            made.add(BEARER, bearer, key_at=beside.keys_at[BEARER], place=beside.places[BEARER])
        into.add(made, name.span)

    def _refuse_bearer(self, value: MappingNode, form: NamesForm) -> None:
        """Report a bearer where names cannot have one."""
        if not form.borne:
            self.report(
                "schema-unknown-key",
                value.keys_at[BEARER],
                f"only the names of an entity have a `{BEARER}`",
                "take it out",
            )

    def _bearer(self, key: str, value: MappingNode, pointer: str) -> ScalarNode | None:
        """The bearer of the names in a mapping."""
        bearer = value.get(BEARER)
        if bearer is not None and not isinstance(bearer, ScalarNode):
            self.report(
                "schema-wrong-type",
                bearer.span,
                f"`{BEARER}` of `{key}` is {messages.form_of_node(bearer)}, and text is wanted",
                "write the id of the source or the entity whose name it is",
            )
            self.reported.add(pointer)
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
        normalised = SequenceNode(value.span)
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
                    normalised.add(
                        mapping_of_pair(ScalarNode(scheme, at), "scheme", "value", one, at),
                        one.span,
                    )
                else:
                    self._wrong_inside("ids", scheme, one, value.places[scheme], pointer)
        return normalised

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
        self.reported.add(pointer)

    def _properties(
        self,
        node: MappingNode,
        rest: dict[str, Node | None],
        into: MappingNode,
        config: ParseConfig,
    ) -> dict[str, Node | None]:
        """Gather the keys that the entity's kind allows; return the remaining ones."""
        words = KindWords.of(node.get("kind"), config)
        self.properties = tuple(words.allowed)
        if words.problem is not None:
            self.report("schema-unknown-kind", node.places["kind"], *words.problem)
            self.reported.add("kind")
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
            elif key in words.other_kinds and words.problem is None and words.kind is not None:
                self._property_of_another_kind(key, words, node.keys_at[key])
            elif key not in words.other_kinds:
                left[key] = value
        if gathered:
            into.add("properties", gathered, key_at=node.span, place=node.span)
        return left

    def _property_of_another_kind(self, key: str, words: KindWords, place: Span) -> None:
        if self.config is not None and self.config.unknown_keys == "ignore":
            return
        kinds = " and ".join(f"`{kind}`" for kind in words.other_kinds[key])
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
        # The key that was meant is not reported as missing.
        if isinstance(hint, Offer):
            self.reported.update(f"{pointer}{one}" for one in hint.texts)

    def _named_twice(self, older: str, name: str, node: MappingNode) -> None:
        """Report a key that is given under both its older and its current name."""
        self.report(
            "schema-named-twice",
            node.keys_at[older],
            f"`{older}` is the older name of `{name}`, which stands here as well",
            f"put what stands under `{older}` under `{name}`, as a list where it is more than one",
        )

    def _tags(self, key: str, value: Node | None) -> None:
        """Report tags that can only mean that the text must not be published."""
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
        """Report keys that withhold at any depth of an unknown value: `params: {draft: true}`."""
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
        """Report a key that was meant to withhold the record; return whether it was.

        Args:
            key: As written.
            value: Its value.
            node: The mapping that it stands in.
            model: The model of that mapping; None for a mapping of names or registers.
            inside: Whether it stands in the value of an unknown key.
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
    # `¹` and `٣` are digits too, and no place in a list is written so.
    return tuple(
        int(step) if step.isascii() and step.isdigit() else step
        for step in pointer.split("/")
        if step
    )


def _is_flag(value: Node | None) -> bool:
    """Whether a value is a yes, a no or a day, which no identifier of a register is."""
    return isinstance(value, ScalarNode) and bool(
        re.fullmatch(r"(?i)true|false|yes|no|on|off|\d{4}-\d\d-\d\d.*", value)
    )


def _scalar(value: Node | None) -> str | None:
    """The value of a key as one text; any list or mapping counts as a text."""
    if isinstance(value, SequenceNode) and len(value) == 1:
        return _scalar(value[0])
    if isinstance(value, SequenceNode | MappingNode):
        return "…"
    return None if value is None else str(value)
