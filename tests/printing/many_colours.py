"""A page that says colours in every way that a PDF knows, for the tests of the press."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image

from compiler.model.book import EditionRecord
from compiler.model.pages import PageMap, PrintedPage
from compiler.printing.colours import srgb

RECORD = EditionRecord(title="Colours", date="2026-11-23")
SIZE = 300

_CONTENT = b"""/Span <</MCID 0>> BDC 0.9 0.2 0.1 rg 10 10 40 40 re f EMC
q 0.1 0.3 0.8 RG 4 w 60 10 m 100 50 l S Q
/Icc cs 0.2 0.6 0.2 sc 110 10 40 40 re f
/Lab cs 60 40 20 sc 160 10 40 40 re f
/Few cs 2 sc 210 10 40 40 re f
/Ink cs 0.7 scn 10 60 40 40 re f
/Pattern cs /Tiles scn 60 60 40 40 re f
/Bare cs 0.8 0.5 0.1 /Dots scn 110 60 40 40 re f
/Pattern cs /Axial scn 160 60 40 40 re f
q 210 60 40 40 re W n /Radial sh Q
q 40 0 0 40 10 110 cm /Photo Do Q
q 40 0 0 40 60 110 cm /Flat Do Q
q 40 0 0 40 110 110 cm /Palette Do Q
q 40 0 0 40 160 110 cm /Old Do Q
q /Masked gs 0.7 0.1 0.5 rg 210 110 40 40 re f Q
q 1 0 0 1 10 160 cm /Inner Do Q
BT /Drawn 30 Tf 70 170 Td (a) Tj ET
0.4 0.1 0.6 0.1 k 160 160 40 40 re f
0 g 210 160 40 40 re f
"""


def page(content: bytes = _CONTENT, **more: Object) -> bytes:
    """The PDF: one page, all kinds of colours unless `content` says otherwise; `more` are pictures by name."""
    pdf = Pdf.new()
    resources = Dictionary(
        ColorSpace=_spaces(pdf),
        Pattern=_patterns(pdf),
        Shading=Dictionary(Radial=_radial(pdf)),
        XObject=Dictionary(
            {
                "/Photo": _photo(pdf),
                "/Flat": _image(pdf, Image.linear_gradient("L").resize((8, 8)).convert("RGB"), Name.DeviceRGB),
                "/Palette": _palette(pdf),
                "/Old": _image(pdf, Image.new("RGB", (4, 4), (30, 160, 90)), _icc(pdf)),
                "/Inner": _form(pdf, b"0.3 0.7 0.9 rg 0 0 40 40 re f"),
                **{f"/{name}": pdf.copy_foreign(thing) for name, thing in more.items()},
            }
        ),
        ExtGState=Dictionary(Masked=_masked(pdf)),
        Font=Dictionary(Drawn=_type3(pdf)),
    )
    pdf.add_blank_page(page_size=(SIZE, SIZE))
    pdf.pages[0].obj.Resources = resources
    pdf.pages[0].obj.Contents = pdf.make_indirect(Stream(pdf, content))
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def pages(count: int) -> PageMap:
    """A page map of so many pages without anything on them."""
    told = (
        PrintedPage(index=n, number=n + 1, label=str(n + 1), side="left" if n % 2 else "right", fragment="one")
        for n in range(count)
    )
    return PageMap(pages=tuple(told), blocks={}, heights={})


def _icc(pdf: Pdf) -> Array:
    return Array([Name.ICCBased, pdf.make_indirect(Stream(pdf, srgb(), N=3, Alternate=Name.DeviceRGB))])


def _spaces(pdf: Pdf) -> Dictionary:
    turn = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0.1, 0.2, 0.9], N=1)
    return Dictionary(
        Icc=_icc(pdf),
        Lab=Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127, -128, 127])]),
        Few=Array([Name.Indexed, Name.DeviceRGB, 2, String(b"\xff\x00\x00\x00\xff\x00\x20\x60\xa0")]),
        Ink=Array([Name.Separation, Name("/Blue ink"), Name.DeviceRGB, pdf.make_indirect(turn)]),
        Bare=Array([Name.Pattern, Name.DeviceRGB]),
    )


def _curve(pdf: Pdf) -> Object:
    first = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[1, 1, 0], N=1)
    last = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 0], C1=[0, 0.4, 0.8], N=2)
    return pdf.make_indirect(
        Dictionary(FunctionType=3, Domain=[0, 1], Functions=[first, last], Bounds=[0.4], Encode=[0, 1, 0, 1])
    )


def _patterns(pdf: Pdf) -> Dictionary:
    def tiles(paint: int, content: bytes) -> Object:
        head = Dictionary(
            Type=Name.Pattern,
            PatternType=1,
            PaintType=paint,
            TilingType=1,
            BBox=[0, 0, 8, 8],
            XStep=8,
            YStep=8,
            Resources=Dictionary(),
        )
        return pdf.make_indirect(Stream(pdf, content, head))

    axial = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[160, 60, 200, 60], Function=_curve(pdf), Extend=[True, True]
    )
    return Dictionary(
        Tiles=tiles(1, b"0.9 0.6 0.1 rg 0 0 4 4 re f"),
        Dots=tiles(2, b"2 2 4 4 re f"),
        Axial=Dictionary(Type=Name.Pattern, PatternType=2, Shading=axial),
    )


def _radial(pdf: Pdf) -> Object:
    return pdf.make_indirect(
        Dictionary(
            ShadingType=3,
            ColorSpace=_icc(pdf),
            Coords=[230, 80, 0, 230, 80, 20],
            Function=_curve(pdf),
            Extend=[True, True],
        )
    )


def _form(pdf: Pdf, content: bytes, **more: Any) -> Object:
    head = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, SIZE, SIZE], Resources=Dictionary(), **more)
    return pdf.make_indirect(Stream(pdf, content, head))


def _image(pdf: Pdf, image: Image.Image, space: Object, **more: Any) -> Object:
    head = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
        **more,
    )
    return pdf.make_indirect(Stream(pdf, image.tobytes(), head))


def _photo(pdf: Pdf) -> Object:
    image = Image.merge("RGB", (Image.linear_gradient("L"), Image.new("L", (256, 256), 90), Image.radial_gradient("L")))
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    made = _image(pdf, image, Name.DeviceRGB)
    made.write(out.getvalue(), filter=Name.DCTDecode)
    return made


def _palette(pdf: Pdf) -> Object:
    space = Array([Name.Indexed, Name.DeviceRGB, 3, String(bytes([200, 30, 30, 30, 200, 30, 30, 30, 200, 90, 90, 90]))])
    return _image(pdf, Image.frombytes("L", (2, 2), bytes([0, 1, 2, 3])), space)


def _masked(pdf: Pdf) -> Object:
    """Half of what is drawn with it is seen through a mask in colours."""
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = _form(pdf, b"1 1 1 rg 210 110 20 40 re f 0.5 0.5 0.5 rg 230 110 20 40 re f", Group=group)
    soft = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask, BC=[0, 0, 0])
    return pdf.make_indirect(Dictionary(Type=Name.ExtGState, SMask=soft))


def _type3(pdf: Pdf) -> Object:
    glyph = pdf.make_indirect(Stream(pdf, b"1000 0 d0 0.9 0.1 0.6 rg 0 0 900 900 re f"))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 1000, 1000],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
            FirstChar=97,
            LastChar=97,
            Widths=[1000],
            Resources=Dictionary(),
        )
    )
