"""PDF files as files: facsimile pages, locks, damage, emptiness, bombs; each refused with a message or read, never a crash."""

from __future__ import annotations

import io
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from compiler.messages import CaptureError
from compiler.model.content import Facsimile, Figure
from compiler.model.ledger import faults
from compiler.model.reading import Capture, Reading, Wishes
from compiler.model.walk import block_text
from compiler.readers import pdf
from compiler.readers.pdf import letters, opening

USER, OWNER, WRONG = "a secret", "the owner", "a guess"
CAPTURES = Path(__file__).parent.parent / "captures" / "pdf"


@cache
def held(name: str) -> bytes:
    return (CAPTURES / f"{name}.pdf").read_bytes()


def read(data: bytes, **wishes: Any) -> Reading:
    reading = pdf.read(Capture("a.pdf", data, "application/pdf"), Wishes(**wishes))
    assert faults(len(reading.ledger), reading.ledger) == []
    return reading


def refused(data: bytes, **wishes: Any) -> str:
    with pytest.raises(CaptureError) as caught:
        read(data, **wishes)
    message = caught.value.messages[0]
    assert message.hint and message.origin and message.origin.file == "a.pdf"
    return message.code


def tiny(content: bytes, more: str = "", *, pages: int = 1, filters: str = "") -> bytes:
    """A PDF written by hand: pages of 200 by 200 points that share one stream; `more` goes into the catalogue."""
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode(),
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream",
    ]
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"
    )
    objects += [page.encode()] * pages
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    return (
        body
        + table.encode()
        + f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


def said(text: str) -> bytes:
    return f"BT /F 12 Tf 20 150 Td ({text}) Tj ET".encode()


def locked(user: str, owner: str = "the owner", revision: int = 6) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(held("letter"))) as file:
        file.save(
            out,
            encryption=pikepdf.Encryption(user=user, owner=owner, R=revision, metadata=revision > 3, aes=revision > 3),
        )  # type: ignore[arg-type]
    return out.getvalue()


# --- facsimile ---


def test_a_block_for_each_page() -> None:
    reading = read(held("persian"), way="facsimile")
    found = reading.documents[0].blocks
    assert [(b.page, b.capture) for b in found if isinstance(b, Facsimile)] == [(1, "a.pdf"), (2, "a.pdf")]
    first = found[0]
    assert isinstance(first, Facsimile)
    assert (round(first.width), round(first.height), first.direction) == (420, 595, "rtl")
    assert "در روز ۱۵ فروردین" in first.text
    assert [entry.where for entry in reading.ledger] == ["d1-page1", "d1-page2"]
    assert reading.documents[0].title == "دفترهای آب"


def test_pages_of_pictures_can_be_facsimile_only() -> None:
    out = io.BytesIO()
    page = Image.new("RGB", (300, 400), "white")
    page.save(out, "PDF", save_all=True, append_images=[page])
    assert refused(out.getvalue()) == "pdf-image-only"
    assert len(read(out.getvalue(), way="facsimile").documents[0].blocks) == 2


def test_a_picture_page_among_others_is_a_figure() -> None:
    out = io.BytesIO()
    Image.effect_noise((300, 400), 90).convert("RGB").save(out, "PDF")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(held("letter")))
    writer.append(io.BytesIO(out.getvalue()))
    both = io.BytesIO()
    writer.write(both)
    reading = read(both.getvalue())
    assert isinstance(reading.documents[0].blocks[-1], Figure)
    assert [m.code for m in reading.messages] == ["pdf-page-image-only"]


# --- turned pages ---


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side(turn: int) -> None:
    straight = [block_text(block) for block in read(held("letter")).documents[0].blocks]
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(held("letter")))
    for page in writer.pages:
        page.rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    assert [block_text(block) for block in read(out.getvalue()).documents[0].blocks] == straight


@pytest.mark.parametrize(("matrix", "at"), [("0 1 -1 0", "100 20"), ("-1 0 0 -1", "180 100"), ("0 -1 1 0", "100 180")])
def test_text_drawn_turned_on_a_straight_page(matrix: str, at: str) -> None:
    data = tiny(f"BT /F 10 Tf {matrix} {at} Tm (Words drawn sideways) Tj ET".encode())
    assert block_text(read(data).documents[0].blocks[0]) == "Words drawn sideways"


