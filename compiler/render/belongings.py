"""The files that rendered pages name: style sheets, fonts and images."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.bidi import has_rtl
from compiler.model.book import Book
from compiler.model.pages import Resource, Skin
from compiler.model.reading import Picture
from compiler.model.walk import block_text

from .environment import environment, fill
from .layout import Layout
from .settings import Face

_FONT_TYPES = {"ttf": "font/ttf", "otf": "font/otf", "woff": "font/woff", "woff2": "font/woff2"}


def style_sheet(layout: Layout, skin: Skin, faces: tuple[Face, ...]) -> Resource:
    """`style.css`: the skin's sheet, itself a template that knows the layout's measures and faces."""
    text = fill(
        environment(layout),
        f"{skin}.css",
        {"layout": layout, "sheet": layout.sheet, "faces": faces, "g": layout.leading},
    )
    return Resource("style.css", "text/css", text.encode())


def faces_of(layout: Layout, skin: Skin) -> tuple[Face, ...]:
    """The faces that the layout wants in this skin; a nearer folder's face goes before a farther one's of the same kind."""
    wanted = {(face.family, face.weight, face.style): face for face in layout.faces if skin in face.skins}
    return tuple(wanted.values())


def fonts(layout: Layout, faces: tuple[Face, ...]) -> tuple[Resource, ...]:
    """Each font file once."""
    names = dict.fromkeys(face.file for face in faces)
    return tuple(Resource(f"fonts/{_base(name)}", _font_type(name), layout.read(f"fonts/{name}")) for name in names)


def pictures(book: Book) -> tuple[Resource, ...]:
    """Every picture of the book under `images/`."""
    found: dict[str, Picture] = {picture.name: picture for picture in book.pictures}
    for chapter in book.chapters:
        found |= {picture.name: picture for picture in chapter.pictures}
    return tuple(Resource(f"images/{name}", picture.media_type, picture.data) for name, picture in found.items())


def speaks_rtl(book: Book) -> bool:
    """True if any text of the book holds right-to-left letters, so that an e-reader needs a face for them."""
    return any(has_rtl(text) for text in _texts(book))


def _texts(book: Book) -> Iterable[str]:
    record = book.record
    yield from (record.title, record.subtitle, record.title_translation, *record.editors)
    yield from (block_text(block) for block in book.provenance)
    for chapter in book.chapters:
        yield from (chapter.title, chapter.subtitle, *chapter.record.authors, chapter.record.title)
        yield from (block_text(block) for block in (*chapter.blocks, *chapter.notes))


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _font_type(name: str) -> str:
    return _FONT_TYPES.get(name.rsplit(".", 1)[-1].lower(), "font/ttf")
