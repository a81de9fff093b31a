"""What touches the edge of a page goes on beyond it: found by looking at the page, drawn on as in a mirror."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pypdfium2

from .boxes import Frame

Edge = Literal["left", "right", "bottom", "top"]
EDGES: tuple[Edge, ...] = ("left", "right", "bottom", "top")
_PAPER = 245
"""A pixel from this value on is paper: edges of letters are smoothed."""
_LINES = 2
"""Lines of pixels at an edge that are looked at, 72 to the inch: the last one may be a part of a pixel only."""
_OVERLAP = 0.2
"""Points by which the mirrored page reaches below the page, so that no gap shines through."""


def touched(page: pypdfium2.PdfPage) -> frozenset[Edge]:
    """The edges of the page at which something is printed."""
    image = page.render(scale=1, grayscale=True, may_draw_forms=False).to_pil()
    width, height = image.size
    strips = {
        "left": (0, 0, _LINES, height),
        "right": (width - _LINES, 0, width, height),
        "bottom": (0, height - _LINES, width, height),
        "top": (0, 0, width, _LINES),
    }
    # An image of one band tells its extremes as a pair.
    return frozenset(edge for edge in EDGES if int(image.crop(strips[edge]).getextrema()[0]) < _PAPER)


def drawn(frame: Frame, form: str, edges: frozenset[Edge]) -> bytes:
    """Instructions that draw the page's `form` in its place in the frame, and beyond `edges` its mirror image up to the bleed."""
    left, bottom, _, _ = frame.trim
    steps = [f"q {box} re W n {matrix} cm {form} Do Q" for box, matrix in _strips(frame, edges)]
    steps.append(f"q 1 0 0 1 {left:.4f} {bottom:.4f} cm {form} Do Q")
    return "\n".join(steps).encode()


def _strips(frame: Frame, edges: frozenset[Edge]) -> Iterator[tuple[str, str]]:
    """Each strip of the bleed that is not left white: its rectangle, and the matrix that mirrors the page into it."""
    left, bottom, right, top = frame.trim
    for across in (0, *_sides("left", "right", edges)):
        for along in (0, *_sides("bottom", "top", edges)):
            x, width, x_scale, x_move = _span(left, right, frame.bleed, across)
            y, height, y_scale, y_move = _span(bottom, top, frame.bleed, along)
            if frame.bleed and (across or along):
                yield f"{x:.4f} {y:.4f} {width:.4f} {height:.4f}", f"{x_scale} 0 0 {y_scale} {x_move:.4f} {y_move:.4f}"


def _sides(low: Edge, high: Edge, edges: frozenset[Edge]) -> list[int]:
    return [side for side, edge in ((-1, low), (1, high)) if edge in edges]


def _span(start: float, end: float, bleed: float, side: int) -> tuple[float, float, int, float]:
    """Start and length of a strip before (-1), on (0) or after (1) the page, and the scale and move that bring the page into it."""
    if side == 0:
        return start, end - start, 1, start
    if side < 0:
        return start - bleed, bleed + _OVERLAP, -1, start + _OVERLAP
    return end - _OVERLAP, bleed + _OVERLAP, -1, 2 * end - start - _OVERLAP
