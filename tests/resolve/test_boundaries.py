"""Where a name may begin and end, in many scripts."""

import pytest

from dossierpress.kernel.normalise import normalise_name, normalise_text
from dossierpress.links.names.boundaries import stands_alone

STANDS = [
    ("en", "Iran", "Iran said"),
    ("en", "Iran", "(Iran)"),
    ("en", "Iran", "Iran's army"),
    ("en", "Iran", "Iran’s army"),
    ("en", "Houthis", "the Houthis' envoy"),
    ("en", "Iran", "Iran-backed"),
    ("en", "Iran", "“Iran”"),
    ("en", "Iran", "'Iran' is a name"),
    ("en", "Iran", "Iran'll"),
    ("en", "Iran", "the US/Iran talks"),
    ("en", "U.S.", "the U.S. said"),
    ("en", "U.S.", "U.S.-led"),
    ("en", "9/11", "after 9/11, then"),
    ("en", "Flight 9", "Flight 9."),
    ("fr", "Iran", "l'Iran"),
    ("fr", "Iran", "L’Iran"),
    ("fr", "Iran", "qu'Iran"),
    ("it", "Iran", "dell'Iran"),
    ("tr", "Erdoğan", "Erdoğan'ın"),
    ("ja", "習近平", "昨日習近平は東京で"),
    ("ja", "ハマス", "ハマスは"),
    ("ja", "プーチン", "プーチン大統領"),
    ("zh", "哈马斯", "支持哈马斯的人"),
    ("zh", "Hamas", "支持Hamas的人"),
    ("th", "ไทย", "ประเทศไทยและ"),
    ("ko", "서울", "서울에서"),
    ("ko", "서울", "서울은"),
    ("ko", "김정은", "김정은에게는"),
    ("ko", "Hamas", "Hamas는"),
    ("ar", "إيران", "وإيران"),
    ("ar", "إيران", "لإيران"),
    ("ar", "حماس", "وبحماس"),
    ("ar", "حماس", "فحماس قالت"),
    ("en", "حماس", "the word وحماس here"),
    ("he", "ישראל", "בישראל"),
    ("he", "ישראל", "ושבישראל"),
    ("fa", "تهران", "در تهران، دیروز"),
]

DOES_NOT = [
    ("en", "Iran", "Iranian"),
    ("en", "Iran", "Tirana Iranistan"),
    ("en", "Iran", "AIran"),
    ("en", "Iran", "Iran2"),
    ("en", "Iran", "Iran_2"),
    ("en", "Sana", "Sana'a"),
    ("en", "Sana", "Sana’a"),
    ("en", "Brien", "O'Brien"),
    ("en", "Brien", "O’Brien"),
    ("en", "Iran", "l'Iran"),
    ("en", "U.S.", "U.S.S.R."),
    ("en", "9/11", "9/11/2001"),
    ("en", "9/11", "19/11"),
    ("en", "Unit 1", "Unit 1.5"),
    ("en", "Erdoğan", "Erdoğan'ın"),
    ("en", "Q", "Q\u0301"),
    ("ja", "アリ", "アリゾナ"),
    ("ja", "アリ", "カリアリ"),
    ("ko", "서울", "서울시립"),
    ("ko", "김정", "김정은과"),
    ("ar", "حماس", "حماسة"),
    ("ar", "حماس", "يحماس"),
    ("ar", "قم", "وقم"),
    ("fa", "تهران", "بتهران"),
    ("fa", "خامنه", "خامنه\u200cای"),
    ("he", "ישראל", "ישראלי"),
    ("he", "ישראל", "תישראל"),
    ("th", "ไท", "ไท\u0e35"),
]


def alone(lang: str, name: str, text: str) -> bool:
    normalised, wanted = normalise_text(text).text, normalise_name(name)
    start = normalised.index(wanted)
    return stands_alone(normalised, start, start + len(wanted), lang)


@pytest.mark.parametrize(("lang", "name", "text"), STANDS)
def test_a_name_that_stands_alone(lang: str, name: str, text: str) -> None:
    assert alone(lang, name, text)


@pytest.mark.parametrize(("lang", "name", "text"), DOES_NOT)
def test_a_name_that_is_part_of_something_else(lang: str, name: str, text: str) -> None:
    assert not alone(lang, name, text)
