"""Directions, languages and runs of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import bidi


@pytest.mark.parametrize(
    ("text", "direction", "language"),
    [
        ("Camp", "ltr", "en"),
        ("کمپ اشرف", "rtl", "fa"),
        ("UNAMI از سازمان ملل است", "rtl", "fa"),
        ("كتاب", "rtl", "ar"),
        ("ספר", "rtl", "he"),
        ("کوردستانی نوێ و ڕۆژنامە", "rtl", "ckb"),
        ("یہ کتاب ہے", "rtl", "ur"),
        ("2015", "ltr", "en"),
    ],
)
def test_direction_and_language(text: str, direction: str, language: str) -> None:
    assert bidi.direction_of(text) == direction
    assert bidi.language_of(text) == language


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("fa", "rtl"),
        ("fa-IR", "rtl"),
        ("en-GB", "ltr"),
        ("ku-Arab", "rtl"),
        ("ckb", "rtl"),
        ("uz-Latn", "ltr"),
        ("ar-Latn", "ltr"),
    ],
)
def test_language_tags(tag: str, direction: str) -> None:
    assert bidi.language_direction(tag) == direction


def test_digits_beside_a_script_belong_to_it() -> None:
    assert list(bidi.split_by_direction("کمپ 2015Camp 3")) == [("rtl", "کمپ 2015"), ("ltr", "Camp 3")]


@given(st.text(alphabet="ab کم12.-«\u200c", max_size=30))
def test_runs_lose_nothing(text: str) -> None:
    assert "".join(run for _, run in bidi.split_by_direction(text)) == text
