"""Writes what was measured into docs/performance.md, between its marks, and draws the growth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from . import tables
from .plot import ACROSS, Line, Panel, svg
from .record import Section
from .subjects import BY_NAME, ROOT

PAGE = ROOT / "docs" / "performance.md"
DRAWING = ROOT / "docs" / "pictures" / "growth.svg"
DRAWN = ("weasyprint", "chromium", "pdf-cold", "pdf-changed", "pdf-same")
_WALL = (
    "weasyprint",
    "chromium",
    "pdf-cold",
    "pdf-cluster",
    "pdf-changed",
    "pdf-same",
    "all-cold",
    "all-changed",
    "all-same",
)
_COLD = ("weasyprint", "chromium", "pdf-cold", "all-cold")
_EPUB = ("pandoc", "calibre", "epub-cold")


def tell(sections: Sequence[Section], page: Path = PAGE, drawing: Path = DRAWING) -> None:
    """Renews the parts of the page between marks, and the drawing; without anything measured both stay."""
    told = sorted((one for one in sections if one.runs), key=lambda one: (one.chapters, one.script != "latin"))
    if not told:
        return
    drawing.write_text(growth(told), "utf-8")
    text = page.read_text("utf-8")
    for name, part in parts(told).items():
        text = filled(text, name, part)
    page.write_text(text, "utf-8")


def filled(text: str, name: str, part: str) -> str:
    """The page with `part` between the marks of that name. Raises `ValueError` where the page has none."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the page has no marks {begin} and {end}")
    return pattern.sub(lambda _: f"{begin}\n{part}\n{end}", text)


def parts(sections: Sequence[Section]) -> dict[str, str]:
    """What is written into the page, by the names of its marks."""
    return {
        "machine": _machines(sections),
        "wall": tables.overview(sections, "wall", _WALL),
        "processor": tables.overview(sections, "processor", _COLD),
        "largest": tables.overview(sections, "largest", _COLD),
        "bytes": tables.overview(sections, "bytes", ("weasyprint", "chromium", "pdf-cold")),
        "epub": tables.overview(sections, "wall", _EPUB),
        "growth": rates(sections),
        "all": "\n\n".join(f"### {tables.title(section)}\n\n{tables.measured(section)}" for section in sections),
    }


def _machines(sections: Sequence[Section]) -> str:
    """What was measured on; where collections were measured on different machines or versions, each of them."""
    told: dict[str, list[str]] = {}
    for section in sections:
        words = ", ".join(f"{name} {what}" for name, what in section.machine.items() if name not in _BARE)
        bare = ", ".join(section.machine[name] for name in _BARE if name in section.machine)
        told.setdefault(f"{bare}, {words}", []).append(tables.title(section))
    if len(told) == 1:
        return f"Measured on {next(iter(told))}."
    return "\n".join(f"- {'; '.join(titles)}: measured on {machine}." for machine, titles in told.items())


_BARE = ("processors", "memory", "system")


# --- growth ---


def growth(sections: Sequence[Section]) -> str:
    """Time and memory over the number of chapters, of Latin collections."""
    latin = [section for section in sections if section.script == "latin"]
    return svg(
        (
            Panel("wall time in seconds", _lines(latin, "wall", 1)),
            Panel("memory of the largest process in MB", _lines(latin, "largest", 1e6)),
        ),
        "Wall time and memory from 10 to 1,000 chapters, both axes logarithmic; the figures are in the tables of this page.",
    )


def _lines(sections: Sequence[Section], figure: str, unit: float) -> tuple[Line, ...]:
    found = (
        Line(
            BY_NAME[name].title,
            tuple(
                (one.chapters, getattr(run, figure) / unit)
                for one in sections
                if ACROSS[0] <= one.chapters <= ACROSS[1] and (run := one.middle(name))
            ),
        )
        for name in DRAWN
    )
    return tuple(line for line in found if line.points)


def rates(sections: Sequence[Section]) -> str:
    """From each collection to the next larger: by how much more than linearly time and memory grow."""
    latin = [section for section in sections if section.script == "latin"]
    head = ["", *(f"{one.chapters:,} → {other.chapters:,}" for one, other in _pairs(latin))]
    rows = [
        [
            f"{BY_NAME[name].title}, {word}",
            *(tables.times(rate(one, other, name, figure)) for one, other in _pairs(latin)),
        ]
        for name in DRAWN[:3]
        for figure, word in (("wall", "time"), ("largest", "memory"))
        if any(rate(one, other, name, figure) is not None for one, other in _pairs(latin))
    ]
    return tables.table(head, rows) if rows else "Measured with one size only."


def _pairs(sections: Sequence[Section]) -> list[tuple[Section, Section]]:
    neighbours = list(pairwise(sections))
    by_size = {section.chapters: section for section in sections}
    far = [(by_size[50], by_size[1000])] if {50, 1000} <= by_size.keys() else []
    return neighbours + [pair for pair in far if pair not in neighbours]


def rate(one: Section, other: Section, name: str, figure: str) -> float | None:
    """How a figure grew, to how the chapters did: 1 is linear growth, `one.chapters / other.chapters` is none."""
    small, large = one.middle(name), other.middle(name)
    if small is None or large is None or not getattr(small, figure):
        return None
    return float(getattr(large, figure) / getattr(small, figure) / (other.chapters / one.chapters))
