"""The few generated words of a text, in the language of the dossier."""

from typing import NamedTuple


class TextWords(NamedTuple):
    """The generated words in one language."""

    footnotes: str
    back: str
    """Label of a link from a footnote back to its reference; `{}` is its number."""
    table: str
    struck: str
    """Before text that is struck out."""
    done: str
    to_do: str
    callouts: dict[str, str]
    """Titles of callouts of the types that GitHub knows."""


_CALLOUT_TYPES = ("note", "tip", "important", "warning", "caution")
"""In the order in which the titles below stand."""


def _callout_titles(*titles: str) -> dict[str, str]:
    return dict(zip(_CALLOUT_TYPES, titles, strict=True))


_ENGLISH = TextWords(
    "Footnotes",
    "Back to reference {}",
    "Table",
    "struck out:",
    "Done:",
    "To do:",
    _callout_titles("Note", "Tip", "Important", "Warning", "Caution"),
)


_WORDS = {
    "ar": TextWords(
        "الحواشي",
        "العودة إلى المرجع {}",
        "جدول",
        "مشطوب:",
        "أُنجز:",
        "للإنجاز:",
        _callout_titles("ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"),
    ),
    "de": TextWords(
        "Fußnoten",
        "Zurück zum Verweis {}",
        "Tabelle",
        "gestrichen:",
        "Erledigt:",
        "Offen:",
        _callout_titles("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"),
    ),
    "en": _ENGLISH,
    "es": TextWords(
        "Notas al pie",
        "Volver a la referencia {}",
        "Tabla",
        "tachado:",
        "Hecho:",
        "Pendiente:",
        _callout_titles("Nota", "Consejo", "Importante", "Advertencia", "Precaución"),
    ),
    "fa": TextWords(
        "پانوشت‌ها",
        "بازگشت به ارجاع {}",
        "جدول",
        "خط‌خورده:",
        "انجام‌شده:",
        "در دست انجام:",
        _callout_titles("یادداشت", "نکته", "مهم", "هشدار", "احتیاط"),
    ),
    "fr": TextWords(
        "Notes",
        "Retour à l’appel {}",
        "Tableau",
        "biffé :",
        "Fait :",
        "À faire :",
        _callout_titles("Note", "Conseil", "Important", "Avertissement", "Attention"),
    ),
    "he": TextWords(
        "הערות שוליים",
        "חזרה להפניה {}",
        "טבלה",
        "נמחק:",
        "בוצע:",
        "לביצוע:",
        _callout_titles("הערה", "עצה", "חשוב", "אזהרה", "זהירות"),
    ),
}


def words(lang: str) -> TextWords:
    """The words in a language, or in English where we have none."""
    return _WORDS.get(lang.partition("-")[0].lower(), _ENGLISH)
