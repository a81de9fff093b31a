"""What the first edition must show, on the finished files."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from compiler.checks import check_epub, check_pdf, validators
from tests.conftest import missing
from tests.edition.conftest import ROOT, Made, bayaz, build

XHTML = "{http://www.w3.org/1999/xhtml}"
EDITIONS = ["shipped", "full", "persian"]


@pytest.fixture(params=EDITIONS)
def made(request: pytest.FixtureRequest) -> Made:
    edition: Made = request.getfixturevalue(request.param)
    return edition


@pytest.fixture(scope="session")
def key(captures: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((captures / "ashraf-news-2016.key.json").read_text("utf-8"))
    return answer


@pytest.fixture(scope="session")
def lines(captures: Path) -> list[str]:
    return (captures / "ashraf-news-2016.txt").read_text("utf-8").split("\n")


# --- text ---


def letters(text: str) -> str:
    """The text without what a line break may change: white space and hyphens."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\x02-]+", "", unicodedata.normalize("NFKC", text))


def documents(epub: Path) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield name, etree.fromstring(archive.read(name))


def epub_letters(epub: Path) -> str:
    """All words of the book, calls of notes left out."""
    parts: list[str] = []
    for _, root in documents(epub):
        for call in root.iter(f"{XHTML}a"):
            if call.get("role") == "doc-noteref":
                for element in call.iter():
                    element.text = None
        parts += root.find(f"{XHTML}body").itertext()
    return letters("".join(parts))


def pdf_pages(pdf: Path) -> list[str]:
    """The text of each page's own area, in the order it is drawn: no folios, no running heads, no notes."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def body_paragraphs(key: dict[str, Any], lines: list[str]) -> list[str]:
    numbers = [int(n) for n, line in key["lines"].items() if line["kind"] == "para"]
    return [lines[number - 1] for number in numbers]


def test_every_paragraph_of_the_saved_page_is_in_the_epub(full: Made, key: dict[str, Any], lines: list[str]) -> None:
    book = epub_letters(full.epub)
    lost = [text[:50] for text in body_paragraphs(key, lines) if letters(text).replace("*", "") not in book]
    assert (len(body_paragraphs(key, lines)), lost) == (115, [])


def test_every_paragraph_of_the_saved_page_is_in_the_pdf(full: Made, key: dict[str, Any], lines: list[str]) -> None:
    """A paragraph may be cut by a page turn: then its parts stand at the end of one page and the start of the next."""
    pages = [letters(page) for page in pdf_pages(full.pdf)]
    paragraphs = body_paragraphs(key, lines)
    lost = [text[:50] for text in paragraphs if not all(_on_pages(part, pages) for part in _between_calls(text))]
    assert (len(paragraphs), lost) == (115, [])


def _between_calls(text: str) -> list[str]:
    """The calls of notes have numbers of ours in the book, in the place of the capture's asterisks."""
    return [letters(part) for part in text.split("*")]


def _on_pages(text: str, pages: list[str]) -> bool:
    """True if `text` stands on a page, or begins on one and goes on at the next, wherever it is cut."""
    if any(text in page for page in pages):
        return True
    for here, there in itertools.pairwise(pages):
        cut = next((n for n in range(len(text), 0, -1) if text[:n] in here), 0)
        if cut and text[cut:] in there:
            return True
    return False


def test_persian_captions_are_whole_and_marked(full: Made, key: dict[str, Any]) -> None:
    wanted = [caption["text"] for doc in key["documents"] for caption in doc["captions"] if caption["keep"]]
    found = [
        " ".join("".join(element.itertext()).split())
        for _, root in documents(full.epub)
        for element in root.iter()
        if element.get("lang") == "fa" and element.get("dir") == "rtl"
    ]
    assert len(wanted) == 13
    for text in set(wanted):
        assert found.count(text) == wanted.count(text), text


# --- validators ---


def test_epubcheck_finds_nothing(made: Made) -> None:
    found = validators.epubcheck(made.epub)
    if any(message.code == "tool-missing" for message in found):
        missing("epubcheck", "it comes with requirements-test.lock and needs Java")
    assert [str(message) for message in found if message.level != "info"] == []


def test_ace_finds_nothing(made: Made) -> None:
    found = validators.ace(made.epub)
    if any(message.code == "tool-missing" for message in found):
        missing("Ace", "run `sh .ci/tools.sh`")
    assert [str(message) for message in found] == []


