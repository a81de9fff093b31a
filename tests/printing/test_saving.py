"""Finished PDFs are the same file whoever reads the ends of their streams."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Pdf, Stream

from compiler.printing.saving import clearly_ended, saved

INNER = b">>\nstream\nabc\r\nendstream\nendobj\n"


def made(*contents: bytes) -> Pdf:
    """A PDF with streams that are stored as they are."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.Root.Streams = pikepdf.Array([pdf.make_indirect(Stream(pdf, content)) for content in contents])
    return pdf


def plain(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, compress_streams=False, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"abc\r", b"\r", b"abc\n\r", INNER + b"\r"])
def test_a_stream_that_ends_with_a_carriage_return_ends_clearly(content: bytes):
    data = plain(made(content))
    mended = clearly_ended(data)
    assert content + b"\nendstream" in data
    assert content + b"\rendstream" in mended
    assert len(mended) == len(data)
    with pikepdf.open(BytesIO(mended)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.Streams[0].read_raw_bytes() == content


@pytest.mark.parametrize("content", [b"abc", b"", b"abc\r\n", INNER, INNER * 3])
def test_what_is_inside_a_stream_is_left_alone(content: bytes):
    data = plain(made(content, b"x"))
    assert clearly_ended(data) == data


def test_no_stream_of_a_saved_file_ends_in_doubt():
    contents = [bytes([65 + number % 26]) * number for number in range(1500)]
    data = saved(made(*contents))
    assert b"\r\nendstream" not in data
    assert b"\r\rendstream" in data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.Streams] == contents


def test_the_same_bytes_again():
    assert saved(made(b"a", b"b")) == saved(made(b"a", b"b"))
