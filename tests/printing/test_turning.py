"""Addresses turn over where they are marked for it; what no line can hold is still cut."""

from __future__ import annotations

from contextlib import nullcontext

import pypdfium2
import pytest

from compiler.printing import turning
from compiler.printing.fragment import lay_out
from tests.printing.small_book import page, resources

CSS = """
@font-face { font-family: Body; src: url(fonts/body.ttf) }
@page { size: 200pt 300pt; margin: 20pt }
body { font: 11pt/14pt Body; margin: 0 }
p { margin: 0 } a { overflow-wrap: anywhere }
"""
PARTS = (
    "https://",
    "documents.",
    "example.",
    "org/",
    "reading-",
    "fourth-",
    "report-",
    "from-",
    "the-",
    "harbour.",
    "html",
)


def lines(parts: tuple[str, ...], before: str = "Seen at ") -> list[str]:
    body = f"<p>{before}<a>{'<wbr/>'.join(parts)}</a></p>"
    pdf = pypdfium2.PdfDocument(lay_out(page("one", body), resources(CSS)).pdf)
    text = pdf[0].get_textpage().get_text_range()
    return [line.strip().replace(turning.MARK, "") for line in text.replace("\ufffe", "-").split("\n")]


def ends(parts: tuple[str, ...]) -> set[str]:
    """How an address may end on a line."""
    return {"".join(parts[:count])[-6:] for count in range(1, len(parts) + 1)}


@pytest.mark.parametrize("cut", range(1, len(PARTS)))
@pytest.mark.parametrize("before", ["", "Seen at ", "It was seen, and read, at "])
def test_addresses_turn_over_at_their_marks(cut: int, before: str) -> None:
    parts = PARTS[:cut] + PARTS
    found = lines(parts, before)
    assert len(found) > 1
    assert [line for line in found if line[-6:] not in ends(parts) and not before.strip().endswith(line)] == []


def test_what_is_longer_than_a_line_is_cut() -> None:
    found = lines(("https://", "example.", "org/", "leaf" * 30))
    assert "".join(found).count("leaf") >= 28
    assert max(map(len, found)) < 50


def test_the_engine_alone_cuts_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turning, "at_marks", nullcontext)
    assert any(line[-6:] not in ends(PARTS) for line in lines(PARTS, ""))
