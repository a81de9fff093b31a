"""Answers about objects that do not change: asked once for each object, whatever it equals, and let go in time."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.remembering import remembered


@dataclass(frozen=True)
class Page:
    number: int


def test_the_same_object_is_asked_about_once_and_an_equal_one_anew() -> None:
    asked: list[Page] = []

    @remembered
    def double(page: Page, *, by: int = 2) -> int:
        asked.append(page)
        return page.number * by

    first, equal = Page(3), Page(3)
    assert [double(first), double(first), double(equal), double(first)] == [6, 6, 6, 6]
    assert len(asked) == 2
    assert double(first, by=3) == 9


def test_what_was_not_asked_for_lately_is_asked_again_and_answers_are_never_those_of_another_object() -> None:
    asked: list[int] = []

    @remembered
    def number(page: Page) -> int:
        asked.append(page.number)
        return page.number

    # Each is let go at once: its place in memory, and with that its identity, is soon that of another.
    assert [number(Page(one)) for one in range(200)] == list(range(200))
    kept = Page(7)
    number(kept)
    for one in range(20):
        number(Page(one))
    before = len(asked)
    assert number(kept) == 7
    assert len(asked) == before + 1
