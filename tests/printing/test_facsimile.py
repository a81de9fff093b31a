"""Pages of a captured PDF in the book: drawn whole, in proportion, under a tag, with nothing that acts."""

from __future__ import annotations

import re
import zlib
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from compiler.files import shipped
from compiler.model.pages import Fragment
from compiler.printing import flattening
from compiler.printing.fragment import lay_out
from tests.printing.small_book import book, joined, page, resources

PLAIN = {
    "object_stream_mode": pikepdf.ObjectStreamMode.disable,
    "stream_decode_level": pikepdf.StreamDecodeLevel.generalized,
    "compress_streams": False,
}
RED = b"1 0 0 rg 0 0 2000 2000 re f"
WORDS = b"/P <</MCID 3>> BDC BT /F1 24 Tf 40 60 Td (Captured) Tj ET EMC /OC /L1 BDC 0 1 0 rg 20 30 50 10 re f EMC"


def script(pdf: Pdf) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)")))


@cache
def letters() -> tuple[bytes, list[int]]:
    """A font that has the letters of WORDS only, and the widths of its codes from 32 on."""
    file = TTFont(shipped("layouts") / "fonts" / "EBGaramond" / "EBGaramond-Regular.ttf")
    cutter = subset.Subsetter(subset.Options(drop_tables=["GSUB", "GPOS"]))
    cutter.populate(text="Captured")
    cutter.subset(file)
    names, widths = file.getBestCmap(), file["hmtx"].metrics
    out = BytesIO()
    file.save(out)
    return out.getvalue(), [widths[names[code]][0] if code in names else 0 for code in range(32, 127)]


def embedded(pdf: Pdf) -> Dictionary:
    """That font as PDF/A wants it."""
    data, widths = letters()
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Captured"),
        Flags=32,
        FontBBox=Array([0, -300, 1000, 900]),
        ItalicAngle=0,
        Ascent=900,
        Descent=-300,
        CapHeight=700,
        StemV=80,
        FontFile2=Stream(pdf, data),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Captured"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array(widths),
        FontDescriptor=pdf.make_indirect(described),
    )


def captured(
    box: tuple[int, int, int, int] = (0, 0, 300, 500),
    rotate: int = 0,
    content: bytes = RED + b"\n" + WORDS,
    bare: bool = False,
) -> bytes:
    """A PDF of two pages with a script at every place where one can hang."""
    pdf = Pdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(300, 500))
        one = pdf.pages[-1].obj
        one.MediaBox, one.Rotate, one.StructParents = Array(list(box)), rotate, 0
        helvetica = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
        font = pdf.make_indirect(helvetica if bare else embedded(pdf))
        postscript = Stream(pdf, b"evil", Type=Name.XObject, Subtype=Name.PS)
        outside = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], F=String("/etc/passwd"))
        one.Resources = Dictionary(
            Font=Dictionary(F1=font),
            XObject=Dictionary(A=postscript, B=outside),
            Properties=Dictionary(L1=Dictionary(Type=Name.OCG, Name=String("layer")), X=script(pdf)),
        )
        one.Contents = Stream(pdf, content)
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=script(pdf))
        one.Annots = Array([pdf.make_indirect(link)])
        one.AA = Dictionary(O=script(pdf))
    pdf.Root.OpenAction = script(pdf)
    return saved(pdf)


