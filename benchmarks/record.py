"""What was measured, as data: written after each measurement, read again to go on and to tell."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from .meter import Cost

RESULTS = Path(__file__).with_name("results.json")
FIGURES = ("wall", "processor", "largest", "together", "bytes")


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement: what it cost, and the bytes of the result."""

    wall: float
    processor: float
    largest: int
    together: int
    bytes: int

    @classmethod
    def of(cls, cost: Cost, size: int) -> Run:
        return cls(round(cost.wall, 3), round(cost.processor, 3), cost.largest, cost.together, size)


@dataclass(slots=True)
class Section:
    """All that was measured with one collection, on one machine, of one state of the code.

    `script` is `latin`, or `half` where every second chapter is Persian. `faults` says of subjects that failed why; `contents`
    compares the PDF with that of the one document, as `benchmarks.contents` prints it.
    """

    chapters: int
    script: str
    code: str
    machine: dict[str, str]
    runs: dict[str, list[Run]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    contents: dict[str, Any] = field(default_factory=dict)

    def fits(self, other: Section) -> bool:
        """True if the other may go on where this ended: the same collection, machine and code."""
        mine, its = (self.chapters, self.script, self.code), (other.chapters, other.script, other.code)
        return mine == its and self.machine == other.machine

    def middle(self, subject: str) -> Run | None:
        """The median of each figure of a subject; None where it was not measured."""
        runs = self.runs.get(subject)
        if not runs:
            return None
        of = {name: median(getattr(run, name) for run in runs) for name in FIGURES}
        return Run(of["wall"], of["processor"], round(of["largest"]), round(of["together"]), round(of["bytes"]))

    def ratio(self, subject: str, first: str, figure: str) -> float | None:
        """A figure of a subject to that of the first; None where either is missing."""
        one, other = self.middle(subject), self.middle(first)
        if one is None or other is None or not getattr(other, figure):
            return None
        return float(getattr(one, figure) / getattr(other, figure))


def load(path: Path = RESULTS) -> list[Section]:
    """The sections that were written; none where there is no file yet."""
    if not path.exists():
        return []
    return [_section(data) for data in json.loads(path.read_text("utf-8"))["sections"]]


def save(sections: Iterable[Section], path: Path = RESULTS) -> None:
    """Writes all sections in their order, smaller collections first; a write that is interrupted leaves the old file."""
    told = sorted(sections, key=lambda section: (section.chapters, section.script != "latin"))
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"sections": [asdict(section) for section in told]}, indent=1) + "\n", "utf-8")
    new.replace(path)


def at(sections: list[Section], wanted: Section) -> Section:
    """The section to go on with: that in `sections` which fits, else `wanted`, which takes the place of an older one."""
    for number, section in enumerate(sections):
        if (section.chapters, section.script) == (wanted.chapters, wanted.script):
            if not section.fits(wanted):
                sections[number] = wanted
            return sections[number]
    sections.append(wanted)
    return wanted


def _section(data: dict[str, Any]) -> Section:
    runs = {name: [Run(**run) for run in those] for name, those in data["runs"].items()}
    return Section(**(data | {"runs": runs}))
