"""Checks that the files which a collection names are there, inside it, and of a size that Bayaz takes."""

from __future__ import annotations

from pathlib import Path

from compiler import files
from compiler.messages import BayazError, Origin

from .places import Path as KeyPath
from .sheet import Sheet


def checked_file(sheet: Sheet, folder: Path, relative: str, at: KeyPath, limit: int = files.MAX_TEXT) -> bytes | None:
    """The bytes of `relative` below `folder`; None, with the fault put down at the key `at`, if it cannot be had."""
    try:
        path = files.inside(folder, relative, Origin(sheet.label))
        if not path.is_file():
            sheet.fault(at, "file-missing", f"there is no file {relative}", _hint(folder, relative))
            return None
        data = files.read(path, limit)
        sheet.named.append(relative)
        return data
    except BayazError as error:
        sheet.take(error, at)
        return None


def _hint(folder: Path, relative: str) -> str:
    """Names a file of the same name elsewhere in the folder, or of nearly the same."""
    wanted = Path(relative).name.lower()
    for path in sorted(folder.glob("*"))[:500] + sorted(folder.glob("*/*"))[:500]:
        if path.is_file() and path.name.lower() == wanted:
            return f"did you mean {path.relative_to(folder).as_posix()!r}?"
    return f"paths start at the folder of {folder.name}"
