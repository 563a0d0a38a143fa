"""The few words that footnotes need of their own, in the language of the dossier."""

from typing import NamedTuple


class Words(NamedTuple):
    """Names that are read aloud."""

    footnotes: str
    back: str
    """Of a link from a footnote back to where it was referred to; `{}` is its number."""
    table: str


_ENGLISH = Words("Footnotes", "Back to reference {}", "Table")
_WORDS = {
    "ar": Words("الحواشي", "العودة إلى المرجع {}", "جدول"),
    "de": Words("Fußnoten", "Zurück zum Verweis {}", "Tabelle"),
    "en": _ENGLISH,
    "es": Words("Notas al pie", "Volver a la referencia {}", "Tabla"),
    "fa": Words("پانوشت‌ها", "بازگشت به ارجاع {}", "جدول"),
    "fr": Words("Notes", "Retour à l’appel {}", "Tableau"),
    "he": Words("הערות שוליים", "חזרה להפניה {}", "טבלה"),
}


def words(lang: str) -> Words:
    """The words in a language, or in English where we have none."""
    return _WORDS.get(lang.partition("-")[0].lower(), _ENGLISH)
