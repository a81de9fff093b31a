"""Figures become medians, ratios, tables and a drawing; what was measured is found again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from benchmarks import __main__ as command
from benchmarks import tables, telling
from benchmarks.plot import Line, Panel, svg
from benchmarks.record import Run, Section, at, load, save

ROOT = Path(__file__).parent.parent.parent
MACHINE = {"processors": "2 × X", "memory": "4 GB", "system": "Linux 6", "WeasyPrint": "70.0"}
CONTENTS: dict[str, Any] = {
    "compared": {"chapters": 1, "words": 200, "other_words": 199, "same": 198, "lowest": 0.99, "unequal": []},
    **{
        name: {"pages": 2, "elements": {"P": 5}, "links": 1, "dangling": 0, "destinations": 3, "outline": 4, "bytes": 9}
        for name in ("ours", "other")
    },
}


def section(chapters: int = 10, script: str = "latin", code: str = "a", **runs: list[float]) -> Section:
    """A section in which a run of so many seconds took so many in all, of 10 MB a second."""
    made = {
        name.replace("_", "-"): [Run(wall, wall, round(wall * 1e7), round(wall * 2e7), 1000) for wall in walls]
        for name, walls in runs.items()
    }
    return Section(chapters, script, code, dict(MACHINE), made, contents=CONTENTS)


def test_ratios_are_of_medians() -> None:
    one = section(weasyprint=[10.0, 8.0, 30.0], pdf_cold=[2.5])
    assert one.ratio("pdf-cold", "weasyprint", "wall") == 0.25
    assert one.ratio("weasyprint", "pdf-cold", "largest") == 4.0
    assert one.ratio("pdf-cold", "weasyprint", "bytes") == 1.0
    assert one.ratio("pandoc", "weasyprint", "wall") is None
    assert one.ratio("pdf-cold", "pandoc", "wall") is None


def test_growth_is_1_where_it_is_linear() -> None:
    small, large = section(10, pdf_cold=[2.0]), section(50, pdf_cold=[20.0])
    assert telling.rate(small, large, "pdf-cold", "wall") == 2.0
    assert telling.rate(small, section(50, pdf_cold=[10.0]), "pdf-cold", "wall") == 1.0
    assert telling.rate(small, large, "chromium", "wall") is None


def test_what_was_measured_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    assert load(path) == []
    sections = [section(50, pdf_cold=[1.0, 2.0]), section(10, "half"), section(10)]
    save(sections, path)
    assert load(path) == [sections[2], sections[1], sections[0]]
    assert [file.name for file in tmp_path.iterdir()] == ["results.json"]


def test_other_code_or_another_machine_begins_anew() -> None:
    old = section(10, pdf_cold=[1.0])
    assert at(sections := [old], section(10)) is old
    new = section(10, code="b")
    assert at(sections, new) is new
    assert sections == [new]
    other = section(10, code="b")
    other.machine["memory"] = "8 GB"
    assert at(sections, other) is other
    assert at(sections, section(50, code="b")).chapters == 50
    assert len(sections) == 2


def test_a_table_has_a_row_for_each_subject_that_was_measured() -> None:
    text = tables.measured(section(weasyprint=[10.0], pdf_cold=[2.5, 2.5], pandoc=[1.0], epub_cold=[3.0]))
    rows = {line.split(" | ")[0].strip("| "): line for line in text.splitlines() if line.startswith("| ")}
    assert rows["WeasyPrint, one document"].split(" | ")[1:4] == ["10.0 s", "1.00", "10.0 s"]
    assert rows["Bayaz, PDF alone, nothing kept"].split(" | ")[1:3] == ["2.50 s", "0.25"]
    assert rows["Bayaz, PDF alone, nothing kept"].endswith("| 2 |")
    assert rows["Bayaz, EPUB alone, nothing kept"].split(" | ")[1:3] == ["3.00 s", "3.00"]
    assert "calibre" not in rows
    assert "99.00 %" in text


def test_what_differs_or_failed_is_told() -> None:
    one = section(weasyprint=[1.0])
    one.contents = CONTENTS | {"compared": CONTENTS["compared"] | {"unequal": ["part-0001"]}}
    one.faults["chromium"] = "ended with 1"
    text = tables.measured(one)
    assert "Not equal: part-0001." in text
    assert "Not measured: Chromium's print: ended with 1" in text


@pytest.mark.parametrize(("ratio", "text"), [(None, "–"), (12.34, "12.3"), (0.283, "0.28"), (0.0149, "0.015")])
def test_ratios_are_written_as_far_as_they_tell(ratio: float | None, text: str) -> None:
    assert tables.times(ratio) == text


def test_the_page_has_a_place_for_all_that_is_told(tmp_path: Path) -> None:
    page, drawing = tmp_path / "page.md", tmp_path / "growth.svg"
    page.write_text((ROOT / "docs/performance.md").read_text("utf-8"), "utf-8")
    one, other = section(10, weasyprint=[10.0], pdf_cold=[2.5]), section(50, weasyprint=[60.0], pdf_cold=[6.25])
    telling.tell([one, other], page, drawing)
    text = page.read_text("utf-8")
    for part in telling.parts([one, other]).values():
        assert part in text
    assert "| Bayaz, PDF alone, nothing kept, time | 0.50 |" in text
    telling.tell([one, other], page, drawing)
    assert page.read_text("utf-8") == text
    etree.fromstring(drawing.read_bytes())


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="begin wall"):
        telling.filled("# A page", "wall", "")


def test_a_drawing_sets_points_on_logarithmic_axes() -> None:
    root = etree.fromstring(
        svg([Panel("Time", (Line("a & b", ((10, 0.1), (100, 1.0), (1000, 10.0))),))], "growth").encode()
    )
    places = [(float(one.get("cx")), float(one.get("cy"))) for one in root.iter("{*}circle")]
    across = [other[0] - one[0] for one, other in pairwise(places)]
    assert across[0] == pytest.approx(across[1], abs=0.2)
    assert places[0][1] > places[1][1] > places[2][1]
    assert "a & b" in [text.text for text in root.iter("{*}text")]


def test_sizes_are_those_asked_for() -> None:
    asked = lambda *words: command.sizes(command.wished(words))  # noqa: E731 - a word for what is asked ten times
    assert asked() == ((10, "latin"), (10, "half"), (50, "latin"), (50, "half"))
    assert asked("--full")[-2:] == ((250, "latin"), (1000, "latin"))
    assert asked("--only", "250") == ((250, "latin"),)
    assert asked("--only", "50", "--script", "half") == ((50, "half"),)
    assert asked("--only", "20") == ((20, "latin"),)
