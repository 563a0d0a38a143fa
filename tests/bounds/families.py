"""Texts that grow with `n` and have made some reader of Markdown or YAML slow, each by a kind.

Each is about `n` times a few characters long. What it makes of them is no matter here: only that
twice the text is about twice the work.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

Family = Callable[[int], str]

MARKDOWN: Mapping[str, Family] = MappingProxyType(
    {
        # Emphasis
        "nested strong emphasis": lambda n: "*a **a " * n + "b" + " a** a*" * n,
        "emphasis that never closes": lambda n: "a_ " * n,
        "emphasis that never opens": lambda n: "_a " * n,
        "strong that never opens": lambda n: "a** " * n,
        "openers and closers of other marks": lambda n: "*_a " * n,
        "closers of other marks": lambda n: "a*_ " * n,
        "marks in threes": lambda n: "a***b" * n,
        "marks in rising runs": lambda n: "x" + " ".join("*" * (i % 50) + "a" for i in range(n)),
        "one run of stars": lambda n: "*" * n,
        "stars around a letter": lambda n: "*" * n + "a" + "*" * n,
        "underscores in a word": lambda n: "a_b" * n,
        "emphasis in a link": lambda n: "[*a_ " * n,
        "mismatched emphasis and brackets": lambda n: "*[" * n + "a" + "_]" * n,
        # Brackets and links
        "opening brackets": lambda n: "[" * n,
        "closing brackets": lambda n: "]" * n,
        "nested brackets": lambda n: "[" * n + "a" + "]" * n,
        "brackets with a letter": lambda n: "[a" * n,
        "link beginnings": lambda n: "[a](" * n,
        "link beginnings with an angle": lambda n: "[a](<b" * n,
        "link beginnings with a title": lambda n: '[a](b "' * n,
        "link beginnings with a round title": lambda n: "[a](b (" * n,
        "link beginnings and blanks": lambda n: "[a](" + " " * n + "b",
        "parentheses in an address": lambda n: "[a](" + "(" * n,
        "closed parentheses in an address": lambda n: "[a](" + "(" * n + ")" * n + ")",
        "backslashes in an address": lambda n: "[a](" + "\\(" * n + ")",
        "backslashes in a title": lambda n: '[a](b "' + '\\"' * n,
        "whole links": lambda n: "[a](b) " * n,
        "nested links": lambda n: "[" * n + "a" + "](b)" * n,
        "images": lambda n: "![a](b.png) " * n,
        "image beginnings": lambda n: "![[]()" * n,
        "nested images": lambda n: "![" * n + "a" + "](b)" * n,
        "collapsed references": lambda n: "[a][] " * n,
        "full references without a definition": lambda n: "[a][b]" * n,
        "references to one definition": lambda n: "[a]: b\n\n" + "[a] " * n,
        "many definitions": lambda n: "".join(f"[a{i}]: b\n" for i in range(n)),
        "many definitions of one label": lambda n: "[a]: b\n" * n,
        "definitions and their use": lambda n: (
            "".join(f"[a{i}]: b\n" for i in range(n)) + "\n" + "".join(f"[a{i}]" for i in range(n))
        ),
        "a definition's label that never ends": lambda n: "[" + "a" * n,
        "a definition's title that never ends": lambda n: '[a]: b "' + "c\n" * n,
        "definitions whose titles never end": lambda n: '[a]: b\n"c\n' * n,
        "definitions without an address": lambda n: "[a]:\n" * n,
        "a huge label": lambda n: "[" + "a" * n + "]\n\n[" + "a" * n + "]: b",
        # Code
        "backticks in rising runs": lambda n: " ".join("`" * (i % 50 + 1) for i in range(n)),
        "backticks in ever longer runs": lambda n: "e" + "e".join("`" * i for i in range(_root(n))),
        "one run of backticks": lambda n: "`" * n,
        "backticks that never close": lambda n: "`a``" * n,
        "code in a fence": lambda n: "```\n" + "a\n" * n,
        "fences": lambda n: "```\n" * n,
        "fences of tildes and backticks": lambda n: "~~~\n```\n" * n,
        "indented code": lambda n: "    a\n\n" * n,
        # Entities and escapes
        "entities": lambda n: "&amp;" * n,
        "entities without an end": lambda n: "&amp" * n,
        "ampersands": lambda n: "&" * n,
        "a long entity": lambda n: "&" + "a" * n,
        "numeric entities without an end": lambda n: "&#1" * n,
        "hexadecimal entities": lambda n: "&#x41;" * n,
        "backslashes": lambda n: "\\" * n,
        "escapes": lambda n: "\\*" * n,
        # Raw HTML
        "comments that never close": lambda n: "<!-- " * n,
        "a comment of dashes": lambda n: "a <!--" + "-" * n,
        "comments inside a text": lambda n: "a <!-- b " * n,
        "declarations that never close": lambda n: "a <!A " * n,
        "CDATA that never closes": lambda n: "a <![CDATA[ " * n,
        "instructions that never close": lambda n: "a <? " * n,
        "questions marks in an instruction": lambda n: "a <?" + "?" * n,
        "angles": lambda n: "<" * n,
        "closing angles in a text": lambda n: "a >" * n,
        "tag beginnings": lambda n: "<a " * n,
        "tags with quotes that never close": lambda n: "<a b='" * n,
        "tags with attributes": lambda n: "a <a" + " b=c" * n + ">",
        "tags with attributes, not closed": lambda n: "a <a" + " b=c" * n,
        "nested tags": lambda n: "<b>" * n + "a" + "</b>" * n,
        "tags that never close": lambda n: "<b>" * n,
        "closing tags": lambda n: "</b>" * n,
        "crossed tags": lambda n: "<b><i></b></i>" * n,
        "blocks of HTML": lambda n: "<div>\n\n" * n,
        "one block of nested HTML": lambda n: "<div>" * n,
        "one block of tables": lambda n: "<div><table>" + "<tr><td>a" * n,
        "one block of formatting": lambda n: "<div>" + "<a><b><p>" * n,
        "lists in one block of HTML": lambda n: "<ul>" + "<li><ul>" * n,
        "autolinks": lambda n: "<https://a.example/> " * n,
        "autolinks that never close": lambda n: "<https://a.example/ " * n,
        "one long autolink": lambda n: "<https:" + "a" * n,
        "addresses of mail": lambda n: "<a@b." + "c." * n + "d>",
        "bare addresses": lambda n: "https://a.example/ " * n,
        # Blocks
        "nested quotations": lambda n: ">" * n + " a",
        "nested lists": lambda n: "- " * n + "a",
        "lists that grow deeper": lambda n: "".join("  " * (i % 60) + "- a\n" for i in range(n)),
        "nested quotations and lists": lambda n: "> - " * n + "a",
        "lines of quotations": lambda n: "> a\n" * n,
        "a quotation that goes on lazily": lambda n: "> a\n" + "a\n" * n,
        "quotations of falling depth": lambda n: "".join(
            ">" * (30 - i % 30) + " a\n" for i in range(n)
        ),
        "items": lambda n: "- a\n" * n,
        "loose items": lambda n: "- a\n\n" * n,
        "empty items": lambda n: "-\n" * n,
        "numbered items": lambda n: "".join(f"{i % 999}. a\n" for i in range(n)),
        "lists of other marks": lambda n: "- a\n+ a\n* a\n" * n,
        "blank lines in a list": lambda n: "- a\n" + "\n" * n + "  b",
        "headings": lambda n: "# a\n" * n,
        "headings of one name": lambda n: "## a\n\n" * n,
        "hashes after a heading": lambda n: "# a " + "#" * n,
        "blanks in a heading": lambda n: "# a" + " " * n + "b",
        "underlined headings": lambda n: "a\n===\n" * n,
        "a paragraph that wants to be a heading": lambda n: "a\n" * n + "===",
        "rules": lambda n: "***\n" * n,
        "one long rule": lambda n: "* " * n,
        "a rule that fails at its end": lambda n: "* " * n + "a",
        "lines": lambda n: "a\n" * n,
        "hard breaks": lambda n: "a  \nb\\\n" * n,
        "blanks before a break": lambda n: "a" + " " * n + "\nb",
        "equal paragraphs": lambda n: "a\n\n" * n,
        "one long line": lambda n: "word " * n,
        "one long word": lambda n: "a" * n,
        "blank lines": lambda n: "\n" * n,
        "tabs": lambda n: "\t" * n + "a",
        "tabs and lists": lambda n: "-\t" * n + "a",
        "no-break spaces": lambda n: "\u00a0" * n + "a",
        # Tables
        "rows": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
        "columns": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "c|" * n,
        "rows without cells": lambda n: "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n" * n,
        "columns without rows": lambda n: "|" * n + "\n" + "|-" * n + "\n" + "a\n" * n,
        "tables": lambda n: "|a|\n|-|\n|b|\n\n" * n,
        "lines that might be a table's": lambda n: "a | b\n" * n,
        "rulers of a table": lambda n: "|-|-|\n" * n,
        "bars": lambda n: "|" * n,
        "escaped bars": lambda n: "|a|\n|-|\n|" + "\\|" * n + "|",
        # Footnotes
        "footnotes": lambda n: "".join(f"[^{i}]\n\n[^{i}]: b\n\n" for i in range(n)),
        "footnotes defined in a row": lambda n: (
            "".join(f"[^{i}]" for i in range(n))
            + "\n\n"
            + "".join(f"[^{i}]: b\n" for i in range(n))
        ),
        "footnotes that nothing refers to": lambda n: "".join(f"[^{i}]: b\n" for i in range(n)),
        "footnotes without a definition": lambda n: "".join(f"[^{i}] " for i in range(n)),
        "definitions of one footnote": lambda n: "[^a]\n\n" + "[^a]: b\n" * n,
        "references to a footnote": lambda n: "[^a]" * n + "\n\n[^a]: b",
        "footnote beginnings": lambda n: "[^" * n,
        "notes in the text": lambda n: "^[a]" * n,
        "notes that never close": lambda n: "^[" * n,
        "nested notes": lambda n: "^[" * n + "a" + "]" * n,
        "nested definitions of footnotes": lambda n: "[^a]: " * n + "b",
        "footnotes in footnotes": lambda n: (
            "[^0]\n\n" + "".join(f"[^{i}]: b [^{i + 1}]\n\n" for i in range(n))
        ),
    }
)
"""What any reader of Markdown may meet."""

OWN: Mapping[str, Family] = MappingProxyType(
    {
        "wikilinks": lambda n: "[[a-b]] " * n,
        "opening wikilinks": lambda n: "[[" * n,
        "opening wikilinks with words": lambda n: "[[a" * n,
        "nested wikilinks": lambda n: "[[" * n + "a" + "]]" * n,
        "a wide wikilink": lambda n: "[[a" + " " * n + "b]]",
        "wikilinks with bars": lambda n: "[[a" + "|" * n + "]]",
        "wikilinks with escapes": lambda n: "[[a|" + "\\|" * n,
        "wikilinks with hashes": lambda n: "[[a" + "#" * n + "]]",
        "wikilinks with angles": lambda n: "[[" + "a>" * n + "b]]",
        "wikilinks with types": lambda n: "[[" + "entity:" * n + "b]]",
        "wikilinks that name nothing": lambda n: "[[]]" * n,
        "wrong wikilinks": lambda n: "[[Two Words]] " * n,
        "citations": lambda n: "[@a, p. 2; @b] " * n,
        "opening citations": lambda n: "[@a; " * n,
        "opening citations in a row": lambda n: "[@" * n,
        "one long citation": lambda n: "[" + "@a; " * n + "@b]",
        "one long citation that never ends": lambda n: "[" + "@a; " * n,
        "a citation of semicolons": lambda n: "[@a" + ";" * n + "]",
        "a long locator": lambda n: "[@a, " + "p. 1 " * n + "]",
        "a citation with brackets": lambda n: "[@a " + "[b] " * n + "]",
        "citations in the text": lambda n: "@a " * n,
        "citations with a place": lambda n: "@a [p. 2] " * n,
        "citations whose place never ends": lambda n: "@a [" * n,
        "at signs": lambda n: "@" * n,
        "at signs and hyphens": lambda n: "@a-" * n,
        "a long key": lambda n: "@" + "a-" * n + "a",
        "a long key of dots": lambda n: "@" + "a." * n,
        "handles": lambda n: "@A_b " * n,
        "spans": lambda n: "[a]{.b} " * n,
        "mentions": lambda n: "[a]{entity=b} " * n,
        "nested mentions": lambda n: "[a " * n + "b" + "]{entity=b}" * n,
        "nested spans": lambda n: "[a " * n + "]{.b}" * n,
        "brackets and a span": lambda n: "[" * n + "a]{.b}",
        "opening braces": lambda n: "[a]{" * n,
        "braces": lambda n: "[a]" + "{" * n,
        "many classes": lambda n: "[a]{" + ".b " * n + "}",
        "many attributes": lambda n: "[a]{" + "b=c " * n + "}",
        "attributes that never end": lambda n: "[a]{" + "b=c " * n,
        "quotes in attributes": lambda n: '[a]{b="' + '\\"' * n,
        "quotes in attributes, in a row": lambda n: '[a]{b="' * n,
        "a long value": lambda n: '[a]{b="' + "c" * n + '"}',
        "a heading's braces": lambda n: "# a " + "{#b " * n,
        "a heading's closed braces": lambda n: "# a " + "{#b} " * n,
        "headings with ids": lambda n: "".join(f"# a {{#b{i}}}\n" for i in range(n)),
        "headings of one id": lambda n: "# a {#b}\n" * n,
        "lines of attributes": lambda n: "{.a}\n" * n,
        "lines of attributes above paragraphs": lambda n: "{.a}\nb\n\n" * n,
        "a line of attributes that never ends": lambda n: "{" + ".a " * n,
        "figures": lambda n: '![a](b.png "c")\n\n' * n,
    }
)
"""What only our own syntax has."""

YAML: Mapping[str, Family] = MappingProxyType(
    {
        "open lists": lambda n: "a: " + "[" * n,
        "nested lists": lambda n: "a: " + "[" * n + "]" * n,
        "open mappings": lambda n: "a: " + "{" * n,
        "open mappings with keys": lambda n: "a: " + "{a: " * n,
        "nested lists of dashes": lambda n: "a:\n  " + "- " * n + "b",
        "nested blocks": lambda n: "".join(" " * i + "a:\n" for i in range(_root(n))),
        "question marks": lambda n: "? " * n,
        "question marks in braces": lambda n: "a: {" + "? " * n,
        "an anchor for each value": lambda n: "".join(f"a{i}: &a{i} b\n" for i in range(n)),
        "aliases": lambda n: "a: &a b\n" + "".join(f"b{i}: *a\n" for i in range(n)),
        "aliases in braces": lambda n: "a: &a b\nc: [" + "*a, " * n + "]",
        "a bomb of aliases": lambda n: (
            "a0: &a0 [b, b]\n" + "".join(f"a{i + 1}: &a{i + 1} [*a{i}, *a{i}]\n" for i in range(n))
        ),
        "a bomb of merges": lambda n: (
            "a0: &a0 {b: c}\n"
            + "".join(f"a{i + 1}: &a{i + 1}\n  <<: [*a{i}, *a{i}]\n" for i in range(n))
        ),
        "merges": lambda n: "a: &a {b: c}\nd:\n" + "  <<: *a\n" * n,
        "tags": lambda n: "".join(f"a{i}: !!str b\n" for i in range(n)),
        "a long tag": lambda n: "a: !" + "b" * n + " c",
        "a long anchor": lambda n: "a: &" + "b" * n + " c",
        "keys": lambda n: "".join(f"a{i}: b\n" for i in range(n)),
        "one key again and again": lambda n: "a: b\n" * n,
        "a long key": lambda n: "a" * n + ": b",
        "a key that is a list": lambda n: "[" + "a, " * n + "]: b",
        "one long value": lambda n: "title: " + "a" * n,
        "one long value of words": lambda n: "title: " + "a " * n,
        "one value of many lines": lambda n: "title: a\n" + "  b\n" * n,
        "one value of blank lines": lambda n: "title: a\n" + "\n" * n + "  b",
        "a quoted value of many lines": lambda n: 'title: "a\n' + "  b\n" * n + '"',
        "a quote that never closes": lambda n: 'title: "a\n' + "  b\n" * n,
        "quotes": lambda n: "title: '" + "''" * n + "'",
        "quotes that never close": lambda n: "a: '\n" * n,
        "escapes": lambda n: 'title: "' + "\\n" * n + '"',
        "wrong escapes": lambda n: 'title: "' + "\\q" * n + '"',
        "lines with wrong escapes": lambda n: 'a: "\\q"\n' * n,
        "a block of text": lambda n: "title: |\n" + "  a\n" * n,
        "a folded block": lambda n: "title: >\n" + "  a\n" * n,
        "a folded block of blank lines": lambda n: "title: >\n  a\n" + "\n" * n + "  b\n",
        "comments": lambda n: "# a\n" * n + "title: a",
        "hashes": lambda n: "title: a " + "#" * n,
        "hashes behind values": lambda n: "a: b #c\n" * n,
        "a list in brackets": lambda n: "tags: [" + "a, " * n + "]",
        "a list in brackets that never ends": lambda n: "tags: [" + "a, " * n,
        "a list in brackets over lines, never ended": lambda n: "tags: [\n" + "a,\n" * n,
        "a list of dashes": lambda n: "tags:\n" + "- a\n" * n,
        "dashes": lambda n: "- " * n,
        "a mapping in braces": lambda n: "a: {" + ", ".join(f"a{i}: b" for i in range(n)) + "}",
        "commas in braces": lambda n: "a: {b: c" + ", d e" * n + "}",
        "commas": lambda n: "a: [" + "," * n + "]",
        "colons": lambda n: "a: " + "b: " * n,
        "colons in a row": lambda n: ":" * n,
        "lines with two colons": lambda n: "a: b: c\n" * n,
        "lines without a colon": lambda n: "a\n" * n,
        "documents": lambda n: "---\na: b\n" * n,
        "ends of documents": lambda n: "...\n" * n,
        "directives": lambda n: "%A b\n" * n,
        "tabs": lambda n: "a:" + "\t" * n + "b",
        "lines that begin with tabs": lambda n: "a: b\n" + "\tb: c\n" * n,
        "blanks": lambda n: "a:" + " " * n + "b",
        "blank lines": lambda n: "\n" * n + "a: b",
        "carriage returns": lambda n: "a: b\r" * n,
        "percent signs": lambda n: "a: %\n" * n,
        "at signs": lambda n: "a: @b\n" * n,
        "stars": lambda n: "a: *\n" * n,
        "exclamation marks": lambda n: "a: ! b\n" * n,
        "falling columns": lambda n: "".join(
            " " * (_root(n) - i) + "a: b\n" for i in range(_root(n))
        ),
        "entities by id": lambda n: (
            "title: a\nentities:\n" + "".join(f"- a{i}\n" for i in range(n))
        ),
        "entities with roles": lambda n: (
            "title: a\nentities:\n"
            + "".join(f"- {{id: a{i}, role: b, as: [c, d]}}\n" for i in range(n))
        ),
        "wrong entities": lambda n: "title: a\nentities:\n" + "- A B\n" * n,
        "names for an entity": lambda n: (
            "title: a\nentities:\n- id: a\n  as: [" + ", ".join(f"b{i}" for i in range(n)) + "]"
        ),
        "wrong keys": lambda n: "title: a\n" + "".join(f"titel{i}: b\n" for i in range(n)),
        "wrong tags": lambda n: "title: a\ntags: [" + ", ".join(f"A {i}" for i in range(n)) + "]",
        "dates": lambda n: "title: a\ndate: " + "2024-" * n,
        "a date of brackets": lambda n: 'title: a\ndate: "' + "[" * n + '"',
        "a date of parentheses": lambda n: 'title: a\ndate: "' + "(" * n + '2024"',
        "a date of alternatives": lambda n: 'title: a\ndate: "[' + "2024, " * n + '2025]"',
        "a date of masks": lambda n: 'title: a\ndate: "' + "X" * n + '"',
        "an address": lambda n: "title: a\nformerly: [" + "a-" * n + "a]",
        "a language": lambda n: "title: a\nlang: " + "en-" * n,
    }
)
"""Front matter."""


def _root(n: int) -> int:
    """For families whose length is the square of a number."""
    return int((2 * n) ** 0.5) + 1
