"""Justified right-to-left lines that end where an element ends: flush at both edges, without a gap."""

from __future__ import annotations

import pypdfium2
import pytest

from compiler.printing import trailing
from tests.printing.small_book import fragment

SENTENCE = "این نوشته دربارهٔ گزارش‌های پیشین است و هر سطر آن باید به هر دو لبه برسد"
SCALE = 4
SLACK = 1.6
"""Points: letters do not fill their own width to the edge. A space is wider."""


def body() -> str:
    parts = [f"<b>{word}</b>" if number % 2 else word for number, word in enumerate(SENTENCE.split() * 14)]
    return f'<p style="text-align: justify; font-size: 11pt">{" ".join(parts)}</p>'


def lefts() -> list[float]:
    """The left end of the ink of each full line, in points."""
    page = pypdfium2.PdfDocument(fragment("one", body(), "fa", "rtl").pdf)[0]
    ink = page.render(scale=SCALE).to_pil().convert("L").point(lambda shade: 255 * (shade < 160))
    rows = [ink.crop((0, y, ink.width, y + 1)).getbbox() is not None for y in range(ink.height)]
    edges = [y for y in range(1, len(rows)) if rows[y] != rows[y - 1]]
    bands = [(top, foot) for top, foot in zip(edges[::2], edges[1::2], strict=True) if foot - top > 3 * SCALE]
    boxes = [ink.crop((0, top, ink.width, foot)).getbbox() for top, foot in bands]
    return [box[0] / SCALE for box in boxes if box][:-1]


def test_every_line_ends_at_the_same_edge() -> None:
    ends = lefts()
    assert len(ends) > 8
    assert max(ends) - min(ends) < SLACK


def test_the_engine_alone_lets_lines_hang_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trailing, "_straighten", lambda *_: None)
    ends = lefts()
    assert max(ends) - min(ends) > SLACK
