"""The page that `bayaz check --html` writes: all that was found, by place, with pictures and marks; safe, bounded, stable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree, html

from compiler.checks import OWN, Asked, examined
from compiler.checks.report import Examined, page, pictures, report
from compiler.messages import Message, Origin
from tests.checks import faulty_pdfs
from tests.checks.sound_pdf import changed as changed_pdf
from tests.checks.sound_pdf import sound
from tests.checks.zips import changed, swap

OWN_ONLY = Asked(checkers=frozenset({OWN}))
HOSTILE = "<script>alert(1)</script>\x07\u202e&amp; \ufffe\"'"


def looked_through(path: Path, data: bytes) -> Examined:
    path.write_bytes(data)
    return Examined(path=path, kind=path.suffix[1:], data=data, messages=examined(path, OWN_ONLY))


@pytest.fixture(scope="module")
def books(good: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Examined]:
    """The shipped edition with a figure without words in the PDF, and a block at fault in the EPUB."""
    folder = tmp_path_factory.mktemp("report")
    epub = (good / "shipped.epub").read_bytes()
    chapter = "EPUB/ashraf-news-2016.xhtml"
    block = '<p id="ashraf-news-2016-p1"'
    pdf = changed_pdf((good / "shipped.pdf").read_bytes(), faulty_pdfs.mute_figure)
    return [
        looked_through(folder / "book.epub", changed(epub, swap(chapter, block, f'{block} onclick="go()"'))),
        looked_through(folder / "book.pdf", pdf),
    ]


@pytest.fixture(scope="module")
def tree(books: list[Examined]) -> etree._Element:
    return html.fromstring(report(books).decode())


def test_every_message_is_told_with_place_and_repair(books: list[Examined], tree: etree._Element) -> None:
    items = tree.findall(".//li")
    said = [message for book in books for message in book.messages]
    assert len(items) == len(said) > 1
    text = tree.text_content()
    assert all(m.code in text and str(m.origin) in text and m.hint in text for m in said)


def test_marks_stand_on_the_pages_and_lead_to_their_messages(books: list[Examined], tree: etree._Element) -> None:
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    links = [a.get("href") for a in tree.iter("a")]
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    marks = [a for a in tree.iter("a") if "mark" in a.get("class", "").split()]
    named = {mark.get("href") for mark in marks}
    figure = next(li for li in tree.iter("li") if "pdf-figure-alt" in li.text_content())
    script = next(li for li in tree.iter("li") if "epub-script" in li.text_content())
    assert {f"#{figure.get('id')}", f"#{script.get('id')}"} <= named
    assert not any("whole" in mark.get("class") for mark in marks if mark.get("href") == f"#{figure.get('id')}")


def test_the_lines_at_fault_are_shown(tree: etree._Element) -> None:
    (line,) = (mark.text for mark in tree.iter("mark") if "onclick" in mark.text)
    assert "ashraf-news-2016-p1" in line


def test_every_page_is_shown_and_named(books: list[Examined], tree: etree._Element) -> None:
    images = tree.findall(".//img")
    assert len(images) == pictures.pictures(books[1].data, ()).count > 20
    assert all(image.get("alt") and image.get("src").startswith("data:image/jpeg;base64,") for image in images)


def test_the_page_needs_nothing_and_runs_nothing(books: list[Examined]) -> None:
    said = report(books).decode()
    tree = html.fromstring(said)
    assert "default-src 'none'" in said
    assert not list(tree.iter("script", "iframe", "link", "object", "form"))
    assert not re.search(r"https?://|@import|url\(", re.sub(r'src="data:[^"]*"', "", said))
    assert tree.get("lang") == "en" and tree.findtext("head/title")
    assert [h.tag for h in tree.iter("h1", "h2", "h3")][:2] == ["h1", "h2"]


def test_the_same_books_give_the_same_bytes(books: list[Examined]) -> None:
    assert report(books) == report(list(books))


def test_what_a_book_says_stays_text() -> None:
    message = Message(
        "x-code", "error", HOSTILE, HOSTILE, Origin(f"{HOSTILE}.epub/a.xhtml", 1), HOSTILE, Origin(HOSTILE)
    )
    said = report(
        [Examined(path=Path(f"{HOSTILE[:20]}.pdf"), kind="pdf", data=b"no PDF", messages=(message,))]
    ).decode()
    tree = html.fromstring(said)
    assert not list(tree.iter("script"))
    assert "<script>alert(1)</script>" in tree.text_content()
    assert not re.search("[\x00-\x08\u202e\ufffe]", said)


def test_lists_and_pictures_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST", 3)
    monkeypatch.setattr(pictures, "MOST_SMALL", 2)
    messages = tuple(
        Message("a-code", "warning", f"fault {n}", "mend it", Origin("b.pdf", n, n, "page")) for n in (1, 2, 3, 4, 5)
    )
    grave = Message("grave", "error", "the worst", "mend it", Origin("b.pdf"))
    said = report([Examined(path=Path("b.pdf"), kind="pdf", data=sound(), messages=(*messages, grave))]).decode()
    tree = html.fromstring(said)
    assert len(tree.findall(".//li")) == 3 and "the worst" in said
    assert "3 further messages" in said
    assert len(tree.findall(".//img")) == 4 and "1 further pages" in said


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 3_000)
    drawn = pictures.pictures(sound(), ())
    assert drawn.count == 5 and sum(len(one.jpeg) for one in drawn.pages) <= 3_000


def test_a_sound_book_has_nothing_to_say_of_it() -> None:
    said = report([Examined(path=Path("a.pdf"), kind="pdf", data=sound(), messages=())]).decode()
    assert "Nothing is wrong." in said
