"""`[print]`: what a press may be asked for, and the message for each thing that it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import project
from compiler.messages import CollectionError
from compiler.project import PRESS_CHECKS, PressWish, Wrong, check_digit
from tests.project.collections import EDITION, sound


def load(folder: Path, *lines: str, **more: str | bytes) -> PressWish:
    text = EDITION + "\n[print]\n" + "\n".join(lines) + "\n"
    return project.load(sound(folder, edition=text, **more)).press


def test_nothing_said_leaves_it_to_the_layout(tmp_path: Path) -> None:
    assert load(tmp_path) == PressWish()


def test_everything_said(tmp_path: Path) -> None:
    lines = ('bleed = "0.125in"', "marks = false", "sheets = 16", 'colour = "cmyk"', 'profile = "press/offset.icc"')
    more = ('paper = "90 g/m2 x 1.3"', 'isbn = "ISBN 978-3-16-148410-0"')
    wish = load(tmp_path, *lines, *more, **{"press/offset.icc": b"any"})
    assert wish == PressWish(
        bleed=3.175,
        marks=False,
        sheets=16,
        colour="cmyk",
        profile="press/offset.icc",
        paper=pytest.approx(0.117),
        isbn="978-3-16-148410-0",
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('bleed = "3"', "length-bad"),
        ('bleed = "30mm"', "length-bad"),
        ("bleed = 3", "key-type"),
        ("marks = 1", "key-type"),
        ("sheets = 6", "choice-unknown"),
        ("sheets = true", "key-type"),
        ('colour = "blue"', "choice-unknown"),
        ('profile = "none.icc"', "file-missing"),
        ('profile = "../none.icc"', "path-outside"),
        ('paper = "thick"', "paper-bad"),
        ('paper = "9000 g/m2 x 1.3"', "paper-bad"),
        ('paper = "90 g/m2 x 9"', "paper-bad"),
        ('paper = "3mm"', "paper-bad"),
        ('paper = "0.1in"', "paper-bad"),
        ('isbn = "978-3-16-148410-1"', "isbn-bad"),
        ('isbn = "0-306-40615-2"', "isbn-bad"),
        ('isnb = "978-3-16-148410-0"', "key-unknown"),
    ],
)
def test_what_will_not_do(line: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(CollectionError) as caught:
        load(tmp_path, line)
    (message,) = caught.value.messages
    assert message.code == code
    assert message.origin is not None and message.origin.file == "edition.toml"
    assert message.hint


def test_a_profile_needs_colours_to_convert(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="colours stay in RGB"):
        load(tmp_path, 'colour = "rgb"', 'profile = "offset.icc"', **{"offset.icc": b"any"})


@given(st.text(max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    for name in ("bleed", "colour", "paper", "isbn"):
        try:
            PRESS_CHECKS[name](text)
        except Wrong as wrong:
            assert wrong.text and wrong.hint


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11))
def test_a_check_digit_finds_every_wrong_digit(twelve: str, place: int) -> None:
    wrong = twelve[:place] + str((int(twelve[place]) + 1) % 10) + twelve[place + 1 :]
    assert check_digit(wrong) != check_digit(twelve)
