"""Kinds of works and names of people: what is told of them, and what is left as it is written."""

from __future__ import annotations

import pytest

from compiler.citing.kinds import TYPES, csl_type
from compiler.citing.people import Name, name
from tests.citing.rules import types


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("report", "report"),
        ("Annual Report", "report"),
        ("news article", "article-newspaper"),
        ("article", "article"),
        ("blog post", "post-weblog"),
        ("doctoral thesis", "thesis"),
        ("گزارش", "report"),
        ("مقالهٔ خبری", "article-newspaper"),
        ("مقاله", "article"),
        ("فصل راهنما", "chapter"),
        ("پایان‌نامه", "thesis"),
        ("گفت‌وگو", "interview"),
        ("صفحهٔ وب", "webpage"),
        ("كتاب", "book"),
        ("تقرير", "report"),
        ("مقالة صحفية", "article-newspaper"),
        ("דו״ח", "report"),
        ("ספר", "book"),
        ("رپورٹ", "report"),
        ("reporting", "document"),
        ("", "document"),
    ],
)
def test_a_kind_has_the_type_that_its_words_name(kind: str, type_: str) -> None:
    assert csl_type(kind) == type_


def test_what_is_not_known_is_a_page_where_it_has_an_address() -> None:
    assert csl_type("curiosity", on_the_web=True) == "webpage"
    assert csl_type("book", on_the_web=True) == "book"


def test_every_type_is_one_of_csl() -> None:
    assert TYPES.keys() <= types()


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Khodabandeh, Massoud", "Khodabandeh", "Massoud"),
        ("van der Berg, J. K.", "van der Berg", "J. K."),
        ("O’Brien, Anne-Marie", "O’Brien", "Anne-Marie"),
    ],
)
def test_a_name_written_in_parts_is_parted(written: str, family: str, given: str) -> None:
    assert name(written) == Name(family=family, given=given)
    assert name(written).inverted == written


@pytest.mark.parametrize(
    "written",
    [
        "Massoud Khodabandeh",
        "Nejat Society",
        "Ministry of Health, Iraq",
        "Reed, Inc.",
        "مریم نمونه",
        "نمونه، مریم",
        "A, B, C",
    ],
)
def test_a_name_that_is_not_surely_a_person_in_parts_stays_whole(written: str) -> None:
    assert name(written) == Name(literal=written)
