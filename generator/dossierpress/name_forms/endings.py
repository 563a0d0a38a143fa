"""A word of a name in the cases of a language that declines names: `Сорокина`, `Сорокиной`.

Nothing is looked up: a name's own ending is taken off, and every ending that one of its kind may
have is put on. More forms than a grammar has are no harm, for two words of a name have to meet.
"""

from collections.abc import Iterator
from functools import cache

from dossierpress.name_forms.letters import read_letters, script_of

_SHORTEST_STEM = 2


def _letters(endings: str) -> frozenset[str]:
    return frozenset(read_letters(one).text for one in endings.split()) | {""}


_OWN = {
    "Cyrl": _letters("ая яя ий ый ой ія ия а я й ь о е и ы у ю і"),
    "Grek": _letters("ος ης ας ους ες ς η α ου ο"),
    "Latn": _letters("a e o y i"),
}
"""What may be taken off, by script."""
_ENDINGS = {
    "Cyrl": _letters(
        "а у ом ым ем ём е ой ою ей ею ы и ых их ыми ими ам ам ами ах я ю ям ями ях ья ью ь "
        "ия ие ии ию ией ий ый ая яя ую юю ого его ому ему им ов ев ови еві ові і ою єю єм й"
    ),
    "Grek": _letters("ος ου ο ε οι ων ους ης η ας α ες ς"),
    "Latn": _letters("a u om em ovi owi ego emu iem im ym ie e y i ou ove ova ovou ovo o"),
}
"""What may be put on."""
_FLEETING = frozenset("еоё")


@cache
def declined(word: str) -> frozenset[str]:
    """Every form that a folded word of a name may have, but for the word itself."""
    script = script_of(word[-1:] or " ")
    if script not in _ENDINGS:
        return frozenset()
    forms = {stem + ending for stem in _stems(word, script) for ending in _ENDINGS[script]}
    return frozenset(forms - {word})


def _stems(word: str, script: str) -> Iterator[str]:
    yield word
    for ending in _OWN[script]:
        if ending and word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word.removesuffix(ending)
    # Павел, Павла; Лев, Льва.
    if script == "Cyrl" and len(word) > _SHORTEST_STEM and word[-2] in _FLEETING:
        yield word[:-2] + word[-1]
        yield word[:-2] + "ь" + word[-1]
