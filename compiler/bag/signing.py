"""Signatures of a bag with an OpenSSH key, made and checked by `ssh-keygen -Y` (OpenSSH, PROTOCOL.sshsig)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from compiler.messages import MachineError, Origin, OutputError

SIGNED = "manifest-sha512.txt"
"""The list that is signed: with it every byte of the payload."""
SIGNATURE = f"{SIGNED}.sig"
NAMESPACE = "bayaz"
"""What the signature is for: one made for anything else is not taken."""
_SECONDS = 120


def signature(listing: bytes, key: Path) -> bytes:
    """The signature of `listing` with the private key `key`, or with the agent's key whose public half `key` is.

    Raises `OutputError` with what OpenSSH says where it cannot sign, `MachineError` where it is not there.
    """
    if not key.is_file():
        raise OutputError.of("sign-key", f"there is no key {key}", hint="`ssh-keygen -t ed25519` makes one")
    with tempfile.TemporaryDirectory(prefix="bayaz-sign-") as aside:
        file = Path(aside) / SIGNED
        file.write_bytes(listing)
        done = _run("-Y", "sign", "-f", str(key.resolve()), "-n", NAMESPACE, str(file))
        made = file.with_name(SIGNATURE)
        if done.returncode or not made.is_file():
            hint = "give the passphrase, or add the key to ssh-agent"
            raise OutputError.of(
                "sign-failed", f"OpenSSH did not sign: {_said(done)}", hint=hint, origin=Origin(str(key))
            )
        return made.read_bytes()


def signer(listing: bytes, made: bytes, allowed: Path) -> str:
    """Who of the file of allowed signers `allowed` (ssh-keygen(1)) made the signature of `listing`; empty if nobody of them.

    Raises `MachineError` where OpenSSH is not there.
    """
    with tempfile.TemporaryDirectory(prefix="bayaz-sign-") as aside:
        sign = Path(aside) / SIGNATURE
        sign.write_bytes(made)
        found = _run("-Y", "find-principals", "-s", str(sign), "-f", str(allowed.resolve()))
        for name in found.stdout.decode("utf-8", "replace").split() if found.returncode == 0 else ():
            checked = _run(
                *("-Y", "verify", "-f", str(allowed.resolve()), "-I", name, "-n", NAMESPACE, "-s", str(sign)),
                given=listing,
            )
            if checked.returncode == 0:
                return name
    return ""


def is_whole(listing: bytes, made: bytes) -> bool:
    """Whether the signature is one of `listing`, by whatever key. Raises `MachineError` where OpenSSH is not there."""
    with tempfile.TemporaryDirectory(prefix="bayaz-sign-") as aside:
        sign = Path(aside) / SIGNATURE
        sign.write_bytes(made)
        return _run("-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(sign), given=listing).returncode == 0


def _run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise MachineError.of("tool-missing", "ssh-keygen is not on this machine", hint="install OpenSSH's client")
    try:
        return subprocess.run(  # noqa: S603 - our own words, no shell
            [program, *words], input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise OutputError.of("sign-failed", "OpenSSH did not answer", hint="add the key to ssh-agent") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"it ended with {done.returncode}"
