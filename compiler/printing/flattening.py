"""A page of a foreign PDF as a Form XObject that only draws: no annotation, script, action or outside file passes, sizes bounded."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, Stream

MOST_CONTENT = 64 << 20
"""Bytes of drawing instructions of one page, unpacked."""
MOST_PARSED = 8 << 20
MOST_ODDLY_PACKED = 1 << 20
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
            "facsimile-unreadable", f"{name} cannot be read: {error}", "print it anew to a PDF"
        ) from error


def page_form(pdf: Pdf, number: int, name: str) -> tuple[Object, float, float]:
    """Page `number` (from 1) as a Form XObject of its file, and its width and height as it is seen, in points.

    The form fills the unit square, as a picture does. Raises `PageFaultError`.
    """
    try:
        page = pdf.pages[number - 1]
        content = b"\n".join(_unpacked(stream) for stream in _contents(page))
        form = page.as_form_xobject()
        form.write(_unmarked(pdf, content))
        left, bottom, right, top = _drawn_box(form)
        width, height = right - left, top - bottom
        fit = Matrix(1 / width, 0, 0, 1 / height, -left / width, -bottom / height)
        form.Matrix = (_matrix(form) @ fit).as_array()
        for part in _reached(form):
            _clean(part)
        return form, width, height
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, zlib.error) as error:
        text = f"page {number} of {name} cannot be placed: {error}"
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


def _contents(page: pikepdf.Page) -> list[Object]:
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return [stream for stream in contents if isinstance(stream, Stream)] if isinstance(contents, Array) else [contents]


def _unpacked(stream: Object) -> bytes:
    """The instructions, never more than `MOST_CONTENT`: a few packed bytes can hold gigabytes. Raises `ValueError`."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter", Array([]))
    names = [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(raw, MOST_CONTENT)
        if unpacking.unconsumed_tail:
            raise ValueError("it has too much in it")
        return data
    packings = sum(name in ("/FlateDecode", "/LZWDecode", "/RunLengthDecode") for name in names)
    if len(raw) > (MOST_ODDLY_PACKED if packings else MOST_CONTENT) or packings > 1:
        raise ValueError("it is packed in an unusual way")
    return stream.read_bytes()


def _unmarked(pdf: Pdf, content: bytes) -> bytes:
    """`content` without the marks that tie it to the tags of its own file; those of optional layers stay."""
    if b"MCID" not in content or len(content) > MOST_PARSED:
        return content
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    layers: list[bool] = []
    for step in pikepdf.parse_content_stream(Stream(pdf, content)):
        operator = str(step.operator)
        if operator in ("BDC", "BMC"):
            layers.append(bool(step.operands) and step.operands[0] == Name.OC)
        drop = operator in ("DP", "MP") or (operator in MARKS and not (layers and layers[-1]))
        if operator == "EMC" and layers:
            layers.pop()
        if not drop:
            kept.append(step)
    return pikepdf.unparse_content_stream(kept)


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


def _clean(part: Object) -> None:
    if isinstance(part, Stream):
        for key in STRAY:
            if key in part:
                del part[key]
        if part.get("/Subtype") == Name.PS:
            part.write(b"")
    elif str(part.get("/S", "")) in ACTIONS:
        for key in list(part.keys()):
            del part[key]
