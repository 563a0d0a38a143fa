"""Sign a manifest, and tell whose signature it bears, with the keys that people have: those of SSH.

`ssh-keygen -Y` does it, which comes with every OpenSSH since 8.0. Nothing else here starts a
process, and this only where a key is named.
"""

import subprocess
import tempfile
from pathlib import Path

NAMESPACE = "dossierpress"
"""What a signature is for, so that one of something else is never taken for it."""

SIGNATURE = "manifest.json.sig"
"""Its path below output/, where there is one. It is not in the manifest, which it signs."""

_PROGRAM = "ssh-keygen"


class SigningError(Exception):
    """A key that does not sign; the text says why."""


def sign(manifest: bytes, key: Path) -> bytes:
    """The signature of a manifest.

    Args:
        manifest: Its bytes.
        key: A private key, or a public one whose private part an agent holds.

    Raises:
        SigningError: It cannot be signed.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "manifest.json"
        file.write_bytes(manifest)
        _run("-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(file))
        return file.with_name(f"{file.name}.sig").read_bytes()


def is_signed_by(manifest: bytes, signature: bytes, key: str) -> bool:
    """Whether a signature is of this manifest and by this public key: `ssh-ed25519 AAAA… name`.

    Raises:
        SigningError: The key is none, or there is no program to ask.
    """
    with tempfile.TemporaryDirectory() as folder:
        signers, file = Path(folder) / "signers", Path(folder) / "signature"
        public = Path(folder) / "key.pub"
        public.write_text(f"{key}\n", encoding="utf-8")
        _run("-l", "-f", str(public))
        signers.write_text(f'dossier namespaces="{NAMESPACE}" {key}\n', encoding="utf-8")
        file.write_bytes(signature)
        command = ("-Y", "verify", "-f", str(signers), "-I", "dossier", "-n", NAMESPACE)
        try:
            _run(*command, "-s", str(file), given=manifest)
        except SigningError:
            return False
    return True


def _run(*arguments: str, given: bytes = b"") -> None:
    try:
        # Our own words and files, and the key that the user names.
        done = subprocess.run(  # noqa: S603
            [_PROGRAM, *arguments], input=given, capture_output=True, check=False
        )
    except OSError as error:
        raise SigningError(f"`{_PROGRAM}` cannot be run; it comes with OpenSSH") from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise SigningError(said[0].lower() if said else f"`{_PROGRAM}` gave {done.returncode}")
