"""Records for the tests of citations: those of both samples, and any that Hypothesis can think of."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st

from compiler import project
from compiler.model.book import CaptureRecord, EditionRecord, Record
from compiler.project import Edition
from tests.conftest import ROOT

SAMPLES = (ROOT / "sources", ROOT / "sources/rahnama")
HOSTILE = (
    "An } unbalanced { title",
    "}}\n@misc{other, title = {stolen}}",
    "Ends with a backslash \\",
    '50 % of $5 & #1_2 ~ ^ “quotes” "straight"',
    "TY  - BOOK\nER  - \nTI  - stolen",
    "- yaml: [a, {b: c}] # remark",
    "\U000f0000\ufdd0<i>not italic</i>\ufdd1",
    "متن راست‌به‌چپ (RTL) و «نقل»؛ 100٪",
    "כותרת עם “מירכאות” ו־123",
    "line\u2028separator \x85 next \x0b tab\tend",
    "and and and, and others",
)


@cache
def editions() -> tuple[Edition, ...]:
    """The two sample collections."""
    return tuple(project.load(folder) for folder in SAMPLES)


@cache
def sample_records() -> tuple[Record, ...]:
    """Every record of both samples."""
    return tuple(source.record for edition in editions() for source in edition.sources)


_LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(_LETTERS, max_size=40))
TITLES = TEXTS.filter(lambda text: any(map(str.isalnum, text)))
_DAYS = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
DATES = st.one_of(st.just(""), _DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4]))
ADDRESSES = st.one_of(
    st.from_regex(r"https?://[a-z]{1,8}\.org/[!-~]{0,12}", fullmatch=True),
    st.sampled_from(
        [
            "https://web.archive.org/web/20160504120000/http://www.example.org/page",
            "http://example.org/?a={b}&c=d;e%20f#g",
            "not an address",
            "https://example.org/صفحه",
        ]
    ),
)
_NAMES = st.one_of(
    TITLES, st.sampled_from(["Khodabandeh, Massoud", "van der Berg, J. K.", "Nejat Society", "مریم نمونه"])
)
_CAPTURES = st.builds(
    CaptureRecord,
    file=st.just("captures/page.html"),
    name=st.just("page.html"),
    sha256=st.just("0" * 64),
    bytes=st.just(1),
    media_type=st.just("text/html"),
    captured=DATES,
)


@st.composite
def records(draw: st.DrawFn, identifier: str = "a-source") -> Record:
    """A record whose texts are as bad as they can be."""
    return Record(
        id=identifier,
        title=draw(TITLES),
        subtitle=draw(TEXTS),
        short_title=draw(TEXTS),
        authors=tuple(draw(st.lists(_NAMES, max_size=3))),
        translators=tuple(draw(st.lists(_NAMES, max_size=2))),
        publisher=draw(TEXTS),
        place=draw(TEXTS),
        date=draw(DATES),
        language=draw(st.sampled_from(["en", "fa", "he", "ur", "pt-BR", ""])),
        addresses=tuple(draw(st.lists(ADDRESSES, max_size=3))),
        kind=draw(st.one_of(TEXTS, st.sampled_from(["report", "news article", "کتاب", "فصل راهنما"]))),
        pages=draw(st.one_of(st.none(), st.integers(1, 2000))),
        provenance=draw(TEXTS),
        captures=tuple(draw(st.lists(_CAPTURES, max_size=2))),
    )


EDITIONS = st.builds(
    EditionRecord,
    title=TITLES,
    subtitle=TEXTS,
    editors=st.lists(_NAMES, max_size=2).map(tuple),
    publisher=TEXTS,
    language=st.sampled_from(["en", "fa", "ar"]),
    description=TEXTS,
    identifier=st.sampled_from(["urn:uuid:7d0f3a52-3c1b-5e0e-9a7b-2f6d1a4c8e90", "https://example.org/e", ""]),
    date=_DAYS,
)
