"""The theme's scripts, which are inlined in the pages, and the policy that lets only them run.

A page that loaded scripts by address would also run a published text file as a script on a server
without `nosniff`. So no page loads a script: it is inlined, and the page's policy allows it by its
SHA-256. That works from disk and on any host, and an injected script has another digest.
"""

import base64
import re
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from dossierpress.kernel.decoding import decoded_text
from dossierpress.kernel.invisible_characters import reveal

_PATH = re.compile(r"js/(?P<chosen>on-demand/)?(?P<name>[^/]+)\.js")
# Text that ends the element, or changes where an HTML parser looks for its end.
_ENDS = re.compile(r"</script|<script|<!--", re.IGNORECASE)


class PageScript(Struct, frozen=True, kw_only=True, gc=False):
    """A script of the theme."""

    name: str
    """The name of its file, without the extension."""
    code: str
    """The code as inlined in pages."""
    everywhere: bool
    """Whether it is inlined in every page, or only where the template asks for it."""

    @property
    def source(self) -> str:
        """Its source expression in the policy: `'sha256-…'`."""
        return _source(self.code)


def is_page_script(path: str) -> bool:
    """Tell whether a file below static/ is a script that is inlined in pages."""
    return _PATH.fullmatch(path) is not None


def scripts_of_theme(statics: Iterable[tuple[str, bytes]]) -> tuple[PageScript, ...]:
    """The scripts among a theme's files, in order, without those that cannot be inlined.

    Args:
        statics: (path below static/, data) of the theme's files.
    """
    found = []
    for path, data in statics:
        named = _PATH.fullmatch(path)
        code = decoded_text(data) if named else None
        if named and code is not None and script_objection(code) is None:
            everywhere = not named["chosen"]
            found.append(PageScript(name=named["name"], code=code, everywhere=everywhere))
    return tuple(found)


def script_objection(code: str) -> tuple[int, str] | None:
    """Where and why a script cannot be inlined: (line, what is wrong), or None."""
    found = _ENDS.search(code)
    if found:
        return _line_number(code, found.start()), f"`{found[0]}` would end the script in its page"
    if "\0" in code:
        return _line_number(code, code.index("\0")), "a parser of HTML takes U+0000 out"
    for number, line in enumerate(code.split("\n"), start=1):
        if reveal(line, "text") != line:
            return number, "it holds a character that nobody sees, and that pages show"
    return None


def page_policy(scripts: Iterable[PageScript], *, loads: bool = False) -> str:
    """The content security policy of a page: it loads nothing, and runs only `scripts`.

    Args:
        scripts: The scripts of the theme.
        loads: Whether these may load others, as the search does with its index. No element of the
            page itself may: whatever text names a script by its address, it does not run.
    """
    runs = " ".join(one.source for one in scripts) or "'none'"
    if loads and scripts:
        runs += " 'strict-dynamic'"
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "manifest-src 'self'; "
        f"script-src {runs}; base-uri 'none'; form-action 'none'"
    )


def style_policy(css: str) -> str:
    """The content security policy of a page that holds its own style and loads nothing."""
    return f"default-src 'none'; style-src {_source(css)}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _line_number(code: str, place: int) -> int:
    return code.count("\n", 0, place) + 1
