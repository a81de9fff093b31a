"""Folios, sides and blank pages of the whole book, and what is drawn beside its text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.bidi import Direction
from compiler.model.outline import OutlineEntry
from compiler.model.pages import Fragment, FragmentPage, PageStart, Sheet
from compiler.model.places import Point, letters
from compiler.printing.pagemap import LONGEST_HEAD, furniture, number
from compiler.words.numerals import roman
from tests.printing.small_book import book, fragment

TWO_SIDED = Sheet(width=400, height=600)
ONE_SIDED = replace(TWO_SIDED, two_sided=False)
ANYWHERE = replace(TWO_SIDED, opening="any")
DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def part(identifier: str, count: int) -> Fragment:
    pages = tuple(
        FragmentPage(anchors=((f"{identifier}-{one}", 10.0 * one),), opening=one == 0, text="x") for one in range(count)
    )
    return Fragment(id=identifier, pdf=b"", pages=pages)


def parts(counts: list[int]) -> list[Fragment]:
    return [part(f"c{place}", count) for place, count in enumerate(counts)]


COUNTS = st.lists(st.integers(1, 7), min_size=1, max_size=6)
SHEETS = st.sampled_from([TWO_SIDED, ONE_SIDED, ANYWHERE])
DIRECTIONS = st.sampled_from(["ltr", "rtl"])


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(value: int):
    worths = [DIGITS[letter] for letter in roman(value)]
    assert sum(-one if one < after else one for one, after in pairwise([*worths, 0])) == value
    assert not any(letter * 4 in roman(value) for letter in "ixcdlv")


@given(COUNTS, st.integers(1, 9), SHEETS, DIRECTIONS)
def test_folios_run_through_and_never_start_again(counts: list[int], front: int, sheet: Sheet, direction: Direction):
    pages = number([part("front", front)], parts(counts), sheet, direction).pages
    assert [page.index for page in pages] == list(range(len(pages)))
    before = [page for page in pages if page.front]
    body = [page for page in pages if not page.front]
    assert pages == (*before, *body)
    assert [page.label for page in before] == [roman(one + 1) for one in range(len(before))]
    assert [page.label for page in body] == [str(one + 1) for one in range(len(body))]


@given(COUNTS, st.integers(1, 9), DIRECTIONS)
def test_on_two_sides_every_part_opens_on_the_side_where_the_book_opens(
    counts: list[int], front: int, direction: Direction
):
    pagemap = number([part("front", front)], parts(counts), TWO_SIDED, direction)
    assert pagemap.pages[0].side == ("right" if direction == "ltr" else "left")
    assert all(before.side != after.side for before, after in pairwise(pagemap.pages))
    for place in range(len(counts)):
        assert pagemap.pages[pagemap.blocks[f"c{place}-0"]].side == pagemap.pages[0].side
    added = len(pagemap.pages) - front - sum(counts)
    assert added == sum(count % 2 for count in [front, *counts[:-1]])
    assert added == sum(page.blank for page in pagemap.pages)


@given(COUNTS, st.integers(1, 9))
def test_on_one_side_nothing_is_added(counts: list[int], front: int):
    pages = number([part("front", front)], parts(counts), ONE_SIDED).pages
    assert len(pages) == front + sum(counts)
    assert {page.side for page in pages} == {"right"}


def test_where_chapters_may_open_anywhere_only_the_body_is_set_on_the_right():
    pages = number([part("front", 3)], parts([1, 1, 1]), ANYWHERE).pages
    assert [(page.fragment, page.blank) for page in pages] == [
        ("front", False), ("front", False), ("front", False), ("front", True), ("c0", False), ("c1", False), ("c2", False),
    ]  # fmt: skip


@given(COUNTS, st.integers(1, 9), SHEETS)
def test_the_body_has_its_folios_before_the_front_is_known(counts: list[int], front: int, sheet: Sheet):
    early, late = number((), parts(counts), sheet), number([part("front", front)], parts(counts), sheet)
    assert early.blocks
    assert {one: early.label(one) for one in early.blocks} == {one: late.label(one) for one in early.blocks}
    assert [page.side for page in early.pages] == [page.side for page in late.pages if not page.front]


def test_every_id_has_its_page_and_height():
    pagemap = number([part("front", 1)], parts([3]), TWO_SIDED)
    assert pagemap.blocks["c0-2"] == 4
    assert pagemap.heights["c0-2"] == 20.0
    assert pagemap.label("c0-2") == "3"
    assert pagemap.label("nobody") == ""


def test_every_letter_has_its_page():
    begun = [((("q", 0), ("p", 0)), "p"), ((("q", 0), ("p", 40)), ""), ((("q", 0), ("p", 90)), ""), ((("q", 0),), "")]
    pages = tuple(
        FragmentPage(
            anchors=((anchor, 0.0),) if anchor else (), start=PageStart(points=tuple(Point(*one) for one in points))
        )
        for points, anchor in begun
    )
    pagemap = number([part("front", 2)], [Fragment(id="one", pdf=b"", pages=pages)], TWO_SIDED)
    assert [pagemap.page_at("p", offset) for offset in (0, 39, 40, 89, 90, 500)] == [2, 2, 3, 3, 4, 4]
    # What the quotation itself holds, its attribution, stands behind what is in it.
    assert pagemap.page_at("q", 0) == 5
    assert pagemap.page_at("nobody", 3) is None
    assert [page.number for page in pagemap.pages] == [1, 2, 1, 2, 3, 4]


def test_words_that_stand_once_are_found_on_their_pages():
    words = [f"word{number}" for number in range(2500)]
    made = fragment("one", f'<p id="p">{" ".join(words)}</p>')
    pagemap = number((), [made], TWO_SIDED)
    offset = 0
    for word in words:
        index = pagemap.page_at("p", offset)
        assert index is not None and word in made.pages[index].text.split()
        offset += len(letters(word))
    assert len(made.pages) > 3


def front_matter() -> Fragment:
    ids = ("cover", "titlepage", "imprint", "provenance", "provenance-p2", "contents")
    pages = [FragmentPage(anchors=((one, 0.0),), opening=one == "cover", text="x") for one in ids]
    return Fragment(id="front", pdf=b"", pages=(*pages[:3], FragmentPage(blank=True), *pages[3:]))


def test_heads_and_folios_stand_where_they_belong():
    pagemap = number([front_matter()], [part("one", 4), part("two", 1), part("colophon", 2)], TWO_SIDED)
    beside = furniture(pagemap, book(), TWO_SIDED)
    assert [one.label for one in beside[:8]] == ["", "", "", "", "v", "vi", "vii", ""]
    assert [one.running_left for one in beside[:8]] == ["", "", "", "", "", "Papers & letters", "", ""]
    chapters = beside[8:]
    assert [one.label for one in chapters] == ["1", "2", "3", "4", "5", "", "7", "8"]
    assert chapters[0].opening
    assert (chapters[0].running_left, chapters[0].running_right) == ("", "")
    assert (chapters[1].side, chapters[1].running_left) == ("left", "Papers & letters")
    assert (chapters[2].side, chapters[2].running_right) == ("right", "Chapter one")
    assert (chapters[5].blank, chapters[5].running_left) == (True, "")
    assert chapters[7].running_right == ""


def test_parts_that_go_on_have_their_title_over_the_page():
    pagemap = number([front_matter()], [part("one", 4), part("colophon", 2)], TWO_SIDED)
    parts = [OutlineEntry(id=one, chapter=one, title=one.title()) for one in ("provenance", "contents", "colophon-0")]
    beside = furniture(pagemap, book(), TWO_SIDED, parts)
    assert (beside[4].opening, beside[4].running_right) == (True, "")
    assert (beside[5].running_left, beside[5].running_right) == ("Papers & letters", "Provenance")
    assert [one.running_right for one in beside[8:14]] == ["", *["Chapter one"] * 3, "", "Colophon-0"]


def test_in_a_right_to_left_book_the_heads_change_places():
    pagemap = number((), [part("one", 3)], TWO_SIDED, "rtl")
    _, even, odd = furniture(pagemap, book(direction="rtl"), TWO_SIDED)
    assert (even.side, even.running_right) == ("right", "Papers & letters")
    assert (odd.side, odd.running_left) == ("left", "Chapter one")


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Papers", "Papers"),
        ("Papers: " + "a long account of them " * 4, "Papers"),
        ("word " * 40, ("word " * 40)[: LONGEST_HEAD - 1] + "…"),
    ],
)
def test_a_long_title_is_shortened_over_the_page(title: str, head: str):
    long = replace(book(), record=replace(book().record, title=title))
    beside = furniture(number((), [part("one", 2)], TWO_SIDED), long, TWO_SIDED)
    assert beside[1].running_left == head
