"""Response headers for every file of a dossier, as settings of five servers.

Pages carry their own policy, which works from disk and on any server. A server can say more: not to
be framed, not to guess at types, and not to let a picture that is opened by itself do anything.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

SERVER_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; "
    "script-src-elem 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What holds beside the policy that every page carries, and never loosens it.

Which scripts run, each page says by their sums: a header that repeated them would be wrong after
every change of the theme, and for an earlier edition. What it says is that none runs from
elsewhere, as an attribute, or made of text. Of the dossier's own, pages themselves let none run by
its address, but for the index that the search loads.
"""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": SERVER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), interest-cohort=(), microphone=()",
    "Cache-Control": "no-cache",  # what is withdrawn must not live on in browsers
}
_WORD = re.compile(r"[\w/.~!@+,-]*")
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For an SVG that is opened by itself."""


def nginx(base: str) -> str:
    """For the `server` block."""
    said = [f'add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    picture = [
        f'add_header {name} "{value}" always;'
        for name, value in {**HEADERS, "Content-Security-Policy": PICTURE_POLICY}.items()
    ]
    inner = "\n".join(f"    {line}" for line in picture)
    return (
        "# Include this in the `server` block of the dossier.\n"
        + "\n".join(said)
        + f"\ncharset utf-8;\nerror_page 404 {base}404.html;\n"
        + f"location ~* \\.svg$ {{\n{inner}\n}}\n"
        + "location ~ /\\.(?!well-known/) {\n    return 404;\n}\n"
    )


def apache(base: str) -> str:
    """For `.htaccess`, or the `Directory` of the dossier; needs mod_headers."""
    said = [f'Header always set {name} "{value}"' for name, value in HEADERS.items()]
    return (
        "# Put this into `.htaccess` beside index.html, or into the `Directory` of the dossier.\n"
        + "\n".join(said)
        + f"\nAddDefaultCharset utf-8\nErrorDocument 404 {base}404.html\nOptions -Indexes\n"
        + '<FilesMatch "\\.svg$">\n'
        + f'    Header always set Content-Security-Policy "{PICTURE_POLICY}"\n</FilesMatch>\n'
        + 'RedirectMatch 404 "/\\.(?!well-known/)"\n'
    )


def caddy(base: str) -> str:
    """For the site block of a Caddyfile."""
    policy = "Content-Security-Policy"
    lines = [f'    {name} "{value}"' for name, value in HEADERS.items() if name != policy]
    # The last `header` that fits would win, and the one for all files comes last.
    return (
        "# Put this into the site block of the dossier.\n"
        f'@pages not path *.svg\nheader @pages {policy} "{HEADERS[policy]}"\n'
        f'@pictures path *.svg\nheader @pictures {policy} "{PICTURE_POLICY}"\n'
        "header {\n" + "\n".join(lines) + "\n}\n"
        "@hidden {\n    path_regexp /\\.\n    not path */.well-known/*\n}\n"
        "respond @hidden 404\n"
        f"handle_errors {{\n    rewrite * {base}404.html\n    file_server\n}}\n"
    )


def hosted(base: str) -> str:
    """For the file `_headers` of Netlify and of Cloudflare Pages."""
    said = "\n".join(f"  {name}: {value}" for name, value in HEADERS.items())
    return (
        "# Save this as `_headers` beside index.html (see `root_files` in site.yml).\n"
        f"{base}*\n{said}\n"
    )


SERVERS: Mapping[str, Callable[[str], str]] = {
    "nginx": nginx,
    "apache": apache,
    "caddy": caddy,
    "netlify": hosted,
    "cloudflare": hosted,
}
"""Name -> what makes its file, given the path that the dossier is served at."""


def base_path(url: str | None) -> str:
    """`/case/` of `https://newsroom.example/case/`; `/` where no address is known."""
    path = urlsplit(url or "").path
    # Servers are told paths as they are; only what would end a word there stays encoded.
    plain = unquote(path)
    path = plain if _WORD.fullmatch(plain) else path
    return path if path.endswith("/") else f"{path}/"
