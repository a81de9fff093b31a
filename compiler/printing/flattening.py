"""A page of a foreign PDF as a Form XObject that only draws: no annotation, script, action or outside file passes, sizes bounded."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, Stream

from . import captured_content, captured_fonts
from .captured_content import is_content, mend

MOST_CONTENT = 64 << 20
"""Bytes of drawing instructions of one page, unpacked."""
MOST_PARSED = 8 << 20
MOST_ODDLY_PACKED = 256 << 10
DEEPEST = 500
MOST_OBJECTS = 200_000

ACTIONS = frozenset(
    f"/{kind}"
    for kind in (
        "JavaScript",
        "Launch",
        "URI",
        "SubmitForm",
        "ImportData",
        "ResetForm",
        "GoToR",
        "GoToE",
        "Rendition",
        "Movie",
        "Sound",
        "Named",
        "RichMediaExecute",
        "GoTo3DView",
        "Hide",
        "SetOCGState",
        "Trans",
        "Thread",
    )
)
STRAY = (
    "/AF",
    "/OPI",
    "/Ref",
    "/PieceInfo",
    "/Metadata",
    "/StructParent",
    "/StructParents",
    "/F",
    "/FFilter",
    "/FDecodeParms",
)
"""Keys of a stream that lead out of the drawing: to other files, to the tags of the file that stays behind."""
MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_MARKED = re.compile(rb"\b(BDC|BMC|EMC|DP|MP)\b")


class PageFaultError(Exception):
    """A page that cannot be placed; `code` and `hint` are for the message."""

    def __init__(self, code: str, text: str, hint: str) -> None:
        super().__init__(text)
        self.code, self.hint = code, hint


def flat(data: bytes, name: str) -> Pdf:
    """The file opened, its annotations turned into what they look like. Raises `PageFaultError`."""
    try:
        pdf = pikepdf.open(BytesIO(data))
        pdf.flatten_annotations("screen")
        return pdf
    except pikepdf.PasswordError as error:
        raise PageFaultError("facsimile-locked", f"{name} is locked with a password", "save it without one") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise PageFaultError(
            "facsimile-unreadable", f"{name} cannot be read: {_said(error)}", "print it anew to a PDF"
        ) from error


def _said(error: Exception) -> str:
    """What the error says, without the engine's name for bytes in memory."""
    return re.sub(r"stream <[^>]*>: ", "", str(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatPage:
    """A page as a Form XObject of its file that fills the unit square, as a picture does; its size as it is seen, in points.

    `fault` says why the form is not fit for PDF/A, or would show what its file hides; empty where it is fit.
    """

    form: Object
    width: float
    height: float
    fault: str = ""


def page_form(pdf: Pdf, number: int, name: str) -> FlatPage:
    """Page `number` (from 1) of the file called `name`. Raises `PageFaultError`."""
    try:
        page = pdf.pages[number - 1]
        content = _content(page)
        form = page.as_form_xobject()
        form.write(_unmarked(pdf, content))
        left, bottom, right, top = _drawn_box(form)
        width, height = right - left, top - bottom
        fit = Matrix(1 / width, 0, 0, 1 / height, -left / width, -bottom / height)
        form.Matrix = (_matrix(form) @ fit).as_array()
        hidden = _hides_layers(pdf) and b"/OC" in content
        parts = list(_reached(form))
        for part in parts:
            _clean(part)
            mend(part)
            if is_content(part) and part.objgen != form.objgen:
                part.write(_unmarked(pdf, _unpacked(part, MOST_CONTENT)))
        fault = "it hides some of its layers" if hidden else _fault(parts)
        return FlatPage(form=form, width=width, height=height, fault=fault)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, zlib.error) as error:
        text = f"page {number} of {name} cannot be placed: {_said(error)}"
        raise PageFaultError("facsimile-unreadable", text, "print it anew to a PDF") from error


def _drawn_box(form: Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what the form shows, after its matrix. Raises `ValueError` if that is no area."""
    x1, y1, x2, y2 = (float(value) for value in form.BBox)
    corners = [_matrix(form).transform(corner) for corner in ((x1, y1), (x1, y2), (x2, y1), (x2, y2))]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    if not (0 < xs[-1] - xs[0] < 1e6 and 0 < ys[-1] - ys[0] < 1e6):
        raise ValueError("the page has no sensible size")
    return xs[0], ys[0], xs[-1], ys[-1]


def _matrix(form: Object) -> Matrix:
    return Matrix(form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))


# --- content ---


def _content(page: pikepdf.Page) -> bytes:
    """The drawing instructions, never more than `MOST_CONTENT`. Raises `ValueError`."""
    given = page.obj.get("/Contents", Array())
    streams = list(given) if isinstance(given, Array) else [given]
    content: list[bytes] = []
    left = MOST_CONTENT
    for stream in streams:
        if isinstance(stream, Stream):
            content.append(_unpacked(stream, left))
            left -= len(content[-1])
    return b"\n".join(content)


def _unpacked(stream: Object, most: int) -> bytes:
    """At most `most` bytes: a few packed ones can hold gigabytes. Raises `ValueError`."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter", Array())
    names = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    if most <= 0 or (not names and len(raw) > most):
        raise ValueError("it has too much in it")
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(raw, most)
        if unpacking.unconsumed_tail:
            raise ValueError("it has too much in it")
        return data
    packings = sum(name not in ("/ASCIIHexDecode", "/ASCII85Decode") for name in names)
    if packings > 1 or (packings and len(raw) > MOST_ODDLY_PACKED):
        raise ValueError("it is packed in an unusual way")
    return stream.read_bytes()


def _unmarked(pdf: Pdf, content: bytes) -> bytes:
    """`content` without the marks that tie it to the tags and the layers of its own file."""
    if not _MARKED.search(content) or len(content) > MOST_PARSED:
        return content
    steps = pikepdf.parse_content_stream(Stream(pdf, content))
    return pikepdf.unparse_content_stream([step for step in steps if str(step.operator) not in MARKS])


def _fault(parts: Sequence[Object]) -> str:
    """Why the drawing is not fit for PDF/A; the first reason that is found, empty if there is none."""
    if sum(len(part.read_raw_bytes()) for part in parts if is_content(part)) > MOST_PARSED:
        return "it has too much in it to be looked through"
    drawing = captured_content.read(parts)
    return next(filter(None, (*drawing.faults, *map(captured_fonts.fault, drawing.fonts.values()))), "")


# --- what the drawing needs ---


def _reached(form: Object) -> Iterator[Object]:
    """Every dictionary and stream that the form leads to. Raises `ValueError` if they nest too deep: copying them recurses."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Object, int]] = [(form, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if depth > DEEPEST or count > MOST_OBJECTS:
            raise ValueError("its objects are nested too deep, or too many")
        if part.is_indirect:
            if part.objgen in seen:
                continue
            seen.add(part.objgen)
        if isinstance(part, Dictionary | Stream):
            yield part
            waiting += [(value, depth + 1) for _, value in part.items() if isinstance(value, Object)]
        elif isinstance(part, Array):
            waiting += [(value, depth + 1) for value in part if isinstance(value, Object)]


def _hides_layers(pdf: Pdf) -> bool:
    default = pdf.Root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    return bool(len(default.get("/OFF", Array()))) or default.get("/BaseState") == Name.OFF


def _clean(part: Object) -> None:
    if isinstance(part, Stream):
        for key in STRAY:
            if key in part:
                del part[key]
        if part.get("/Subtype") == Name.PS:
            part.write(b"\n")
    elif str(part.get("/S", "")) in ACTIONS:
        for key in list(part.keys()):
            del part[key]
