"""How a source was reached: access, with archived and other copies, which may be only stubs."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from dossierpress.kernel.diagnostics import Offer
from dossierpress.kernel.web_archives import is_web_archive
from dossierpress.located_yaml.as_yaml import as_yaml
from dossierpress.schema.base import Matter, on_one_line, schema_error
from dossierpress.schema.shared_types import (
    Digest,
    EdtfDate,
    Language,
    MediaPath,
    OneOrMore,
    Text,
    Url,
)


class Quote(Matter):
    """Words as they were said or printed. Plain text is `exact`."""

    exact: Text
    """The very words."""
    lang: Language | None = None
    """Their language, when it is not the site's."""
    translation: Text | None = None
    """In the language of the site."""


Completeness = Literal["full", "extract", "stub", "stripped"]


def _is_kind(value: Any) -> Any:
    """Refuse an address, or how complete a copy is, in place of its kind."""
    if value in get_args(Completeness):
        raise schema_error(
            "schema-bad-value",
            f"`{value}` says how much the copy has, and not what kind of copy it is",
            Offer((f"{{kind: reprint, is: {value}}}",)),
        )
    if not isinstance(value, str) or not re.match(r"https?://", value):
        return value
    kind = "archive" if is_web_archive(value) else "reprint"
    raise schema_error(
        "schema-bad-value",
        f"`{on_one_line(value)}` does not say what kind of copy it is",
        Offer((f"{{kind: {kind}, url: {as_yaml(value)}}}",)),
    )


CopyKind = Annotated[
    Literal["archive", "reprint", "translation", "excerpt"], BeforeValidator(_is_kind)
]


class Copy(Matter):
    """What was read where it was not the original. A plain word is `kind`."""

    kind: CopyKind
    """`archive`: a web archive kept it; `reprint`: somebody else published it as well;
    `translation`; `excerpt`: somebody else quotes a part."""
    is_: Completeness | None = Field(default=None, alias="is")
    """How much of the original it has; written `is`. `full`; `extract`: a part, with what it is
    cited for; `stub`: so little that it supports nothing; `stripped`: the words, without links,
    pictures or videos."""
    url: Url | None = None
    """Where it is."""
    lost: Text | None = None
    """What it lacks, in words: `all links; an embedded video`."""
    accessed: EdtfDate | None = None
    """When it was read."""

    @model_validator(mode="after")
    def _loses_nothing_where_it_is_full(self) -> Self:
        if self.is_ == "full" and self.lost is not None:
            raise schema_error(
                "schema-bad-value",
                "a copy that is `full` has lost nothing",
                "write `is: stripped` where links, pictures or videos are lost, or `is: extract`",
                at="lost",
            )
        return self


class Access(Matter):
    """How a source was reached."""

    url: Url | None = None
    """Where it was published, and read unless a `copy` was."""
    archived: Url | None = None
    """Where a web archive keeps it, such as the Wayback Machine. What others reprint, translate
    or quote is a `copy`."""
    copy_: Annotated[tuple[Copy, ...], OneOrMore()] = Field(default=(), alias="copy")
    """What was read, where it was not the original: `{kind: reprint, url: …}`."""
    accessed: EdtfDate | None = None
    """When it was read."""
    at: Text | None = None
    """Page, section or timecode."""
    passage: Quote | None = None
    """The words that it is cited for, exactly as they stand there. `[…]` leaves something out."""
    sha256: Digest | None = None
    """Digest of the captured file."""
    file: MediaPath | None = None
    """The captured file, under content/media/."""

    @property
    def is_stub(self) -> bool:
        """Whether only stubs of it were read, which support nothing."""
        stubs = [one.is_ == "stub" for one in self.copy_]
        return bool(stubs) and all(stubs) and self.archived is None


def is_stub_alone(cited: Access, own: Iterable[Access]) -> bool:
    """Whether only stubs of what is cited were read, which support nothing.

    Args:
        cited: The citation.
        own: The copies in the record of the source, if that is a document: they apply to a
            citation that names no copy.
    """
    if cited.copy_ or cited.archived or cited.file:
        return cited.is_stub
    stubs = [one.is_stub for one in own]
    return bool(stubs) and all(stubs)
