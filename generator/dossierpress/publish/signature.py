"""Sign a manifest with an SSH key, and check whose signature it has.

`ssh-keygen -Y` (OpenSSH 8.0 or later) signs and checks; it is run only if a key is given.
"""

import subprocess
import tempfile
from pathlib import Path

NAMESPACE = "dossierpress"
"""The namespace of our signatures, so that a signature of something else is never accepted."""


SIGNATURE = "manifest.json.sig"
"""Path of the signature below output/. The manifest does not list it."""


_PROGRAM = "ssh-keygen"


class SigningError(Exception):
    """Signing or checking failed; the text says why."""


def sign_manifest(manifest: bytes, key: Path) -> bytes:
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
        _ssh_keygen("-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE, str(file))
        return file.with_name(f"{file.name}.sig").read_bytes()


def is_manifest_signed_by(manifest: bytes, signature: bytes, key: str) -> bool:
    """Whether this public key (`ssh-ed25519 AAAA… name`) has signed this manifest.

    Raises:
        SigningError: The key is not valid, or `ssh-keygen` is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        signers, file = Path(folder) / "signers", Path(folder) / "signature"
        public = Path(folder) / "key.pub"
        public.write_text(f"{key}\n", encoding="utf-8")
        _ssh_keygen("-l", "-f", str(public))
        signers.write_text(f'dossier namespaces="{NAMESPACE}" {key}\n', encoding="utf-8")
        file.write_bytes(signature)
        command = ("-Y", "verify", "-f", str(signers), "-I", "dossier", "-n", NAMESPACE)
        try:
            _ssh_keygen(*command, "-s", str(file), given=manifest)
        except SigningError:
            return False
    return True


def _ssh_keygen(*arguments: str, given: bytes = b"") -> None:
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
