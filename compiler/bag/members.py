"""What goes into a bag: files by their path in it, held in memory or left on disk."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from compiler import files
from compiler.messages import BayazError, Message, OutputError

CHUNK = files.MEGABYTE
ALGORITHMS = ("sha256", "sha512")
MAX_FILES = 100_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the bag: its path with slashes, and its bytes or where they lie."""

    name: str
    content: bytes | Path

    def open(self) -> BinaryIO:
        """The content from its beginning."""
        return BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")

    @property
    def size(self) -> int:
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        with self.open() as source:
            yield from iter(lambda: source.read(CHUNK), b"")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A member with its size in bytes and its sums, lower-case hexadecimal, in the order of `ALGORITHMS`."""

    member: Member
    size: int
    sums: tuple[str, ...]


def weighed(member: Member) -> Weighed:
    """Reads the member once for all its sums."""
    hashes = [hashlib.new(name) for name in ALGORITHMS]
    size = 0
    for chunk in member.chunks():
        size += len(chunk)
        for one in hashes:
            one.update(chunk)
    return Weighed(member, size, tuple(one.hexdigest() for one in hashes))


def under(folder: Path, prefix: str, skip: Iterable[str] = ()) -> Iterator[Member]:
    """Every file below `folder` as a member below `prefix`, in the order of their names.

    Hidden files are left out, and at the top the names `skip`. Raises `OutputError` for a link out of the folder, for a file that
    is too large, and for more than `MAX_FILES`.
    """
    left_out, faults, count = frozenset(skip), [], 0
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        parts = path.relative_to(folder).parts
        if not path.is_file() or parts[0] in left_out or any(part.startswith(".") for part in parts):
            continue
        count += 1
        if count > MAX_FILES:
            raise OutputError.of("bag-too-many", f"{folder} holds more than {MAX_FILES:,} files", hint="take some out")
        try:
            yield Member(f"{prefix}/{'/'.join(parts)}", _held(folder, "/".join(parts)))
        except BayazError as error:
            faults.append(error)
    if faults:
        raise OutputError(files.gather(faults))


def _held(folder: Path, relative: str) -> Path:
    path = files.inside(folder, relative)
    if path.stat().st_size > files.MAX_CAPTURE:
        text = f"{path} has {path.stat().st_size:,} bytes, more than the {files.MAX_CAPTURE:,} that Bayaz takes"
        raise OutputError.of("file-too-large", text, hint="split the file, or leave it out")
    return path


def name_faults(members: Iterable[Member]) -> tuple[Message, ...]:
    """What other machines could not unpack, or `sha256sum` not check: control characters, and names that are alike but for case."""
    found: list[Message] = []
    seen: dict[str, str] = {}
    for member in members:
        if any(unicodedata.category(letter) == "Cc" for letter in member.name):
            text = f"the name {member.name!r} has control characters, which lists of sums cannot hold"
            found.append(Message("bag-name-bad", "error", text, "rename the file"))
        alike = unicodedata.normalize("NFC", member.name).casefold()
        if alike in seen:
            text = f"{member.name!r} and {seen[alike]!r} are one name on some machines"
            found.append(Message("bag-name-clash", "error", text, "rename one of them"))
        seen[alike] = member.name
    return tuple(found)
