"""A PDF whose parts draw one another without end is told; sound ones with many parts are read."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from compiler.messages import CaptureError
from compiler.model.reading import Capture, Wishes
from compiler.readers import read
from compiler.readers.pdf.weight import overloaded


def nested(depth: int, times: int, *, circle: bool = False, pages: int = 1) -> bytes:
    """A PDF whose last page draws a part that draws a part `times` times, and so on."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    inner = None
    for _ in range(depth):
        part = pdf.make_stream(b"/Part Do\n" * times if inner is not None else b"0 0 1 1 re f")
        part.Type, part.Subtype, part.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        if inner is not None:
            part.Resources = Dictionary(XObject=Dictionary(Part=inner))
        inner = part
    if circle and inner is not None:
        inner.Resources = Dictionary(XObject=Dictionary(Part=inner))
        inner.write(b"/Part Do")
    page = pdf.pages[-1]
    page.Resources = Dictionary(XObject=Dictionary(Part=inner))
    page.Contents = pdf.make_stream(b"/Part Do")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (nested(9, 10), 1),
        (nested(3, 400, pages=3), 3),
        (nested(5, 3), 0),
        (nested(40, 1), 0),
        (nested(2, 2, circle=True), 0),
        (b"%PDF-1.7 damaged", 0),
    ],
)
def test_the_first_page_that_draws_too_much_is_found(data: bytes, page: int) -> None:
    assert overloaded(data) == page


@pytest.mark.parametrize("way", ["text", "facsimile"])
def test_such_a_capture_is_refused_with_its_page(way: str) -> None:
    with pytest.raises(CaptureError) as caught:
        read(Capture("a.pdf", nested(9, 10), "application/pdf"), Wishes(way=way))  # type: ignore[arg-type]
    (message,) = caught.value.messages
    assert message.code == "pdf-too-heavy"
    assert "page 1" in message.text
    assert message.hint
