"""What a collection holds is gathered, and its pictures are let in only as far as a book can hold them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from compiler.gathering import gather
from compiler.messages import CollectionError, LayoutError
from compiler.model.book import Book
from compiler.model.content import Facsimile
from compiler.printing.pictures import with_facsimile_pictures
from compiler.project import load
from tests.project.collections import SOURCE, captured, sound

FIGURE = """
[[figure]]
id = "quay"
image = "figures/quay.svg"
alt = "A quay"
"""
LIVELY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="bad()"><script>bad()</script>'
    '<rect width="5" height="5"/><image href="https://bad.example/i.png"/></svg>'
)
NOTE = "A drawing:\n\n![A quay](lively.svg)\n"


def gathered(folder: Path, **more: str | bytes) -> Book:
    return gather(load(sound(folder, SOURCE + FIGURE, **more)), lambda *_: None)


def test_drawings_of_figures_and_of_markdown_lose_what_acts(tmp_path: Path) -> None:
    more = {
        "harbour-notes/figures/quay.svg": LIVELY,
        "harbour-notes/lively.svg": LIVELY,
        "harbour-notes/brief.md": NOTE,
    }
    book = gathered(tmp_path, **more)
    pictures = book.chapters[0].pictures
    assert len(pictures) == 2
    assert all(b"<rect" in picture.data and b"bad" not in picture.data for picture in pictures)
    (told,) = book.messages
    assert (told.code, told.level, str(told.origin)) == (
        "image-parts-left-out",
        "warning",
        "harbour-notes/figures/quay.svg",
    )
    assert "image, script" in told.text


def test_a_sound_drawing_comes_through_with_nothing_said(tmp_path: Path) -> None:
    book = gathered(tmp_path)
    (picture,) = book.chapters[0].pictures
    assert (picture.name, picture.width, picture.height) == ("harbour-notes-quay.svg", 40, 30)
    assert book.messages == ()


def test_a_drawing_that_only_acts_is_a_fault_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(CollectionError) as caught:
        gathered(tmp_path, **{"harbour-notes/figures/quay.svg": LIVELY.replace("rect", "set").replace("image", "set")})
    (fault,) = caught.value.messages
    assert (fault.code, str(fault.origin)) == ("image-bad", "harbour-notes/figures/quay.svg")
    assert fault.hint


def locked(password: str) -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 rg 9 9 99 99 re f")
    pdf.save(out, encryption=pikepdf.Encryption(owner="other", user=password))
    return out.getvalue()


def test_a_locked_facsimile_is_handed_on_unlocked(tmp_path: Path) -> None:
    data = locked("key")
    text = '[text]\ncapture = "captures/a.pdf"\nway = "facsimile"\npassword = "{}"\n'
    source = SOURCE + captured(data, "captures/a.pdf") + text.format("key")
    book = gather(load(sound(tmp_path, source, **{"harbour-notes/captures/a.pdf": data})), lambda *_: None)
    ((_, handed),) = book.captures
    with pikepdf.open(BytesIO(handed)) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.is_encrypted
    (picture,) = with_facsimile_pictures(book).chapters[0].pictures
    assert picture.media_type == "image/png"


def test_a_facsimile_that_cannot_be_drawn_is_a_fault(tmp_path: Path) -> None:
    page = Facsimile(id="a-page1", capture="a.pdf", page=1, text="", width=1, height=1)
    book = gathered(tmp_path)
    book = replace(book, chapters=(replace(book.chapters[0], blocks=(page,)),), captures=(("a.pdf", locked("key")),))
    with pytest.raises(LayoutError) as caught:
        with_facsimile_pictures(book)
    assert [message.code for message in caught.value.messages] == ["facsimile-unreadable"]


def test_captures_are_attached_where_the_edition_asks(tmp_path: Path) -> None:
    page = b"A page as it was."
    files = {"harbour-notes/captures/page.txt": page}
    load(sound(tmp_path, SOURCE + FIGURE + captured(page), **files))
    plain = gather(load(tmp_path), lambda *_: None)
    assert plain.attachments == ()
    edition = tmp_path / "edition.toml"
    edition.write_text(edition.read_text("utf-8").replace("[edition]", "[edition]\nattach = true"), "utf-8")
    (attached,) = gather(load(tmp_path), lambda *_: None).attachments
    assert (attached.name, attached.media_type, attached.data) == ("harbour-notes-page.txt", "text/plain", page)
