"""The command in this process, and a dossier to use it on."""

import shutil
from pathlib import Path

import pytest
from calling import Dossier, Result

from dossierpress.cli.run import run


@pytest.fixture
def dossier(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Dossier:
    """Run `dossier` with some arguments, in an empty folder that is no dossier."""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def call(*arguments: str | Path) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Result(code=code, out=out, err=err)

    return call


@pytest.fixture(scope="session")
def made_starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `dossier init` makes."""
    folder = tmp_path_factory.mktemp("starter") / "site"
    assert run(["init", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture
def site(made_starter: Path, tmp_path: Path) -> Path:
    """A fresh dossier."""
    folder = tmp_path / "site"
    shutil.copytree(made_starter, folder)
    return folder


@pytest.fixture
def unremarkable(site: Path) -> Path:
    """A fresh dossier of which nothing is to be told; as it comes it has a notice to learn from."""
    with (site / "site.yml").open("a") as settings:
        settings.write("\nseverity: {anno-none: off, claim-single-origin: off}\n")
    return site


@pytest.fixture
def broken(unremarkable: Path) -> Path:
    """A fresh dossier with a reference that leads nowhere, on line 3 of `odd.md`."""
    (unremarkable / "content" / "articles" / "odd.md").write_text(
        "---\ntitle: Odd\nentities: [larkhavn]\n---\n\nText.\n"
    )
    return unremarkable
