"""The words around a date, language by language; month names come from ICU."""

from msgspec import Struct


class DateWords(Struct, frozen=True, kw_only=True, gc=False):
    """Patterns with one place `{}` for the date."""

    about: str
    possibly: str
    until: str
    since: str
    decade: str
    seasons: tuple[str, str, str, str]
    """Spring, summer, autumn, winter, each with a place for the year."""


DATE_WORDS = {
    "en": DateWords(
        about="about {}",
        possibly="possibly {}",
        until="until {}",
        since="from {}",
        decade="{}s",
        seasons=("spring {}", "summer {}", "autumn {}", "winter {}"),
    ),
    "de": DateWords(
        about="um {}",
        possibly="vermutlich {}",
        until="bis {}",
        since="seit {}",
        decade="{}er-Jahre",
        seasons=("Frühjahr {}", "Sommer {}", "Herbst {}", "Winter {}"),
    ),
    "fr": DateWords(
        about="vers {}",
        possibly="peut-être {}",
        until="jusqu’à {}",
        since="depuis {}",
        decade="années {}",
        seasons=("printemps {}", "été {}", "automne {}", "hiver {}"),
    ),
    "es": DateWords(
        about="hacia {}",
        possibly="posiblemente {}",
        until="hasta {}",
        since="desde {}",
        decade="década de {}",
        seasons=("primavera de {}", "verano de {}", "otoño de {}", "invierno de {}"),
    ),
    "fa": DateWords(
        about="حدود {}",
        possibly="احتمالاً {}",
        until="تا {}",
        since="از {}",
        decade="دههٔ {}",
        seasons=("بهار {}", "تابستان {}", "پاییز {}", "زمستان {}"),
    ),
    "ar": DateWords(
        about="نحو {}",
        possibly="ربما {}",
        until="حتى {}",
        since="منذ {}",
        decade="عقد {}",
        seasons=("ربيع {}", "صيف {}", "خريف {}", "شتاء {}"),
    ),
    "he": DateWords(
        about="בערך {}",
        possibly="אולי {}",
        until="עד {}",
        since="מאז {}",
        decade="שנות ה־{}",
        seasons=("אביב {}", "קיץ {}", "סתיו {}", "חורף {}"),
    ),
}

SIGNS = DateWords(
    about="≈ {}",
    possibly="{} (?)",
    until="– {}",
    since="{} –",
    decade="{}–",
    seasons=("{} (1/4)", "{} (2/4)", "{} (3/4)", "{} (4/4)"),
)
"""For languages whose words are not known here."""
