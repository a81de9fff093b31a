"""The words that Bayaz writes: complete catalogues, dates of every precision, digits."""

from __future__ import annotations

import re
import tomllib

import pytest

from compiler import files
from compiler.messages import LayoutError
from compiler.render.words import catalogue, known

FOLDER = files.shipped("layouts") / "words"
ENGLISH = tomllib.loads((FOLDER / "en.toml").read_text("utf-8"))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda f: f.stem)
def test_every_catalogue_has_every_word_with_its_blanks(file: object) -> None:
    words = tomllib.loads(file.read_text("utf-8"))  # type: ignore[attr-defined]
    assert words.keys() == ENGLISH.keys()
    for key, phrase in ENGLISH.items():
        assert sorted(re.findall(r"\{\w+\}", words[key])) == sorted(re.findall(r"\{\w+\}", phrase)), key


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = {
        key
        for template in files.shipped("layouts").rglob("*.*")
        if template.suffix in (".html", ".ncx")
        for key in re.findall(r"""\b(?:word|say|row)\(["']([\w-]+)["'][,)]""", template.read_text("utf-8"))
    }
    assert len(asked) > 30
    assert asked <= ENGLISH.keys()


@pytest.mark.parametrize(
    ("iso", "english", "persian"),
    [
        ("2014", "2014", "۲۰۱۴"),
        ("2014-10", "October 2014", "اکتبر ۲۰۱۴"),
        ("2014-10-26", "26 October 2014", "۲۶ اکتبر ۲۰۱۴"),
        ("about 1887", "about 1887", "about 1887"),
        ("2014-13", "2014-13", "2014-13"),
        ("", "", ""),
    ],
)
def test_dates_of_every_precision(iso: str, english: str, persian: str) -> None:
    assert catalogue("en").date(iso) == english
    assert catalogue("fa").date(iso) == persian


def test_what_of_a_date_is_finer_than_its_year() -> None:
    words = catalogue("en")
    assert [words.day_and_month(iso) for iso in ("2026-11-23", "2026-11", "2026", "x")] == [
        "23 November",
        "November",
        "",
        "",
    ]


def test_languages_without_a_catalogue_are_spoken_to_in_english() -> None:
    assert catalogue("de")("contents") == "Contents"
    assert catalogue("de").language == "en"
    assert not known("de")
    assert known("fa-AF")
    assert catalogue("../en")("contents") == "Contents"


def test_a_word_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(LayoutError) as caught:
        catalogue("en")("contnets")
    assert caught.value.messages[0].code == "word-unknown"


def test_names_of_languages() -> None:
    assert catalogue("en").language_name("fa") == "Persian"
    assert catalogue("fa").language_name("en-GB") == "انگلیسی"
    assert catalogue("en").language_name("no language") == "no language"
