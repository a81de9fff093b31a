"""Faults at the turns of pages are found where they are, and nowhere else."""

from __future__ import annotations

import pytest

from compiler.printing.breaks import Line, Page, _ladders, _turn
from compiler.printing.fragment import lay_out
from tests.printing.small_book import page, resources

CSS = """
@font-face { font-family: Body; src: url(fonts/body.ttf) }
@page { size: 200pt 152pt; margin: 20pt }
body { font: 10pt/14pt Body; margin: 0; orphans: %d; widows: %d }
p, h2, figure, table, td { margin: 0; padding: 0; border-spacing: 0 }
h2 { font-size: 10pt; break-after: %s }
figure, tr { break-inside: %s }
"""
KEPT, LOOSE = CSS % (2, 2, "avoid", "avoid"), CSS % (1, 1, "auto", "auto")
"""Eight lines a page, with and without care."""


def lines(count: int, tag: str = "p") -> str:
    return f"<{tag}>{'<br/>'.join(['words'] * count)}</{tag}>"


def faults(body: str, css: str) -> list[str]:
    found = lay_out(page("one", body), resources(css)).messages
    return [message.code for message in found if message.code.startswith("page-")]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (lines(7) + lines(4), "page-line-alone-below"),
        (lines(5) + lines(4), "page-line-alone-above"),
        (lines(7) + lines(1, "h2") + lines(6), "page-head-low"),
        (lines(6) + lines(1, "h2") + lines(6), "page-head-low"),
        (lines(6) + f"<figure>{lines(3, 'div')}{lines(2, 'figcaption')}</figure>", "page-figure-torn"),
        (lines(6) + f"<table><tr>{lines(4, 'td')}</tr></table>", "page-row-torn"),
    ],
)
def test_a_fault_is_found_where_nobody_cares(body: str, code: str) -> None:
    assert code in faults(body, LOOSE)
    assert faults(body, KEPT) == []


@pytest.mark.parametrize(
    "body",
    [
        lines(5) + lines(5),
        lines(4) + lines(1, "h2") + lines(9),
        lines(7) + lines(1, "h2"),
        lines(8) + lines(8),
        f"<table><thead><tr><th>head</th></tr></thead>{'<tr><td>one</td></tr>' * 20}</table>",
    ],
)
def test_what_is_right_is_let_pass(body: str) -> None:
    assert faults(body, KEPT) == faults(body, LOOSE) == []


def test_a_fault_says_its_page_and_its_line() -> None:
    (said,) = [
        m for m in lay_out(page("one", lines(7) + lines(4)), resources(LOOSE)).messages if m.code.startswith("page-")
    ]
    assert (str(said.origin), said.level, said.quote) == ("one, page 1", "info", "words")


# --- hyphens, which the engine sets with care: lines as they might be ---


def page_of(element: str, *words: str) -> Page:
    return Page(lines=[Line(element, 14.0 * n, 14.0 * n + 14, said) for n, said in enumerate(words)])


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([page_of("p", "a‐", "b‐", "c")], []),
        ([page_of("p", "a‐", "b‐", "c‐", "d")], [1]),
        ([page_of("p", "a‐", "b‐"), page_of("p", "c‐", "d")], [2]),
        ([page_of("p", "a‐", "b‐"), page_of("q", "c‐", "d")], []),
        ([page_of("p", "a‐", "b‐", "well-", "d")], []),
        ([page_of("p", "a‐", "well-", "c‐", "d‐")], [1, 1]),
    ],
)
def test_hyphens_in_a_row(pages: list[Page], found: list[int]) -> None:
    assert [number for number, _ in _ladders(pages)] == found


def test_a_word_over_the_page() -> None:
    two = page_of("p", "on", "and", "go", "end")
    assert [code for code, _ in _turn(page_of("p", "on", "and", "cut‐"), two)] == ["word-over-page"]
    assert list(_turn(page_of("p", "on", "and", "whole"), two)) == []
    assert list(_turn(page_of("q", "on", "and", "cut‐"), two)) == []
