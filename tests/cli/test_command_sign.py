"""`dossier build --sign` and `dossier verify --key`, with keys as people have them."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from calling import Dossier

from building import tree


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


def edit(site: Path, title: str) -> None:
    """Another edition."""
    (site / "content/pages/more.md").write_text(f"---\ntitle: {title}\n---\nText.\n")


def test_an_old_edition_is_told_from_the_present_one(
    dossier: Dossier, site: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = f"{key}.pub"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717243200")
    first = dossier("build", "--site", site, "--sign", key)
    shutil.copytree(site / "output", tmp_path / "old")
    edit(site, "More")
    dossier("build", "--site", site, "--sign", key)

    old = dossier("verify", tmp_path / "old", "--key", public, "--json").report
    new = dossier("verify", "--site", site, "--key", public, "--json").report

    assert "note: signed as edition 20240601120000 of 2024-06-01" in first.err
    assert (20240601120000, "2024-06-01") == (old["serial"], old["date"])
    assert (20240601120001, "2024-06-01") == (new["serial"], new["date"])
    said = dossier("verify", tmp_path / "old", "--key", public)
    assert 0 == said.code
    assert "edition 20240601120000 of 2024-06-01, signed by" in said.err
    for at_least, code in (("20240601120001", 1), ("20240601120000", 0), ("2024-06-02", 1)):
        asked = dossier("verify", tmp_path / "old", "--key", public, "--at-least", at_least)
        assert code == asked.code, asked.err
        assert ("error[out-old-edition]" in asked.err) == bool(code)
    assert 0 == dossier("verify", "--site", site, "--key", public, "--at-least", new["serial"]).code


def test_a_serial_only_grows_whatever_clock_and_cache_say(
    dossier: Dossier, site: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serials = []
    for number, epoch in enumerate((1717243200, 1000000000, 1717243200, 1717243201)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        edit(site, f"More {number}")
        if number == 2:
            dossier("rollback", "--site", site)
        if number == 3:  # everything that could remember is lost
            dossier("clean", "--site", site)
        dossier("build", "--site", site, "--sign", key)
        serials.append(dossier("verify", "--site", site, "--json").report["serial"])

    assert sorted(set(serials))[:3] == serials[:3]
    assert 20240601120001 == serials[3]


def test_who_signs_nothing_dates_nothing(
    dossier: Dossier, site: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a signature the bytes are those of the content, whenever it is built."""
    dossier("build", "--site", site)
    unsigned = tree(site / "output")
    report = dossier("verify", "--site", site, "--json").report
    assert (None, None) == (report["serial"], report["date"])
    refused = dossier("verify", "--site", site, "--at-least", "1")
    assert 2 == refused.code
    assert "`--at-least` needs `--key`" in refused.err

    dossier("build", "--site", site, "--sign", key)
    signed = tree(site / "output")
    assert {"manifest.json", "manifest.json.sig"} == {
        path for path in signed if signed[path] != unsigned.get(path)
    }
    # What is signed stays as it is, whoever builds again, until something changes.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717243200")
    assert 0 == dossier("build", "--site", site, "--verify").code
    assert 0 == dossier("build", "--site", site, "--sign", key).code
    assert signed == tree(site / "output")
    edit(site, "More")
    dossier("build", "--site", site)
    (site / "content/pages/more.md").unlink()
    dossier("build", "--site", site)
    assert unsigned == tree(site / "output")


def test_the_mark_of_a_stranger_is_not_signed(dossier: Dossier, site: Path, key: Path) -> None:
    """Their output could say that it is the last edition there will ever be."""
    dossier("build", "--site", site)
    manifest = site / "output/manifest.json"
    manifest.write_text(
        manifest.read_text().replace(
            '"made_of"', '"serial": 9999999999999999, "date": "9999-12-31", "made_of"'
        )
    )

    dossier("build", "--site", site, "--sign", key)

    report = dossier("verify", "--site", site, "--key", f"{key}.pub", "--json").report
    assert 0 == report["exit_code"]
    assert report["serial"] < 9999999999999999
    assert report["date"] < "9999"


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