def test_text_across_the_page_is_left_out_and_told() -> None:
    reading = read(tiny(said("Straight words here") + b" BT /F 9 Tf 0.7 0.7 -0.7 0.7 20 20 Tm (DRAFT) Tj ET"))
    assert block_text(reading.documents[0].blocks[0]) == "Straight words here"
    assert [message.code for message in reading.messages] == ["pdf-text-turned"]
    assert reading.ledger[0].reason == "without turned text"


def test_letters_printed_twice_are_read_once() -> None:
    twice = b"BT /F 12 Tf 20 150 Td (Bold words) Tj 0.2 0 Td (Bold words) Tj ET"
    assert block_text(read(tiny(twice)).documents[0].blocks[0]) == "Bold words"


# --- locks ---


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_locked_files(revision: int) -> None:
    data = locked(USER, revision=revision)
    assert refused(data) == "pdf-locked"
    assert refused(data, password=WRONG) == "pdf-password-wrong"
    assert read(data, password=USER).documents[0].blocks == read(held("letter")).documents[0].blocks
    assert read(data, password=OWNER).documents[0].date == "1999-02-03"


def test_files_that_only_forbid_printing_are_read() -> None:
    assert len(read(locked("")).ledger) == 2


# --- damage ---


def test_what_is_no_pdf() -> None:
    assert refused(b"") == "pdf-damaged"
    assert refused(b"<html>not a PDF</html>") == "pdf-damaged"
    assert refused(b"%PDF-1.7\n nothing at all") == "pdf-damaged"


def test_a_file_cut_short_is_refused_or_read_with_a_remark() -> None:
    data = held("report")
    for part in (0.2, 0.5, 0.9, 0.99):
        try:
            reading = read(data[: int(len(data) * part)])
        except CaptureError as error:
            assert error.messages[0].code in {"pdf-damaged", "pdf-empty"}
        else:
            assert reading.documents


def test_pages_with_nothing_on_them() -> None:
    assert refused(tiny(b"")) == "pdf-empty"
    assert refused(tiny(b"", pages=0)) in {"pdf-empty", "pdf-damaged"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_bytes_never_crash(data: st.DataObject) -> None:
    made = bytearray(held(data.draw(st.sampled_from(["letter", "persian", "weights-footnotes"]))))
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(made) - 1))
        made[place : place + data.draw(st.integers(1, 30))] = data.draw(st.binary(min_size=0, max_size=30))
    try:
        reading = pdf.read(Capture("a.pdf", bytes(made), "application/pdf"), Wishes())
    except CaptureError as error:
        assert error.messages[0].hint
    else:
        assert faults(len(reading.ledger), reading.ledger) == []


# --- bounds ---


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PAGES", 3)
    assert refused(tiny(said("x y z"), pages=4)) == "pdf-too-long"
    assert read(tiny(said("some words here"), pages=3)).documents


def test_a_page_that_is_overfull(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MAX_LETTERS", 10)
    assert refused(tiny(said("more than ten letters"))) == "pdf-page-overfull"


def test_a_stream_that_unpacks_without_end_is_survived() -> None:
    bomb = zlib.compress(b" " * (200 << 20), 9)
    data = tiny(bomb, filters="/Filter /FlateDecode")
    assert refused(data) == "pdf-empty"


def test_an_outline_that_bites_its_tail() -> None:
    loop = "/Outlines << /First 1 0 R /Last 1 0 R >> /Title (a) /Next 1 0 R /First 1 0 R"
    assert read(tiny(said("words of the text"), loop)).documents[0].blocks


def test_a_page_tree_that_bites_its_tail() -> None:
    data = tiny(said("words")).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert refused(data) in {"pdf-empty", "pdf-damaged"}


# --- nothing acts ---


def test_scripts_actions_and_embedded_files_are_ignored() -> None:
    active = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (calc.exe) >> >>"
    (block,) = read(tiny(said("only the words"), active)).documents[0].blocks
    assert block_text(block) == "only the words"
