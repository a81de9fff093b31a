"""The boxes of a sheet for the press, and the marks around them (ISO 32000-2, 14.11.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

MILLIMETRE = 72 / 25.4
MARK = 5 * MILLIMETRE
"""The length of a crop mark in points."""
CLEAR = 3 * MILLIMETRE
"""Marks keep at least so far from the trimmed page: what is cut a little too wide shows none of them."""
EDGE = 1.5 * MILLIMETRE
"""Free paper outside of the marks."""
BLEED_MARK = 3 * MILLIMETRE
LINE = 0.25
REGISTRATION = "/Registration"
"""The name of the colour of marks among a sheet's resources: it prints in every ink."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page to be cut to `width` by `height` points, `bleed` around it, and marks around that if `marks`.

    `folds` are places from the trimmed page's left edge at which a sheet is folded, which marks show too.
    """

    width: float
    height: float
    bleed: float
    marks: bool = True
    folds: tuple[float, ...] = ()

    @property
    def margin(self) -> float:
        """What lies around the trimmed page."""
        return max(self.bleed, CLEAR) + MARK + EDGE if self.marks else self.bleed

    @property
    def media(self) -> Box:
        return (0, 0, self.width + 2 * self.margin, self.height + 2 * self.margin)

    @property
    def trim(self) -> Box:
        return (self.margin, self.margin, self.margin + self.width, self.margin + self.height)

    @property
    def bled(self) -> Box:
        left, bottom, right, top = self.trim
        return (left - self.bleed, bottom - self.bleed, right + self.bleed, top + self.bleed)

    def set_on(self, page: Object) -> None:
        """Writes the boxes of the frame; the art fills the trimmed page."""
        boxes = (("MediaBox", self.media), ("CropBox", self.media), ("BleedBox", self.bled), ("TrimBox", self.trim))
        for name, box in (*boxes, ("ArtBox", self.trim)):
            page[f"/{name}"] = Array([round(edge, 4) for edge in box])


def marks(frame: Frame) -> bytes:
    """Drawing instructions for crop marks, bleed marks and fold marks; none for a frame without."""
    if not frame.marks:
        return b""
    lines = [_line(one) for one in (*_crop(frame), *_bleed(frame))]
    folds = [_line(one) for one in _folds(frame)]
    drawn = f"q {REGISTRATION} CS 1 SCN {LINE} w 0 J [] 0 d {' '.join(lines)} S [1.5 1.5] 0 d {' '.join(folds)} S Q"
    return drawn.replace(" [1.5 1.5] 0 d  S", "").encode()


def registration(pdf: Pdf) -> Array:
    """The colour space of marks: all inks at once (ISO 32000-2, 8.6.6.4), on the screen black."""
    turn = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceGray, turn]))


def _line(ends: Box) -> str:
    x1, y1, x2, y2 = (f"{round(value, 3):g}" for value in ends)
    return f"{x1} {y1} m {x2} {y2} l"


def _crop(frame: Frame) -> Iterator[Box]:
    """Two at each corner, on the lines of the cut."""
    yield from _corners(frame.trim, max(frame.bleed, CLEAR), MARK, frame.trim)


def _bleed(frame: Frame) -> Iterator[Box]:
    """Two at each corner, on the lines of the bleed; none where there is no bleed."""
    if frame.bleed:
        start = max(frame.bleed, CLEAR) + MARK - BLEED_MARK
        yield from _corners(frame.bled, start, BLEED_MARK, frame.trim)


def _corners(on: Box, away: float, length: float, trim: Box) -> Iterator[Box]:
    """Lines on the edges `on`, begun so far away from the trimmed page."""
    left, bottom, right, top = trim
    for y in (on[1], on[3]):
        yield (left - away - length, y, left - away, y)
        yield (right + away, y, right + away + length, y)
    for x in (on[0], on[2]):
        yield (x, bottom - away - length, x, bottom - away)
        yield (x, top + away, x, top + away + length)


def _folds(frame: Frame) -> Iterator[Box]:
    left, bottom, _, top = frame.trim
    away = max(frame.bleed, CLEAR)
    for fold in frame.folds:
        yield (left + fold, bottom - away - MARK, left + fold, bottom - away)
        yield (left + fold, top + away, left + fold, top + away + MARK)


def multiple(count: int, of: int) -> int:
    """How many blank pages bring `count` to a multiple of `of`."""
    return -count % of if of else 0
