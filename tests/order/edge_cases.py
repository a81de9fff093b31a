"""What belongs to a run or number at its edges, where the algorithm alone does not know; lines that are guests of their block."""

from __future__ import annotations

from .case import case, em, link

NUMBERS = (
    case("fa-range-en-dash", "سال‌های ۱۳۶۰–۱۳۶۵ گذشت.", seen="گذشت. ۱۳۶۵ – ۱۳۶۰ سال‌های"),
    case("fa-range-hyphen", "از ۱۲-۱۵ خرداد بود.", seen="بود. خرداد ۱۵ - ۱۲ از"),
    case("fa-range-first", "۱۲-۱۵ خرداد بود.", seen="بود. خرداد ۱۵ - ۱۲"),
    case("fa-range-times", "از ۱۰:۳۰–۱۲:۴۵ آمد.", seen="آمد. ۱۲:۴۵ – ۱۰:۳۰ از"),
    case("fa-range-percent", "حدود ۵–۱۰٪ بود.", seen="بود. ٪ ۱۰ – ۵ حدود"),
    case("fa-range-percent-western", "حدود 5–10% بود.", seen="بود. 5–10% حدود"),
    case("ar-range-arabic", "بين ٢٠١٥-٢٠١٦ فقط", seen="فقط ٢٠١٦ - ٢٠١٥ بين"),
    case("ar-phone-arabic", "هاتف +٩٨ ٢١ ٨٨٨٨ فقط", seen="فقط +٩٨ ٢١ ٨٨٨٨ هاتف"),
    case("ar-date-hyphens", "صدر في ٢٠٢٤-٠٥-١٢ فقط", seen="فقط ٢٠٢٤-٠٥-١٢ في صدر"),
    case("en-arabic-digits", "The years ٢٠١٥, ٢٠١٦ here.", seen="The years ٢٠١٥, ٢٠١٦ here."),
    case("fa-phone-area", "تلفن (+98) 21 8888 است.", seen="است. (+98) 21 8888 تلفن"),
    case("fa-phone-in-brackets", "این (تلفن +98 21 8888) است.", seen="است. ( +98 21 8888 تلفن ) این"),
    case("fa-sum-spaced", "جمع ۲ + ۲ = ۴ است.", seen="است. ۲ + ۲ = ۴ جمع"),
    case("fa-law", "مادهٔ 12(b) را بخوان.", seen="بخوان. را 12(b) مادهٔ"),
    case("fa-month", "در 12–15 March 2015 بود.", seen="بود. 12–15 March 2015 در"),
    case("fa-month-first", "در May 12, 2015 بود.", seen="بود. May 12, 2015 در"),
    case("en-number-inside", "On روز 2024-05-12 نوشته it ends.", seen="On نوشته 2024-05-12 روز it ends."),
)
WORDS = (
    case(
        "fa-url-in-sentence",
        "گفت see https://example.org/a for more و رفت.",
        seen="رفت. و see https://example.org/a for more گفت",
    ),
    case("fa-doi", "شناسهٔ doi:10.1000/182 است.", seen="است. doi:10.1000/182 شناسهٔ"),
    case("fa-path-and-name", "پروندهٔ ./a/b.txt را ببین.", seen="ببین. را ./a/b.txt پروندهٔ"),
    case("fa-extension", "پروندهٔ گزارش.pdf را ببین.", seen="ببین. را pdf . گزارش پروندهٔ"),
    case("fa-formula", "رابطهٔ f(x) = x² + 2 است.", seen="است. f(x) = x² + 2 رابطهٔ"),
    case("fa-incorporated", "شرکت Apple Inc. و دیگران", seen="دیگران و Apple Inc. شرکت"),
    case("fa-starred", "نشان *Note* را ببین.", seen="ببین. را *Note* نشان"),
    case(
        "fa-controls-across",
        "عبارت \u2066one ",
        em("two, three!\u2069"),
        " را دید.",
        seen="دید. را one two, three! عبارت",
    ),
    case("fa-link-half", "در ", link("نامهٔ New"), " York Times بود.", seen="بود. New York Times نامهٔ در"),
)
GUESTS = (
    case(
        "fa-attribution-guest", "The sea, by کامو, in French", seen="The sea, by کامو , in French", kind="attribution"
    ),
    case("en-attribution-guest", "گزارش UNAMI از شهر", seen="شهر از UNAMI گزارش", kind="attribution"),
    case("en-verse-guest", "کنار BBC ماند و رفت", seen="رفت و ماند BBC کنار", kind="verse"),
)
EDGE_CASES = NUMBERS + WORDS + GUESTS
