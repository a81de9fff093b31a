"""The pictures of a page that are worth keeping, each with the place where it is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from compiler import files
from compiler.messages import Message, Origin
from compiler.model.reading import Picture
from compiler.readers.webpage.images import Album

MAX_ON_PAGE = 200
_SMALL_POINTS, _SMALL_PIXELS = 20.0, 16
_BACKGROUND = 0.85
_OFTEN = 3


@dataclass(slots=True)
class Shown:
    """A picture on a page: its extent in points from the left and bottom edges; `picture` is None if it cannot be kept."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    picture: Picture | None = None


@dataclass(slots=True)
class Gallery:
    """The pictures of the document by page, the reasons for those left out, and what is to be said."""

    file: str
    album: Album = field(default_factory=Album)
    shown: list[Shown] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def add_page(self, page: pypdfium2.PdfPage, number: int, *, has_text: bool) -> None:
        """Takes in the pictures of a page. A damaged one is left out with a message."""
        left, bottom, right, top = page.get_cropbox()
        area = (right - left) * (top - bottom)
        count = 0
        for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=6):
            count += 1
            if count > MAX_ON_PAGE:
                self._say(
                    "image-too-many",
                    f"page {number} has more than {MAX_ON_PAGE} pictures; the rest is left out",
                    number,
                )
                return
            try:
                box = image.get_bounds()
                place = Shown(number, box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom)
                reason = _why_not(place, image.get_px_size(), area, has_text)
                if reason:
                    self.left_out.setdefault(number, reason)
                    continue
                place.picture = self._picture(image, number)
            except (pypdfium2.PdfiumError, ValueError, OSError):
                self._say("image-bad", f"a picture on page {number} is damaged and left out", number)
                continue
            if place.picture:
                self.shown.append(place)

    @property
    def kept(self) -> tuple[Picture, ...]:
        """The pictures that are shown, each once."""
        return tuple({shown.picture.name: shown.picture for shown in self.shown if shown.picture}.values())

    def settle(self) -> None:
        """Leaves out what stands on many pages: letterheads, ornaments."""
        pages = Counter(name for name, _ in {(s.picture.name, s.page) for s in self.shown if s.picture})
        for shown in self.shown:
            if shown.picture and pages[shown.picture.name] >= _OFTEN:
                self.left_out.setdefault(shown.page, "repeated picture")
                shown.picture = None
        self.shown = [shown for shown in self.shown if shown.picture]

    def _picture(self, image: Any, number: int) -> Picture | None:
        width, height = image.get_px_size()
        if width * height > files.MAX_PIXELS:
            self._say(
                "image-too-large", f"a picture on page {number} has {width} × {height} pixels and is left out", number
            )
            return None
        found = self.album.add(_data(image))
        if isinstance(found, Picture):
            return found
        self._say(found, f"a picture on page {number} cannot be kept", number)
        return None

    def _say(self, code: str, text: str, number: int) -> None:
        hint = "show the file as facsimile (`way` under [text] in source.toml), or add the picture as a [[figure]]"
        self.messages.append(Message(code, "warning", text, hint, Origin(self.file, number, number, "page")))


def _why_not(place: Shown, pixels: tuple[int, int], area: float, has_text: bool) -> str:
    width, height = place.right - place.left, place.top - place.bottom
    if min(width, height) < _SMALL_POINTS or min(pixels) < _SMALL_PIXELS:
        return "tiny picture"
    if has_text and width * height > _BACKGROUND * area:
        return "background picture"
    return ""


def _data(image: Any) -> bytes:
    """The JPEG as the file holds it where it is shown as it is, else what is shown as PNG, transparency included."""
    matrix = image.get_matrix()
    upright = abs(matrix.b) < 0.01 and abs(matrix.c) < 0.01 and matrix.a > 0 and matrix.d > 0
    if upright and list(image.get_filters()) == ["DCTDecode"]:
        data = bytes(image.get_data(decode_simple=False))
        if _is_plain_jpeg(data):
            return data
    drawn = image.get_bitmap(render=True).to_pil()
    if upright and _opaque(drawn):
        drawn = image.get_bitmap(render=False).to_pil()
    packed = BytesIO()
    drawn.save(packed, "PNG")
    return packed.getvalue()


def _opaque(drawn: Any) -> bool:
    """True if nothing shines through, but for the rim, where drawing at another scale leaves traces."""
    if "A" not in drawn.getbands():
        return True
    inside = drawn.getchannel("A").crop((2, 2, max(3, drawn.width - 2), max(3, drawn.height - 2)))
    return bool(inside.getextrema()[0] == 255)


def _is_plain_jpeg(data: bytes) -> bool:
    """True for a JPEG that every reading system shows: grey or RGB."""
    from PIL import Image  # noqa: PLC0415 - only a PDF with pictures needs it

    try:
        with Image.open(BytesIO(data)) as image:
            return image.format == "JPEG" and image.mode in {"L", "RGB"}
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
