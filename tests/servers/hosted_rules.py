"""The file `_headers`, read as Netlify and Cloudflare Pages say that they read it.

A line that begins in its first column is a path, in which `*` stands for anything; indented lines
below it are `Name: value`. Blank lines and those that begin with `#` are nothing. Cloudflare takes
at most 100 rules, and 2,000 characters a line.
"""

import re
from dataclasses import dataclass, field

RULES = 100
CHARACTERS = 2_000

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


@dataclass(slots=True)
class Rule:
    """One path, and what is said with every file that it fits."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)

    def fits(self, path: str) -> bool:
        """Whether it is said with this one."""
        form = ".*".join(map(re.escape, self.path.split("*")))
        return re.fullmatch(form, path) is not None


def read(text: str) -> list[Rule]:
    """The rules of a file; AssertionError where a host would not take it."""
    rules: list[Rule] = []
    for line in text.splitlines():
        assert len(line) <= CHARACTERS
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            assert line.startswith(("/", "https://")), line
            assert line.count("*") <= 1, line
            rules.append(Rule(line))
            continue
        name, colon, value = line.strip().partition(":")
        assert rules, "a header before any path"
        assert colon, line
        assert _NAME.fullmatch(name), line
        assert value.strip(), line
        assert name.lower() not in map(str.lower, rules[-1].headers), "said twice"
        rules[-1].headers[name] = value.strip()
    assert 0 < len(rules) <= RULES
    return rules
