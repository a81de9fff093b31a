"""Books opened by programs without a window, calibre and mutool: where entries and links lead, and what is amiss."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import missing

SCRIPTS = Path(__file__).parent / "scripts"
_HOW = "run `sh .ci/tools.sh`"
_REMARKS = ("ICC support is not available", "unknown epub version: 3")
"""What mutool says of itself, whatever the book: how it was built, and that it takes EPUB 3 for EPUB 2."""
_COMPLAINT = re.compile(r"\b(warning|error|failed|could ?n[o']t|not found|invalid|missing|unable)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents as calibre finds it; `exists` says whether its target does."""

    title: str
    href: str
    exists: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where mutool goes: `chapter` is a place in the spine of an EPUB, `page` counts from 0 in it, `top` in points from above."""

    kind: str
    origin: int
    address: str
    says: str
    chapter: int
    page: int
    top: float


def calibre_opens(epub: Path) -> tuple[list[Entry], list[str]]:
    """The contents, and the faults that its editor finds, advice left out."""
    said = json.loads(_calibre("calibre-debug", SCRIPTS / "calibre_opens.py", epub.resolve()).splitlines()[-1])
    found = [Entry(title, _href(path, target), exists) for title, path, target, exists in said["contents"]]
    return found, list(said["faults"])


def calibre_converts(epub: Path, out: Path, *options: str) -> list[str]:
    """Makes `out` of the book; returns what calibre complains of."""
    said = _calibre("ebook-convert", epub, out, *options)
    return [line for line in said.splitlines() if _COMPLAINT.search(line)]


def calibre_explodes(book: Path, folder: Path) -> None:
    """The files of a Kindle book as calibre reads it back, into `folder`."""
    _calibre("calibre-debug", "-x", book, folder)


def mutool_follows(book: Path) -> list[Arrival]:
    """Every entry of the outline and every link inside, in the order of the pages."""
    said = _mutool("run", SCRIPTS / "mutool_follows.js", book).stdout
    return [_arrival(json.loads(line)) for line in said.splitlines() if line.startswith("{")]


def mutool_draws(book: Path, text: Path) -> list[str]:
    """Draws every page of a book small, and writes its text; returns what mutool complains of."""
    said = _mutool("draw", "-q", "-r", "24", "-o", os.devnull, book).stderr
    said += _mutool("draw", "-q", "-F", "txt", "-o", text, book).stderr
    return [line for line in said.splitlines() if line.strip() and not any(remark in line for remark in _REMARKS)]


def _arrival(said: dict[str, Any]) -> Arrival:
    return Arrival(
        said["kind"], said["from"], said["address"], said["says"], said["chapter"], said["page"], said["top"]
    )


def _href(path: str | None, target: str) -> str:
    name = (path or "").removeprefix("EPUB/")
    return f"{name}#{target}" if target else name


def _calibre(program: str, *words: str | Path) -> str:
    with tempfile.TemporaryDirectory() as home:
        own = {"CALIBRE_CONFIG_DIRECTORY": home, "CALIBRE_TEMP_DIR": home, "XDG_RUNTIME_DIR": home}
        done = _run("calibre", program, *words, env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"})
    return done.stdout


def _mutool(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return _run("mutool", "mutool", *words)


def _run(
    what: str, program: str, *words: str | Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a program says; a program that is not here skips the test, one that fails fails it."""
    found = shutil.which(program)
    if not found:
        missing(what, _HOW)
    done = subprocess.run([str(found), *map(str, words)], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done
