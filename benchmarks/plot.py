"""Growth as a drawing: lines over the number of chapters, both axes logarithmic, for pages that are light or dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 440.0, 330.0
LEFT, TOP, RIGHT, BOTTOM = 62.0, 34.0, 24.0, 44.0
ACROSS = (10, 1000)
"""Chapters from one end of the axis to the other."""
KEY = 20.0
"""Height of a line of the key."""
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 }
.grid { stroke: #8b949e; stroke-opacity: .28; stroke-width: 1 }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
.c0 { stroke: #0969da; fill: #0969da } .c1 { stroke: #cf222e; fill: #cf222e } .c2 { stroke: #9a6700; fill: #9a6700 }
.c3 { stroke: #1a7f37; fill: #1a7f37 } .c4 { stroke: #8250df; fill: #8250df } .c5 { stroke: #57606a; fill: #57606a }
.line.c0, .line.c1, .line.c2, .line.c3, .line.c4, .line.c5 { fill: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .c0 { stroke: #58a6ff; fill: #58a6ff } .c1 { stroke: #ff7b72; fill: #ff7b72 } .c2 { stroke: #d29922; fill: #d29922 }
  .c3 { stroke: #56d364; fill: #56d364 } .c4 { stroke: #bc8cff; fill: #bc8cff } .c5 { stroke: #9ea7b3; fill: #9ea7b3 }
}
"""
_DASHES = ("", "6 3", "2 3", "", "6 3", "2 3")


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn as one line: its name, and points of (chapters, figure), both above 0, smaller collections first."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram: its title with the unit, and its lines in the order of the key."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic axis: from `low` to `high` in whole decades of 10, over `begin` to `end` in the drawing."""

    low: int
    high: int
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        share = (log10(value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    @property
    def marks(self) -> range:
        return range(self.low, self.high + 1)


def svg(panels: Sequence[Panel], label: str) -> str:
    """The panels beside each other and a key below them, as a whole SVG; `label` says what is to be seen."""
    names = list(dict.fromkeys(line.name for panel in panels for line in panel.lines))
    width, height = WIDTH * len(panels), HEIGHT + KEY * ceil(len(names) / 2) + 8
    drawn = "\n".join(
        "\n".join((f'<g transform="translate({number * WIDTH:g} 0)">', *_panel(panel, names), "</g>"))
        for number, panel in enumerate(panels)
    )
    key = "\n".join(_key(names, width))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        f' role="img" aria-label="{escape(label)}">\n<style>{_STYLE}</style>\n{drawn}\n{key}\n</svg>\n'
    )


def _panel(panel: Panel, names: Sequence[str]) -> Iterator[str]:
    across = _Scale(round(log10(ACROSS[0])), round(log10(ACROSS[1])), LEFT, WIDTH - RIGHT)
    up = _decades([value for line in panel.lines for _, value in line.points])
    yield f'<text class="title" x="{LEFT:g}" y="18">{escape(panel.title)}</text>'
    for mark in across.marks:
        x = across(10**mark)
        yield f'<path class="grid" d="M{x:.1f} {TOP:g}V{HEIGHT - BOTTOM:g}"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18:g}" text-anchor="middle">{10**mark:,}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2:g}" y="{HEIGHT - 8:g}" text-anchor="middle">chapters</text>'
    for mark in up.marks:
        y = up(10.0**mark)
        yield f'<path class="grid" d="M{LEFT:g} {y:.1f}H{WIDTH - RIGHT:g}"/>'
        yield f'<text x="{LEFT - 8:g}" y="{y + 4:.1f}" text-anchor="end">{_plain(10.0**mark)}</text>'
    for line in panel.lines:
        yield from _line(line, names.index(line.name), across, up)


def _line(line: Line, number: int, across: _Scale, up: _Scale) -> Iterator[str]:
    points = [(across(chapters), up(value)) for chapters, value in line.points]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    colour = f"c{number % 6}"
    yield f'<path class="line {colour}" stroke-dasharray="{_DASHES[number % 6]}" d="M{path}"/>'
    for x, y in points:
        yield f'<circle class="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'


def _key(names: Sequence[str], width: float) -> Iterator[str]:
    for number, name in enumerate(names):
        x, y = LEFT + (number % 2) * width / 2, HEIGHT + 14 + KEY * (number // 2)
        dashes = _DASHES[number % 6]
        yield f'<path class="line c{number % 6}" stroke-dasharray="{dashes}" d="M{x:g} {y - 4:g}h28"/>'
        yield f'<text x="{x + 36:g}" y="{y:g}">{escape(name)}</text>'


def _decades(values: Sequence[float]) -> _Scale:
    """The axis from bottom to top that holds all values."""
    low, high = floor(log10(min(values, default=1))), ceil(log10(max(values, default=10)))
    return _Scale(low, max(high, low + 1), HEIGHT - BOTTOM, TOP)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
