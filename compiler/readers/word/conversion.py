"""mammoth turns the document into HTML; its messages become ours, its anchors tell which unit each element comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import mammoth
from lxml.html import document_fromstring

from compiler.messages import CaptureError, Message, Origin, shortened
from compiler.readers.webpage.tree import Element, last_number, number, number_elements

from .package import Package
from .units import PREFIX, Units

UNIT = "bayaz-unit"
MAX_MESSAGES = 50
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "figcaption", "pre", "div", "blockquote"}
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_STYLES = """
p[style-name='Title'] => h1.bayaz-title:fresh
p[style-name='Subtitle'] => p.bayaz-subtitle:fresh
p[style-name='Author'] => p.bayaz-author:fresh
p[style-name='Date'] => p.bayaz-date:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Verse'] => div.verse > p:fresh
p[style-name='Poem'] => div.verse > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='macro'] => pre:separator('\\n')
p[style-name='List Paragraph'] => p:fresh
p[style-name='Body Text'] => p:fresh
p[style-name='No Spacing'] => p:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
p[style-name^='toc '] => !
p[style-name^='TOC '] => !
p[style-name='table of figures'] => !
r[style-name='Emphasis'] => em
r[style-name='Quote Char'] =>
r[style-name='FootnoteReference'] =>
"""


@dataclass(slots=True)
class Converted:
    """The tree with numbered elements, the unit of each by number, the pictures by the address that stands for them."""

    root: Element
    total: int
    units: dict[int, int] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """The units of the elements from `first` to `last`."""
        found = [self.units[n] for n in range(first, last + 1) if n in self.units]
        return (min(found), max(found)) if found else None


def converted(package: Package, units: Units, file: str) -> Converted:
    """What mammoth makes of the package. Raises `CaptureError` where it cannot."""
    pictures: dict[str, bytes] = {}
    try:
        result = mammoth.convert_to_html(
            package.zipped(),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: _kept(pictures, image)),
        )
    except RecursionError as error:
        text = f"{file} nests tables or boxes deeper than Bayaz reads"
        raise CaptureError.of("word-too-deep", text, hint="undo the nesting in Word", origin=Origin(file)) from error
    except Exception as error:  # a broken package makes mammoth raise whatever it happens to raise
        text = f"{file} cannot be read: {shortened(str(error), 100) or type(error).__name__}"
        raise CaptureError.of(
            "word-damaged", text, hint="open it in Word and save it again", origin=Origin(file)
        ) from error
    root = document_fromstring(f"<html><body>{_CONTROL.sub('', result.value)}</body></html>")
    _take_marks(root, units)
    made = Converted(root, number_elements(root), {}, pictures, _messages(result.messages, file))
    made.units = _units(root)
    return made


def _kept(pictures: dict[str, bytes], image: Any) -> dict[str, str]:
    address = f"picture-{len(pictures) + 1}"
    with image.open() as data:
        pictures[address] = data.read()
    return {"src": address}


# --- marks ---


def _take_marks(root: Element, units: Units) -> None:
    """Takes the anchors out, and gives the block that each stands in its unit, direction and language."""
    for anchor in list(root.iter("a")):
        mark = units.marks.get(anchor.get("id") or "")
        if mark is None or not (anchor.get("id") or "").startswith(PREFIX):
            continue
        block = next((element for element in anchor.iterancestors() if element.tag in _BLOCKS), None)
        if block is not None and block.get(UNIT) is None:
            block.set(UNIT, str(mark.unit))
            if mark.direction:
                block.set("dir", mark.direction)
            if mark.language:
                block.set("lang", mark.language)
        anchor.drop_tag()


def _units(root: Element) -> dict[int, int]:
    """The unit of each element that has one of its own or stands in one that has."""
    found: dict[int, int] = {}
    for element in root.iter():
        own = element.get(UNIT) if isinstance(element.tag, str) else None
        if own:
            for inner in range(number(element), last_number(element) + 1):
                found[inner] = int(own)
    return found


# --- messages ---


def _messages(said: list[Any], file: str) -> list[Message]:
    """mammoth's remarks, each once; an unknown style is read as plain text, which may be as meant."""
    texts = dict.fromkeys(str(message.message) for message in said)
    return [_message(text, file) for text in list(texts)[:MAX_MESSAGES]]


def _message(text: str, file: str) -> Message:
    if text.startswith("Unrecognised") and "style" in text:
        named = re.search(r"style: '?(.*?)'? \(", text)
        said = (
            f"the style {named[1] if named else text!r} means nothing to Bayaz; what is set in it is read as plain text"
        )
        return Message(
            "word-style-unknown", "info", said, "use Word's own styles: Heading 1, Quote, Caption", Origin(file)
        )
    hint = "look whether something is missing; if so, change it in Word"
    return Message("word-left-out", "warning", f"mammoth says: {shortened(text, 160)}", hint, Origin(file))
