"""Long addresses turn over at the places marked for it, not in the middle of a word.

The layout engine (WeasyPrint 70.0) takes each run of letters in a link that begins a line for the line's first, and cuts it where the
line is full, although `<wbr/>` stands before it and it could go over to the next line whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

MARK = "\u200b"
"""What `<wbr/>` is for the engine: a space of no width."""


@contextmanager
def at_marks() -> Iterator[None]:
    """While it lasts, the engine cuts no run that stands behind a mark on its line."""
    next_line, split = inline.get_next_linebox, inline.split_text_box
    is_marked = False

    def begun(*line: Any) -> Any:
        nonlocal is_marked
        is_marked = False
        return next_line(*line)

    def whole(context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True) -> Any:
        nonlocal is_marked
        found = split(context, box, available_width, skip, is_line_start and not is_marked)
        is_marked = found[0] is not None and found[0].text.endswith(MARK)
        return found

    inline.get_next_linebox, inline.split_text_box = begun, whole
    try:
        yield
    finally:
        inline.get_next_linebox, inline.split_text_box = next_line, split
