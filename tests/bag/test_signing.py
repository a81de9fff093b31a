"""Signatures with real OpenSSH keys: made, checked against allowed signers, refused where they are not theirs."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from compiler.bag import making, opening, packing, signing, verifying
from compiler.messages import Message, OutputError
from compiler.words import words
from tests.conftest import missing

from . import small_bag


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two keys, `editor` and `stranger`, and `allowed`, which knows the first."""
    if not shutil.which("ssh-keygen"):
        missing("ssh-keygen", "install openssh-client")
    folder = tmp_path_factory.mktemp("keys")
    for name in ("editor", "stranger"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name]
        subprocess.run(command, check=True)
    (folder / "allowed").write_text(f"editor@example.org {(folder / 'editor.pub').read_text()}")
    return folder


def signed(target: Path, key: Path) -> Path:
    sign = partial(signing.signature, key=key)
    members = making.bag(small_bag.FACTS, small_bag.CONTENT, [words("en")], sign)
    packing.packed(target, small_bag.STEM, members, "2026-11-23")
    return target


def said(bag: Path, signers: Path | None) -> Message | None:
    return verifying.signature_of(opening.opened(bag), signers)


def test_a_signed_bag_is_whole_and_tells_who_signed_it(keys: Path, tmp_path: Path) -> None:
    bag = signed(tmp_path / "bag.zip", keys / "editor")
    assert verifying.faults(opening.opened(bag)) == ()
    assert packing.validate(bag) == ()
    message = said(bag, keys / "allowed")
    assert message
    assert (message.level, message.text) == ("info", "the bag is signed by editor@example.org")


def test_the_same_key_signs_with_the_same_bytes(keys: Path, tmp_path: Path) -> None:
    one, other = signed(tmp_path / "one.zip", keys / "editor"), signed(tmp_path / "other.zip", keys / "editor")
    assert one.read_bytes() == other.read_bytes()


def test_a_stranger_is_refused(keys: Path, tmp_path: Path) -> None:
    message = said(signed(tmp_path / "bag.zip", keys / "stranger"), keys / "allowed")
    assert message
    assert (message.level, message.code) == ("error", "bag-signature-wrong")


def test_without_a_file_of_signers_it_is_said_that_the_bag_is_signed(keys: Path, tmp_path: Path) -> None:
    message = said(signed(tmp_path / "bag.zip", keys / "stranger"), None)
    assert message
    assert (message.level, message.code) == ("info", "bag-signed")


def test_the_signature_of_another_bag_is_refused(keys: Path, tmp_path: Path) -> None:
    other = signing.signature(b"another list", keys / "editor")
    sign = partial(_constant, other)
    members = making.bag(small_bag.FACTS, small_bag.CONTENT, [words("en")], sign)
    packing.packed(tmp_path / "bag.zip", small_bag.STEM, members, "2026-11-23")
    for signers in (None, keys / "allowed"):
        message = said(tmp_path / "bag.zip", signers)
        assert message
        assert (message.level, message.code) == ("error", "bag-signature-wrong")


def _constant(made: bytes, _listing: bytes) -> bytes:
    return made


def test_a_bag_without_signature_is_refused_only_where_signers_are_named(keys: Path, tmp_path: Path) -> None:
    bag = small_bag.write(tmp_path / "bag.zip")
    assert said(bag, None) is None
    message = said(bag, keys / "allowed")
    assert message
    assert (message.level, message.code) == ("error", "bag-unsigned")


def test_a_key_that_is_not_there_or_none_is_said(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no key"):
        signing.signature(b"list", tmp_path / "nobody")
    (tmp_path / "text").write_text("no key at all")
    with pytest.raises(OutputError, match="OpenSSH did not sign"):
        signing.signature(b"list", tmp_path / "text")
