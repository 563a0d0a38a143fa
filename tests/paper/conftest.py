"""A dossier with all that paper has to show, built and printed once."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from building import PICTURE, lay, must_publish
from dossierpress.engine.executors import InlineExecutor
from dossierpress.engine.store import Store
from dossierpress.pipeline.paper import Printed, print_edition
from dossierpress.source.project import Project

HARBOUR = {
    "site.yml": (
        "title: The harbour\nurl: https://harbour.example/\ndescription: What is known of it.\n"
        "author: The desk\nlicence: Free for all.\n"
    ),
    "content/articles/closes.md": (
        "---\ntitle: The harbour closes\ndate: 2021-03-04\nauthors: [Ines Calder]\n"
        "summary: Nobody loads any more.\n"
        "claims: [{id: closed, at: closed the quay}]\n"
        'sources: [{id: courier, url: "https://courier.example/quay"}]\n'
        "annotations:\n"
        "  - {quote: only reason, type: question, text: Is it the only one?}\n"
        "---\n\n"
        "Acme Yards closed the quay [@courier, p. 2]. It gave the only reason that it has.[^1]\n\n"
        "![The quay](../media/quay.png)\n\n## After\n\nSee [[opens]] and [the port]"
        "(https://port.example/now).\n\n| Year | Ships |\n|---|---|\n"
        + "".join(f"| {year} | {year % 97} |\n" for year in range(1900, 1990))
        + "\n[^1]: The notice hung at the gate.\n"
    ),
    "content/articles/opens.md": (
        "---\ntitle: The yard opens\ndate: 1931\n---\n\nThe yard of Acme Yards opened.\n"
    ),
    "content/articles/farsi.md": (
        "---\ntitle: اسکله بسته شد\ndate: 2021-03-05\nlang: fa\n---\n\n"
        "کارخانه گفت که هیچ کشتی دیگری نمی‌آید و اسکله بسته شد.\n"
    ),
    "content/articles/arabic.md": (
        "---\ntitle: إغلاق الرصيف\ndate: 2021-03-06\nlang: ar\n---\n\n"
        "قالت الشركة إن الرصيف مغلق ولا سفن بعد اليوم.\n"
    ),
    "content/articles/hebrew.md": (
        "---\ntitle: הרציף נסגר\ndate: 2021-03-07\nlang: he\n---\n\nהחברה אמרה שהרציף סגור היום.\n"
    ),
    "content/articles/draft.md": "---\ntitle: Canaryword\nstatus: draft\n---\n\nCanaryword.\n",
    "content/entities/acme.yml": "- {id: acme, kind: organization, name: Acme Yards}\n",
    "content/sources/courier.yml": (
        "- {id: courier, kind: newspaper, name: The Courier, url: https://courier.example/quay}\n"
    ),
    "content/claims/closed.yml": (
        "- id: closed\n  text: The quay is closed.\n  about: acme\n  status: corroborated\n"
        "  reports: [{by: courier, url: https://courier.example/quay}, {by: acme}]\n"
    ),
    "content/media/quay.png": PICTURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A dossier and what was printed of it."""

    project: Project
    folder: Path
    done: Printed

    def read(self, path: str) -> PdfReader:
        """One of the PDFs."""
        return PdfReader(self.folder / path)

    def text(self, path: str) -> str:
        """Its text, in one line."""
        return " ".join(" ".join(page.extract_text() for page in self.read(path).pages).split())


def print_into(project: Project, folder: Path) -> Printed:
    """Print what is published."""
    with Store(project.cache) as store:
        return print_edition(project, folder, store=store, executor=InlineExecutor())


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The harbour on paper, for reading only."""
    root = tmp_path_factory.mktemp("paper")
    project = lay(root / "site", HARBOUR)
    must_publish(project)
    return Paper(project=project, folder=root / "pdf", done=print_into(project, root / "pdf"))
