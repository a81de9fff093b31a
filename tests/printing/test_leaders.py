"""Leaders are one text each, and look as the engine's own."""

from __future__ import annotations

import pytest
from PIL import ImageChops
from pypdfium2 import PdfDocument
from weasyprint import HTML

from compiler.printing import leaders

_STYLE = (
    "@page { size: 300pt 120pt; margin: 10pt } p { margin: 0 } i::after { content: leader('%s'); color: #777 }"
    " b { font-weight: normal }"
)
_LINES = "<p>%s<i></i><b>12</b></p><p>%s %s<i></i><b>7</b></p><p><i></i></p><p>none</p>"


def printed(html: str) -> tuple[bytes, int]:
    """The PDF, and how many boxes its leaders have."""
    document = HTML(string=html).render()
    boxes = [box for page in document.pages for box in page._page_box.descendants() if box.is_leader]
    return document.write_pdf(), sum(len(box.children) for box in boxes)


def look(pdf: bytes) -> object:
    with PdfDocument(pdf) as document:
        return document[0].render(scale=2).to_pil().convert("L")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("dots", [". ", ".", "·", " – ", "ab"])
@pytest.mark.parametrize("word", ["Words", "کلمه"])
def test_leaders_are_one_text_and_look_the_same(direction: str, dots: str, word: str) -> None:
    html = f"<html dir={direction} lang=en><style>{_STYLE % dots}</style>{_LINES % (word, word, word)}"
    stock, many = printed(html)
    with leaders.whole():
        changed, few = printed(html)
    assert many > few == 3
    assert len(changed) < len(stock)
    differing = ImageChops.difference(look(stock), look(changed)).point(lambda value: 255 * (value > 80))  # type: ignore[arg-type]
    box = differing.getbbox()
    assert box is None, box


def test_a_leader_of_letters_that_join_stays_as_it_is() -> None:
    html = f"<html dir=rtl lang=fa><style>{_STYLE % 'بب'}</style>{_LINES % ('سلام', 'سلام', 'سلام')}"
    stock, many = printed(html)
    with leaders.whole():
        changed, few = printed(html)
    assert (many, stock) == (few, changed)
