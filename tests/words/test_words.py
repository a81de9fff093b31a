"""What Bayaz says: phrases with their blanks, plural forms, dates of every precision in both calendars, names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.words import calendar_of, words

PERSIAN = words("fa", calendar="jalali")


@pytest.mark.parametrize(
    ("iso", "english", "persian", "jalali"),
    [
        ("2014", "2014", "۲۰۱۴", "۲۰۱۴ میلادی"),
        ("2014-10", "October 2014", "اکتبر ۲۰۱۴", "اکتبر ۲۰۱۴"),
        ("2014-10-26", "26 October 2014", "۲۶ اکتبر ۲۰۱۴", "۴ آبان ۱۳۹۳ (۲۶ اکتبر ۲۰۱۴)"),
        ("2016-06-25", "25 June 2016", "۲۵ ژوئن ۲۰۱۶", "۵ تیر ۱۳۹۵ (۲۵ ژوئن ۲۰۱۶)"),
        ("2025-03-20", "20 March 2025", "۲۰ مارس ۲۰۲۵", "۳۰ اسفند ۱۴۰۳ (۲۰ مارس ۲۰۲۵)"),
        ("0500-01-01", "1 January 500", "۱ ژانویهٔ ۵۰۰", None),
        ("about 1887", "about 1887", "about 1887", "about 1887"),
        ("2014-13", "2014-13", "2014-13", "2014-13"),
        ("2014-02-30", "2014-02-30", "2014-02-30", "2014-02-30"),
        ("", "", "", ""),
    ],
)
def test_dates_of_every_precision(iso: str, english: str, persian: str, jalali: str | None) -> None:
    assert words("en").date(iso) == english
    assert words("fa").date(iso) == persian
    assert PERSIAN.date(iso) == (jalali or words("fa").date(iso))


def test_the_title_page_has_the_calendar_of_the_edition_alone() -> None:
    assert PERSIAN.calendar_date("2026-11-23") == "۲ آذر ۱۴۰۵"
    assert (PERSIAN.day_and_month("2026-11-23"), PERSIAN.year("2026-11-23")) == ("۲ آذر", "۱۴۰۵")
    english = words("en")
    assert (english.calendar_date("2026-11-23"), english.year("2026-11-23")) == ("23 November 2026", "2026")


@pytest.mark.parametrize(
    ("language", "calendar", "date"),
    [
        ("en", "jalali", "2 Azar 1405 (23 November 2026)"),
        ("fa-AF", "jalali", "۲ قوس ۱۴۰۵ (۲۳ نومبر ۲۰۲۶)"),
        ("ar", "jalali", "٢٣ نوفمبر ٢٠٢٦"),
        ("ar-SY", "", "٢٣ تشرين الثاني ٢٠٢٦"),
        ("ar-MA", "", "23 نونبر 2026"),
        ("he", "", "23 בנובמבר 2026"),
    ],
)
def test_months_have_the_names_of_the_language_and_region(language: str, calendar: str, date: str) -> None:
    said = words(language, calendar=calendar).date("2026-11-23")
    assert said == date


def test_a_year_among_jalali_dates_says_that_it_is_none() -> None:
    assert words("en", calendar="jalali").date("2014") == "2014 CE"
    assert words("ar", calendar="jalali").date("2014") == "٢٠١٤", "nothing is Jalali there"


@pytest.mark.parametrize(
    ("language", "numerals", "calendar", "expected"),
    [
        ("fa", "", "", "jalali"),
        ("fa-AF", "native", "", "jalali"),
        ("fa", "western", "", "gregorian"),
        ("fa", "western", "jalali", "jalali"),
        ("fa", "", "gregorian", "gregorian"),
        ("ar", "", "", "gregorian"),
        ("en", "", "", "gregorian"),
        ("en", "", "jalali", "jalali"),
    ],
)
def test_the_calendar_of_an_edition(language: str, numerals: str, calendar: str, expected: str) -> None:
    assert calendar_of(language, numerals, calendar) == expected


@given(st.dates())
def test_every_day_has_a_date_in_every_calendar(day: object) -> None:
    iso = str(day)
    said = PERSIAN.date(iso)
    assert said
    assert not any(c in "0123456789" for c in said)
    assert PERSIAN.day_and_month(iso)


def test_what_of_a_date_is_finer_than_its_year() -> None:
    said = [words("en").day_and_month(iso) for iso in ("2026-11-23", "2026-11", "2026", "x")]
    assert said == ["23 November", "November", "", ""]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {0: "0 pages", 1: "1 page", 2: "2 pages"}),
        ("fa", {0: "۰ صفحه", 1: "۱ صفحه", 2: "۲ صفحه"}),
        (
            "ar",
            {
                0: "بلا صفحات",
                1: "صفحة واحدة",
                2: "صفحتان",
                3: "٣ صفحات",
                10: "١٠ صفحات",
                11: "١١ صفحة",
                99: "٩٩ صفحة",
                100: "١٠٠ صفحة",
                103: "١٠٣ صفحات",
            },
        ),
        ("he", {1: "עמוד אחד", 2: "שני עמודים", 3: "3 עמודים", 10: "10 עמודים"}),
    ],
)
def test_plural_forms(language: str, forms: dict[int, str]) -> None:
    assert {n: words(language).counted("{n} page", "{n} pages", n) for n in forms} == forms


def test_numbers_are_filled_in_by_the_numerals_and_texts_as_they_are() -> None:
    assert words("fa")("Figure {n}", n=14) == "تصویر ۱۴"
    assert words("fa", numerals="western")("Figure {n}", n=14) == "تصویر 14"
    assert words("fa")("Picture: {credit}", credit="Studio 14") == "تصویر: Studio 14"
    assert words("en")("Figure {n}") == "Figure {n}", "a blank without a value stays"


def test_names_of_languages() -> None:
    assert words("en").language_name("fa") == "Persian"
    assert words("fa").language_name("en-GB") == "انگلیسی"
    assert words("en").language_name("no language") == "no language"
