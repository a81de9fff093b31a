"""One page numbering: every page of the PDF begins with the words that its mark in the EPUB and the web page stands before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from compiler.checks import check_epub, check_web
from tests.checks.zips import changed, members
from tests.conftest import ROOT
from tests.edition.conftest import Made, bayaz
from tests.edition.page_words import differences, epub_pages, pdf_pages, web_pages

MARK = re.compile(r'<span epub:type="pagebreak" role="doc-pagebreak" id="(page-[^"]+)" aria-label="[^"]*"></span>')


def test_every_page_begins_with_the_same_words(made: Made) -> None:
    assert differences(made.epub, made.pdf) == []
    assert len(pdf_pages(made.pdf)) > 20


def test_every_page_of_the_web_page_begins_with_the_same_words(made: Made) -> None:
    web = made.pdf.with_suffix(".html")
    assert differences(web, made.pdf) == []
    assert [start.label for start in web_pages(web)] == [start.label for start in epub_pages(made.epub)]
    assert [str(message) for message in check_web(web.read_bytes(), web.name)] == []


def test_a_mark_of_the_web_page_moved_by_one_word_is_found(shipped: Made, tmp_path: Path) -> None:
    text = shipped.pdf.with_suffix(".html").read_text("utf-8")
    target, tried = tmp_path / "moved.html", 0
    for mark in re.finditer(r'<span id="p[^"]+"><span role="doc-pagebreak separator"[^>]*></span></span>', text):
        word = re.match(r"((?:\s|<[^>]*>)*)([^\s<>&]{3,})(?=\s)", text[mark.end() :])
        if word is None:
            continue
        tried += 1
        moved = text[: mark.start()] + word[0] + mark[0] + text[mark.end() + len(word[0]) :]
        target.write_text(moved, "utf-8")
        assert any("in print" in said for said in differences(target, shipped.pdf)), (mark[0], word[2])
    assert tried > 8


def test_our_own_check_of_page_lists_finds_nothing(made: Made) -> None:
    assert [str(m) for m in check_epub(made.epub.read_bytes(), made.epub.name) if m.code.startswith("epub-page")] == []


def test_the_long_book_tries_what_it_should(long: Made) -> None:
    starts = pdf_pages(long.pdf)
    assert len(starts) > 290
    assert sum(start.cut for start in starts) <= 1, "words are divided where the page turns"


def test_the_ncx_lists_the_same_pages(made: Made) -> None:
    held = members(made.epub.read_bytes())
    ncx = etree.fromstring(held["EPUB/toc.ncx"])
    listed = [target.findtext("{*}navLabel/{*}text") for target in ncx.iter("{*}pageTarget")]
    assert listed == [start.label for start in epub_pages(made.epub)]
    orders = [int(e.get("playOrder", "")) for e in ncx.iter("{*}navPoint", "{*}pageTarget")]
    assert set(orders) == set(range(1, max(orders) + 1))


def test_the_package_names_the_pdf(made: Made) -> None:
    opf = etree.fromstring(members(made.epub.read_bytes())["EPUB/content.opf"])
    (source,) = (e.text for e in opf.iter("{*}meta") if e.get("property") == "pageBreakSource")
    assert source and source.startswith(made.pdf.name)
    features = {e.text for e in opf.iter("{*}meta") if e.get("property") == "schema:accessibilityFeature"}
    assert {"pageBreakMarkers", "pageNavigation"} <= features


def test_facsimile_pages_say_which_original_they_are(facsimiles: Made) -> None:
    html = members(facsimiles.epub.read_bytes())["EPUB/report.xhtml"].decode()
    assert re.findall(r'aria-label="(\d+) = original p\. (\d)"', html) == [(str(9 + n), str(n)) for n in range(1, 6)]


def test_a_book_without_a_pdf_has_no_page_list(tmp_path: Path) -> None:
    bayaz("build", ROOT / "sources", "--out", tmp_path, "--format", "epub")
    (epub,) = tmp_path.glob("*.epub")
    for name, data in members(epub.read_bytes()).items():
        if name.endswith((".xhtml", ".ncx", ".opf")):
            assert not re.search(rb"page-?[lL]ist|pagebreak|pageBreak|pageNavigation|printPageNumbers", data), name


@pytest.mark.parametrize("edition", ["shipped", "facsimiles"])
def test_a_mark_moved_by_one_word_is_found(edition: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The comparison itself: each mark that words follow, put behind the first of them."""
    made: Made = request.getfixturevalue(edition)
    held = members(made.epub.read_bytes())
    tried = 0
    for name, data in held.items():
        for mark in MARK.finditer(data.decode()) if re.match(r"EPUB/(?!nav)\w.*\.xhtml", name) else ():
            word = re.match(r"((?:\s|<[^>]*>)*)([^\s<>&]{3,})(?=\s)", data.decode()[mark.end() :])
            if word is None:
                continue
            tried += 1
            text = data.decode()
            moved = text[: mark.start()] + word[0] + mark[0] + text[mark.end() + len(word[0]) :]
            target = tmp_path / "moved.epub"
            target.write_bytes(
                changed(made.epub.read_bytes(), lambda all_, n=name, t=moved: all_.__setitem__(n, t.encode()))
            )  # type: ignore[misc]
            assert any("in print" in said for said in differences(target, made.pdf)), (name, mark[1], word[2])
            target.unlink()
    assert tried > 8
