"""The value types of front matter: text in, checked value out.

JSON Schemas are for editors, which have read YAML before the schema sees it: a title such as
`1984` has become a number there. So text is allowed to look like a number to them.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, WithJsonSchema

from dossierpress.schema import root_files, standard_checks, text_checks
from dossierpress.slug import SLUG

_EDTF_DATE = r"^(?=.*[0-9X])[-0-9ESTXYZ~?%./,{}\[\]:+ ]+$"
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}


def _like_number(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"type": "string", **schema}, {"type": "integer", "minimum": 0}]}
    )


Slug = Annotated[
    str,
    AfterValidator(text_checks.check_slug),
    _like_number({"pattern": f"^{SLUG}$", "maxLength": 120}),
]
Reference = Annotated[
    str,
    AfterValidator(text_checks.check_reference),
    _like_number({"pattern": f"^(({'|'.join(text_checks.RECORD_TYPES)}):)?{SLUG}$"}),
]
Text = Annotated[
    str,
    AfterValidator(text_checks.check_text),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
EdtfDate = Annotated[
    str,
    AfterValidator(standard_checks.check_date),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _EDTF_DATE}, _YEAR]}),
]
KnowledgeDate = Annotated[
    EdtfDate,
    AfterValidator(standard_checks.check_knowledge_date),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": rf"^(?!.*/){_EDTF_DATE[1:]}"}, _YEAR]}),
]
Instant = Annotated[
    AwareDatetime,
    BeforeValidator(standard_checks.check_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)$",
        }
    ),
]
Url = Annotated[
    str,
    AfterValidator(text_checks.check_url),
    WithJsonSchema({"type": "string", "pattern": r"^https?://[^\s/@?#\\]+([/?#][^\s\\]*)?$"}),
]
Host = Annotated[
    str,
    AfterValidator(text_checks.check_host),
    WithJsonSchema({"type": "string", "pattern": r"^[^\s/:@?#_.]+(\.[^\s/:@?#_.]+)+\.?$"}),
]
Language = Annotated[
    str,
    AfterValidator(standard_checks.check_language),
    WithJsonSchema({"type": "string", "pattern": f"^{standard_checks.LANGUAGE}$"}),
]
MediaPath = Annotated[
    str,
    AfterValidator(text_checks.check_media_path),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(?!/|~|\.\.?/|media/|content/)(?!.*/\.\.?(/|$))[^\\:]*[^\\/:]$",
        }
    ),
]
RootPath = Annotated[str, AfterValidator(root_files.check_root_path)]
FileText = Annotated[
    str, AfterValidator(root_files.check_file_text), WithJsonSchema({"type": "string"})
]
Country = Annotated[
    str,
    AfterValidator(standard_checks.check_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"}),
]
Digest = Annotated[
    str,
    AfterValidator(text_checks.check_digest),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
]
Flag = Annotated[bool, BeforeValidator(standard_checks.check_flag)]
Count = Annotated[
    int,
    BeforeValidator(standard_checks.check_count),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]
Autolink = Literal["first-in-section", "first", "all", "off"]
Confidence = Literal["high", "medium", "low"]


class OneOrMore:
    """Marks a list that may be written as its one item."""
