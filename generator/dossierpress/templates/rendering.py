"""What a template makes of a view: by straight code, else by the strict environment."""

import marshal
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from dossierpress.model.files import TemplateSet
from dossierpress.templates.environment import environment
from dossierpress.templates.straight import StraightEnvironment


class Renderer:
    """Renders pages of one theme; a template is compiled when it is first used."""

    def __init__(self, templates: TemplateSet) -> None:
        """Of `templates`, nothing is compiled yet."""
        self.templates = templates
        self._codes = _Codes()
        self._straight = StraightEnvironment(templates)
        self._straight.bytecode_cache = self._codes
        self._left_strict: set[str] = set()

    def knows(self, template: str) -> bool:
        """Whether its code is here, compiled or learned."""
        return template in self._codes.known

    def learn(self, compiled: Mapping[str, bytes]) -> None:
        """Take over code that another renderer has compiled; what is no code is passed over.

        Args:
            compiled: Template -> the very bytes that `compiled` gave for the same text. They run.
        """
        for name, data in compiled.items():
            try:
                code = marshal.loads(data)  # noqa: S302 (whose they are, see `project`)
            except (EOFError, ValueError, TypeError):
                continue
            if isinstance(code, CodeType):
                self._codes.known[name] = code

    def compiled(self) -> dict[str, bytes]:
        """Template -> its code, of those that were compiled here since this was last asked."""
        fresh, self._codes.fresh = self._codes.fresh, {}
        return {name: marshal.dumps(code) for name, code in fresh.items()}

    def render(self, template: str, view: Any) -> str:
        """The page that a template makes of a view.

        A template that fails in straight code alone is rendered strictly from then on, so that no
        page but the first is made twice.

        Raises:
            Exception: Whatever the strict environment raises.
        """
        if template in self._left_strict:
            return self._strictly(template, view)
        try:
            return self._straight.get_template(template).render(view=view)
        except Exception:  # noqa: BLE001 (whatever it is, the strict environment tells it)
            text = self._strictly(template, view)
            self._left_strict.add(template)
            return text

    def _strictly(self, template: str, view: Any) -> str:
        return environment(self.templates).get_template(template).render(view=view)


class _Codes(BytecodeCache):
    """Code by the name of its template. Jinja asks before it compiles, and tells when it has."""

    def __init__(self) -> None:
        self.known: dict[str, CodeType] = {}
        self.fresh: dict[str, CodeType] = {}

    def get_bucket(
        self,
        environment: Environment,
        name: str,
        filename: str | None,  # noqa: ARG002 (as Jinja asks)
        source: str,
    ) -> Bucket:
        bucket = Bucket(environment, name, self.get_source_checksum(source))
        bucket.code = self.known.get(name)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.known[bucket.key] = self.fresh[bucket.key] = bucket.code


@lru_cache(maxsize=4)
def renderer(templates: TemplateSet) -> Renderer:
    """The renderer of a theme, the same one for all builds of a preview."""
    return Renderer(templates)
