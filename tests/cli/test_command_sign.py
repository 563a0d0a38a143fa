"""`dossier build --sign` and `dossier verify --key`, with keys as people have them."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from calling import Dossier, tree


def make_key(folder: Path, kind: str) -> Path:
    """A private key without a passphrase, and its public part beside it."""
    key = folder / f"key-{kind}"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "desk", "-f", key], check=True)
    return key


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """One of the usual kind."""
    return make_key(tmp_path, "ed25519")


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_signed_edition_is_known_by_its_key(
    dossier: Dossier, site: Path, tmp_path: Path, kind: str
) -> None:
    key = make_key(tmp_path, kind)
    dossier("build", "--site", site, "--sign", key)
    copy = tmp_path / "stick"
    shutil.copytree(site / "output", copy)

    result = dossier("verify", copy, "--key", f"{key}.pub")

    assert 0 == result.code
    assert "signed by" in result.err


def test_signing_again_changes_nothing(dossier: Dossier, site: Path, key: Path) -> None:
    dossier("build", "--site", site, "--sign", key)
    before = tree(site / "output")

    report = dossier("build", "--site", site, "--sign", key, "--json").report

    assert 0 == report["counts"]["written"]
    assert before == tree(site / "output")
    assert 0 == dossier("build", "--site", site, "--verify").code
    assert before == tree(site / "output")


def test_a_signature_does_not_outlive_its_edition(dossier: Dossier, site: Path, key: Path) -> None:
    dossier("build", "--site", site, "--sign", key)
    (site / "content/pages/more.md").write_text("---\ntitle: More\n---\nText.\n")
    dossier("build", "--site", site)

    result = dossier("verify", "--site", site, "--key", f"{key}.pub", "--json")

    assert 1 == result.code
    assert [("manifest.json.sig", "missing; the manifest is not signed")] == [
        (one["path"], one["message"]) for one in result.report["diagnostics"]
    ]
    assert 0 == dossier("rollback", "--site", site).code
    assert 0 == dossier("verify", "--site", site, "--key", f"{key}.pub").code


def test_another_key_and_a_changed_manifest_are_told(
    dossier: Dossier, site: Path, key: Path, tmp_path: Path
) -> None:
    dossier("build", "--site", site, "--sign", key)
    (tmp_path / "other").mkdir()
    other = make_key(tmp_path / "other", "ed25519")

    by_other = dossier("verify", "--site", site, "--key", f"{other}.pub")
    page, manifest = site / "output/index.html", site / "output/manifest.json"
    before = page.read_bytes()
    page.write_bytes(b"forged")
    text = manifest.read_text()
    manifest.write_text(
        text.replace(hashlib.sha256(before).hexdigest(), hashlib.sha256(b"forged").hexdigest())
    )
    forged = dossier("verify", "--site", site, "--key", f"{key}.pub")

    for result in (by_other, forged):
        assert 1 == result.code
        assert "not a signature of this manifest by this key" in result.err
    assert 0 == dossier("verify", "--site", site).code


def test_a_key_that_does_not_sign_publishes_nothing(
    dossier: Dossier, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "no-key").write_text("nothing of the kind\n")

    result = dossier("build", "--site", site, "--sign", tmp_path / "no-key")

    assert 1 == result.code
    assert "error[out-unsigned]" in result.err
    assert not (site / "output").exists()


def test_a_private_key_is_no_public_one(dossier: Dossier, site: Path, key: Path) -> None:
    dossier("build", "--site", site, "--sign", key)

    result = dossier("verify", "--site", site, "--key", key)

    assert 2 == result.code
    assert "is not one public key" in result.err
