"""site.yml -> `SiteConfig`, with every problem at its place."""

from collections.abc import Iterator
from math import floor
from zoneinfo import ZoneInfo, available_timezones

from dossierpress.kernel.addresses import ascii_address, folder_trouble
from dossierpress.kernel.contrast import LEAST, least_contrast, nearest_readable
from dossierpress.kernel.decoding import decode
from dossierpress.kernel.diagnostics.code_table import codes
from dossierpress.kernel.diagnostics.diagnostic import Diagnostic, Note, Span, order
from dossierpress.kernel.diagnostics.hints import Hint, Offer, did_you_mean, problem
from dossierpress.located_yaml.nodes import MappingNode, Node, YamlLimits
from dossierpress.located_yaml.reader import read
from dossierpress.schema.base import on_one_line
from dossierpress.schema.entity import EntityMatter
from dossierpress.schema.glossary import keys_of
from dossierpress.schema.parse_config import ParseConfig
from dossierpress.schema.root_files import files_that_are_folders
from dossierpress.schema.site import SiteConfig
from dossierpress.schema.theme_settings import DARK_GROUNDS, LIGHT_GROUNDS, ThemeConfig
from dossierpress.schema.validation import validate
from dossierpress.schema.value_forms import forms_of
from dossierpress.schema.vocabulary import with_built_in

_KINDS_AND_TYPES = ("kinds", "reference_types", "relation_types", "annotation_types")
_LIMITS = YamlLimits(size=200_000)


def read_config(
    data: bytes, path: str = "site.yml"
) -> tuple[SiteConfig | None, tuple[Diagnostic, ...]]:
    """Read the settings of a dossier.

    Args:
        data: Content of site.yml.
        path: Of the file, for diagnostics.

    Returns:
        The settings, with the built-in kinds and types merged in, and what is wrong with them.
        A wrong setting is left out, so that the content can be checked in the same run. The
        settings are None if the kinds and types cannot be determined: content that uses them
        would be reported as well.
    """
    text, bad_bytes = decode(data, path=path)
    node, bad_yaml = read(text, path=path, limits=_LIMITS)
    config, _, bad_values = validate(SiteConfig, node, path=path, config=None)
    found = [*bad_bytes, *bad_yaml, *bad_values]
    if config is None or not isinstance(node, MappingNode):
        return None, tuple(sorted(found, key=order))
    found += _SettingsChecks(path, node).run(config)
    if not _has_its_words(node, found):
        return None, tuple(sorted(found, key=order))
    config = config.model_copy(
        update={
            "severity": {
                code: severity
                for code, severity in config.severity.items()
                if code in codes() and not codes()[code].fixed
            },
            "url": config.url and ascii_address(config.url),
            "timezone": config.timezone if _is_zone(config.timezone) else "UTC",
        }
    )
    return with_built_in(config), tuple(sorted(found, key=order))


def parse_config(config: SiteConfig) -> ParseConfig:
    """Return the part of the settings that parsing one file depends on."""
    return ParseConfig(
        lang=config.lang,
        raw_html=config.raw_html,
        unknown_keys=config.unknown_keys,
        kinds=tuple(
            (name, tuple((key, entry.type) for key, entry in kind.properties.items()))
            for name, kind in config.kinds.items()
        ),
        limits=config.limits,
    )


def _has_its_words(root: MappingNode, found: list[Diagnostic]) -> bool:
    """Tell whether the kinds and types have no errors, and no misspelt key may hold any."""
    if root.partial:
        return False
    begins = sorted((span.line, key) for key, span in root.keys_at.items())
    for one in found:
        line = one.span.line if one.span else 0
        key = next((key for begin, key in reversed(begins) if begin <= line), "")
        misspelt = key not in SiteConfig.model_fields and isinstance(root.get(key), MappingNode)
        if key in _KINDS_AND_TYPES or misspelt or one.code == "yaml-duplicate-key":
            return False
    return True


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


