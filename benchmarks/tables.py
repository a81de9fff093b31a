"""What was measured as tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .contents import Compared
from .record import Run, Section
from .subjects import BY_NAME, FIRST, SUBJECTS, Family

SCRIPTS = {"latin": "Latin", "half": "every second chapter Persian"}
NONE = "–"
_FAMILIES: tuple[tuple[tuple[Family, ...], str], ...] = (
    (("pdf", "all"), "PDF, and all formats"),
    (("epub",), "EPUB alone"),
)
KINDS = ("P", "Figure", "Caption", "Table", "TR", "TH", "TD", "BlockQuote", "Note")
"""Kinds of elements that are the same things in both structures."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are of numbers."""
    rule = ["---", *["---:" for _ in head[1:]]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def title(section: Section) -> str:
    """What a collection is called."""
    return f"{section.chapters:,} chapters, {SCRIPTS[section.script]}"


def seconds(value: float) -> str:
    """Seconds with as many places as can be relied on."""
    return f"{value:,.0f} s" if value >= 100 else f"{value:.1f} s" if value >= 10 else f"{value:.2f} s"


def size(value: float) -> str:
    """Bytes as megabytes of a million."""
    return f"{value / 1e6:,.0f} MB" if value >= 1e7 else f"{value / 1e6:.1f} MB"


def times(ratio: float | None) -> str:
    """A ratio with three figures that tell."""
    if ratio is None:
        return NONE
    return f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"


# --- all collections at once ---


def overview(sections: Sequence[Section], figure: str, names: Sequence[str]) -> str:
    """The ratio of one figure for each of these subjects, a column for each collection."""
    head = [
        "",
        *(f"{section.chapters:,} {'' if section.script == 'latin' else 'mixed'}".strip() for section in sections),
    ]
    rows = (
        [BY_NAME[name].title, *(_overviewed(section, name, figure) for section in sections)]
        for name in names
        if any(name in section.runs for section in sections)
    )
    return table(head, rows)


def _overviewed(section: Section, name: str, figure: str) -> str:
    """The ratio to the first of the family, or what was measured where that one was not."""
    run = section.middle(name)
    if run is None:
        return NONE
    first = FIRST[BY_NAME[name].family]
    if name == first or section.middle(first) is None:
        value = getattr(run, figure)
        return seconds(value) if figure in ("wall", "processor") else size(value)
    return times(section.ratio(name, first, figure))


# --- one collection ---


def measured(section: Section) -> str:
    """All that was measured with one collection, and whether its PDFs say the same."""
    tables = [_family(section, families, told) for families, told in _FAMILIES]
    return "\n\n".join(part for part in (*tables, faults(section), alike(section)) if part)


def _family(section: Section, families: Sequence[Family], told: str) -> str:
    rows = [
        [subject.title, *_cells(section, subject.name, run)]
        for subject in SUBJECTS
        if subject.family in families and (run := section.middle(subject.name))
    ]
    head = (told, "wall", "×", "processor", "×", "largest", "×", "together", "bytes", "×", "N")
    return table(head, rows) if rows else ""


def _cells(section: Section, name: str, run: Run) -> Iterator[str]:
    first = FIRST[BY_NAME[name].family]
    of_all = BY_NAME[name].family == "all"
    yield seconds(run.wall)
    yield times(section.ratio(name, first, "wall"))
    yield seconds(run.processor)
    yield times(section.ratio(name, first, "processor"))
    yield size(run.largest)
    yield times(section.ratio(name, first, "largest"))
    yield size(run.together)
    yield size(run.bytes)
    # All formats are other files than one PDF.
    yield NONE if of_all else times(section.ratio(name, first, "bytes"))
    yield str(len(section.runs[name]))


def faults(section: Section) -> str:
    """What could not be measured, and why."""
    return "\n".join(f"- Not measured: {BY_NAME[name].title}: {why}" for name, why in section.faults.items())


def alike(section: Section) -> str:
    """Whether the PDF says the same as that of the one document, and what both hold; empty where they were not compared."""
    if not section.contents:
        return ""
    found = Compared(**(section.contents["compared"] | {"unequal": tuple(section.contents["compared"]["unequal"])}))
    ours, other = section.contents["ours"], section.contents["other"]
    rows = [
        [told, f"{of(ours):,}", f"{of(other):,}"]
        for told, of in (
            ("pages", lambda held: held["pages"]),
            ("links (pages and targets)", lambda held: held["links"]),
            ("links that lead nowhere", lambda held: held["dangling"]),
            ("destinations by name", lambda held: held["destinations"]),
            ("entries of the outline", lambda held: held["outline"]),
            ("elements of structure", lambda held: sum(held["elements"].values())),
            *((f"of them {kind}", _count(kind)) for kind in KINDS),
        )
    ]
    both = table(("", "Bayaz", "one document"), rows)
    return f"{agreement(found)}\n\n<details><summary>What both PDFs hold</summary>\n\n{both}\n\n</details>"


def _count(kind: str) -> Any:
    return lambda held: held["elements"].get(kind, 0)


def agreement(found: Compared) -> str:
    """How the words of two PDFs agree, in a sentence or two."""
    share = 100 * found.same / found.words if found.words else 0.0
    told = (
        f"Of {found.words:,} words in {found.chapters:,} chapters {share:.2f} % are in the same chapter of the one document "
        f"({found.other_words:,} words); in the chapter that agrees least, {100 * found.lowest:.1f} %."
    )
    return told if found.equal else f"{told} Not equal: {', '.join(found.unequal)}."
