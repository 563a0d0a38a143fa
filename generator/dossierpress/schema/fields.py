"""The value types of front matter: text in, checked value out."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

# Bodies of these types (validators, JSON Schema) belong to this module alone; models only name them.
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Reference = Annotated[str, Field(min_length=1)]
Text = Annotated[str, Field(min_length=1)]
EdtfDate = Annotated[str, Field(min_length=1)]
Instant = AwareDatetime
Url = Annotated[str, Field(min_length=1)]
Language = Annotated[str, Field(min_length=2)]
MediaPath = Annotated[str, Field(min_length=1)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Flag = bool
Count = Annotated[int, Field(ge=1)]
Autolink = Literal["first-in-section", "first", "all", "off"]
Confidence = Literal["high", "medium", "low"]
