"""The rules that `theme` of site.yml adds at the end of the stylesheet."""

from collections.abc import Iterator

from dossierpress.schema.theme_settings import ThemeConfig

_NAMED_BY_LANGUAGE = ":lang(ar),:lang(fa),:lang(ur),:lang(ps),:lang(ckb),:lang(sd),:lang(ug)"
_HEBREW = ":lang(he),:lang(yi)"
_CJK = ":lang(zh),:lang(zh-Hant),:lang(zh-TW),:lang(zh-HK),:lang(ja),:lang(ko)"
_OF_THEME = (
    '"Dossier Sans","Dossier Naskh","Dossier Hebrew Sans","Dossier Sans Stand-in",sans-serif'
)
_OF_READER = "system-ui,sans-serif"


def theme_rules(theme: ThemeConfig) -> str:
    """The rules, as CSS; empty where the settings leave everything as it is."""
    return "\n".join(_rules(theme))


def _rules(theme: ThemeConfig) -> Iterator[str]:
    if theme.accents is not None:
        light, dark = theme.accents
        colours = f"--link:light-dark({light},{dark});--focus:light-dark({light},{dark})"
        head = ".masthead{border-block-start-color:var(--link)}"
        yield f"@media screen{{:root{{{colours}}}{head}}}"  # on paper links are black
    if theme.width is not None:
        yield f":root{{--measure:{theme.width}rem}}"
    if theme.font == "sans":
        yield f":root{{--theme-sans:{_OF_THEME};--theme-serif:var(--theme-sans)}}"
        yield f"{_CJK}{{--serif:var(--sans)}}"
        yield f'{_HEBREW}{{font-family:"Dossier Hebrew Sans","Dossier Sans",sans-serif}}'
    if theme.font == "system":
        yield f":root{{--theme-serif:{_OF_READER};--theme-sans:{_OF_READER}}}"
        yield f"{_CJK}{{--serif:{_OF_READER};--sans:{_OF_READER}}}"
        yield f"{_NAMED_BY_LANGUAGE},{_HEBREW}{{font-family:{_OF_READER}}}"
