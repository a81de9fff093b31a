"""Pages as pictures: the cover for e-readers, and facsimile pages where there is no paper to place them on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops

from compiler.messages import LayoutError
from compiler.model.book import Book, Chapter
from compiler.model.content import Facsimile
from compiler.model.pages import Fragment, Resource
from compiler.model.reading import Picture
from compiler.model.walk import blocks_deep

from .flattening import PageFaultError

COVER = (1600, 2560)
"""Width and height in pixels that the shops ask of a cover."""
MOST_COVER = 2 * 1024 * 1024
"""Bytes of a cover in all colours: the narrowest shops take 5 MB, and one in 256 colours never has more than 4."""
FACSIMILE_LONG_SIDE = 1600
PRINTED_LONG_SIDE = 2600
"""Pixels of the longer side of a page that is printed as a picture: 300 to the inch on an A5 page."""


def drawn(cover: Fragment) -> bytes:
    """The first page of `cover` as a PNG of 1600 by 2560 pixels, in 256 colours where more would make it too large."""
    with pypdfium2.PdfDocument(cover.pdf) as document:
        page = document[0]
        image = page.render(scale=COVER[0] / page.get_width()).to_pil().convert("RGB")
    if image.size != COVER:
        image = image.resize(COVER)
    data = _png(image)
    return data if len(data) <= MOST_COVER else _png(image.quantize(256))


def printable(resource: Resource) -> Resource:
    """A picture in the colours of the screen: those of print need a profile that says which print it is (ISO 19005-3, 6.2.4.3)."""
    if resource.media_type != "image/jpeg":
        return resource
    out = BytesIO()
    try:
        with Image.open(BytesIO(resource.data)) as image:
            if image.mode != "CMYK":
                return resource
            image.convert("RGB").save(out, "JPEG", quality=92)
    except (OSError, ValueError):
        return resource  # the engine says so of pictures that nobody can read
    return replace(resource, data=out.getvalue())


def facsimile_name(block: Facsimile) -> str:
    """The name of the picture of a facsimile page."""
    return f"{block.id}.png"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG, its width and height in pixels."""

    data: bytes
    width: int
    height: int


def page_pictures(data: bytes, numbers: Sequence[int]) -> tuple[PagePicture, ...]:
    """Pages of a PDF (from 1) as a screen shows them. Raises what PDFium does, and `IndexError`."""
    with pypdfium2.PdfDocument(data) as document:
        return tuple(_picture(document[number - 1]) for number in numbers)


Draw = Callable[[bytes, Sequence[int]], tuple[PagePicture, ...]]
"""As `page_pictures`."""


def with_facsimile_pictures(book: Book, draw: Draw = page_pictures) -> Book:
    """Each chapter with a picture of every facsimile page in it, named by the id of its block; `draw` draws them."""
    captures = dict(book.captures)
    return replace(book, chapters=tuple(_pictured(chapter, captures, draw) for chapter in book.chapters))


def _pictured(chapter: Chapter, captures: dict[str, bytes], draw: Draw) -> Chapter:
    pages = [block for block in blocks_deep(chapter.blocks) if isinstance(block, Facsimile)]
    return replace(chapter, pictures=(*chapter.pictures, *_pictures(pages, captures, draw))) if pages else chapter


def _pictures(pages: list[Facsimile], captures: dict[str, bytes], draw: Draw) -> Iterator[Picture]:
    by_capture: dict[str, list[Facsimile]] = {}
    for block in pages:
        by_capture.setdefault(block.capture, []).append(block)
    for name, blocks in by_capture.items():
        try:
            made = draw(captures[name], [block.page for block in blocks])
        except (pypdfium2.PdfiumError, IndexError) as error:
            text = f"pages of {name} cannot be drawn: {error}"
            raise LayoutError.of("facsimile-unreadable", text, hint="print it anew to a PDF") from error
        for block, one in zip(blocks, made, strict=True):
            yield Picture(facsimile_name(block), one.data, "image/png", one.width, one.height)


def _picture(page: pypdfium2.PdfPage) -> PagePicture:
    scale = FACSIMILE_LONG_SIDE / max(page.get_width(), page.get_height())
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("L").quantize(16)
    return PagePicture(_png(image), *image.size)


def page_picture(data: bytes, number: int, name: str) -> tuple[str, bytes]:
    """Media type and bytes of page `number` (from 1) of the PDF `data` as it is to be seen. Raises `PageFaultError`."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            image = (
                page.render(scale=PRINTED_LONG_SIDE / max(page.get_width(), page.get_height())).to_pil().convert("RGB")
            )
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        text = f"page {number} of {name} cannot be drawn: {error}"
        raise PageFaultError("facsimile-unreadable", text, "print it anew to a PDF") from error
    if _is_grey(image):
        return "image/png", _png(image.convert("L").quantize(16))
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return "image/jpeg", out.getvalue()


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return int(apart.getextrema()[1]) < 16  # type: ignore[arg-type]  # of one band


def _png(image: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)  # type: ignore[attr-defined]  # pypdfium2 tells no types
    return buffer.getvalue()
