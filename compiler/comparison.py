"""Compares two editions, whatever they come as: bags, EPUBs, or collections as they are now."""

from __future__ import annotations

import zipfile
from pathlib import Path

from compiler import files, pipeline
from compiler.asking import Progress
from compiler.bag import facts, verifying
from compiler.bag.opening import BROKEN, OpenBag, opened
from compiler.comparing import Comparison, EditionText, compared, edition_text
from compiler.messages import CaptureError, CheckError, Origin, errors


def compare(old: Path, new: Path, progress: Progress = pipeline.quiet) -> Comparison:
    """What is other in `new`. Raises the `BayazError` that says why one of them cannot be read."""
    return compared(edition_of(old, progress), edition_of(new, progress))


def edition_of(path: Path, progress: Progress = pipeline.quiet) -> EditionText:
    """The text of the edition at `path`."""
    return edition_text(epub_of(path, progress), path.name)


def epub_of(path: Path, progress: Progress = pipeline.quiet) -> bytes:
    """The EPUB of the edition at `path`: a collection's folder, a bag, or an EPUB. Raises the `BayazError` that says why not."""
    if path.is_dir():
        return pipeline.draft(path, progress)
    if not path.is_file():
        raise CaptureError.of("file-missing", f"there is no file or folder {path}", hint="check the name")
    if path.suffix.lower() == ".zip":
        return _in_bag(path)
    return files.read(path)


def _in_bag(path: Path) -> bytes:
    """A bag's EPUB. Raises `CheckError` for a bag with faults, `CaptureError` for one without an EPUB."""
    bag = opened(path)
    faults = errors(verifying.faults(bag))
    if faults:
        raise CheckError(faults)
    name = next((name for name in sorted(bag.entries) if _is_book(name)), "")
    if not name:
        text = f"{path.name} holds no EPUB to compare"
        raise CaptureError.of("compare-empty", text, hint="name an EPUB or a collection", origin=Origin(path.name))
    return _member(bag, name)


def _is_book(name: str) -> bool:
    return name.startswith(f"{facts.BOOKS}/") and name.endswith(".epub")


def _member(bag: OpenBag, name: str) -> bytes:
    try:
        with zipfile.ZipFile(bag.file) as archive:
            return bag.read(archive, name, files.MAX_CAPTURE)
    except BROKEN as error:
        text = f"{name} cannot be read: {error}"
        raise CaptureError.of(
            "bag-file-broken", text, hint="fetch the bag again", origin=Origin(bag.file.name)
        ) from error
