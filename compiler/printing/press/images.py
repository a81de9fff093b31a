"""Pictures of a PDF in the colours of print, their masks kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream
from pikepdf.models.image import ImageDecompressionError
from PIL import Image

from compiler.files import MAX_PIXELS

from . import spaces
from .functions import UnconvertibleError
from .spaces import Space
from .targets import Target

QUALITY = 92
_REFUSALS = (
    pikepdf.PdfError,
    pikepdf.UnsupportedImageTypeError,
    pikepdf.InvalidPdfImageError,
    pikepdf.HifiPrintImageNotTranscodableError,
    ImageDecompressionError,
)
_MODES = {"grey": ("1", "L"), "rgb": ("RGB",), "cmyk": ("CMYK",)}


def convert(pdf: Pdf, image: Object, named: Object, target: Target) -> None:
    """Exchanges the picture's pixels, or its palette, for those of the target. Raises `UnconvertibleError`."""
    if image.get("/ImageMask", False):
        return
    if "/ColorSpace" not in image or "/JPXDecode" in _filters(image):
        raise UnconvertibleError("a JPEG 2000 picture")
    space = spaces.read(image.ColorSpace, named)
    if isinstance(image.get("/Mask"), Array) or "/Matte" in image.get("/SMask", Dictionary()):
        raise UnconvertibleError("a picture of which one colour is left out")
    if space.kind == "grey" and image.ColorSpace == Name.DeviceGray:
        return
    if space.kind == "indexed":
        _convert_palette(pdf, image, space, target)
    elif space.kind == "cmyk" and target.inks == 4:
        image.ColorSpace = Name.DeviceCMYK
    else:
        _convert_pixels(image, space, target)


def _convert_palette(pdf: Pdf, image: Object, space: Space, target: Target) -> None:
    highest = int(image.ColorSpace[2]) if isinstance(image.ColorSpace, Array) else 255
    entries = [space.converted([float(index)], target) for index in range(min(highest, 255) + 1)]
    palette = bytes(round(part * 255) for colour in entries for part in colour)
    image.ColorSpace = pdf.make_indirect(
        Array([Name.Indexed, spaces.device(target.inks), len(entries) - 1, pikepdf.String(palette)])
    )


def _convert_pixels(image: Object, space: Space, target: Target) -> None:
    made = target.picture(_pixels(image, space), space.profile)
    photograph = "/DCTDecode" in _filters(image)
    for key in ("/Decode", "/DecodeParms", "/Intent"):
        if key in image:
            del image[key]
    image.ColorSpace = Name.DeviceGray if made.mode == "L" else Name.DeviceCMYK
    image.BitsPerComponent = 8
    if photograph:
        image.write(_jpeg(made), filter=Name.DCTDecode)
        if made.mode == "CMYK":
            # A JPEG file of four inks holds how much is left out of each.
            image.Decode = Array([1, 0] * 4)
    else:
        image.write(made.tobytes())


def _pixels(image: Object, space: Space) -> Image.Image:
    """The picture as its own colours say. Raises `UnconvertibleError`."""
    if int(image.Width) * int(image.Height) > MAX_PIXELS:
        raise UnconvertibleError("a picture that is too large")
    try:
        found = PdfImage(cast(Stream, image)).as_pil_image()
    except (*_REFUSALS, NotImplementedError, ValueError, OSError) as error:
        raise UnconvertibleError("a picture of an unusual kind") from error
    if found.mode not in _MODES.get(space.kind, ()) or _is_turned(image, space):
        raise UnconvertibleError("a picture of an unusual kind")
    return found.convert("L") if found.mode == "1" else found


def _is_turned(image: Object, space: Space) -> bool:
    """True if the picture's numbers do not mean what they usually do."""
    return "/Decode" in image and [float(one) for one in image.Decode] != [0.0, 1.0] * space.count


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _filters(image: Object) -> tuple[str, ...]:
    given: Any = image.get("/Filter", Array())
    return tuple(map(str, given)) if isinstance(given, Array) else (str(given),)
