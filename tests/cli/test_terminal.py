"""On a terminal: a progress bar, colours, and questions; none of these anywhere else. Stopping, and warnings taken as errors."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from compiler import project
from tests.cli.running import bayaz, files_of, told
from tests.conftest import ROOT
from tests.project.collections import sound, write

EDITION = """\
[edition]
title = "Letters"
date = 2026-11-23

[[chapter]]
source = "letter-1901"

[[chapter]]
source = "letter-1902"
"""
LETTER = "---\ntitle: Annual Letter\n---\n\nWords of a letter.\n"


def on_a_terminal(folder: Path, *words: str, typed: bytes = b"", **env: str) -> tuple[int, str]:
    """Exit code and all that `bayaz words…` shows on a terminal on which `typed` is typed."""
    here, there = pty.openpty()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "200", **env}
    with subprocess.Popen(
        [sys.executable, "-m", "compiler", *words],
        cwd=folder,
        env=surroundings,
        stdin=there,
        stdout=there,
        stderr=there,
    ) as process:
        os.close(there)
        os.write(here, typed)
        shown = _all_of(here)
    os.close(here)
    return process.returncode, shown


def _all_of(terminal: int) -> str:
    parts: list[bytes] = []
    try:
        while part := os.read(terminal, 4096):
            parts.append(part)
    except OSError:  # Linux says so when the other end is closed
        pass
    return b"".join(parts).decode("utf-8", "replace")


def two_letters(folder: Path) -> Path:
    files: dict[str, str | bytes] = {
        "edition.toml": EDITION,
        "letter-1901/source.toml": 'title = "Annual Letter"\ndate = 1901\n',
        "letter-1902/source.toml": 'title = "Annual Letter"\ndate = 1902\n',
    }
    write(folder, {"letter.md": LETTER})
    return write(folder / "c", files)


def test_a_tie_is_left_where_nobody_can_be_asked(tmp_path: Path) -> None:
    folder = two_letters(tmp_path)
    before = files_of(folder)
    run = bayaz("add", "letter.md", "--to", "c", "--yes", "--json", cwd=tmp_path)
    assert run.returncode == 0
    row = told(run)["plan"][0]
    assert (row["action"], row["candidates"]) == ("unclear", ["letter-1901", "letter-1902"])
    assert "--source" in run.stderr
    assert files_of(folder) == before


def test_a_tie_is_asked_on_a_terminal(tmp_path: Path) -> None:
    folder = two_letters(tmp_path)
    code, shown = on_a_terminal(tmp_path, "add", "letter.md", "--to", "c", typed=b"2\ny\n")
    assert code == 0, shown
    assert "letter-1901" in shown
    assert project.load(folder).source("letter-1902").text.capture == "captures/letter.md"
    assert not project.load(folder).source("letter-1901").text.capture


def test_an_empty_answer_leaves_a_tie(tmp_path: Path) -> None:
    folder = two_letters(tmp_path)
    before = files_of(folder)
    code, shown = on_a_terminal(tmp_path, "add", "letter.md", "--to", "c", typed=b"\n")
    assert code == 0, shown
    assert files_of(folder) == before


def test_colours_are_for_terminals_that_want_them(tmp_path: Path) -> None:
    sound(tmp_path / "c", "tilte = 3\n")
    code, shown = on_a_terminal(tmp_path, "build", "c")
    assert code == 3
    assert "\x1b[1;31merror" in shown
    _, shown = on_a_terminal(tmp_path, "build", "c", NO_COLOR="1")
    assert "\x1b[1;31m" not in shown
    assert "31m" not in shown
    assert "\x1b" not in bayaz("build", "c", cwd=tmp_path).stderr


def test_a_bar_shows_progress_on_a_terminal_only(tmp_path: Path) -> None:
    sound(tmp_path / "c")
    code, shown = on_a_terminal(tmp_path, "build", "c", "--format", "epub")
    assert code == 0, shown
    assert "reading" in shown
    assert "━" in shown
    run = bayaz("build", "c", "--format", "epub", cwd=tmp_path)
    assert run.returncode == 0
    assert "━" not in run.stdout + run.stderr
    _, shown = on_a_terminal(tmp_path, "build", "c", "--format", "epub", "--quiet")
    assert shown == ""


def test_warnings_are_errors_when_asked(tmp_path: Path) -> None:
    folder = sound(tmp_path / "c", **{"harbour-notes/brief.md": "Words.\n\nA [link](#nowhere).\n"})
    run = bayaz("build", "c", "--format", "epub", "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "warning" in {message["level"] for message in told(run)["messages"]}
    before = files_of(folder / "output")
    run = bayaz("build", "c", "--format", "epub", "--strict", cwd=tmp_path)
    assert run.returncode == 6, run.stderr
    assert "warning" in run.stderr
    assert files_of(folder / "output") == before
    quiet = bayaz("build", "c", "--format", "epub", "--strict", "--quiet", cwd=tmp_path)
    assert quiet.returncode == 6
