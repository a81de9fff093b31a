"""The files of an EPUB beside its documents: each what the manifest calls it, sound, and of a size that e-readers take."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from fontTools.ttLib import TTFont

from compiler.files import MAX_IMAGE, MAX_TEXT, MEGABYTE, image_facts
from compiler.messages import Message

from .publication import Item, Publication, parsed

MOST_PIXELS = 5_600_000
"""What Apple Books takes of one picture."""
MOST_BYTES = 5 * MEGABYTE
_FONTS = {
    b"\x00\x01\x00\x00": "font/ttf",
    b"true": "font/ttf",
    b"OTTO": "font/otf",
    b"wOFF": "font/woff",
    b"wOF2": "font/woff2",
}
_CALLED = {
    "font/ttf": {"font/ttf", "font/sfnt", "application/font-sfnt", "application/x-font-ttf", "application/x-font-truetype"},
    "font/otf": {"font/otf", "font/sfnt", "application/font-sfnt", "application/vnd.ms-opentype", "application/x-font-otf"},
    "font/woff": {"font/woff", "application/font-woff"},
    "font/woff2": {"font/woff2", "application/font-woff2"},
}  # fmt: skip
_OPENTYPE = frozenset({"font/ttf", "font/otf"})
_FONT_NAMES = frozenset(name for names in _CALLED.values() for name in names)
_XML = frozenset({"application/xhtml+xml", "application/x-dtbncx+xml"})
_ENCRYPTION = "META-INF/encryption.xml"


def check(book: Publication) -> Iterator[Message]:
    """Every item of the manifest whose file is there."""
    obfuscated = _obfuscated(book)
    for item in book.items:
        data = book.members.get(item.path)
        if data is None or item.path in obfuscated:
            continue
        if item.media_type.startswith("image/"):
            yield from _picture(book, item, data)
        else:
            yield from _font(book, item, data)
            yield from _text(book, item, data)


def _picture(book: Publication, item: Item, data: bytes) -> Iterator[Message]:
    if item.media_type == "image/svg+xml" and data[:4] in _FONTS:
        return
    facts = image_facts(data) if len(data) <= MAX_IMAGE else None
    if facts is None:
        hint = "put a sound one in its place"
        yield book.found("epub-image-broken", "this is no sound picture", hint, item.path)
    elif facts.media_type != item.media_type:
        text = f"this is {facts.media_type}, and the manifest says {item.media_type}"
        yield book.found("epub-image-broken", text, "let name, manifest and content agree", item.path)
    elif item.media_type != "image/svg+xml" and (facts.width * facts.height > MOST_PIXELS or len(data) > MOST_BYTES):
        text = f"the picture has {facts.width:,} by {facts.height:,} pixels and {len(data):,} bytes"
        hint = f"make it smaller: some e-readers show none of more than {MOST_PIXELS:,} pixels or {MOST_BYTES:,} bytes"
        yield book.found("epub-image-large", text, hint, item.path, level="warning")


def _font(book: Publication, item: Item, data: bytes) -> Iterator[Message]:
    kind = _FONTS.get(data[:4], "")
    if kind and item.media_type not in _CALLED[kind]:
        text = f"this is a font, {kind}, and the manifest says {item.media_type or 'nothing'}"
        yield book.found("epub-media-type", text, f"call it {kind}", item.path)
    elif item.media_type in _FONT_NAMES and (not kind or (kind in _OPENTYPE and not _is_sound(data))):
        text = f"this is no sound font, and the manifest says {item.media_type}"
        yield book.found("epub-font-broken", text, "embed a sound one, or let the style sheet ask for none", item.path)


def _is_sound(data: bytes) -> bool:
    """True for a font whose tables can be read as far as text needs them."""
    if len(data) > MAX_TEXT:
        return True
    try:
        with TTFont(BytesIO(data), lazy=True) as font:
            return bool(font["maxp"].numGlyphs and font["head"].unitsPerEm and font.getBestCmap() is not None)
    except Exception:  # a broken font makes fontTools raise whatever it meets first
        return False


def _text(book: Publication, item: Item, data: bytes) -> Iterator[Message]:
    """Documents and style sheets are in UTF-8 (EPUB 3.3, 6.1.2 and 6.3.1)."""
    if item.media_type not in _XML and item.media_type != "text/css":
        return
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield book.found("epub-encoding", "the file is in UTF-16", "save it in UTF-8", item.path)
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = f"the file is not in UTF-8: byte {data[error.start]:#04x} stands for no letter"
        yield book.found("epub-encoding", text, "save it in UTF-8", item.path, at=line)


def _obfuscated(book: Publication) -> frozenset[str]:
    """The members that are scrambled (EPUB 3.3, 4.2.6.3.1): nothing can be said of them."""
    if _ENCRYPTION not in book.members:
        return frozenset()
    try:
        root = parsed(book.members[_ENCRYPTION])
    except ValueError:
        return frozenset()
    return frozenset(e.get("URI", "") for e in root.iter("{http://www.w3.org/2001/04/xmlenc#}CipherReference"))
