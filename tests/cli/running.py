"""Runs the real command in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


def bayaz(
    *words: str | Path, cwd: Path, answer: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What `bayaz words…` does in `cwd`, with `answer` on standard input."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "compiler", *map(str, words)],
        cwd=cwd,
        env=surroundings,
        input=answer,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def told(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one JSON object on standard output; anything else there fails."""
    data = json.loads(run.stdout)
    assert isinstance(data, dict)
    return data


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