def test_qpdf_finds_nothing(made: Made) -> None:
    if shutil.which("qpdf") is None:
        missing("qpdf", "install the package qpdf")
    done = subprocess.run(["qpdf", "--check", made.pdf], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_our_own_checks_find_nothing(made: Made) -> None:
    found = [*check_epub(made.epub.read_bytes(), "book.epub"), *check_pdf(made.pdf.read_bytes(), "book.pdf")]
    assert [str(message) for message in found if message.level != "info"] == []


# --- the pdf ---


def outline_pages(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Title of each outline item -> index of its page."""
    pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
    names = {str(k): v for k, v in pikepdf.NameTree(pdf.Root.Names.Dests).items()} if "/Names" in pdf.Root else {}
    found: dict[str, int] = {}

    def walk(items: Any) -> None:
        for item in items:
            target = item.destination if item.destination is not None else item.action.D
            if isinstance(target, pikepdf.String):
                target = names[str(target)]
            if isinstance(target, pikepdf.Dictionary):
                target = target.D
            found[item.title] = pages[target[0].objgen]
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    return found


def labels(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document.get_page_label(index) for index in range(len(document))]


def test_contents_entries_land_on_the_page_they_print(made: Made) -> None:
    """Each line of the contents is a link; the folio printed at its end is the label of the page it leads to."""
    found = [message for message in check_pdf(made.pdf.read_bytes(), "book.pdf") if "contents" in message.code]
    assert found == []
    with pikepdf.open(made.pdf) as pdf:
        pages = outline_pages(pdf)
        chapters = made.said["chapters"]
        assert len(chapters) >= 5
        for entry in chapters:
            title = next(t for t in pages if t.endswith(entry["title"]))
            assert labels(made.pdf)[pages[title]] == entry["page"]


@pytest.mark.parametrize("edition", ["shipped", "full"])
def test_front_matter_is_roman_and_chapters_begin_at_one(edition: str, request: pytest.FixtureRequest) -> None:
    printed = labels(request.getfixturevalue(edition).pdf)
    first = printed.index("1")
    assert printed[first:] == [str(n) for n in range(1, len(printed) - first + 1)]
    assert printed[:4] == ["i", "ii", "iii", "iv"]
    assert first % 2 == 0


def test_fonts_are_embedded_and_structure_is_kept(made: Made) -> None:
    with pikepdf.open(made.pdf) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
        parts = pdf.Root.StructTreeRoot.K
        kinds = [str(part.S) for part in (parts[0] if isinstance(parts, pikepdf.Array) else parts).K]
        assert kinds.count("/Part") >= 6
        for page in pdf.pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


# --- again ---


@pytest.mark.parametrize("edition", ["shipped", "persian"])
def test_the_same_bytes_from_another_folder_zone_and_language(
    edition: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made: Made = request.getfixturevalue(edition)
    folder = tmp_path / "elsewhere" / "sources"
    shutil.copytree(made.folder, folder)
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    env = {"TZ": "Asia/Tehran", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}
    again = build(folder, tmp_path / "out", env=env, cwd=tmp_path)
    assert again.epub.read_bytes() == made.epub.read_bytes()
    assert again.pdf.read_bytes() == made.pdf.read_bytes()


def test_the_same_bytes_twice_with_the_saved_page(full: Made, tmp_path: Path) -> None:
    again = build(full.folder, tmp_path)
    assert again.epub.read_bytes() == full.epub.read_bytes()
    assert again.pdf.read_bytes() == full.pdf.read_bytes()


def test_another_layout_and_date(tmp_path: Path) -> None:
    made = build(ROOT / "sources", tmp_path, "--layout", "report", "--date", "2026-01-31")
    assert made.pdf.name.endswith("2026-01-31.pdf")
    assert [str(m) for m in check_pdf(made.pdf.read_bytes(), "book.pdf") if m.level != "info"] == []
    assert [str(m) for m in check_epub(made.epub.read_bytes(), "book.epub") if m.level != "info"] == []
    with zipfile.ZipFile(made.epub) as archive:
        package = next(archive.read(name) for name in archive.namelist() if name.endswith(".opf"))
    assert b"2026-01-31T00:00:00Z" in package


def test_an_old_edition_survives_a_failed_and_a_killed_build(shipped: Made, tmp_path: Path) -> None:
    folder, out = tmp_path / "sources", tmp_path / "out"
    shutil.copytree(ROOT / "sources", folder)
    out.mkdir()
    for path in (shipped.epub, shipped.pdf):
        shutil.copy(path, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    command = [sys.executable, "-m", "compiler", "build", str(folder), "--out", str(out)]
    edition = folder / "edition.toml"
    good = edition.read_text("utf-8")
    edition.write_text(good.replace('source = "interlink-report-3"', 'source = "nobody"'), "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, env=env, capture_output=True, check=False).returncode == 3
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    edition.write_text(good, "utf-8")
    killed = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(2)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_outline_command_tells_chapters_and_pages(shipped: Made) -> None:
    said = json.loads(bayaz("outline", ROOT / "sources", "--json"))
    pages = [entry["page"] for entry in said["chapters"]]
    assert pages == [entry["page"] for entry in shipped.said["chapters"]]
    assert len(pages) == 5
