"""Drawings that do more than draw: what is tried, and whether Chromium lets it happen.

Every one of them calls `alert`, or asks for `elsewhere`, where the attack works.
"""

import base64
from dataclasses import dataclass

NS = 'xmlns="http://www.w3.org/2000/svg"'
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
HTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """One drawing."""

    name: str
    data: bytes
    fires: bool
    """Whether it does something in Chromium when it is opened by itself and clicked on."""


def _svg(inner: str, attributes: str = "") -> bytes:
    return (
        f'<svg {NS} {LINK} {HTML} viewBox="0 0 100 100" width="100" height="100" {attributes}>'
        f"{inner}</svg>"
    ).encode()


_RECT = '<rect width="100" height="100"/>'
_ENCODED = base64.b64encode(_svg("<script>alert(1)</script>")).decode()

_FIRING: dict[str, bytes] = {
    # Scripts
    "script": _svg("<script>alert(1)</script>"),
    "script with a type": _svg('<script type="text/javascript">alert(1)</script>'),
    "script of another file": _svg('<script href="elsewhere.js"/>'),
    "script of another file, by xlink": _svg('<script xlink:href="elsewhere.js"/>'),
    "script of a data address": _svg('<script href="data:text/javascript,alert(1)"/>'),
    "script in CDATA": _svg("<script><![CDATA[alert(1)]]></script>"),
    "script in references to characters": _svg("<script>&#97;lert(1)</script>"),
    "script in defs": _svg("<defs><script>alert(1)</script></defs>"),
    "script in a symbol": _svg("<symbol><script>alert(1)</script></symbol>"),
    "script in a title": _svg("<title><script>alert(1)</script></title>"),
    "script in a description": _svg("<desc><script>alert(1)</script></desc>"),
    "script in metadata": _svg("<metadata><script>alert(1)</script></metadata>"),
    "script of an unknown element": _svg("<unknown><script>alert(1)</script></unknown>"),
    "script of HTML": _svg("<h:script>alert(1)</h:script>"),
    "script of HTML, its own namespace": _svg(
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'
    ),
    "script with a prefix": (
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>'
    ),
    "script with a prefix of letters that look alike": (
        '<ѕvg:svg xmlns:ѕvg="http://www.w3.org/2000/svg"><ѕvg:script>alert(1)</ѕvg:script>'
        "</ѕvg:svg>"
    ).encode(),
    "script behind a byte order mark": b"\xef\xbb\xbf" + _svg("<script>alert(1)</script>"),
    # Events
    "onload": _svg("", 'onload="alert(1)"'),
    "onload over two lines": _svg("", 'onload\n=\n"alert(1)"'),
    "onload in references to characters": _svg("", 'onload="&#x61;lert(1)"'),
    "onclick": _svg('<rect width="100" height="100" onclick="alert(1)"/>'),
    "onmousedown": _svg('<rect width="100" height="100" onmousedown="alert(1)"/>'),
    "onpointerup": _svg('<rect width="100" height="100" onpointerup="alert(1)"/>'),
    "onmouseover": _svg('<rect width="100" height="100" onmouseover="alert(1)"/>'),
    "onfocusin": _svg(
        '<rect tabindex="1" autofocus="autofocus" width="100" height="100" onfocusin="alert(1)"/>'
    ),
    "onerror of a picture": _svg('<image href="data:image/png;base64,AAAA" onerror="alert(1)"/>'),
    "onbegin": _svg('<animate onbegin="alert(1)" attributeName="x" dur="1s"/>'),
    "onend": _svg('<animate onend="alert(1)" attributeName="x" dur="0.01s"/>'),
    "onrepeat": _svg(
        '<rect width="9" height="9"><animate onrepeat="alert(1)" attributeName="x" to="1"'
        ' dur="0.05s" repeatCount="3"/></rect>'
    ),
    "onload of HTML": _svg('<h:body onload="alert(1)"/>'),
    "onerror of HTML": _svg('<h:img src="elsewhere.png" onerror="alert(1)"/>'),
    "ontransitionend": _svg(
        "<style>rect{transition:opacity 0.01s}rect:hover{opacity:0.5}</style>"
        '<rect width="100" height="100" ontransitionend="alert(1)"/>'
    ),
    "onanimationstart": _svg(
        "<style>@keyframes a{to{opacity:0}}rect{animation:a 1s}</style>"
        '<rect width="100" height="100" onanimationstart="alert(1)"/>'
    ),
    # Addresses
    "link to a script": _svg(f'<a href="javascript:alert(1)">{_RECT}</a>'),
    "link to a script, by xlink": _svg(f'<a xlink:href="javascript:alert(1)">{_RECT}</a>'),
    "link to a script, by another prefix": _svg(
        f'<a x:href="javascript:alert(1)" xmlns:x="http://www.w3.org/1999/xlink">{_RECT}</a>'
    ),
    "link to a script in capitals": _svg(f'<a href="JaVaScRiPt:alert(1)">{_RECT}</a>'),
    "link to a script with a tab": _svg(f'<a href="java&#9;script:alert(1)">{_RECT}</a>'),
    "link to a script behind blanks": _svg(f'<a href=" &#10;javascript:alert(1)">{_RECT}</a>'),
    "link to a script, set": _svg(
        f'<a><set attributeName="href" to="javascript:alert(1)" begin="0s"/>{_RECT}</a>'
    ),
    "link to elsewhere": _svg(f'<a href="elsewhere.html">{_RECT}</a>'),
    "picture of another file": _svg('<image href="elsewhere.png" width="9" height="9"/>'),
    "picture of another file, by xlink": _svg(
        '<image xlink:href="elsewhere.png" width="9" height="9"/>'
    ),
    "picture of another file, by its filter": _svg(
        '<filter id="f"><feImage href="elsewhere.png"/></filter>'
        '<rect width="9" height="9" filter="url(#f)"/>'
    ),
    "picture set": _svg(
        '<image width="9" height="9"><set attributeName="href" to="elsewhere.png"/></image>'
    ),
    "use of another file": _svg('<use href="elsewhere.svg#a"/>'),
    "use of another file, by xlink": _svg('<use xlink:href="elsewhere.svg#a"/>'),
    "frame of HTML": _svg('<foreignObject><h:iframe src="elsewhere.html"/></foreignObject>'),
    "frame of HTML with a document": _svg(
        '<foreignObject width="9" height="9">'
        '<h:iframe srcdoc="&lt;script>alert(1)&lt;/script>"/></foreignObject>'
    ),
    "script in foreignObject": _svg("<foreignObject><h:script>alert(1)</h:script></foreignObject>"),
    "object of HTML": _svg('<foreignObject><h:object data="elsewhere.svg"/></foreignObject>'),
    "embed of HTML": _svg('<foreignObject><h:embed src="elsewhere.svg"/></foreignObject>'),
    "video of HTML": _svg('<foreignObject><h:video src="elsewhere.mp4"/></foreignObject>'),
    "audio of HTML": _svg('<h:audio src="elsewhere.mp3" autoplay="autoplay"/>'),
    "stylesheet of HTML": _svg('<h:link rel="stylesheet" href="elsewhere.css"/>'),
    "refresh of HTML": _svg('<h:meta http-equiv="refresh" content="0;url=elsewhere.html"/>'),
    # Styles
    "import": _svg("<style>@import 'elsewhere.css';</style>"),
    "import by address": _svg("<style>@import url(elsewhere.css);</style>"),
    "import in capitals": _svg("<style>@IMPORT url(elsewhere.css);</style>"),
    "import with an escape": _svg("<style>@\\69mport 'elsewhere.css';</style>"),
    "import in CDATA": _svg("<style><![CDATA[@import 'elsewhere.css';]]></style>"),
    "import in references to characters": _svg("<style>&#64;import 'elsewhere.css';</style>"),
    "font of another file": _svg(
        "<style>@font-face{font-family:f;src:url(elsewhere.woff2)}text{font-family:f}</style>"
        '<text y="20">text</text>'
    ),
    "background of another file": _svg("<style>svg{background:url(elsewhere.png)}</style>"),
    "background with an escape": _svg("<style>svg{background:\\75rl(elsewhere.png)}</style>"),
    "background by image-set": _svg("<style>svg{background:image-set('elsewhere.png' 1x)}</style>"),
    "background by an old image-set": _svg(
        "<style>svg{background:-webkit-image-set(url(elsewhere.png) 1x)}</style>"
    ),
    "background in an attribute": _svg("", 'style="background:url(elsewhere.png)"'),
    "background in two parts": _svg("<style>svg{background:<!-- -->url(elsewhere.png)}</style>"),
    "cursor of another file": _svg(f'<g style="cursor:url(elsewhere.png),auto">{_RECT}</g>'),
    "fill of another file": _svg('<rect width="9" height="9" fill="url(elsewhere.svg#a)"/>'),
    "mask of another file": _svg('<rect width="9" height="9" mask="url(elsewhere.svg#a)"/>'),
    "clip of another file": _svg('<rect width="9" height="9" clip-path="url(elsewhere.svg#a)"/>'),
    "filter of another file": _svg('<rect width="9" height="9" filter="url(elsewhere.svg#a)"/>'),
    "marker of another file": _svg('<path d="M0 0L9 9" marker-end="url(elsewhere.svg#a)"/>'),
    "mask of another file, by style": _svg(
        "<style>rect{mask-image:url('elsewhere.png')}</style>" + _RECT
    ),
    # Declarations
    "stylesheet by instruction": b'<?xml-stylesheet href="elsewhere.css"?>' + _svg(""),
    "transformation by instruction": (
        b'<?xml-stylesheet type="text/xsl" href="elsewhere.xsl"?>' + _svg("")
    ),
    "entity": b"<!DOCTYPE svg [<!ENTITY e \"<script xmlns='http://www.w3.org/2000/svg'>"
    b'alert(1)</script>">]>' + _svg("&e;"),
    "namespace by declaration": (
        b'<!DOCTYPE svg [<!ATTLIST svg xmlns CDATA "http://www.w3.org/2000/svg">]>'
        b"<svg><script>alert(1)</script></svg>"
    ),
    "UTF-16": '<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16")
    + _svg("<script>alert(1)</script>").decode().encode("utf-16-le"),
    "UTF-16, the other way round": b"\xfe\xff"
    + _svg("<script>alert(1)</script>").decode().encode("utf-16-be"),
    "Latin-1 by declaration": b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    + _svg("<script>alert(1)</script>"),
    "not SVG at all": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "stylesheet of XSLT": b'<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform">'
    b'<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script></x:stylesheet>',
}

