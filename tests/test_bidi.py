"""Directions, languages, runs and control characters of bare text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import bidi

LONG_PERSIAN = "این نوشته دربارهٔ گزارش‌های پیشین است"


@pytest.mark.parametrize(
    ("text", "default", "direction"),
    [
        ("Camp", "rtl", "ltr"),
        ("کمپ اشرف", "ltr", "rtl"),
        ("UNAMI از سازمان ملل است", "ltr", "rtl"),
        ("Human Rights Watch گزارش داد", "ltr", "rtl"),
        ("the word کتاب means book", "rtl", "ltr"),
        ("https://example.org/a/very/long/address را ببینید", "ltr", "rtl"),
        ("https://example.org", "rtl", "ltr"),
        ("𞤀𞤣𞤤𞤢𞤥 𞤘𞤵𞤤𞤫", "ltr", "rtl"),
        ("2015", "rtl", "rtl"),
        ("گفت see https://example.org/a/b for more و رفت", "rtl", "rtl"),
        ("رابطهٔ f(x) = x + y است", "ltr", "rtl"),
        ("2015", "ltr", "ltr"),
        ("۱۳۹۵", "ltr", "ltr"),
        ("کتاب Book", "ltr", "ltr"),
        ("Wasser آب", "ltr", "ltr"),
        ("نشانی: Tehran, Iran", "rtl", "rtl"),
    ],
)
def test_the_direction_of_a_sentence_is_that_of_most_of_its_words(
    text: str, default: bidi.Direction, direction: str
) -> None:
    assert bidi.direction_of(text, default) == direction


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Camp", "en"),
        (LONG_PERSIAN, "fa"),
        (LONG_PERSIAN.replace("ی", "ي").replace("ک", "ك"), "fa"),
        ("هذه الوثيقة إلى القارئ", "ar"),
        ("ספר", "he"),
        ("װאָס", "yi"),
        ("کوردستانی نوێ و ڕۆژنامە", "ckb"),
        ("یہ کتاب ہے", "ur"),
        ("دا ښه کتاب دی", "ps"),
        ("سلام", "und-Arab"),
        ("گزارش", "und-Arab"),
        ("كتاب", "und-Arab"),
        ("إن هذه الرسالة وصلت إلى المدينة القديمة في السنة الماضية " * 4 + "گوگل", "ar"),
        (LONG_PERSIAN * 4 + " إنا لله", "fa"),
        ("𞤀𞤣𞤤𞤢𞤥 𞤘𞤵𞤤𞤫", "und-Adlm"),
        ("ދިވެހި", "und-Thaa"),
    ],
)
def test_letters_tell_a_language_or_nothing(text: str, language: str) -> None:
    assert bidi.language_of(text) == language


@pytest.mark.parametrize(
    ("text", "near", "language"),
    [
        ("گزارش", ("fa",), "fa"),
        ("گزارش", ("ar", "ur"), "ur"),
        ("كتاب", ("fa",), "fa"),
        ("مكتبة", ("fa",), "ar"),
        ("یہ ہے", ("fa",), "ur"),
        ("سلام", ("en", "he"), "und-Arab"),
        ("ספר", ("yi",), "yi"),
        ("ספר", ("fa",), "he"),
        ("سلام", ("he", "ckb"), "ckb"),
        ("ދިވެހި", ("fa", "dv"), "dv"),
    ],
)
def test_what_letters_leave_open_the_languages_around_decide(text: str, near: tuple[str, ...], language: str) -> None:
    assert bidi.language_of(text, "", near) == language


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("fa", "rtl"),
        ("fa-IR", "rtl"),
        ("en-GB", "ltr"),
        ("ku-Arab", "rtl"),
        ("und-Arab", "rtl"),
        ("und-Adlm", "rtl"),
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


# --- runs ---


def shown(text: str, direction: bidi.Direction) -> list[str]:
    return [f"{text[run.start : run.end]}|{run.direction}" for run in bidi.runs(text, direction)]


@pytest.mark.parametrize(
    ("text", "isolates"),
    [
        ("در New York Times چاپ شد", ["New York Times|ltr"]),
        ("فهرست A, B and C را", ["A, B and C|ltr"]),
        ("از BBC، CNN و Reuters", ["BBC|ltr", "CNN|ltr", "Reuters|ltr"]),
        ("با Windows 10 کار", ["Windows 10|ltr"]),
        ("از BBC، 2024 بود", ["BBC|ltr"]),
        ("از BBC ۱۲ نفر", ["BBC|ltr"]),
        ("نسخهٔ MS-214 در", ["MS-214|ltr"]),
        ("شبکهٔ 4G است", ["4G|ltr"]),
        ("حجم 5 GB است", ["5 GB|ltr"]),
        ("آلبوم U2 و 12 ترانه", ["U2|ltr"]),
        ("زبان C++ و C# است", ["C++|ltr", "C#|ltr"]),
        ("گزینهٔ -v و --help و .py", ["-v|ltr", "--help|ltr", ".py|ltr"]),
        ("در U.S. است", ["U.S.|ltr"]),
        ("از Reuters.", ["Reuters|ltr"]),
        ("صفحهٔ p. 12 را", ["p. 12|ltr"]),
        ("(UNHCR) گفت", ["UNHCR|ltr"]),
        ("به «BBC» گفت", ["BBC|ltr"]),
        ("زبان Python (CPython) است", ["Python (CPython)|ltr"]),
        ("کتاب (A) B بود", ["(A) B|ltr"]),
        ("نام Foo (bar زبان) بود", ["Foo|ltr", "bar|ltr"]),
        ("در 2024-05-12 بود", ["2024-05-12|ltr"]),
        ("در ۱۳۹۵/۴/۵ بود", ["۱۳۹۵/۴/۵|ltr"]),
        ("سال‌های ۱۳۶۰–۱۳۶۵", ["۱۳۶۰–۱۳۶۵|rtl"]),
        ("سال‌های 1979–1989", ["1979–1989|ltr"]),
        ("نسخهٔ 3.11.2 را", ["3.11.2|ltr"]),
        ("ساعت 10:30 آمد", ["10:30|ltr"]),
        ("دمای -5 درجه", ["-5|ltr"]),
        ("بهای $20 است", ["$20|ltr"]),
        ("تلفن +98 21 8888 1234 است", ["+98 21 8888 1234|ltr"]),
        ("تلفن ۰۲۱-۸۸۸۸۱۲۳۴ است", ["۰۲۱-۸۸۸۸۱۲۳۴|ltr"]),
        ("تلفن (021) 88881234 است", ["(021) 88881234|ltr"]),
        ("نشانی https://example.org/a_(b)/، که", ["https://example.org/a_(b)/|ltr"]),
        ("نشانی (https://example.org/a).", ["https://example.org/a|ltr"]),
        ("نامه به a.b@example.org.", ["a.b@example.org|ltr"]),
        ("شناسهٔ 10.1000/182 است", ["10.1000/182|ltr"]),
        ("پروندهٔ edition.toml را", ["edition.toml|ltr"]),
        ("گفت «Hello!» و", ["Hello!|ltr"]),
        ('گفت "Why not?" و', ["Why not?|ltr"]),
        ("گفت Hello! و", ["Hello|ltr"]),
        ("پرسید Who are you? و", ["Who are you?|ltr"]),
        ("جملهٔ See https://example.org/a for more را", ["See https://example.org/a for more|ltr"]),
        ("شناسهٔ doi:10.1000/182 است", ["doi:10.1000/182|ltr"]),
        ("پروندهٔ ./a/b.txt و /usr/local/ را", ["./a/b.txt|ltr", "/usr/local/|ltr"]),
        ("نشانی https://example.org/wiki/کتاب است", ["https://example.org/wiki/کتاب|ltr"]),
        ("در May 12, 2015 و 12 March 2015 و 12–15 May", ["May 12, 2015|ltr", "12 March 2015|ltr", "12–15 May|ltr"]),
        ("سال 2015 Camp Ashraf", ["Camp Ashraf|ltr"]),
        ("شرکت Apple Inc. و دیگران", ["Apple Inc.|ltr"]),
        ("شرکت Apple Inc.", ["Apple Inc|ltr"]),
        ("مادهٔ 12(b) و 3.a", ["12(b)|ltr", "3.a|ltr"]),
        ("تابع f(x) = x² + 2 است", ["f(x) = x² + 2|ltr"]),
        ("نشان *Note* را", ["Note|ltr"]),
        ("یا/and گزارش.pdf", ["and|ltr", "pdf|ltr"]),
        ("یکی [Google](https://g.example) را", ["[Google](https://g.example)|ltr"]),
        ("زبان C++\u200e و سلام\u200e است", ["C++|ltr"]),
        ("مبلغ 1,234.56 و $1,250.50 است", ["1,234.56|ltr", "$1,250.50|ltr"]),
        ("جمع 2 + 2 = 4 و ۲+۲=۴", ["2 + 2 = 4|ltr", "۲+۲=۴|ltr"]),
        ("حدود 5–10% و ۵–۱۰٪", ["5–10%|ltr", "۵–۱۰|rtl"]),
        ("از ۱۲-۱۵ خرداد", ["۱۲|ltr", "۱۵|ltr"]),
        ("من ٢٠١٥-٢٠١٦ إلى", ["٢٠١٥-٢٠١٦|rtl"]),
        ("از ۱۰:۳۰–۱۲:۴۵ بود", ["۱۰:۳۰|ltr", "۱۲:۴۵|ltr"]),
        ("هاتف +٩٨ ٢١ ٨٨٨٨ فقط", ["+٩٨ ٢١ ٨٨٨٨|ltr"]),
        ("تلفن (+98) 21 8888", ["(+98) 21 8888|ltr"]),
        ("(تلفن +98 21 8888)", ["+98 21 8888|ltr"]),
        ("شابک ۹۷۸-۳-۱۶-۱۴۸۴۱۰-۰ است", ["۹۷۸-۳-۱۶-۱۴۸۴۱۰-۰|ltr"]),
        ("سه کتاب و 12 نفر و ۵۰٪ و 50%", []),
    ],
)
def test_isolates_of_a_persian_sentence(text: str, isolates: list[str]) -> None:
    assert shown(text, "rtl") == isolates


@pytest.mark.parametrize(
    ("text", "isolates"),
    [
        ("see کمپ لیبرتی 3, and more", ["کمپ لیبرتی 3|rtl"]),
        ("(کمپ اشرف, کمپ لیبرتی)", ["کمپ اشرف|rtl", "کمپ لیبرتی|rtl"]),
        ("he said «سلام» twice", ["سلام|rtl"]),
        ("the form می‌روند‌ is", ["می‌روند‌|rtl"]),
        ("+٩٨ ٢١ ٨٨٨٨", ["٩٨|ltr", "٢١|ltr", "٨٨٨٨|ltr"]),
        ("٢٠٢٤-٠٥-١٢", ["٢٠٢٤|ltr", "٠٥|ltr", "١٢|ltr"]),
        ("only ١٢/٥/٢٠٢٤ here", []),
        ("on ۱۲ مرداد ۱۳۹۵ and ۲۵٪ مردم", ["۱۲ مرداد ۱۳۹۵|rtl", "۲۵٪ مردم|rtl"]),
        ("such as «بازار تبریز، ۱۲۹۰» keeps", ["بازار تبریز، ۱۲۹۰|rtl"]),
        ("in تبریز, ۱۲ and", ["تبریز|rtl"]),
        ("he said «سلام!» and کجا؟ again", ["سلام!|rtl", "کجا؟|rtl"]),
        ("the share نسبت ۵۰٪ here", ["نسبت ۵۰٪|rtl"]),
        ("he said سلام!\u200f twice", ["سلام!\u200f|rtl"]),
        ("on 2024-05-12 and 1979–1989", []),
    ],
)
def test_isolates_of_an_english_sentence(text: str, isolates: list[str]) -> None:
    assert shown(text, "ltr") == isolates


def test_hebrew_asks_with_the_latin_question_mark() -> None:
    assert shown("מה זה Python?", "rtl") == ["Python|ltr"]
    assert shown("پرسید Who? و رفت", "rtl") == ["Who?|ltr"]


@given(st.text(alphabet="abAB کمپآ۱۲12-–.:/+()«»[]، ؛%$\u200c\ufffc\n", max_size=40), st.sampled_from(["ltr", "rtl"]))
def test_runs_are_apart_in_order_and_inside(text: str, direction: bidi.Direction) -> None:
    at = 0
    for run in bidi.runs(text, direction):
        assert at <= run.start < run.end <= len(text)
        assert text[run.start] != "\ufffc" and text[run.end - 1] != "\ufffc"
        at = run.end


# --- controls ---

LRE, RLO, PDF, RLI, PDI, LRM = "\u202a", "\u202e", "\u202c", "\u2067", "\u2069", "\u200e"


@pytest.mark.parametrize(
    ("text", "groups", "alone", "overrides"),
    [
        (f"a{LRM}b", (), (), ()),
        (f"a{LRE}b{PDF}c", ((1, 4),), (), ()),
        (f"{RLI}a{LRE}b{PDF}{PDI}", ((0, 6),), (), ()),
        (f"{RLO}abc{PDF}", ((0, 5),), (), (0,)),
        (f"{RLO}abc", (), (0,), ()),
        (f"abc{PDI}{PDF}", (), (3, 4), ()),
        (f"{RLI}{LRE}a{PDI}{PDF}", ((0, 4),), (1, 4), ()),
    ],
)
def test_controls_are_paired_as_the_algorithm_pairs_them(
    text: str, groups: tuple[tuple[int, int], ...], alone: tuple[int, ...], overrides: tuple[int, ...]
) -> None:
    assert bidi.controls(text) == bidi.Controls(groups, alone, overrides)


def test_controls_of_hostile_depth_are_paired_at_once() -> None:
    depth = 50_000
    assert bidi.controls(RLI * depth + PDI * depth).groups == ((0, 2 * depth),)
    assert len(bidi.controls(LRE * depth + PDI * depth).alone) == 2 * depth
