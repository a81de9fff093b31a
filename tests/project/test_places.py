"""The lines of keys, dates and slugs: properties."""

from __future__ import annotations

import calendar
import tomllib
from datetime import date

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from compiler.project import is_date, is_day, is_free, slug_of
from compiler.project.dates import iso
from compiler.project.places import key_text, line_of, lines_of_keys
from compiler.project.values import slug

ROUGH = """\
a = "[not.a.table]"   # [nor.this]

b = [
  "x = 1",
  ["[[y]]"], # ]
]
c = '''
d = 1
[e]
''''
"quoted key" . 'and = another' = 1
f = { g = 1, h = [1, 2] }
i = \"\"\"\\\"\"\"
j = 1 \"\"\"\"
[t . "u v"]
k = 1
[[w]]
[[w]]
l = 1
[w.m]
n = 1
[[w.o]]
p = "\\u0041"
"\\u0041\\"" = 1
[q]
"""


def test_keys_are_found_past_strings_brackets_and_remarks() -> None:
    tomllib.loads(ROUGH)
    lines = dict(lines_of_keys(ROUGH))
    expected = {
        ("a",): 1,
        ("b",): 3,
        ("c",): 7,
        ("quoted key", "and = another"): 11,
        ("f",): 12,
        ("i",): 13,
        ("t", "u v"): 15,
        ("t", "u v", "k"): 16,
        ("w", 0): 17,
        ("w", 1): 18,
        ("w", 1, "l"): 19,
        ("w", 1, "m", "n"): 21,
        ("w", 1, "o", 0, "p"): 23,
        ("w", 1, "o", 0, 'A"'): 24,
        ("q",): 25,
    }
    assert {path: lines.get(path) for path in expected} == expected
    assert ("d",) not in lines
    assert ("e",) not in lines
    assert ("j",) not in lines


def test_what_has_no_line_of_its_own_has_that_of_what_is_around_it() -> None:
    lines = lines_of_keys(ROUGH)
    assert line_of(lines, ("f", "h", 1)) == 12
    assert line_of(lines, ("w", 1, "missing")) == 18
    assert line_of(lines, ("missing",)) is None
    assert key_text(("w", 1, "o", 0, "p")) == "w[2].o[1].p"


_values = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))),
    st.integers(-9, 9),
    st.lists(st.text("ab[]#\"'=\n", max_size=6), max_size=3),
    st.text("ab[]#\"'=\n\\", max_size=12).map(lambda text: tomlkit.string(text.replace("\\", ""), multiline=True)),
)


@given(st.dictionaries(st.text("ab .\"'=[]#", min_size=1, max_size=5), _values, max_size=6))
def test_the_line_that_is_told_begins_with_the_key(values: dict[str, object]) -> None:
    text = tomlkit.dumps(values)
    lines = lines_of_keys(text)
    rows = text.split("\n")
    for key in values:
        assert rows[lines[(key,)] - 1].startswith(tomlkit.key(key).as_string())
    assert len(lines) == len(values)


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_is_a_date_at_three_precisions(day: date) -> None:
    text = day.isoformat()
    assert is_day(text)
    assert iso(day) == text
    assert is_date(text[:7])
    assert is_date(text[:4])
    assert not is_day(text[:7])


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_days_that_the_calendar_does_not_have_are_none(year: int, month: int, day: int) -> None:
    has = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    assert is_date(f"{year:04d}-{month:02d}-{day:02d}") == has


def test_what_is_no_iso_date_is_none() -> None:
    for text in ("", "14", "2014-1", "2014/10/26", "26-10-2014", "2014-10-26T00:00", "۲۰۱۴", "2014-10-26\n"):
        assert not is_date(text), text


@given(st.text())
def test_a_slug_is_always_an_address(text: str) -> None:
    assert slug(slug_of(text))


def test_slugs_of_titles() -> None:
    assert slug_of("Café “Quay” & Pier, 1894") == "cafe-quay-pier-1894"
    assert slug_of("نامه‌ها") == "namh-ha"
    assert slug_of("書物") == "source"
    assert slug_of("1894 letters") == "source-1894-letters"


def test_a_new_id_names_nothing_else() -> None:
    assert is_free("a-new-one", {"a"})
    assert not is_free("a", {"a"})
    assert not is_free("a-p1", {"a"})
    assert not is_free("a", {"a-fig2"})
    assert not is_free("cover", ())
    assert not is_free("Capital", ())
