"""Files in, bounded and inside their folder; files out, whole or not at all: the only door to disk and clock."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from compiler.messages import BayazError, CaptureError, CollectionError, Message, Origin, OutputError

MEGABYTE = 1 << 20
MAX_CAPTURE = 256 * MEGABYTE
MAX_TEXT = 32 * MEGABYTE
MAX_IMAGE = 64 * MEGABYTE
MAX_PIXELS = 89_000_000  # beyond, Pillow warns of a decompression bomb

_ABANDONED = 3600
"""Seconds after which nobody is still writing a file."""

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(|px|pt|pc|mm|cm|in|Q)\s*")
_UNITS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "Q": 96 / 101.6}
_PIXELS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a stereo camera's: a JPEG with another one behind it
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


def today() -> date:
    """The present day: asked only when a capture is added or a collection made, never while building."""
    return date.today()  # noqa: DTZ011, TID251 - the one place that may ask


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def media_type(name: str) -> str:
    """The IANA type that the name's suffix tells, empty if none that Bayaz reads."""
    return _MEDIA_TYPES.get(Path(name).suffix.lower(), "")


# --- in ---


def read(path: Path, limit: int = MAX_CAPTURE) -> bytes:
    """The bytes of a file of at most `limit` bytes. Raises `CaptureError` if it is missing, no plain file, or larger."""
    try:
        if not path.is_file():
            raise CaptureError.of("file-missing", f"there is no file {path}", hint="check the name and the folder")
        size = path.stat().st_size
        if size > limit:
            text = f"{path} has {size:,} bytes, more than the {limit:,} that Bayaz takes"
            raise CaptureError.of("file-too-large", text, hint="split the file, or leave it out")
        return path.read_bytes()
    except OSError as error:
        text = f"{path} cannot be read: {error.strerror}"
        raise CaptureError.of("file-unreadable", text, hint="check its permissions") from error


def inside(root: Path, relative: str, origin: Origin | None = None) -> Path:
    """`relative` resolved below `root`. Raises `CollectionError` if it leaves `root`, by `..`, absolute path or link."""
    base = root.resolve()
    try:
        path = (base / relative).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise CollectionError.of("path-bad", f"{relative!r} is no path", origin=origin) from error
    if not path.is_relative_to(base):
        text = f"{relative!r} lies outside the folder {base.name!r}"
        raise CollectionError.of(
            "path-outside", text, hint="copy the file into the folder and name it there", origin=origin
        )
    return path


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a picture is: IANA media type, size in pixels (for SVG in CSS pixels)."""

    media_type: str
    width: int
    height: int


def image_facts(data: bytes) -> ImageFacts | None:
    """What `data` shows, or None if it is no sound picture of a kind that EPUB and PDF take, or too large."""
    if len(data) > MAX_IMAGE:
        return None
    digest = sha256(data)
    if digest not in _SEEN:
        _SEEN[digest] = _image_facts(data)
        if len(_SEEN) > _MOST_SEEN:
            del _SEEN[next(iter(_SEEN))]
    return _SEEN[digest]


_SEEN: dict[str, ImageFacts | None] = {}
"""Pictures are asked about more than once, and to find out takes their every pixel."""
_MOST_SEEN = 10_000


def _image_facts(data: bytes) -> ImageFacts | None:
    if data[:1000].lstrip()[:1] == b"<" or b"<svg" in data[:4000]:
        return _svg_facts(data)
    from PIL import Image  # noqa: PLC0415 - slow to import, and `bayaz --help` does not need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                kind, (width, height) = _PIXELS.get(image.format or "", ""), image.size
                if not kind or width * height > MAX_PIXELS:
                    return None
                image.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return None
    return ImageFacts(kind, width, height)


def _svg_facts(data: bytes) -> ImageFacts | None:
    from lxml import etree  # noqa: PLC0415 - slow to import, and `bayaz --help` does not need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if etree.QName(root).localname != "svg":
        return None
    box = (root.get("viewBox") or "").replace(",", " ").split()
    sides = box[2:] if len(box) == 4 else [root.get(name) or "" for name in ("width", "height")]
    width, height = (_pixels(side) for side in sides)
    return ImageFacts("image/svg+xml", width, height)


def _pixels(length: str) -> int:
    """A CSS length in whole pixels, 300 where it is none or relative, as engines take it; at least 1, at most 100,000."""
    match = _LENGTH.fullmatch(length)
    pixels = float(match[1]) * _UNITS[match[2]] if match else 300
    return round(min(max(pixels, 1), 100_000))


def shipped(name: str) -> Path:
    """The folder `layouts` or `sources` that comes with Bayaz: in the wheel, or in a checkout."""
    package = Path(__file__).parent
    installed = package / "_shipped" / name
    return installed if installed.is_dir() else package.parent / name


# --- out ---


def publish(outputs: dict[Path, bytes], superseded: Iterable[Path] = ()) -> None:
    """Writes every file whole: all aside first, then each renamed over its old self; `superseded` are then taken away.

    If writing fails nothing is changed and `OutputError` is raised; a killed process leaves the old files, and what it had
    written aside is taken away by a later one.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in outputs.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
            written.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
        for part, path in written:
            _sweep(part, path)
            part.replace(path)
        for path in superseded:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error) from error
    finally:
        for part, _ in written:
            part.unlink(missing_ok=True)


def fail_where_others_are(outputs: Mapping[Path, str]) -> None:
    """Raises `OutputError` for every file of `outputs` that is there with another SHA-256 than is told: it was given out perhaps."""
    others = [path for path, digest in outputs.items() if path.is_file() and sha256_of(path) != digest]
    hint = "give the edition a new date, or say --force to replace it"
    found = (
        Message("edition-exists", "error", f"{path} is there already, with other bytes of the same date", hint)
        for path in others
    )
    if others:
        raise OutputError(found)


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to: it takes the place of `target` when all went well, and is taken away if not.

    Raises `OutputError` where nothing can be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            part.chmod(0o644)
            _sweep(part, target)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> OutputError:
    text = f"{error.filename or 'the output folder'} cannot be written: {error.strerror}"
    return OutputError.of(
        "output-unwritable", text, hint="free some space, check the permissions, or choose another folder"
    )


def _sweep(part: Path, path: Path) -> None:
    """Takes away what killed processes wrote aside for `path`; a part as young as `part` may be that of a process at work."""
    now = part.stat().st_mtime
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        try:
            if now - left.stat().st_mtime > _ABANDONED:
                left.unlink()
        except OSError:
            continue


def gather(faults: list[BayazError]) -> tuple[Message, ...]:
    """The messages of several errors, in order, each once."""
    return tuple(dict.fromkeys(message for fault in faults for message in fault.messages))
