"""Every note is printed, in the order of its call, also where lines and notes contend for the foot of a page.

Where the last line of a page has room only after notes were moved to the next page, the layout engine (WeasyPrint 70.0) sets that line
and passes over the notes that are called in it: they would stand nowhere. Here they are moved to the next page too. And what it moves
there later goes behind what it moved before, although it is called before it: here the order of the calls is that of the notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import layout
from weasyprint.layout import block


@contextmanager
def kept() -> Iterator[None]:
    """While it lasts, the engine loses no note."""
    original, initialize = block._linebox_layout, layout.initialize_page_maker
    order: dict[Any, int] = {}

    def begin(context: Any, root: Any) -> None:
        order.update((note, number) for number, note in enumerate(context.footnotes))
        initialize(context, root)

    def lay_out(context: Any, box: Any, index: int, child: Any, lines: list[Any], *more: Any) -> Any:
        abort, stop, resume_at, position_y, notes, max_lines = original(context, box, index, child, lines, *more)
        if stop and lines and context.footnotes:
            notes += _moved(context, lines[-1])
        if len(context.reported_footnotes) > 1:
            context.reported_footnotes.sort(key=lambda note: order[note])
        return abort, stop, resume_at, position_y, notes, max_lines

    block._linebox_layout, layout.initialize_page_maker = lay_out, begin
    try:
        yield
    finally:
        block._linebox_layout, layout.initialize_page_maker = original, initialize


def _moved(context: Any, line: Any) -> list[Any]:
    """The notes called in `line` that stand on no page yet: they are for the next one."""
    found = [box.footnote for box in line.descendants() if box.footnote in context.footnotes]
    for note in found:
        context.footnotes.remove(note)
        context.reported_footnotes.append(note)
    return found
