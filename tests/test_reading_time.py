"""How long a text is said to take, in scripts with spaces between words and without."""

import re
from pathlib import Path

import pytest
from lxml import html

from building import lay, must_publish

CHINESE = "伊朗总统的直升机在山区坠毁，搜救人员彻夜寻找。"  # 21 signs
JAPANESE = "大統領のヘリコプターは山中に墜落し、捜索は夜を徹して続いた。"  # 28
THAI = "เฮลิคอปเตอร์ของประธานาธิบดีตกในภูเขา"  # 7 words
ENGLISH = "The helicopter of the president fell in the mountains."  # 9


@pytest.mark.parametrize(
    ("lang", "sentence", "times", "least", "most"),
    [
        ("en", ENGLISH, 100, 4, 4),
        ("zh", CHINESE, 60, 4, 6),  # at 255 signs a minute
        ("ja", JAPANESE, 60, 4, 6),  # at 357
        ("th", THAI, 100, 3, 5),
        ("ar", "سقطت مروحية الرئيس في الجبال.", 100, 4, 4),
    ],
)
def test_a_text_takes_as_long_as_its_readers_need(  # noqa: PLR0913, PLR0917 (a table)
    tmp_path: Path, lang: str, sentence: str, times: int, least: int, most: int
) -> None:
    text = "\n\n".join([sentence] * times)
    page = f"---\ntitle: T\nlang: {lang}\n---\n{text}\n"
    project = lay(tmp_path, {"site.yml": "title: T\n", "content/articles/a.md": page})
    must_publish(project)

    shown = html.document_fromstring((project.output / "articles/a.html").read_text("utf-8"))
    (said,) = shown.xpath("//*[@class='article-line']//bdi/text()")

    (minutes,) = re.findall(r"\d+", said)  # among the words of the language
    assert least <= int(minutes) <= most
