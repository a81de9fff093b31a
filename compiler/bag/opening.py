"""Opens a bag that nobody vouches for: a zip whose names stay inside, whose sizes are bounded, whose records agree."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from compiler import files, zipping
from compiler.messages import Message, Origin

from .members import CHUNK, MAX_FILES

MAX_TOTAL = 64 * files.MAX_CAPTURE
MAX_RATIO = 1_000
"""Deflate itself ends near 1,030 to 1; honest files stay far below."""
_RATIO_FROM = 8 * files.MEGABYTE
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
_LINK = 0o120000
_TYPE = 0o170000
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4s24xHHH12x")
_END = struct.Struct("<4sHHHHIIH")
_MANY = 0xFFFF
_DAMAGED = "the file is damaged: fetch it again from where it was kept"
_ALONE = "leave this file alone: it may be made to harm"


@dataclass
class OpenBag:
    """A zip that is safe to read: `entries` by their path below its one folder `root`."""

    file: Path
    root: str = ""
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def chunks(self, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        """The bytes of a member, no more than it says that it holds. Raises one of `BROKEN` where it cannot be read."""
        entry = self.entries[name]
        left = entry.file_size
        with archive.open(entry) as source:
            while chunk := source.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ValueError("it holds more than it says")
                yield chunk
        if left:
            raise ValueError("it holds less than it says")

    def read(self, archive: zipfile.ZipFile, name: str, limit: int = files.MAX_TEXT) -> bytes:
        """A whole member of at most `limit` bytes. Raises one of `BROKEN` where it is larger or cannot be read."""
        if self.entries[name].file_size > limit:
            raise ValueError(f"it is larger than {limit:,} bytes")
        return b"".join(self.chunks(archive, name))


def opened(file: Path) -> OpenBag:
    """The bag in `file`; without entries, and with messages that say why, where it is not safe to read."""
    bag = OpenBag(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            bag.messages += (*_bounds(entries, file), *_names(entries, file))
            if not bag.messages:
                bag.messages += _records(archive, entries, file)
    except BROKEN as error:
        text = f"the archive cannot be read: {error}"
        bag.messages.append(fault("bag-zip-broken", text, "fetch the file again from where it was kept", file))
        return bag
    if any(message.code in _UNSAFE for message in bag.messages):
        return bag
    _rooted(bag, entries)
    return bag


def fault(code: str, text: str, hint: str, file: Path, name: str = "") -> Message:
    """An error in the bag `file`, about its member `name`."""
    return Message(code, "error", text, hint, Origin(f"{file.name}/{name}" if name else file.name))


_UNSAFE = frozenset(
    {"bag-too-large", "bag-path-unsafe", "bag-link", "bag-encrypted", "bag-duplicate", "bag-name-clash"}
)


def _bounds(entries: list[zipfile.ZipInfo], file: Path) -> Iterator[Message]:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or total > MAX_TOTAL:
        text = f"the archive holds {len(entries):,} files of {total:,} bytes, more than Bayaz opens"
        hint = f"at most {MAX_FILES:,} files of {MAX_TOTAL:,} bytes together"
        yield fault("bag-too-large", text, hint, file)
    for entry in entries:
        growth = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > _RATIO_FROM and growth > MAX_RATIO:
            text = f"{entry.filename!r} grows {growth:,}-fold when unpacked"
            yield fault("bag-too-large", text, "leave this file alone: it may be made to fill a disk", file)


def _names(entries: list[zipfile.ZipInfo], file: Path) -> Iterator[Message]:
    for entry in entries:
        name = entry.filename
        path = PurePosixPath(name)
        odd = (
            "\\" in name
            or ":" in name
            or "\0" in entry.orig_filename
            or any(part in {".", ""} for part in name.rstrip("/").split("/"))
        )
        if path.is_absolute() or ".." in path.parts or odd:
            yield fault("bag-path-unsafe", f"{name!r} leads out of the bag", _ALONE, file)
        if (entry.external_attr >> 16) & _TYPE == _LINK:
            yield fault("bag-link", f"{name!r} is a link, which a bag cannot hold", _ALONE, file)
        if entry.flag_bits & 1:
            yield fault("bag-encrypted", f"{name!r} is encrypted", "take its protection off first", file)
    alike: dict[str, list[str]] = {}
    for entry in entries:
        alike.setdefault(unicodedata.normalize("NFC", entry.filename).casefold(), []).append(entry.filename)
    for names in alike.values():
        if len(names) > 1:
            text = f"{' and '.join(map(repr, names[:4]))} are one name, or alike but for case"
            yield fault("bag-duplicate", text, "it does not hold what a bag says: fetch it again", file)


def _records(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: Path) -> Iterator[Message]:
    """What the zip says of each member twice, before it and in its directory, must agree, with nothing between members."""
    raw = archive.fp
    assert raw is not None  # noqa: S101 - the archive is open
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start, end_of_head, agrees = _local(raw, entry)
        if not agrees or start != end:
            text = f"the zip's two records of {entry.filename!r} differ, or something lies before it"
            yield fault("bag-zip-record", text, _DAMAGED, file, entry.filename)
        end = end_of_head + entry.compress_size
    if end != archive.start_dir:
        text = "something lies between the members of the zip and its directory"
        yield fault("bag-zip-record", text, _DAMAGED, file)
    if not _ends_well(raw, len(entries)) or not _fills(raw, archive.start_dir, len(entries)):
        text = "the end of the zip's directory does not say what the directory holds"
        yield fault("bag-zip-record", text, _DAMAGED, file)


def with_stray_bits(bag: OpenBag) -> Iterator[str]:
    """The members whose compressed bytes do not end as they were written: no sum of their content can tell.

    Who unpacks a member stops when it has as much as was promised, and looks at nothing after that. Deflate ends within a byte
    (RFC 1951, 3.2.3); what writes a zip fills it with noughts. Raises one of `BROKEN`.
    """
    with bag.file.open("rb") as raw:
        for name, entry in bag.entries.items():
            if entry.compress_type == zipfile.ZIP_DEFLATED and _strays(raw, entry):
                yield name


def _strays(raw: IO[bytes], entry: zipfile.ZipInfo) -> bool:
    raw.seek(entry.header_offset)
    head = _LOCAL.unpack(raw.read(_LOCAL.size))
    raw.seek(head[9] + head[10], 1)
    inflating, left, size = zlib.decompressobj(-zlib.MAX_WBITS), entry.compress_size - 1, 0
    while left > 0 and size <= entry.file_size:
        chunk = raw.read(min(CHUNK, left))
        left -= len(chunk) or left
        while chunk:
            size += len(inflating.decompress(chunk, CHUNK))
            chunk = inflating.unconsumed_tail
    last = raw.read(1)
    if not last or entry.compress_size < 1:
        return True
    whole = inflating.copy()
    size += len(whole.decompress(last))
    return not whole.eof or size != entry.file_size or _is_stray(inflating, last[0])


def _is_stray(inflating: zlib._Decompress, last: int) -> bool:
    """Whether, from the highest bit of the last byte down, one that means nothing is set."""
    true = inflating.copy().decompress(bytes([last]))
    for bit in range(7, -1, -1):
        other = inflating.copy()
        try:
            same = other.decompress(bytes([last ^ 1 << bit])) == true and other.eof
        except zlib.error:
            return False
        if not same or last & 1 << bit:
            return same
    return False


def _ends_well(raw: IO[bytes], count: int) -> bool:
    """Whether the end of the directory stands at the end of the file and counts its entries (APPNOTE 4.3.16)."""
    size = raw.seek(0, 2)
    raw.seek(max(0, size - _END.size))
    sign, *numbers, comment = _END.unpack(raw.read(_END.size))
    disk, first, here, together, _length, _offset = numbers
    counts = {here, together} <= {count, _MANY}
    return bool(sign == b"PK\5\6" and disk == first == 0 and counts and comment == 0)


def _fills(raw: IO[bytes], start: int, count: int) -> bool:
    """Whether `count` records, each as long as it says, take the directory from `start` up to what ends it (APPNOTE 4.3.12)."""
    raw.seek(start)
    for _ in range(count):
        head = _CENTRAL.unpack(raw.read(_CENTRAL.size))
        raw.seek(sum(head[1:]), 1)
    return raw.read(4) in {b"PK\5\6", b"PK\6\6"}


def of_one_manner(entries: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    """The members that `packing` would have written with another time, attribute, version or machine than the zip tells."""
    listed = list(entries)
    for entry in listed:
        usual = zipping.entry(entry.filename, listed[0].date_time, entry.compress_type)
        # What writes a zip sets these: 2.0 for deflated and stored files, 4.5 where a size or an offset needs 64 bits.
        version = entry.extract_version in (20, 45) and entry.create_version == entry.extract_version
        told = (
            entry.create_system,
            entry.external_attr,
            entry.date_time,
            entry.comment,
            entry.internal_attr,
            entry.volume,
        )
        wont = (usual.create_system, usual.external_attr, usual.date_time, b"", 0, 0)
        if told != wont or not version or entry.reserved or entry.flag_bits & ~0x800:
            yield entry.filename


def _local(raw: IO[bytes], entry: zipfile.ZipInfo) -> tuple[int, int, bool]:
    """Where the member's local record begins and ends, and whether it says what the directory says (APPNOTE 4.3.7)."""
    raw.seek(entry.header_offset)
    head = _LOCAL.unpack(raw.read(_LOCAL.size))
    name = raw.read(head[9])
    extra = raw.read(head[10])
    year, month, day, hour, minute, second = entry.date_time
    told = (
        *(b"PK\3\4", entry.extract_version, entry.flag_bits, entry.compress_type),
        *(hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
    )
    sized = extra[:2] == b"\1\0" or (head[6:9] == (entry.CRC, entry.compress_size, entry.file_size) and not extra)
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    same = head[:6] == told and sized and name.decode(encoding, "replace") == entry.orig_filename
    return entry.header_offset, raw.tell(), same


def _rooted(bag: OpenBag, entries: list[zipfile.ZipInfo]) -> None:
    """A serialised bag is one folder (RFC 8493, section 4)."""
    roots = {entry.filename.split("/", 1)[0] for entry in entries}
    loose = [entry.filename for entry in entries if "/" not in entry.filename]
    if len(roots) != 1 or loose:
        text = f"a bag is one folder, this archive holds {len(roots)}: {', '.join(sorted(roots)[:4])}"
        bag.messages.append(fault("bag-root", text, "zip the bag's folder, not what is in it", bag.file))
        return
    (bag.root,) = roots
    for entry in entries:
        if not entry.is_dir():
            bag.entries[entry.filename.split("/", 1)[1]] = entry
