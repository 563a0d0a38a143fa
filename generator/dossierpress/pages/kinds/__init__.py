"""The kinds of page (`PageKind`) and of files (`Emitter`), one module each.

Every module of this package is found; no list names them.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TypeVar

from dossierpress.pages.page_kind import Emitter, PageKind
from dossierpress.pages.tracked_site import TrackedSite
from dossierpress.pages.views.parts import View

Kind = TypeVar("Kind", PageKind, Emitter)


def _found(type_: type[Kind]) -> tuple[Kind, ...]:
    """All values of a type in the modules of this package, in the order of their names."""
    names = sorted(f"{__name__}.{one.name}" for one in iter_modules(__path__) if not one.ispkg)
    values = (value for name in names for value in vars(import_module(name)).values())
    return tuple({one.name: one for one in values if isinstance(one, type_)}.values())


KINDS = _found(PageKind)
EMITTERS = _found(Emitter)
VIEWS: Mapping[str, type[View]] = MappingProxyType(
    {template: view for kind in KINDS for template, view in kind.views.items()}
)
"""Template -> class of its view."""

__all__ = ["EMITTERS", "KINDS", "VIEWS", "Emitter", "PageKind", "TrackedSite"]
