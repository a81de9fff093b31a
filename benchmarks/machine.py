"""What was measured on, and with which versions: measurements are compared only where these are the same."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from .meter import field
from .subjects import CHROMIUMS, ROOT, environment, program

_MEASURED = ("compiler", "layouts", "benchmarks/collection.py", "benchmarks/documents.py", "benchmarks/subjects.py")
_VERSION = re.compile(r"\d+(?:\.\d+)+")


def code() -> str:
    """What tells one state of Bayaz and of what is measured from another."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _files() -> Iterator[Path]:
    for name in _MEASURED:
        path = ROOT / name
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def machine() -> dict[str, str]:
    """Processors, memory, system and versions, each in a few words; without what is not installed."""
    told = {
        "processors": f"{_processors()} × {_model()}",
        "memory": f"{_memory():.0f} GB",
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "Python": platform.python_version(),
        "WeasyPrint": version("weasyprint"),
        "Chromium": _program_version(CHROMIUMS),
        "pandoc": _program_version(("pandoc",)),
        "calibre": _program_version(("ebook-convert",)),
    }
    return {name: what for name, what in told.items() if what}


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _model() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE) if info.exists() else None
    return found[1] if found else platform.machine()


def _memory() -> float:
    info = Path("/proc/meminfo")
    size = field(info.read_text(), "MemTotal") if info.exists() else 0
    return size / 1024**3


def _program_version(names: Sequence[str]) -> str:
    path = program(names)
    if not path:
        return ""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, env=environment(), check=False)  # noqa: S603 - a program of this machine
    found = _VERSION.search(said.stdout)
    return found[0] if found else "of unknown version"
