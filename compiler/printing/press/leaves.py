"""Pages set on the sheets of a press: each a form in the colours of print, with its bleed, its boxes and its marks."""

from __future__ import annotations

import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from compiler.messages import Message, Origin

from . import bleeding, boxes
from .bleeding import Edge
from .boxes import Frame
from .colouring import Colouring
from .functions import UnconvertibleError
from .targets import Target
from .wishes import Press

LEAF = "/Leaf"
DOTS = 400 / 72
"""Pixels a point at which a page is drawn as a picture, where its colours cannot be converted otherwise."""
MOST_PIXELS = 36_000_000
_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}


class Leaves:
    """Sets pages of `pdf`, which messages call `name`, on sheets; `messages` are what is to be said about them."""

    def __init__(self, pdf: Pdf, press: Press, name: str) -> None:
        self._pdf, self._press, self._name = pdf, press, name
        self._colouring = Colouring(pdf, press.target)
        self._registration = boxes.registration(pdf)
        self.messages: list[Message] = []

    def put(self, page: Page, seen: pypdfium2.PdfPage, where: str, folds: tuple[float, ...] = ()) -> None:
        """Exchanges a page for its sheet; what touches its edges goes on into the bleed.

        `seen` is the same page to be looked at, `where` what messages call it, `folds` where the sheet is folded.
        """
        form = self._form(page, seen, where)
        _, _, width, height = (float(edge) for edge in form.BBox)
        frame = self._press.frame(width, height, folds)
        edges: frozenset[Edge] = bleeding.touched(seen) if frame.bleed else frozenset()
        self._set(page, frame, bleeding.drawn(frame, LEAF, edges), form)

    def add_blank(self) -> None:
        """Adds an empty page like the last one."""
        left, bottom, right, top = (float(edge) for edge in self._pdf.pages[-1].obj.TrimBox)
        self._pdf.pages.append(Page(Dictionary(Type=Name.Page, MediaBox=[0, 0, 1, 1])))
        self._set(self._pdf.pages[-1], self._press.frame(right - left, top - bottom), b"", None)

    def _set(self, page: Page, frame: Frame, drawn: bytes, form: Object | None) -> None:
        for key in list(page.obj.keys()):
            if key not in ("/Type", "/Parent"):
                del page.obj[key]
        frame.set_on(page.obj)
        marks = boxes.marks(frame)
        resources = Dictionary()
        if form is not None:
            resources.XObject = Dictionary({LEAF: form})
        if marks:
            resources.ColorSpace = Dictionary({boxes.REGISTRATION: self._registration})
        page.obj.Resources = resources
        page.obj.Contents = self._pdf.make_indirect(Stream(self._pdf, drawn + b"\n" + marks))

    def _form(self, page: Page, seen: pypdfium2.PdfPage, where: str) -> Object:
        """The page as a form whose lower left corner is the origin, in the colours of the press."""
        form = page.as_form_xobject()
        left, bottom, right, top = (float(edge) for edge in form.BBox)
        try:
            self._colouring.convert(form)
        except UnconvertibleError as fault:
            self.messages.append(_unconverted(self._name, where, str(fault)))
            return _picture(self._pdf, seen, self._press.target, (right - left, top - bottom))
        if (left, bottom) == (0, 0):
            return form
        form.Matrix = Array([1, 0, 0, 1, -left, -bottom])
        return drawn_form(self._pdf, f"{LEAF} Do".encode(), {LEAF: form}, (right - left, top - bottom))


def drawn_form(pdf: Pdf, draw: bytes, held: dict[str, Object], size: tuple[float, float]) -> Object:
    """A form of this size that draws others by `draw`."""
    head = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, *size],
        Resources=Dictionary(XObject=Dictionary(held)),
    )
    return pdf.make_indirect(Stream(pdf, draw, head))


def _unconverted(name: str, where: str, what: str) -> Message:
    text = f"{where} is printed as a picture: it holds {what}, which cannot be converted to the colours of print"
    hint = "save what it shows in RGB or grey, or leave `colour` out and let the press convert"
    return Message("press-page-drawn", "warning", text, hint, Origin(name))


def _picture(pdf: Pdf, seen: pypdfium2.PdfPage, target: Target | None, size: tuple[float, float]) -> Object:
    """The page as a form that draws it in dots."""
    width, height = size
    scale = min(DOTS, (MOST_PIXELS / (width * height)) ** 0.5)
    image = seen.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    made = target.picture(image) if target else image
    head = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=made.width,
        Height=made.height,
        ColorSpace=_SPACES[made.mode],
        BitsPerComponent=8,
    )
    dots = pdf.make_indirect(Stream(pdf, made.tobytes(), head))
    return drawn_form(pdf, f"q {width} 0 0 {height} 0 0 cm {LEAF} Do Q".encode(), {LEAF: dots}, size)