_QUIET: dict[str, bytes] = {
    # What other browsers do, or did, or what only reveals or burdens.
    "script as a module": _svg('<script type="module">alert(1)</script>'),
    "onload in the middle": _svg("<g onload='alert(1)'/>"),
    "attribute by declaration": (
        b'<!DOCTYPE svg [<!ATTLIST rect onload CDATA "alert(1)">]>' + _svg(_RECT)
    ),
    "use of a data address": _svg(f'<use href="data:image/svg+xml;base64,{_ENCODED}#a"/>'),
    "picture that is a drawing": _svg(f'<image href="data:image/svg+xml;base64,{_ENCODED}"/>'),
    "picture that is a page": _svg(
        '<image href="data:text/html,&lt;script>alert(1)&lt;/script>"/>'
    ),
    "picture of a script": _svg('<image href="javascript:alert(1)"/>'),
    "use of a script": _svg('<use href="javascript:alert(1)"/>'),
    "handler": _svg(
        '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler>'
    ),
    "listener": _svg('<listener event="load" handler="javascript:alert(1)"/>'),
    "expression": _svg('<rect style="width:expression(alert(1))"/>'),
    "behaviour": _svg('<rect style="behavior:url(#default#x)"/>'),
    "binding": _svg('<rect style="-moz-binding:url(#x)"/>'),
    "script in a style": _svg('<rect style="background:url(javascript:alert(1))"/>'),
    "another base": _svg('<use href="#a"/>', 'xml:base="https://elsewhere.example/"'),
    "link by XLink alone": _svg('<g xlink:href="elsewhere.svg" xlink:type="simple"/>'),
    "animated address": _svg('<animate attributeName="href" values="javascript:alert(1)"/>'),
    "motion": _svg('<animateMotion path="M0 0L9 9"/>'),
    "discard": _svg("<discard/>"),
    "cursor element": _svg('<cursor href="elsewhere.png"/>'),
    "font element": _svg(
        '<font-face><font-face-src><font-face-uri href="elsewhere"/></font-face-src></font-face>'
    ),
    "profile": _svg('<color-profile href="elsewhere.icc" name="c"/>'),
    "text reference": _svg('<tref href="elsewhere.txt"/>'),
    "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>'
    b"+ADw-svg+AD4APA-script+AD4-alert(1)+ADw-/script+AD4APA-/svg+AD4-",
    "UTF-7 behind a harmless beginning": _svg("<text>+ADw-script+AD4-</text>").replace(
        b"<svg", b'<?xml version="1.0" encoding="utf-7"?><svg', 1
    ),
    "UTF-32": _svg("<script>alert(1)</script>").decode().encode("utf-32"),
    "EBCDIC": '<?xml version="1.0" encoding="cp037"?><svg/>'.encode("cp037"),
    "an entity of a file": b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    + _svg("<text>&e;</text>"),
    "a parameter entity": b'<!DOCTYPE svg [<!ENTITY % e SYSTEM "elsewhere.dtd"> %e;]>' + _svg(""),
    "a document type of another file": b'<!DOCTYPE svg SYSTEM "elsewhere.dtd">' + _svg(""),
    "a thousand million laughs": b"<!DOCTYPE svg ["
    b'<!ENTITY a0 "ha">'
    + b"".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">'.encode() for n in range(9))
    + b"]>"
    + _svg("<text>&a9;</text>"),
    "a thousand million uses": _svg(
        '<g id="a0"><rect width="1" height="1"/></g>'
        + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))
    ),
    "a use of itself": _svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "a pattern of itself": _svg(
        '<pattern id="p" width="1" height="1"><rect fill="url(#p)" width="1" height="1"/></pattern>'
    ),
    "a thousand levels": _svg("<g>" * 1000 + "</g>" * 1000),
    "a hundred thousand elements": _svg("<g/>" * 100_000),
    "metadata of a program": _svg("<metadata>Somebody</metadata>"),
    "a path of a program": _svg(
        "", 'xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export="/home/somebody/a.png"'
    ),
    "an element of a program": _svg(
        '<i:page xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>'
    ),
    "a comment": _svg("<!-- by Somebody -->"),
    "a comment behind its end": _svg("") + b"<!-- by Somebody -->",
    "an instruction in the middle": _svg("<?php echo 1 ?>"),
    "CDATA that HTML reads otherwise": _svg(
        "<title><![CDATA[><img src=x onerror=alert(1)>]]></title>"
    ),
    "a style that ends early in HTML": _svg("<style>&lt;/style>&lt;img src=x></style>"),
    "an element of no namespace": b"<svg><script>alert(1)</script></svg>",
    "an element in a namespace that looks alike": (
        f'<svg {NS}><g xmlns="http://www.w3.org/2000/svg "/></svg>'
    ).encode(),
    "text where none is shown": _svg("Somebody"),
    "two roots": _svg("") * 2,
    "cut off": _svg("")[:-4],
    "an unknown entity": _svg("&nbsp;"),
    "U+0000": _svg("\0"),
    "damaged UTF-8": _svg("<text>é</text>").replace("é".encode(), b"\xc3"),
}

HOSTILE = tuple(
    Hostile(name=name, data=data, fires=fires)
    for group, fires in ((_FIRING, True), (_QUIET, False))
    for name, data in group.items()
)
