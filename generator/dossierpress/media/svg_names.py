"""Elements and attributes of drawings that do nothing: no script, no animation, no other file."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

TEXTS = frozenset(["text", "tspan", "textPath", "title", "desc", "style"])
"""Elements that may hold text."""

ELEMENTS = TEXTS | frozenset(
    """
    svg g defs symbol use switch image
    path rect circle ellipse line polyline polygon
    linearGradient radialGradient stop pattern clipPath mask marker filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905 (reads better than a hundred lines)
)

WORDS = frozenset(["id", "class", "lang", "role", "type", "media", "d", "points", "values"])
"""Attributes whose values are names, words and numbers: no style is read in them."""

ATTRIBUTES = WORDS | frozenset(
    """
    amplitude azimuth baseFrequency bias clipPathUnits cx cy diffuseConstant divisor dx dy
    edgeMode elevation exponent filterUnits fr fx fy gradientTransform gradientUnits height in in2
    intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lengthAdjust limitingConeAngle
    markerHeight markerUnits markerWidth maskContentUnits maskUnits method mode numOctaves offset
    operator order orient pathLength patternContentUnits patternTransform patternUnits pointsAtX
    pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result
    rotate rx ry scale seed side slope spacing specularConstant specularExponent startOffset
    stdDeviation stitchTiles style surfaceScale systemLanguage tableValues targetX targetY
    textLength transform version viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
    baseProfile enable-background

    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering direction display dominant-baseline fill
    fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size
    font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering kerning
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode isolation opacity overflow paint-order pointer-events shape-rendering
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
    text-overflow text-rendering transform-origin unicode-bidi vector-effect visibility
    white-space word-spacing writing-mode
    """.split()  # noqa: SIM905 (the same)
)

POINTING = frozenset(
    ["use", "textPath", "linearGradient", "radialGradient", "pattern", "filter", "image"]
)
"""Elements that may point at another place of the drawing, or (a picture) hold another picture."""

STYLE_FUNCTIONS = frozenset(
    """
    url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var
    matrix matrix3d translate translatex translatey scale scalex scaley rotate skew skewx skewy
    cubic-bezier steps blur brightness contrast drop-shadow grayscale hue-rotate invert opacity
    saturate sepia not is where nth-child nth-of-type nth-last-child
    polygon circle ellipse inset path linear-gradient radial-gradient
    """.split()  # noqa: SIM905 (the same)
)
"""What a style may call: none of these loads a file but `url`, whose argument is looked at."""