def saved(pdf: Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def shown(data: bytes, number: int | str = 1, capture: str = "scan.pdf") -> Fragment:
    box = f'<div class="facsimile" id="x" data-capture="{capture}" data-page="{number}" aria-label="Original page {number}"></div>'
    return lay_out(page("one", box), resources(), {"scan.pdf": data})


def red_box(data: bytes) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is red on the first page, in points from its top left."""
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=2).to_pil().convert("RGB")
    red, green, blue = image.split()
    mask = red.point(lambda v: 255 * (v > 200))
    for other in (green, blue):
        mask.paste(0, mask=other.point(lambda v: 255 * (v > 100)))
    found = mask.getbbox()
    assert found
    left, top, right, bottom = (value / 2 for value in found)
    return left, top, right, bottom


@pytest.mark.parametrize(
    ("box", "rotate", "proportion"),
    [
        ((0, 0, 300, 500), 0, 300 / 500),
        ((0, 0, 300, 500), 90, 500 / 300),
        ((100, 200, 500, 300), 0, 400 / 100),
        ((-50, -50, 250, 250), 180, 1),
    ],
)
def test_the_page_keeps_its_proportions_in_the_middle_of_its_place(
    box: tuple[int, int, int, int], rotate: int, proportion: float
):
    content = b"1 0 0 rg -2000 -2000 4000 4000 re f"
    laid_out = shown(captured(box, rotate, content))
    assert laid_out.messages == ()
    left, top, right, bottom = red_box(laid_out.pdf)
    assert (right - left) / (bottom - top) == pytest.approx(proportion, rel=0.02)
    assert (left + right) / 2 == pytest.approx((62.4 + 419.5 - 51) / 2, abs=1)
    assert (top + bottom) / 2 == pytest.approx(51 + 425 / 2, abs=1)


def test_nothing_passes_but_what_is_drawn():
    laid_out = shown(captured())
    with pikepdf.open(BytesIO(joined((laid_out,), book(()))[0])) as pdf:
        plain = saved(pdf, **PLAIN)
    for evil in (b"JavaScript", b"app.alert", b"evil", b"passwd", b"/AA", b"/OpenAction"):
        assert evil not in plain
    assert b"(Captured) Tj" in plain
    assert b"/OC" not in plain
    assert b"/MCID 3" not in plain


def test_the_page_is_a_figure_with_a_description():
    with pikepdf.open(BytesIO(shown(captured(), 2).pdf)) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name.Figure]
        assert [str(one.Alt) for one in figures] == ["Original page 2"]
        assert int(figures[0].K[0]) == 0
        drawn = pdf.pages[0].obj.Contents.read_bytes()
    assert re.search(rb"/Figure\s+<</MCID 0>>\s+BDC\s(?:(?!EMC).)*/i[0-9a-f]+ Do", drawn, re.DOTALL)


def test_what_an_annotation_looks_like_stays():
    with pikepdf.open(BytesIO(captured(content=b""))) as pdf:
        look = Stream(pdf, RED, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
        stamp = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([100, 100, 200, 200]), F=4, AP=Dictionary(N=look)
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(stamp)])
        data = saved(pdf)
    left, top, right, bottom = red_box(shown(data).pdf)
    assert right - left == pytest.approx(100 * 425 / 500, abs=2)
    assert bottom - top == pytest.approx(100 * 425 / 500, abs=2)


def locked() -> bytes:
    with pikepdf.open(BytesIO(captured())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))


def swollen() -> bytes:
    """A page whose few packed bytes hold more than may be unpacked."""
    with pikepdf.open(BytesIO(captured())) as pdf:
        packing = zlib.compressobj(9)
        packed = b"".join(packing.compress(b"0 0 m " * (1 << 20)) for _ in range(12)) + packing.flush()
        pdf.pages[0].obj.Contents = Stream(pdf, b"")
        pdf.pages[0].obj.Contents.write(packed, filter=Name.FlateDecode)
        return saved(pdf)


def twice_packed() -> bytes:
    with pikepdf.open(BytesIO(captured())) as pdf:
        pdf.pages[0].obj.Contents = Stream(pdf, b"")
        packed = zlib.compress(zlib.compress(b"0 0 m"))
        pdf.pages[0].obj.Contents.write(packed, filter=pikepdf.Array([Name.FlateDecode, Name.FlateDecode]))
        return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def deep() -> bytes:
    """Resources that nest deeper than copying can bear."""
    with pikepdf.open(BytesIO(captured())) as pdf:
        inner = pdf.make_indirect(Dictionary())
        for _ in range(flattening.DEEPEST * 20):
            inner = pdf.make_indirect(Dictionary(Inner=inner))
        pdf.pages[0].obj.Resources.Properties = inner
        return saved(pdf)


def sizeless() -> bytes:
    return captured(box=(0, 0, 0, 500))


@pytest.mark.parametrize(
    ("data", "number", "code"),
    [
        (captured, "3", "facsimile-page"),
        (captured, "0", "facsimile-page"),
        (captured, "-1", "facsimile-page"),
        (captured, "one", "facsimile-page"),
        (locked, "1", "facsimile-locked"),
        (swollen, "1", "facsimile-unreadable"),
        (twice_packed, "1", "facsimile-unreadable"),
        (deep, "1", "facsimile-unreadable"),
        (lambda: b"%PDF-1.4 broken", "1", "facsimile-unreadable"),
        (sizeless, "1", "facsimile-unreadable"),
        (lambda: b"", "1", "facsimile-unreadable"),
    ],
)
def test_a_page_that_cannot_be_had_is_said(data, number: str, code: str):
    laid_out = shown(data(), number)
    assert [message.code for message in laid_out.messages] == [code]
    assert laid_out.messages[0].level == "error"
    assert str(laid_out.messages[0].origin) == "one: x"


def test_a_page_with_fonts_that_it_does_not_embed_is_drawn_as_a_picture():
    laid_out = shown(captured(bare=True))
    (message,) = laid_out.messages
    assert (message.code, message.level) == ("facsimile-picture", "info")
    assert "its font Helvetica is not embedded" in message.text
    with pikepdf.open(BytesIO(laid_out.pdf)) as pdf:
        (picture,) = pdf.pages[0].Resources.XObject.values()
        assert picture.Subtype == Name.Image
    left, _, right, _ = red_box(laid_out.pdf)
    assert right - left == pytest.approx(255, abs=1)


def test_layers_that_the_capture_hides_stay_hidden():
    def layered(*hidden: str) -> bytes:
        with pikepdf.open(BytesIO(captured(content=b"/OC /L1 BDC 1 0 0 rg 0 0 300 500 re f EMC"))) as pdf:
            layer = pdf.pages[0].Resources.Properties.L1 = pdf.make_indirect(
                Dictionary(Type=Name.OCG, Name=String("layer"))
            )
            off = Array([layer for _ in hidden])
            pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=off))
            return saved(pdf)

    assert red_box(shown(layered()).pdf)
    laid_out = shown(layered("layer"))
    assert [message.code for message in laid_out.messages] == ["facsimile-picture"]
    with pypdfium2.PdfDocument(laid_out.pdf) as document:
        assert document[0].render().to_pil().convert("L").getextrema() == (255, 255)


def test_the_words_of_a_page_are_a_part_of_its_description():
    box = '<div class="facsimile" data-capture="scan.pdf" data-page="1" aria-label="Page 1" data-text=" two\nwords "></div>'
    laid_out = lay_out(page("one", box), resources(), {"scan.pdf": captured()})
    with pikepdf.open(BytesIO(laid_out.pdf)) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name.Figure]
        assert [str(one.Alt) for one in figures] == ["Page 1: two words"]


def test_marks_that_do_not_pair_are_dropped():
    laid_out = shown(captured(content=b"EMC /P /MCID0 DP /Span <</MCID 1>> BDC 1 0 0 rg 0 0 300 500 re f EMC EMC"))
    assert laid_out.messages == ()
    left, _, right, _ = red_box(laid_out.pdf)
    assert right - left == pytest.approx(255, abs=1)


def test_a_page_of_several_streams_packed_in_the_old_way():
    with pikepdf.open(BytesIO(captured())) as pdf:
        old = Stream(pdf, b"")
        old.write(b"1 0 0 rg".hex().encode() + b">", filter=Name.ASCIIHexDecode)
        pdf.pages[0].obj.Contents = Array([pdf.make_indirect(old), Stream(pdf, b"0 0 300 500 re f")])
        data = saved(pdf)
    left, _, right, _ = red_box(shown(data).pdf)
    assert right - left == pytest.approx(255, abs=1)


def test_a_capture_that_is_not_there_is_said():
    assert [message.code for message in shown(captured(), 1, "other.pdf").messages] == ["facsimile-missing"]


def test_the_same_bytes_again():
    assert shown(captured()).pdf == shown(captured()).pdf
