"""What PDF/A forbids in a captured page is mended or drawn as a picture: the book keeps the standard whatever was captured."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from compiler.printing import captured_fonts
from tests.printing.small_book import book, fragment, joined
from tests.printing.test_conformity import by_page
from tests.printing.test_facsimile import captured, saved, shown

Change = Callable[[Pdf, Object], None]


def changed(change: Change) -> bytes:
    """The capture after `change` has had its way with its first page."""
    with pikepdf.open(BytesIO(captured())) as pdf:
        change(pdf, pdf.pages[0].obj)
        return saved(pdf)


def draw(content: bytes) -> Change:
    def change(pdf: Pdf, one: Object) -> None:
        one.Contents = Stream(pdf, content)

    return change


def font(key: str, value: object) -> Change:
    def change(_: Pdf, one: Object) -> None:
        one.Resources.Font.F1[key] = value

    return change


def descriptor(key: str, value: object) -> Change:
    def change(_: Pdf, one: Object) -> None:
        one.Resources.Font.F1.FontDescriptor[key] = value

    return change


def picture(pdf: Pdf, one: Object, **more: object) -> None:
    size = {"Width": 2, "Height": 2, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, **more}
    one.Resources.XObject.Im = Stream(pdf, bytes(16), Type=Name.XObject, Subtype=Name.Image, **size)
    one.Contents = Stream(pdf, b"q 99 0 0 99 9 9 cm /Im Do Q")


def smoothed(pdf: Pdf, one: Object) -> None:
    picture(pdf, one, Interpolate=True, Intent=Name.Unknown)
    one.Resources.XObject.Im.Alternates = Array([])


def in_print_colours(pdf: Pdf, one: Object) -> None:
    picture(pdf, one, ColorSpace=Name.DeviceCMYK)


def in_an_ink(pdf: Pdf, one: Object) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
    picture(pdf, one, ColorSpace=Array([Name.Separation, Name.Gold, Name.DeviceRGB, tint]))


def in_faulty_colours(pdf: Pdf, one: Object) -> None:
    profile = Stream(pdf, b"no profile", N=3, Alternate=Name.DeviceRGB)
    picture(pdf, one, ColorSpace=Array([Name.ICCBased, profile]))


def halftoned(_: Pdf, one: Object) -> None:
    one.Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, TR=Name.Identity, HTP=Array([0, 0])))
    one.Contents = Stream(_, b"/G gs 0 0 9 9 re f")


def blended(pdf: Pdf, one: Object) -> None:
    one.Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Unheard))
    one.Contents = Stream(pdf, b"/G gs 0 0 9 9 re f")


def multiplied(pdf: Pdf, one: Object) -> None:
    blended(pdf, one)
    one.Resources.ExtGState.G.BM = Name.Multiply


def listed(pdf: Pdf, one: Object) -> None:
    one.Resources.Font.F1.FontDescriptor.CharSet = pikepdf.String("/C")


def inner(pdf: Pdf, one: Object) -> None:
    """A drawing in the drawing, with tags and layers of its own."""
    marked = b"/P <</MCID 7>> BDC /OC /L1 BDC 1 0 0 rg 0 0 9 9 re f EMC EMC"
    layer = Dictionary(L1=Dictionary(Type=Name.OCG, Name=pikepdf.String("layer")))
    resources = Dictionary(Properties=layer)
    form = Stream(
        pdf, marked, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=resources, StructParents=3
    )
    one.Resources.XObject.Fm = form
    one.Contents = Stream(pdf, b"/Fm Do")


def unseen(pdf: Pdf, one: Object) -> None:
    """Letters over a scan, to be found and not to be seen, in a font that need not be there."""
    bare = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    one.Resources.Font.F2 = pdf.make_indirect(bare)
    one.Contents = Stream(pdf, b"BT 3 Tr /F2 9 Tf (Captured) Tj ET")


WORD = b"BT /F1 24 Tf 40 60 Td (Captured) Tj ET"
KEPT: dict[str, Change] = {
    "as it is": lambda _pdf, _one: None,
    "smoothed picture": smoothed,
    "halftones": halftoned,
    "list of letters": listed,
    "unseen letters": unseen,
    "marks in an inner drawing": inner,
    "standard blend": multiplied,
}
DRAWN: dict[str, tuple[Change, str]] = {
    "print colours": (draw(b"0 0 0 1 k 0 0 9 9 re f"), "colours of print"),
    "print colours in a picture": (in_print_colours, "colours of print"),
    "ink": (in_an_ink, "colours of a certain ink"),
    "profile": (in_faulty_colours, "faulty colour profile"),
    "blend": (blended, "blended in an unusual way"),
    "operator": (draw(b"0 0 9 9 re f 1 2 xyz"), "unknown operator"),
    "intent": (draw(b"/Any ri 0 0 9 9 re f"), "unknown rendering intent"),
    "deep": (draw(b"q " * 40 + b"0 0 9 9 re f " + b"Q " * 40), "nested too deep"),
    "inline picture": (draw(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI"), "picture among its instructions"),
    "no such font": (draw(b"BT /F9 9 Tf (a) Tj ET"), "a font that it does not have"),
    "no font": (draw(b"BT (a) Tj ET"), "letters in no font"),
    "lost letter": (draw(b"BT /F1 9 Tf (z) Tj ET"), "other letters or widths"),
    "widths": (font("/Widths", Array([7] * 95)), "other letters or widths"),
    "meaning": (
        font("/Encoding", Dictionary(Differences=Array([67, Name("/nobody")]))),
        "does not say what its letters mean",
    ),
    "symbolic": (descriptor("/Flags", 4), "is symbolic and has an encoding"),
    "broken font": (lambda pdf, one: descriptor("/FontFile2", Stream(pdf, b"no font"))(pdf, one), "is damaged"),
}
KEPT["standard blend"] = lambda pdf, one: (blended(pdf, one), setattr(one.Resources.ExtGState.G, "BM", Name.Multiply))[
    0
]


def conforms(data: bytes) -> bool:
    laid_out = shown(data)
    chapter = fragment("two", '<section id="two" class="opening"><h1>x</h1></section>')
    return by_page(joined((laid_out, chapter), book(()), entries=())[0]) == set()


@pytest.mark.parametrize("name", KEPT)
def test_what_can_be_mended_stays_as_it_was_drawn(name: str):
    data = changed(KEPT[name])
    assert shown(data).messages == ()
    assert conforms(data)


@pytest.mark.parametrize("name", DRAWN)
def test_what_cannot_is_drawn_as_a_picture(name: str):
    change, reason = DRAWN[name]
    data = changed(change)
    (message,) = shown(data).messages
    assert (message.code, message.level) == ("facsimile-picture", "info")
    assert reason in message.text
    assert conforms(data)


def test_meanings_are_read_from_all_forms_of_a_map():
    text = (
        b"1 beginbfchar <01> <0041> endbfchar 2 beginbfrange <02> <04> <0061> <05> <06> [<0031> <00320033>] endbfrange"
    )
    with Pdf.new() as pdf:
        found = captured_fonts.meanings(Stream(pdf, text))
    letters = {code: letter.decode("utf-16-be") for code, letter in found.items()}
    assert letters == {1: "A", 2: "a", 3: "b", 4: "c", 5: "1", 6: "23"}
    assert captured_fonts.meanings(None) == {}
