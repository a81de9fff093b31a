"""Elements in whole lines: what follows them is on the grid again, borders end with what they hold, lines keep their height."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image

from compiler.printing import whole_lines
from compiler.printing.fragment import lay_out
from tests.printing.small_book import page, resources

STEP = 14
SCALE = 4
CSS = """
@font-face { font-family: Body; src: url(fonts/body.ttf) }
@font-face { font-family: Persian; src: url(fonts/persian.ttf) }
@page { size: 200pt 328pt; margin: 10pt }
body { font: 10pt/14pt Body, Persian; margin: 0; --line-step: 14pt }
p { margin: 0 }
.box { margin: 14pt 0; background: #c00 }
"""


def picture(body: str, number: int = 0) -> Image.Image:
    """A page of `body`, in `SCALE` pixels to the point."""
    pdf = pypdfium2.PdfDocument(lay_out(page("one", body), resources(CSS)).pdf)
    image: Image.Image = pdf[number].render(scale=SCALE).to_pil().convert("RGB")
    return image


def rows(image: Image.Image, colour: tuple[int, int, int]) -> tuple[float, float]:
    """The first and the last height in points at which the colour is."""
    channels = zip(image.split(), colour, strict=True)
    masks = [
        channel.point(lambda value, wanted=wanted: 255 * (abs(value - wanted) < 40)) for channel, wanted in channels
    ]
    red, green, blue = masks
    both = Image.composite(green, Image.new("L", image.size), red)
    box = Image.composite(blue, Image.new("L", image.size), both).getbbox()
    assert box
    return box[1] / SCALE, box[3] / SCALE


def after_box(height: float, marked: str) -> tuple[float, float]:
    """Where the box begins, and where the line after it stands, from the top of the text."""
    body = f'<p>one</p><div class="box" style="height: {height}pt; {marked}"></div><p style="background: #0c0">two</p>'
    image = picture(body)
    return rows(image, (204, 0, 0))[0] - 10, rows(image, (0, 204, 0))[0] - 10


@pytest.mark.parametrize("height", [1, 13.9, 14, 14.2, 25, 40.5])
def test_what_follows_is_on_the_grid_again(height: float) -> None:
    _, line = after_box(height, "--whole-lines: around")
    assert min(line % STEP, STEP - line % STEP) < 0.3


def test_without_the_wish_it_is_not() -> None:
    assert 1 < after_box(25, "")[1] % STEP < STEP - 1


def test_space_is_parted_or_all_above() -> None:
    box = 2 * STEP
    assert after_box(20, "")[0] == pytest.approx(box, abs=0.3)
    # The background fills the space below too, so only the upper edge tells.
    assert after_box(20, "--whole-lines: around")[0] == pytest.approx(box + 4, abs=0.3)
    assert after_box(20, "--whole-lines: above")[0] == pytest.approx(box + 8, abs=0.3)


def test_a_wish_is_not_handed_down() -> None:
    inner = '<div style="height: 5pt"></div><p style="background: #0c0">two</p>'
    image = picture(f'<div style="--whole-lines: around; padding-top: 0.1pt">{inner}</div>')
    assert rows(image, (0, 204, 0))[0] - 10 == pytest.approx(5, abs=0.5)


def test_on_the_first_of_a_page_the_space_is_below() -> None:
    image = picture('<div class="box" style="margin-top: 0; height: 20pt; --whole-lines: above"></div><p>two</p>')
    assert rows(image, (204, 0, 0))[0] == pytest.approx(10, abs=0.3)


def test_at_the_foot_of_the_page() -> None:
    image = picture('<p>one</p><div class="box" style="margin: 0; height: 20pt; --whole-lines: foot"></div>')
    assert rows(image, (204, 0, 0)) == pytest.approx((298, 318), abs=0.3)


QUOTE = '<p>{filler}</p><div style="border-left: 4pt solid #c00; {wish}"><p>one</p><p style="break-inside: avoid">{long}</p></div>'


@pytest.mark.parametrize(("wish", "is_short"), [("--whole-lines: around", True), ("", False)])
def test_a_border_ends_with_what_is_on_the_page(wish: str, is_short: bool) -> None:
    body = QUOTE.format(filler="<br/>".join(["word"] * 15), long="<br/>".join(["word"] * 10), wish=wish)
    foot = rows(picture(body), (204, 0, 0))[1]
    assert (foot == pytest.approx(10 + 16 * STEP, abs=0.5)) == is_short


def second_line() -> float:
    """Where the line after one with a word out of the second face stands."""
    image = picture('<p>one <span>بیاض</span> two</p><p style="background: #0c0">three</p>')
    return rows(image, (0, 204, 0))[0] - 10


def test_a_letter_of_another_face_moves_no_line() -> None:
    assert second_line() == pytest.approx(STEP, abs=0.1)


def test_the_engine_alone_moves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_lines, "_centre_as_told", lambda _run: None)
    assert second_line() > STEP + 0.2
