"""Drawings that only draw, some of them with words that look like more."""

from hostile_svgs import LINK, NS

_INNERS = (
    '<g transform="translate(1 2) rotate(45) scale(2)"><path d="M0 0h9v9z" fill="#a02f3c"/></g>',
    (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<rect width="9" height="9" fill="url(#a)"/>'
    ),
    '<symbol id="s"><circle r="2"/></symbol><use href="#s" x="1"/><use xlink:href="#s" x="2"/>',
    (
        '<g clip-path="url(#c)"><defs><clipPath id="c"><rect width="9" height="9"/></clipPath>'
        "</defs><path d='M0 0'/></g>"
    ),
    (
        "<style>.a{fill:rgb(1,2,3);mask:url( '#m' )} @media (prefers-color-scheme: dark)"
        "{.a{fill:#fff}}</style><mask id='m'/>"
    ),
    '<style type="text/css">text{font-family:"Curl",serif}</style>',
    (
        '<text x="1" y="2" style="font:bold 12px serif" xml:space="preserve">شناور <tspan>a</tspan>'
        "</text>"
    ),
    '<title>A plan &amp; "more" &lt;b></title><desc>What it shows: url(a)</desc>',
    '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(&quot;#f&quot;)"/>',
    '<g aria-label="javascript:" role="img" data-name="Layer 1" class="a b" id="url(x)"/>',
)

ACCEPTED = tuple(f'<svg {NS} {LINK} viewBox="0 0 9 9">{inner}</svg>'.encode() for inner in _INNERS)
