"""What a template makes of a view: by straight code, else by the strict environment."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dossierpress.model.output import TemplateSet
from dossierpress.templates.environment import environment
from dossierpress.templates.straight import StraightEnvironment


@lru_cache(maxsize=4)
def renderer(templates: TemplateSet) -> Callable[[str, Any], str]:
    """A function from (template, view) to the page.

    It raises whatever the strict environment does. A template that fails in straight code alone is
    rendered strictly from then on, so that no page of a theme is made twice but the first.
    """
    straight = StraightEnvironment(templates)
    left_strict: set[str] = set()

    def render(template: str, view: Any) -> str:
        if template not in left_strict:
            try:
                return straight.get_template(template).render(view=view)
            except Exception:  # noqa: BLE001 (whatever it is, the strict environment tells it)
                text = environment(templates).get_template(template).render(view=view)
                left_strict.add(template)
                return text
        return environment(templates).get_template(template).render(view=view)

    return render
