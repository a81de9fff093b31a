"""Book × layout × skin -> rendered pages: one strict template environment, one set of layouts for print and e-readers."""

from __future__ import annotations

from .composing import words_of
from .coverage import missing
from .ebook import ebook
from .jacket import Jacket, jacket
from .layout import Layout, load_layout
from .paper import back, back_entries, chapters, cover, front, front_entries, furniture
from .settings import Face
from .web import web

__all__ = [
    "Face",
    "Jacket",
    "Layout",
    "back",
    "back_entries",
    "chapters",
    "cover",
    "ebook",
    "front",
    "front_entries",
    "furniture",
    "jacket",
    "load_layout",
    "missing",
    "web",
    "words_of",
]
