"""Keys of front matter that are called otherwise now: what is still read under an older name.

The older name means exactly what the newer one does, and the code knows the newer one alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dossierpress.schema.annotation import Annotation
from dossierpress.schema.base import Matter

OLDER_NAMES: Mapping[type[Matter], Mapping[str, str]] = MappingProxyType(
    {
        Annotation: MappingProxyType({"sources": "based_on", "to": "about"}),
    }
)
"""Model -> older name of a key -> the name that it has now."""


def older_names(model: type[Matter]) -> Mapping[str, str]:
    """Older name -> the name that the key has now, for the keys of a model."""
    return OLDER_NAMES.get(model, {})
