"""Hyphens at line ends: two in a row at most, and none where the page turns, as long as enough lines stay."""

from __future__ import annotations

from itertools import groupby

import pypdfium2
import pytest

from compiler.printing import hyphens
from compiler.printing.fragment import lay_out
from tests.printing.small_book import page, resources

WORDS = "extraordinary responsibilities characteristically misunderstand independent communications, notwithstanding representation "
CSS = """
@font-face { font-family: Body; src: url(fonts/body.ttf) }
@page { size: 200pt 300pt; margin: 20pt }
body { font: 11pt/14pt Body; margin: 0 }
p { margin: 0; width: 118pt; text-align: justify; hyphens: auto; hyphenate-limit-chars: 5 2 2; orphans: 2; widows: 2 }
"""


def line_ends(paragraphs: int = 6) -> list[list[bool]]:
    """For each page, whether each of its lines ends with a hyphen."""
    body = "".join(f"<p>{WORDS[turn:]}{WORDS * 4}</p>" for turn in range(0, paragraphs * 7, 7))
    pdf = pypdfium2.PdfDocument(lay_out(page("one", body), resources(CSS)).pdf)
    texts = (one.get_textpage().get_text_range() for one in pdf)
    return [[line.rstrip("\r").endswith(("-", "‐", "\ufffe", "\x02")) for line in text.split("\n")] for text in texts]


def longest_run(pages: list[list[bool]]) -> int:
    return max(sum(1 for _ in run) for lines in pages for cut, run in groupby(lines) if cut)


def test_no_three_lines_in_a_row_end_with_a_hyphen() -> None:
    assert longest_run(line_ends()) == hyphens.IN_A_ROW


def test_no_word_is_cut_at_the_turn_of_a_page() -> None:
    pages = line_ends()
    assert len(pages) > 4
    assert not any(lines[-1] for lines in pages)


def test_the_engine_alone_does_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hyphens, "_ends_with_hyphen", lambda _line: False)
    pages = line_ends()
    assert longest_run(pages) > hyphens.IN_A_ROW
    assert any(lines[-1] for lines in pages)


def test_a_first_line_that_cannot_go_over_is_set_without_its_hyphen() -> None:
    """Two lines of a paragraph must stay at the foot of a page: the second has its words whole."""
    for above in range(15, 18):
        body = f"<p>{'filled<br/>' * above}filled</p><p>{WORDS * 3}</p>"
        pdf = pypdfium2.PdfDocument(lay_out(page("one", body), resources(CSS)).pdf)
        assert not pdf[0].get_textpage().get_text_range().rstrip().endswith(("-", "‐", "\ufffe", "\x02"))
