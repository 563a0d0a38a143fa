"""Two hundred and more ways to write a path that leads out of a dossier."""

from itertools import product
from urllib.parse import quote

UPS = (
    "..",
    "%2e%2e",
    "%2E%2e",
    ".%2e",
    "%252e%252e",
    "%c0%ae%c0%ae",
    "．．",
    "‥",
    "..\u200b",
    "..;",
)
"""One step up, as some program or other reads it."""
BETWEEN = ("/", "\\", "%2f", "%5c", "//", "/./", "／", "%252f", "%c0%af", "\\/")
"""What parts steps."""

WHOLE = (
    *("/etc/passwd", "//etc/passwd", "///etc/passwd", "/./etc/passwd", "\\etc\\passwd"),
    *("/etc/passwd\0.png", "../../secret.png\0", "\0../../secret.png", "..\0/..\0/secret.png"),
    *("%00../../secret.png", "../../secret.png%00.png", "../../secret.png%0a", "..%00/secret.png"),
    *("/proc/self/environ", "/proc/self/cwd/secret.png", "/dev/zero", "/dev/stdin", "/dev/tcp/x/1"),
    *("~/secret.png", "~root/.ssh/id_rsa", "$HOME/secret.png", "${PWD}/../secret.png", "`pwd`"),
    *(
        "file:///etc/passwd",
        "file:/etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
    ),
    *(
        "file:../../secret.png",
        "file:%2e%2e/secret.png",
        "C:\\secret.png",
        "C:secret.png",
        "c:/x.png",
    ),
    *(
        "\\\\?\\C:\\secret.png",
        "\\\\host\\share\\secret.png",
        "\\\\.\\pipe\\x",
        "//host/share/x.png",
    ),
    *("CON", "aux.png", "NUL.md", "com1.png", "x.png::$DATA", "x.png:stream", "secret.png.", "..."),
    *(
        ".",
        "..",
        "./",
        "../",
        "/",
        "//",
        "\\",
        "%2e",
        "%2e%2e%2f",
        ".git/config",
        ".cache/x",
        "....",
    ),
    *(".editions/x", "../.cache/dossier.sqlite", "../../output/index.html", "../site.yml", ".env"),
    *("../../templates/base.html", "../../../templates/base.html", "theme:base.html", "base.html"),
    *("media/../../../secret.png", "one.png/../../../secret.png", "one.png/..", "one.png/"),
    *("./../../secret.png", "a/b/c/../../../../../secret.png", "media/./../../../secret.png"),
    *("http:../../secret.png", "http:/etc/passwd", "https:secret.png", "javascript:/etc/passwd"),
    *("data:,/etc/passwd", "gopher://127.0.0.1:1/x", "ftp://127.0.0.1/x", "//127.0.0.1:1/x.png"),
    *(
        "http://127.0.0.1:1/x.png",
        "http://[::1]:1/x.png",
        "http://0x7f000001:1/",
        "ws://127.0.0.1:1",
    ),
    *("dict://127.0.0.1:1/x", "ldap://127.0.0.1:1/x", "expect://id", "php://filter", "zip://x#y"),
    *("|id", ";id", "$(id)", "`id`", "-rf", "--output=/etc/x", "@/etc/passwd", "<!--#include-->"),
    *(
        "&#46;&#46;/secret.png",
        "&period;&period;/secret.png",
        "\u202e../secret.png",
        "..\t/secret.png",
    ),
    *(
        "..\n/secret.png",
        "..\r/secret.png",
        "..\u2028/secret.png",
        "..\x85/secret.png",
        "..\x1b[2J/x",
    ),
    *("../" * 60 + "etc/passwd", "a/" * 300 + "../" * 301 + "secret.png", "x" * 5000, "../" * 3000),
)
"""Those that are of no family."""


def traversals() -> tuple[str, ...]:
    """All of them, each once."""
    families = []
    for up, slash in product(UPS, BETWEEN):
        families.append(slash.join([up, up, "secret.png"]))
        families.append(slash.join(["media", up, up, up, "secret.png"]))
    encoded = (quote(one, safe="") for one in WHOLE if len(one) < 100)
    return tuple(dict.fromkeys([*families, *WHOLE, *encoded]))
