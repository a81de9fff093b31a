"""Leaders drawn as one text: the engine (WeasyPrint 70.0) makes a box for each dot, thirty for each line of a table of contents.

To lay out and paint them was two thirds of the time that contents take. The dots stand where they stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline
from weasyprint.layout.leader import leader_index

_NEAR = 0.5
"""By so many pixels the text may be wider or narrower than its pieces together: more is a face whose dots move each other."""


@contextmanager
def whole() -> Iterator[None]:
    """While it lasts, the engine's leaders are one box each."""
    fill = inline.handle_leader

    def filled(context: Any, line: Any, containing_block: Any) -> None:
        fill(context, line, containing_block)
        _, leader = leader_index(line)
        if leader is not None and len(leader.children) > 1:
            leader.children = _joined(context, leader.children)

    inline.handle_leader = filled
    try:
        yield
    finally:
        inline.handle_leader = fill


def _joined(context: Any, pieces: Sequence[Any]) -> tuple[Any, ...]:
    """Equal pieces, from right to left, as one text; as they are where that would be of another width."""
    leftmost, width = pieces[-1], sum(piece.width for piece in pieces)
    box, rest, _ = inline.split_text_box(context, leftmost.copy_with_text(leftmost.text * len(pieces)), None, 0)
    if box is None or rest is not None or abs(box.width - width) > _NEAR:
        return tuple(pieces)
    return (box,)
