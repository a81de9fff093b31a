"""Which way a bracket looks in a picture of it: a name says nothing, since engines mirror brackets or do not."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

DARK = 128
Ink = set[tuple[int, int]]


def opens(picture: Image.Image) -> bool | None:
    """True if the bracket's back is on the left, as of `(`, `[`, `«`; None where the picture shows no bracket.

    The ink of an opening bracket lies farther left in the middle of its height than at its ends.
    """
    shapes = sorted(_shapes(picture), key=_height, reverse=True)
    # Guillemets are two shapes of one height; a neighbour's tail reaches into the picture, but is not as tall.
    looks = [_bulge(shape) for shape in shapes if _height(shape) > _height(shapes[0]) * 0.8]
    return min(looks, key=lambda bulge: -abs(bulge)) < 0 if looks else None


def _shapes(picture: Image.Image) -> list[Ink]:
    """The ink of a picture in connected shapes."""
    grey = picture.convert("L")
    width, height = grey.size
    data = grey.tobytes()
    left: Ink = {(i % width, i // width) for i in range(width * height) if data[i] < DARK}
    shapes = []
    while left:
        shape, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            shape.add((x, y))
            beside = {(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1)} & left
            left -= beside
            edge += beside
        shapes.append(shape)
    return shapes


def _height(shape: Ink) -> int:
    rows = [y for _, y in shape]
    return max(rows) - min(rows) + 1


def _bulge(shape: Ink) -> float:
    """How far right of its ends the middle of a shape lies."""
    top, height = min(y for _, y in shape), _height(shape)
    ends = [x for x, y in shape if (y - top) * 4 < height or (y - top + 1) * 4 > 3 * height]
    middle = [x for x, y in shape if height <= (y - top) * 4 + 2 <= 3 * height] or ends
    return _mean(middle) - _mean(ends)


def _mean(places: Sequence[int]) -> float:
    return sum(places) / len(places)
