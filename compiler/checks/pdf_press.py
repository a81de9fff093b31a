"""What a press needs of a PDF that is made for one: boxes that lie in each other, and no colour of the screen in a print of inks."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from compiler.messages import Message

from .pdf_places import Printed

_SLACK = 0.01
_SCREEN = frozenset({"/DeviceRGB", "/CalRGB", "/Lab"})
_BOXES = ("MediaBox", "BleedBox", "TrimBox")


def is_for_press(book: Printed) -> bool:
    """True if the file names a printing condition as files for prepress do (ISO 32000-2, 14.11.5): nobody reads it on a screen."""
    return any(intent.get("/S") == "/GTS_PDFX" for intent in book.pdf.Root.get("/OutputIntents", pikepdf.Array()))


def check(book: Printed) -> Iterator[Message]:
    """What is wrong with a file for the press besides what may be wrong with any."""
    yield from _boxes(book)
    inks = _inks(book)
    if inks in (1, 4):
        yield from _colours(book, inks)


def _boxes(book: Printed) -> Iterator[Message]:
    """The page to be cut lies within its bleed, and that within the sheet (ISO 32000-2, 14.11.2)."""
    for number, page in enumerate(book.pdf.pages, 1):
        lacking = [name for name in _BOXES if f"/{name}" not in page.obj]
        if lacking:
            text, hint = f"the page has no {lacking[0]}", "say where it is to be cut"
            yield book.found("pdf-press-boxes", text, hint, page=number)
            continue
        media, bleed, trim = ([float(edge) for edge in page.obj[f"/{name}"]] for name in _BOXES)
        if not (_within(bleed, media) and _within(trim, bleed)):
            text = "the boxes of the page do not lie in each other: sheet, bleed, what is left after the cut"
            yield book.found("pdf-press-boxes", text, "make them again", page=number)


def _within(inner: list[float], outer: list[float]) -> bool:
    low = all(inner[side] >= outer[side] - _SLACK for side in (0, 1))
    return low and all(inner[side] <= outer[side] + _SLACK for side in (2, 3))


def _inks(book: Printed) -> int:
    """How many inks the printing condition has; 0 where no profile tells."""
    for intent in book.pdf.Root.OutputIntents:
        if intent.get("/S") == "/GTS_PDFX" and "/DestOutputProfile" in intent:
            return int(intent.DestOutputProfile.N)
    return 0


def _colours(book: Printed, inks: int) -> Iterator[Message]:
    """Everything in the file is looked at, whether or not a page leads to it; of each kind of fault the first is told."""
    found: dict[str, None] = {}
    for thing in book.pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for what in (*_named(thing), *_drawn(thing)):
                found.setdefault(what)
    for page in book.pdf.pages:
        found |= dict.fromkeys(_set(page.obj))
    for what in found:
        text = f"it is to be printed in {'black' if inks == 1 else 'four inks'}, and holds {what}"
        yield book.found("pdf-press-colour", text, "convert it to the colours of the press")


def _named(thing: pikepdf.Object) -> Iterator[str]:
    """Spaces of screen colours that a picture, a gradient or a group says that it is in."""
    for key in ("/ColorSpace", "/CS"):
        value = thing.get(key)
        if value is not None and _is_screen(value, 0):
            kind = {"/Image": "a picture", "/Form": "a drawing"}.get(
                str(thing.get("/Subtype", "")), "a gradient or group"
            )
            yield f"{kind} in colours of the screen"
    group = thing.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and not group.is_indirect:
        yield from _named(group)


def _is_screen(value: pikepdf.Object, depth: int) -> bool:
    if isinstance(value, pikepdf.Name):
        return str(value) in _SCREEN
    if isinstance(value, pikepdf.Array) and len(value) and depth < 4:
        if value[0] == "/ICCBased":
            return int(value[1].N) == 3
        return any(_is_screen(part, depth + 1) for part in value)
    return False


def _drawn(thing: pikepdf.Object) -> Iterator[str]:
    """Operators of screen colours in a form, a pattern or the glyphs of a font."""
    is_form = isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
    if is_form or (isinstance(thing, pikepdf.Stream) and thing.get("/PatternType") == 1):
        yield from _set(thing)
    elif thing.get("/Subtype") == "/Type3":
        for _, glyph in thing.CharProcs.items():
            yield from _set(glyph)


def _set(stream: pikepdf.Object) -> Iterator[str]:
    for step in pikepdf.parse_content_stream(stream):
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            if not step.iimage.image_mask and step.iimage.colorspace in ("/DeviceRGB", "/RGB"):
                yield "a picture in colours of the screen"
        elif str(step.operator) in ("rg", "RG") or (
            str(step.operator) in ("cs", "CS") and str(step.operands[0]) in _SCREEN
        ):
            yield "letters or shapes in colours of the screen"
            return
