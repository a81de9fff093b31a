"""The editions that users make first: the shipped ones, one with the saved page taken in, a long one, and one of facsimiles."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.edition.long_collection import write_facsimiles, write_long
from tests.reading.fixtures import desk, reading_systems

__all__ = ["desk", "reading_systems"]
ROOT = Path(__file__).parent.parent.parent
EDITIONS = ("shipped", "persian", "long", "facsimiles")
"""The four that every judgement of a finished edition is asked of: mixed, Persian, some 300 pages, and pages as they were."""


@dataclass(frozen=True)
class Made:
    """A built collection: its folder, its two files, and what `bayaz build --json` said."""

    folder: Path
    epub: Path
    pdf: Path
    said: dict[str, Any]


def bayaz(*words: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """What the command prints; fails the test if it does not succeed."""
    command = [sys.executable, "-m", "compiler", *map(str, words)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    done = subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def build(folder: Path, out: Path, *words: str, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Made:
    said = json.loads(bayaz("build", folder, "--out", out, "--json", *words, env=env, cwd=cwd))
    (epub,), (pdf,) = out.glob("*.epub"), out.glob("*.pdf")
    return Made(folder, epub, pdf, said)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample edition as the repository holds it."""
    return build(ROOT / "sources", tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def persian(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The guide in Persian as the repository holds it."""
    return build(ROOT / "sources" / "rahnama", tmp_path_factory.mktemp("persian"))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, captures: Path) -> Made:
    """The sample edition after `bayaz add` of the saved page, its sixth document put in the order by the editor."""
    base = tmp_path_factory.mktemp("full")
    folder = base / "sources"
    shutil.copytree(ROOT / "sources", folder)
    before = {path.name for path in folder.iterdir()}
    bayaz("add", captures / "ashraf-news-2016.txt", "--to", folder, "--yes")
    (new,) = (path.name for path in folder.iterdir() if path.is_dir() and path.name not in before)
    edition = folder / "edition.toml"
    order = f'\n[[chapter]]\nsource = "{new}"\n'
    edition.write_text(edition.read_text("utf-8") + order, "utf-8")
    return build(folder, base / "output")


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Some 300 pages of everything that may begin one, with an index of 200 terms."""
    base = tmp_path_factory.mktemp("long")
    return build(write_long(base / "sources", chapters=9, seed=11, terms=200), base / "output")


@pytest.fixture(scope="session")
def facsimiles(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Three captured PDFs, page by page, between two chapters of text."""
    base = tmp_path_factory.mktemp("facsimiles")
    captures = {name: ROOT / "tests" / "captures" / "pdf" / f"{name}.pdf" for name in ("letter", "report", "persian")}
    return build(write_facsimiles(base / "sources", captures), base / "output")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The guide in Persian, in the layout for readers with low vision."""
    base = tmp_path_factory.mktemp("large")
    folder = shutil.copytree(ROOT / "sources" / "rahnama", base / "sources")
    edition = folder / "edition.toml"
    edition.write_text(re.sub(r"(?m)^layout = .*", 'layout = "large-print"', edition.read_text("utf-8")), "utf-8")
    return build(folder, base / "output")


@pytest.fixture(scope="session", params=EDITIONS)
def made(request: pytest.FixtureRequest) -> Made:
    """Each of the editions in turn."""
    edition: Made = request.getfixturevalue(request.param)
    return edition
