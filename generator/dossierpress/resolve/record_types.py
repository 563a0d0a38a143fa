"""The types of record, as references allow them."""

from typing import get_args

from dossierpress.model.key import RecordType

Types = tuple[RecordType, ...]
ANY: Types = get_args(RecordType)
ENTITY: Types = ("entity",)
SOURCE: Types = ("source",)
ARTICLE: Types = ("article",)
CLAIM: Types = ("claim",)
PARTY: Types = ("source", "entity")
TEXT: Types = ("article", "page")
