"""The finished editions are opened by two programs that know nothing of Bayaz: calibre and mutool."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.edition.conftest import EDITIONS, Made

_FAULT = re.compile(r"\b(warning|error|cannot|failed)\b", re.IGNORECASE)


def said(program: str, *words: str | Path) -> tuple[str, str]:
    """What the program prints, and what it complains of; fails the test if it does not succeed."""
    if not shutil.which(program):
        missing(program, "`make test` installs it")
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout, done.stderr


@pytest.mark.parametrize("edition", EDITIONS)
def test_mutool_draws_every_page_without_complaint(
    edition: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made: Made = request.getfixturevalue(edition)
    _, complaints = said("mutool", "draw", "-q", "-r", "18", "-o", tmp_path / "p-%d.png", made.pdf)
    # Some systems build it without the library for colour profiles, which it then says of every file.
    complaints = complaints.replace("warning: ICC support is not available", "")
    assert not _FAULT.search(complaints), complaints[:2000]
    assert len(list(tmp_path.glob("p-*.png"))) == made.said["pages"]
    outline, _ = said("mutool", "show", made.pdf, "outline")
    assert outline.count("\n") >= len(made.said["chapters"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_calibre_reads_the_book_and_converts_it(edition: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    made: Made = request.getfixturevalue(edition)
    facts, _ = said("ebook-meta", made.epub)
    assert "Title" in facts
    said("ebook-convert", made.epub, tmp_path / "book.txt")
    assert len((tmp_path / "book.txt").read_text("utf-8").split()) > 50
