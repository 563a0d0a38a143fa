"""Rendering: from pages and their templates to bytes.

A page is rendered by inlined code, or else by the strict environment. Misleading characters are
made visible.
"""

import marshal
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from dossierpress.catalogues.choice import code_name
from dossierpress.catalogues.reading import catalogue_of
from dossierpress.kernel.diagnostics import Diagnostic
from dossierpress.kernel.invisible_characters import may_mislead_in_page, reveal
from dossierpress.model.output import Page
from dossierpress.source.files import TemplateSet
from dossierpress.templating.code_generator import InliningEnvironment
from dossierpress.templating.environment import environment
from dossierpress.templating.failures import failure_diagnostic


class Renderer:
    """Renders pages of one theme; a template is compiled when it is first used."""

    def __init__(self, templates: TemplateSet) -> None:
        """Compile nothing yet."""
        self.templates = templates
        self._codes = _CompiledCode()
        self._straight: dict[str, InliningEnvironment] = {}
        """Catalogue -> environment of those pages that take their words from it."""
        self._left_strict: set[str] = set()

    def knows(self, code: str) -> bool:
        """Whether the code of that name is loaded (see `code_name`)."""
        return code in self._codes.known

    def learn(self, compiled: Mapping[str, bytes]) -> None:
        """Load code that another renderer has compiled; invalid code is ignored.

        Args:
            compiled: Name of code -> the bytes that `compiled` gave for the same text. They run.
        """
        for name, data in compiled.items():
            try:
                code = marshal.loads(data)  # noqa: S302 (whose they are, see `project`)
            except (EOFError, ValueError, TypeError):
                continue
            if isinstance(code, CodeType):
                self._codes.known[name] = code

    def compiled(self) -> dict[str, bytes]:
        """Name of code -> the code, of templates that were compiled since the last call."""
        fresh, self._codes.fresh = self._codes.fresh, {}
        return {name: marshal.dumps(code) for name, code in fresh.items()}

    def render(self, template: str, view: Any) -> str:
        """Render a view by a template.

        A template whose inlined code fails is rendered strictly from then on, so that only its
        first page is rendered twice.

        Raises:
            Exception: Whatever the strict environment raises.
        """
        if template in self._left_strict:
            return self._strictly(template, view)
        try:
            return self._inlined(_catalogue(view)).get_template(template).render(view=view)
        except Exception:  # noqa: BLE001 (whatever it is, the strict environment tells it)
            text = self._strictly(template, view)
            self._left_strict.add(template)
            return text

    def _inlined(self, catalogue: str) -> InliningEnvironment:
        if catalogue not in self._straight:
            words = catalogue_of(self.templates, catalogue)
            self._straight[catalogue] = made = InliningEnvironment(self.templates, words)
            made.bytecode_cache = self._codes
        return self._straight[catalogue]

    def _strictly(self, template: str, view: Any) -> str:
        strict = environment(self.templates, _catalogue(view))
        return strict.get_template(template).render(view=view)


def _catalogue(view: Any) -> str:
    """The catalogue of a page's words, as its frame or the view itself has it."""
    return getattr(getattr(view, "frame", view), "catalogue", "").partition(" ")[0]


class _CompiledCode(BytecodeCache):
    """Code by name (see `code_name`). Jinja reads it before it compiles, and writes it after."""

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
        catalogue = getattr(environment, "catalogue", None)
        key = code_name(name, source, catalogue.lang if catalogue else "")
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        bucket.code = self.known.get(key)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.known[bucket.key] = self.fresh[bucket.key] = bucket.code


@lru_cache(maxsize=4)
def renderer(templates: TemplateSet) -> Renderer:
    """The renderer of a theme; all builds of a preview share it."""
    return Renderer(templates)


def render_page(page: Page, theme: Renderer) -> tuple[bytes, None] | tuple[None, Diagnostic]:
    """Render a page.

    Returns:
        Its bytes; or else what its template fails with.
    """
    try:
        return _data(page, theme.render(page.template, page.view)), None
    except Exception as error:
        failure = failure_diagnostic(error, theme.templates, page.template, page.path)
        if failure is None:
            raise
        return None, failure


def _data(page: Page, text: str) -> bytes:
    if not text.endswith("\n") or text.endswith("\n\n"):
        text = text.rstrip("\n") + "\n"
    data = text.encode()
    if may_mislead_in_page(data):
        data = reveal(text, "html" if page.path.endswith(".html") else "text").encode()
    return data
