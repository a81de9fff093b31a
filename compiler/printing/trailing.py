"""The space at the end of a right-to-left line taken away whole, so that justified lines neither hang out nor show a gap.

The layout engine (WeasyPrint 70.0, `remove_last_whitespace`) moves a line by the width of the space that it takes away, and keeps on
drawing the space. Where lines are justified the space is then drawn no more, but the move stays: the last box of the line
stands outside the measure and a gap opens before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline


@contextmanager
def trimmed() -> Iterator[None]:
    """While it lasts, the engine's lines end without their last space."""
    original = inline.remove_last_whitespace

    def remove(context: Any, line: Any) -> None:
        before = line.width
        original(context, line)
        if line.width != before:
            _straighten(context, line, before - line.width)

    inline.remove_last_whitespace = remove
    try:
        yield
    finally:
        inline.remove_last_whitespace = original


def _straighten(context: Any, line: Any, space: float) -> None:
    """The last box of a right-to-left line back to the line's left edge, set again without the space, all others beside it."""
    path = [line]
    while isinstance(path[-1], boxes.LineBox | boxes.InlineBox):
        path.append(path[-1].children[-1])
    text = path[-1]
    if not text.pango_layout.first_line_direction % 2:
        return
    path[1].translate(dx=space, ignore_floats=True)
    for parent in path[1:-1]:
        for child in parent.children[:-1]:
            child.translate(dx=-space, ignore_floats=True)
    if text.text:
        text.pango_layout = inline.split_text_box(context, text, None, 0)[0].pango_layout
