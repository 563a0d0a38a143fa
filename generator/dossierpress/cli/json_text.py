"""Values as the JSON that programs read from stdout."""

import json
from typing import Any


def to_json(value: Any) -> str:
    """Indented, in the order given; with escapes where odd file names are no Unicode."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text if text.isascii() or _is_unicode(text) else json.dumps(value, indent=2) + "\n"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
