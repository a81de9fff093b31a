"""Packs a bag into one zip, the same bytes from the same members, and has it validated by the BagIt library."""

from __future__ import annotations

import logging
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import bagit

from compiler import zipping
from compiler.messages import Message, OutputError

from .members import CHUNK, Member

_PACKED = frozenset({".epub", ".pdf", ".zip", ".docx", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".woff", ".woff2"})
"""Suffixes of files that are compressed already."""


def packed(target: Path, name: str, members: Sequence[Member], when: str) -> None:
    """Writes the bag `name` as the zip `target`: every member below one folder of that name, of the day `when`."""
    moment = zipping.day(when)
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for member in members:
            head = zipping.entry(f"{name}/{member.name}", moment, _compression(member))
            head.file_size = member.size
            with member.open() as source, _entry(archive, head) as written:
                shutil.copyfileobj(source, written, CHUNK)


def _entry(archive: zipfile.ZipFile, head: zipfile.ZipInfo) -> zipfile.ZipExtFile:
    head._compresslevel = zipping.LEVEL  # type: ignore[attr-defined]  # Python 3.11 has no public name for it
    return archive.open(head, "w")  # type: ignore[return-value]


def _compression(member: Member) -> int:
    suffix = Path(member.name).suffix.lower()
    return zipfile.ZIP_STORED if suffix in _PACKED else zipfile.ZIP_DEFLATED


def validate(bag: Path) -> tuple[Message, ...]:
    """What the BagIt library has against the bag in the zip `bag`, unpacked aside; nothing if it is valid.

    The zip is one of ours, or one whose paths and sizes were looked at before.
    """
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="bayaz-bag-") as aside:
        with zipfile.ZipFile(bag) as archive:
            archive.extractall(aside)
        (root,) = Path(aside).iterdir()
        return _said(root)


def _said(root: Path) -> tuple[Message, ...]:
    try:
        bagit.Bag(str(root)).validate()
    except bagit.BagError as error:
        details = getattr(error, "details", None) or [error]
        return tuple(Message("bag-invalid", "error", f"{detail}") for detail in details)
    return ()


def fail_unless_valid(bag: Path) -> None:
    """Raises `OutputError` with all that the BagIt library has against a bag of ours."""
    found = validate(bag)
    if found:
        raise OutputError(found)
