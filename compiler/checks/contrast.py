"""Whether the letters of an EPUB stand out from their ground (WCAG 2.2, 1.4.3), as far as its style sheets say for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from tinycss2.color3 import parse_color  # comes with WeasyPrint

from compiler.messages import Message, shortened

from .cascade import Cascade
from .publication import SVG, XHTML, Document, Publication

Colour = tuple[float, float, float]
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (1, 1, 1)
_ENOUGH = 4.5
_LARGE = 3.0
_GROUNDS = frozenset({"", "transparent", "none", "inherit", "initial", "unset"})
_SKIPPED = re.compile(re.escape(XHTML) + "(head|title|script|style|img|br|hr|math)|" + re.escape(SVG) + ".*")


def check(book: Publication, document: Document) -> Iterator[Message]:
    """An error for each element whose own words have too little contrast. Colours that are not told plainly are left alone."""
    cascade = Cascade(book, document)
    for element in document.elements:
        if _SKIPPED.fullmatch(element.tag) or not _own_words(element):
            continue
        told = cascade.value(element, "color")
        ground = _ground(cascade, element)
        if ground is None or (not told and ground == _WHITE):
            continue
        colour = _parsed(told) if told else _BLACK
        wanted = _LARGE if _is_large(cascade, element) else _ENOUGH
        if colour is not None and (found := ratio(colour, ground)) < wanted:
            text = f"letters and ground differ by {found:.1f} to 1 ({_hex(colour)} on {_hex(ground)})"
            hint = f"let them differ by {wanted:g} to 1 at least"
            yield book.found(
                "epub-contrast", text, hint, document.path, at=element, quote=shortened(_own_words(element))
            )


def ratio(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parsed(value: str) -> Colour | None:
    """The colour that a value names plainly; None for one that depends on something, or shows through."""
    colour = parse_color(value.partition("!")[0])
    if colour is None or isinstance(colour, str) or colour.alpha < 1:
        return None
    return colour.red, colour.green, colour.blue


def _ground(cascade: Cascade, element: etree._Element) -> Colour | None:
    """The colour of the nearest ground; white where none is told; None where it cannot be known, a picture for instance."""
    for node in (element, *element.iterancestors()):
        told = cascade.own(node, "background-color") or cascade.own(node, "background")
        if told not in _GROUNDS:
            return _parsed(told)
    return _WHITE


def _is_large(cascade: Cascade, element: etree._Element) -> bool:
    """True where the letters may be large: in headings, and wherever a size is told that is not plainly small."""
    in_heading = any(
        re.fullmatch(re.escape(XHTML) + "h[1-3]", node.tag) for node in (element, *element.iterancestors())
    )
    size = cascade.value(element, "font-size")
    match = re.fullmatch(r"([\d.]+)(em|rem|%|px|pt)", size)
    if not match:
        return in_heading or size in {"large", "larger", "x-large", "xx-large"}
    factor = {"em": 16.0, "rem": 16.0, "%": 0.16, "px": 1.0, "pt": 4 / 3}[match[2]]
    try:
        return float(match[1]) * factor >= 18.5
    except ValueError:
        return in_heading


def _own_words(element: etree._Element) -> str:
    return " ".join(
        part.strip() for part in (element.text, *(child.tail for child in element)) if part and part.strip()
    )


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
