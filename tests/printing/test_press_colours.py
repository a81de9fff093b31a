"""Every way to say a colour becomes the colours of print, looks as it did, and what cannot be converted is said and drawn."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageStat

from compiler.checks import check_pdf
from compiler.messages import CollectionError, Origin
from compiler.printing.press import profiles
from compiler.printing.press.block import Sheets, block
from compiler.printing.press.functions import UnconvertibleError, curve
from compiler.printing.press.targets import Luminosity, Printing
from compiler.printing.press.wishes import Press
from tests.printing.many_colours import RECORD, SIZE, page, pages
from tests.printing.press_profile import four_inks

Colour = Literal["rgb", "grey", "cmyk"]


def pressed(data: bytes, colour: Colour) -> Sheets:
    profile = four_inks() if colour == "cmyk" else b""
    press = Press(
        bleed=0, marks=False, sheets=0, colour=colour, profile=profile, condition="Test ink" if profile else ""
    )
    return block(data, pages(1), RECORD, press, "book.print.pdf")


def seen(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=1).to_pil().convert("RGB")


def codes(data: bytes) -> list[str]:
    return [message.code for message in check_pdf(data, "book.print.pdf") if message.level != "info"]


@pytest.mark.parametrize("colour", ["grey", "cmyk"])
def test_no_colour_of_the_screen_is_left(colour: Colour) -> None:
    made = pressed(page(), colour)
    assert made.messages == ()
    assert codes(made.pdf) == []
    assert made.pdf == pressed(page(), colour).pdf


def test_the_check_finds_each_colour_of_the_screen() -> None:
    """What the press is given is looked through by code that shares nothing with the conversion."""
    made = pressed(page(), "cmyk").pdf
    for spoil in (_spoiled_content, _spoiled_picture, _spoiled_glyph, _spoiled_gradient):
        with Pdf.open(BytesIO(made)) as pdf:
            spoil(pdf)
            out = BytesIO()
            pdf.save(out)
        assert codes(out.getvalue()) == ["pdf-press-colour"], spoil.__name__


def _spoiled_content(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_indirect(Stream(pdf, b"1 0 0 RG"))


def _spoiled_picture(pdf: Pdf) -> None:
    next(
        one for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == "/Image"
    ).ColorSpace = Name.DeviceRGB


def _spoiled_glyph(pdf: Pdf) -> None:
    font = next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Subtype") == "/Type3")
    font.CharProcs.a.write(b"1000 0 d0 1 0 0 rg 0 0 9 9 re f")


def _spoiled_gradient(pdf: Pdf) -> None:
    next(
        one for one in pdf.objects if isinstance(one, Dictionary) and "/ShadingType" in one
    ).ColorSpace = Name.DeviceRGB


@pytest.mark.parametrize(("colour", "most"), [("grey", 7), ("cmyk", 75)])
def test_the_page_looks_as_it_did(colour: Colour, most: int) -> None:
    """Grey as our own profile makes it; in four inks as PDFium mixes them, which knows nothing of the profile."""
    before, after = seen(page()), seen(pressed(page(), colour).pdf)
    if colour == "grey":
        before = Printing(profiles.grey(), 1).picture(before).convert("RGB")
    for x in range(10, 250, 50):
        for y in range(SIZE - 200, SIZE - 9, 50):
            field = (x, y, x + 40, y + 40)
            apart = ImageStat.Stat(ImageChops.difference(before.crop(field), after.crop(field))).mean
            assert max(apart) < most, field


def test_colours_may_stay_and_black_is_said_to_be_black() -> None:
    content = b"0.0667 0.0667 0.0667 rg 0 0 9 9 re f 0.5 0.5 0.5 RG 1 0 0 rg 9 9 9 9 re f"
    with Pdf.open(BytesIO(pressed(page(content), "rgb").pdf)) as pdf:
        drawn = pdf.pages[0].obj.Resources.XObject.Leaf
        steps = [(str(s.operator), [float(o) for o in s.operands]) for s in pikepdf.parse_content_stream(drawn)]
    colours = [step for step in steps if step[0].lower() in ("g", "rg")]
    assert colours == [("g", [0]), ("G", [0.5]), ("rg", [1, 0, 0])]


@given(st.floats(0, 1), st.sampled_from([1, 4]))
def test_greys_are_black_ink_alone(value: float, inks: Literal[1, 4]) -> None:
    made = Printing(profiles.grey() if inks == 1 else four_inks(), inks).rgb((value, value, value))
    black = 1 - made[0] if inks == 1 else made[3]
    assert made[:-1] == (0.0,) * (inks - 1)
    assert black == 1 if value <= 0.1 else abs(1 - value - black) < 0.004


def test_lab_is_read_as_it_is_meant() -> None:
    light, red, blue = (Printing(four_inks(), 4).lab(value) for value in ((100, 0, 0), (50, 70, 50), (30, 50, -90)))
    assert max(light) < 0.03
    assert red[0] < 0.1 and red[2] > 0.7 and blue[2] < 0.1 and blue[0] > 0.7


def test_a_mask_keeps_how_much_it_lets_through() -> None:
    assert Luminosity().rgb((1, 1, 1)) == pytest.approx((1,)) and Luminosity().rgb((0, 1, 0)) == pytest.approx((0.59,))
    assert Luminosity().cmyk((0, 0, 0, 1)) == (0,)


def _odd(kind: str) -> bytes:
    """A page with something that cannot be converted."""
    pdf = Pdf.new()
    head = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )
    image = pdf.make_indirect(Stream(pdf, b"\xff\0\0", head))
    if kind == "turned":
        image.Decode = Array([1, 0, 1, 0, 1, 0])
    elif kind == "keyed":
        image.Mask = Array([0, 1, 0, 1, 0, 1])
    elif kind == "many inks":
        turn = Dictionary(FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1, 0, 1, 0, 1])
        function = pdf.make_indirect(Stream(pdf, b"{ 0 }", turn))
        image.ColorSpace = Array([Name.DeviceN, Array([Name.One, Name.Two]), Name.DeviceRGB, function])
    return page(b"1 0 0 rg 10 10 80 80 re f q 40 0 0 40 100 100 cm /Odd Do Q", Odd=image)


@pytest.mark.parametrize("kind", ["turned", "keyed", "many inks"])
def test_what_cannot_be_converted_is_said_and_drawn(kind: str) -> None:
    made = pressed(_odd(kind), "cmyk")
    assert [(message.code, message.level) for message in made.messages] == [("press-page-drawn", "warning")]
    assert "page 1" in made.messages[0].text
    assert codes(made.pdf) == []
    red = seen(made.pdf).getpixel((50, 250))
    assert isinstance(red, tuple) and red[0] > 180 and red[1] < 90


def test_a_drawing_that_draws_itself_is_no_endless_work() -> None:
    pdf = Pdf.new()
    form = pdf.make_indirect(
        Stream(pdf, b"/Me Do", Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    )
    form.Resources = Dictionary(XObject=Dictionary(Me=form))
    made = pressed(page(b"/Me Do", Me=form), "grey")
    assert [message.code for message in made.messages] == ["press-page-drawn"]


def test_unused_pictures_stay_behind() -> None:
    made = pressed(page(b"0 g 0 0 9 9 re f"), "grey")
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        assert not [one for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == "/Image"]


@pytest.mark.parametrize(
    ("data", "inks", "why"),
    [
        (b"no profile", 4, "no ICC profile"),
        (four_inks(both_ways=False), 4, "no table towards"),
        (profiles.grey(), 4, "for 1 inks"),
        (four_inks(), 1, "for 4 inks"),
        (four_inks()[:4000], 4, "no ICC profile"),
        (four_inks()[:16] + b"HSV " + four_inks()[20:], 4, "a profile for HSV"),
    ],
)
def test_a_profile_that_does_not_serve_is_refused(data: bytes, inks: int, why: str) -> None:
    with pytest.raises(CollectionError, match=why):
        profiles.checked(data, inks, Origin("edition.toml"))


def test_profiles_that_serve() -> None:
    assert profiles.checked(four_inks(), 4, Origin("edition.toml")) == "Test ink"
    assert profiles.checked(profiles.grey(), 1, Origin("edition.toml")) == "Grey with the curve of sRGB"


def test_functions() -> None:
    pdf = Pdf.new()
    line = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 1], C1=[1, 0], N=1)
    both = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[line, line], Bounds=[0.5], Encode=[0, 1, 1, 0])
    samples = Stream(
        pdf, bytes([0, 255, 0]), Dictionary(FunctionType=0, Domain=[0, 1], Range=[0, 1], Size=[3], BitsPerSample=8)
    )
    assert curve(line)(0.25) == (0.25, 0.75)
    assert curve(both)(0.25) == (0.5, 0.5) and curve(both)(1) == (0.0, 1.0) and curve(both)(9) == (0.0, 1.0)
    assert [curve(samples)(x)[0] for x in (0, 0.25, 0.5, 1)] == [0, 0.5, 1, 0]
    assert curve(Array([samples, samples]))(0.5) == (1, 1)
    with pytest.raises(UnconvertibleError):
        curve(Dictionary(FunctionType=4, Domain=[0, 1]))
