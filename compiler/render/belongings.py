"""The files that rendered pages name beside the style sheet: fonts and images."""

from __future__ import annotations

from compiler.model.book import Book
from compiler.model.pages import Resource
from compiler.model.reading import Picture

from .layout import Layout
from .settings import Face

_FONT_TYPES = {"ttf": "font/ttf", "otf": "font/otf", "woff": "font/woff", "woff2": "font/woff2"}


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


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _font_type(name: str) -> str:
    return _FONT_TYPES.get(name.rsplit(".", 1)[-1].lower(), "font/ttf")
