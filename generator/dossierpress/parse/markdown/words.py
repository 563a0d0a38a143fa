"""The few words that a text needs of its own, in the language of the dossier."""

from typing import NamedTuple


class Words(NamedTuple):
    """What is read aloud, or stands for a mark of Markdown that has no words."""

    footnotes: str
    back: str
    """Of a link from a footnote back to where it was referred to; `{}` is its number."""
    table: str
    struck: str
    """Before text that is struck out."""
    done: str
    to_do: str
    callouts: dict[str, str]
    """Titles of callouts of the types that GitHub knows."""


_TYPES = ("note", "tip", "important", "warning", "caution")
"""In the order in which the titles below stand."""


def _callouts(*titles: str) -> dict[str, str]:
    return dict(zip(_TYPES, titles, strict=True))


_ENGLISH = Words(
    "Footnotes",
    "Back to reference {}",
    "Table",
    "struck out:",
    "Done:",
    "To do:",
    _callouts("Note", "Tip", "Important", "Warning", "Caution"),
)
_WORDS = {
    "ar": Words(
        "الحواشي",
        "العودة إلى المرجع {}",
        "جدول",
        "مشطوب:",
        "أُنجز:",
        "للإنجاز:",
        _callouts("ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"),
    ),
    "de": Words(
        "Fußnoten",
        "Zurück zum Verweis {}",
        "Tabelle",
        "gestrichen:",
        "Erledigt:",
        "Offen:",
        _callouts("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"),
    ),
    "en": _ENGLISH,
    "es": Words(
        "Notas al pie",
        "Volver a la referencia {}",
        "Tabla",
        "tachado:",
        "Hecho:",
        "Pendiente:",
        _callouts("Nota", "Consejo", "Importante", "Advertencia", "Precaución"),
    ),
    "fa": Words(
        "پانوشت‌ها",
        "بازگشت به ارجاع {}",
        "جدول",
        "خط‌خورده:",
        "انجام‌شده:",
        "در دست انجام:",
        _callouts("یادداشت", "نکته", "مهم", "هشدار", "احتیاط"),
    ),
    "fr": Words(
        "Notes",
        "Retour à l’appel {}",
        "Tableau",
        "biffé :",
        "Fait :",
        "À faire :",
        _callouts("Note", "Conseil", "Important", "Avertissement", "Attention"),
    ),
    "he": Words(
        "הערות שוליים",
        "חזרה להפניה {}",
        "טבלה",
        "נמחק:",
        "בוצע:",
        "לביצוע:",
        _callouts("הערה", "עצה", "חשוב", "אזהרה", "זהירות"),
    ),
}


def words(lang: str) -> Words:
    """The words in a language, or in English where we have none."""
    return _WORDS.get(lang.partition("-")[0].lower(), _ENGLISH)
