"""The style sheet of a chapter in print: it tells of the faces, scripts and languages of this chapter, whatever the others hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from compiler.model.pages import RenderedPage, Resource

from .coverage import faces_for
from .layout import Layout
from .settings import Face
from .styles import sheet_for

_LANGUAGE = re.compile(r'\blang="([^"]*)"')
_COUNTERS = {"persian": "۰۱۲۳۴۵۶۷۸۹", "arabic-indic": "٠١٢٣٤٥٦٧٨٩", "persian-abjad": "ابجد"}
"""Letters of lists that the engine numbers, by the class of the list."""


def with_own_sheets(pages: Iterable[RenderedPage], layout: Layout, faces: tuple[Face, ...]) -> tuple[RenderedPage, ...]:
    """Each page with the sheet that is made for what it holds; `faces` are the book's.

    A chapter in another script so brings no face into the others, and they need not be laid out anew.
    """
    sheets: dict[tuple[tuple[Face, ...], frozenset[str]], Resource] = {}

    def sheet(html: str) -> Resource:
        languages = frozenset(_LANGUAGE.findall(html))
        counted = "".join(letters for name, letters in _COUNTERS.items() if name in html)
        needed = faces_for(layout, unescape(html) + counted, languages, faces)
        key = needed, languages
        if key not in sheets:
            sheets[key] = sheet_for(layout, "print", languages, needed)
        return sheets[key]

    return tuple(replace(page, own=(sheet(page.html),)) for page in pages)
