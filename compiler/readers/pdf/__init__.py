"""PDF captures, read two ways: reflowed into text, or page by page as facsimile.

The way `text`: letters and where they stand (`letters`), lines in the order of reading (`lines`, `order`, `joiners`, `rows`), what
pages only repeat left out (`furniture`), title and people (`facts`, `cover`), headings, notes, lists, tables, pictures, and
paragraphs across lines and pages (`shapes`). The unit of the ledger is the page, from 1.
"""

from __future__ import annotations

from compiler.model.reading import Capture, Reading, Wishes

from .facsimile import facsimile
from .opening import opened
from .reflow import reflowed


def read(capture: Capture, wishes: Wishes) -> Reading:
    """One document and a ledger of pages, by the way that the editor wishes.

    Raises `CaptureError` for what is no PDF, damaged, empty, locked or too long, and in the way `text` for a PDF that is nothing
    but pictures of pages.
    """
    with opened(capture, wishes.password) as pdf:
        if wishes.way == "facsimile":
            return facsimile(capture, wishes, pdf)
        return reflowed(capture, wishes, pdf)