class _SettingsChecks:
    """Checks of site.yml that concern more than one value."""

    def __init__(self, path: str, root: MappingNode) -> None:
        self.path = path
        self.root = root

    def run(self, config: SiteConfig) -> Iterator[Diagnostic]:
        """Check a whole configuration."""
        yield from self._severities(config)
        yield from self._zone(config)
        yield from self._url(config)
        yield from self._root_files(config)
        yield from self._kinds(config)
        yield from self._glossary(config)
        yield from self._accents(config.theme)
        for key in ("reference_types", "relation_types"):
            yield from self._types(key, config)

    def _say(
        self,
        code: str,
        span: Span,
        message: str,
        hint: Hint = None,
        notes: tuple[Note, ...] = (),
    ) -> Diagnostic:
        return problem(code, self.path, span, message, hint, notes)

    def _at(self, *steps: str, key: bool = False) -> Span:
        """The place of a value, or of its key."""
        node: Node | None = self.root
        span = self.root.span
        for index, step in enumerate(steps):
            if not isinstance(node, MappingNode) or step not in node:
                return span
            last = index == len(steps) - 1
            span = node.keys_at[step] if key and last else node.places[step]
            node = node[step]
        return span

    def _severities(self, config: SiteConfig) -> Iterator[Diagnostic]:
        # The table of codes is large, and most runs do not need it.
        for code in config.severity:
            at = self._at("severity", code, key=True)
            if code not in codes():
                yield self._say(
                    "schema-unknown-code",
                    at,
                    f"there is no diagnostic code `{code}`",
                    did_you_mean(code, _changeable(config)) or "`dossier explain` lists them all",
                )
            elif codes()[code].fixed:
                yield self._say(
                    "schema-fixed-severity",
                    at,
                    f"the severity of `{code}` cannot be changed",
                    f"delete this line; `dossier explain {code}` tells why",
                )

    def _zone(self, config: SiteConfig) -> Iterator[Diagnostic]:
        zone = config.timezone
        if not _is_zone(zone):
            yield self._say(
                "schema-bad-zone",
                self._at("timezone"),
                f"there is no time zone `{on_one_line(zone)}`",
                did_you_mean(zone, available_timezones()) or _zone_of_city(zone),
            )

    def _url(self, config: SiteConfig) -> Iterator[Diagnostic]:
        trouble = folder_trouble(config.url) if config.url is not None else None
        if trouble is not None:
            why, hint = trouble
            yield self._say(
                "schema-bad-url", self._at("url"), f"`{on_one_line(config.url or '')}` {why}", hint
            )

    def _root_files(self, config: SiteConfig) -> Iterator[Diagnostic]:
        for path in files_that_are_folders(config.root_files):
            yield self._say(
                "schema-bad-path",
                self._at("root_files", path, key=True),
                f"`{on_one_line(path)}` is the folder of another file here",
                "give one of the two another name",
            )

    def _glossary(self, config: SiteConfig) -> Iterator[Diagnostic]:
        known = keys_of(with_built_in(config)) if config.glossary else ()
        for key in config.glossary:
            if key not in known:
                yield self._say(
                    "schema-unknown-word",
                    self._at("glossary", key, key=True),
                    f"no page has a word `{key}` to explain",
                    did_you_mean(key, known)
                    or "write the group and the word, `status-disputed`; docs/settings.md has all",
                )

    def _accents(self, theme: ThemeConfig) -> Iterator[Diagnostic]:
        for key, colour, ground, grounds in (
            ("accent", theme.accent, "light", LIGHT_GROUNDS),
            ("accent_dark", theme.accent_dark, "dark", DARK_GROUNDS),
        ):
            if colour is None:
                continue
            least, where = least_contrast(colour, grounds)
            if least < LEAST:
                nearest = nearest_readable(colour, grounds)
                yield self._say(
                    "schema-low-contrast",
                    self._at("theme", key),
                    f"`{colour}` stands out from `{where}`, a {ground} ground of the theme, by "
                    f"{_ratio(least)} to 1, and text needs {LEAST} to 1",
                    Offer((f'"{nearest}"',), f"the nearest colour that can be read is `{nearest}`"),
                )

    def _kinds(self, config: SiteConfig) -> Iterator[Diagnostic]:
        own = forms_of(EntityMatter)
        for name, kind in config.kinds.items():
            for key in kind.properties:
                if key in own:
                    yield self._say(
                        "schema-reserved-property",
                        self._at("kinds", name, "properties", key, key=True),
                        f"every entity has a key `{key}`, so no property can have that name",
                        Offer((f"{name}-{key}",), f"call it `{name}-{key}`"),
                    )
                entry = kind.properties[key]
                if entry.inverse_label is not None and entry.type not in ("place", "entity"):
                    yield self._say(
                        "schema-bad-value",
                        self._at("kinds", name, "properties", key, "inverse_label", key=True),
                        f"`{key}` names no place or entity, so it has no other side",
                        "give it `type: place` or `type: entity`, or delete `inverse_label`",
                    )

    def _types(self, group: str, config: SiteConfig) -> Iterator[Diagnostic]:
        types = getattr(config, group)
        seen: dict[str, Span] = {}
        for name, type_ in types.items():
            at = self._at(group, name, key=True)
            yield from self._inverse(group, name, config)
            for word in dict.fromkeys((name, type_.inverse or name)):
                if word in seen:
                    yield self._say(
                        "schema-type-clash",
                        at if word == name else self._at(group, name, "inverse"),
                        f"`{word}` is already a type, or the inverse of one",
                        "give each type a name of its own; an inverse needs no entry",
                        (
                            Note(
                                message=f"`{word}` is first given", path=self.path, span=seen[word]
                            ),
                        ),
                    )
                else:
                    seen[word] = at if word == name else self._at(group, name, "inverse")

    def _inverse(self, group: str, name: str, config: SiteConfig) -> Iterator[Diagnostic]:
        type_ = getattr(config, group)[name]
        for has, lacks in (("inverse", "inverse_label"), ("inverse_label", "inverse")):
            if getattr(type_, has) is not None and getattr(type_, lacks) is None:
                yield self._say(
                    "schema-missing-key",
                    self._at(group, name, has, key=True),
                    f"`{name}` has `{has}` and no `{lacks}`",
                    f"add `{lacks}: …`, or delete `{has}` if both sides read the same",
                )


def _ratio(contrast: float) -> float:
    """Rounded down, so that what falls short does not seem to be enough."""
    return floor(contrast * 100) / 100


def _changeable(config: SiteConfig) -> list[str]:
    """Codes whose severity may be changed and is not yet."""
    return [
        name for name, code in codes().items() if not code.fixed and name not in config.severity
    ]


def _zone_of_city(name: str) -> str | Offer:
    city = name.replace(" ", "_").casefold()
    found = sorted(zone for zone in available_timezones() if zone.casefold().endswith(f"/{city}"))
    return Offer(tuple(found)) if found else "write it as `Continent/City`, or `UTC`"
