"""Book × layout × skin -> rendered pages: one strict template environment, one set of layouts for print and e-readers."""

from __future__ import annotations

from .composing import words_of
from .coverage import missing
from .ebook import ebook
from .jacket import Jacket, jacket
from .layout import Layout, load_layout
from .matter_pages import is_in_parts
from .paper import (
    back,
    back_entries,
    back_in_parts,
    chapters,
    colophon,
    contents,
    cover,
    front,
    front_entries,
    furniture,
    opening,
)
from .settings import Face
from .web import web

__all__ = [
    "Face",
    "Jacket",
    "Layout",
    "back",
    "back_entries",
    "back_in_parts",
    "chapters",
    "colophon",
    "contents",
    "cover",
    "ebook",
    "front",
    "front_entries",
    "furniture",
    "is_in_parts",
    "jacket",
    "load_layout",
    "missing",
    "opening",
    "web",
    "words_of",
]
