"""Elements in runs, across their edges and in each other; notes called in them; lines that turn over."""

from __future__ import annotations

from .case import BREAK, call, case, code, em, link, ltr, rtl, strong, sub, sup

NESTED = (
    case("fa-em", "واژهٔ ", em("open source"), " یعنی آزاد", seen="آزاد یعنی open source واژهٔ"),
    case("fa-em-middle", "کتاب one ", em("two"), " three را دید.", seen="دید. را one two three کتاب"),
    case("fa-two", "گفت ", em("Free"), " ", strong("Software"), " است.", seen="است. Free Software گفت"),
    case(
        "fa-link-middle",
        "کتاب the ",
        link("Book"),
        " of Kings را از قفسه برداشت",
        seen="برداشت قفسه از را the Book of Kings کتاب",
    ),
    case("fa-across-start", em("متن Latin"), " word ادامه", seen="ادامه Latin word متن"),
    case("fa-across-end", "متن Latin ", em("word ادامه"), " است", seen="است ادامه Latin word متن"),
    case("fa-mixed-em", "این ", em("فارسی English فارسی"), " است", seen="است فارسی English فارسی این"),
    case("fa-nested", "گفت ", strong("Free ", em("Software")), " است", seen="است Free Software گفت"),
    case("fa-em-link", "گفت ", em("the ", link("Free Book")), " است", seen="است the Free Book گفت"),
    case("fa-em-comma", "گفت Hello", em(","), " World و رفت", seen="رفت و Hello, World گفت"),
    case("fa-link-brackets", "آن (", link("Python"), ") است", seen="است (Python) آن"),
    case("fa-brackets-in-link", "آن ", link("(Python)"), " است", seen="است (Python) آن"),
    case("fa-quoted-em", "گفت «", em("Hello"), "» و رفت", seen="رفت و «Hello» گفت"),
    case("fa-link-sentence", link("راهنمای Bayaz 2.0 (PDF)"), " را", seen="را Bayaz 2.0 (PDF) راهنمای"),
    case("fa-power", "رابطهٔ E=mc", sup("2"), " است", seen="است E=mc2 رابطهٔ"),
    case("fa-water", "مولکول H", sub("2"), "O است", seen="است H2O مولکول"),
    case("fa-carbon", "گاز CO", sub("2"), " است", seen="است CO2 گاز"),
    case("fa-century", "او در the 19", sup("th"), " century زنده بود", seen="بود زنده the 19th century در او"),
    case("fa-code", "دستور ", code("git commit"), " را بزن", seen="بزن را git commit دستور"),
    case("fa-code-sum", "دستور ", code("a + b == c;"), " را بزن", seen="بزن را a + b == c; دستور"),
    case("fa-code-call", "تابع ", code("f(x)[0]"), " را بزن", seen="بزن را f(x)[0] تابع"),
    case("fa-em-number", "سال ", em("1979–1989"), " بود", seen="بود 1979–1989 سال"),
    case("fa-em-digits", "از Windows ", em("10"), " است", seen="است Windows 10 از"),
    case("fa-em-plus", "زبان C", em("++"), " است", seen="است C++ زبان"),
    case("fa-call-after", "کتاب Shahnameh", call(1), " را دید", seen="دید را 1 Shahnameh کتاب"),
    case(
        "fa-call-middle",
        "کتاب the Book",
        call(2),
        " of Kings را از قفسه برداشت",
        seen="برداشت قفسه از را the Book2 of Kings کتاب",
    ),
    case("fa-call-end", "کتاب را دید.", call(3), seen="3 دید. را کتاب"),
    case("fa-isolate", "متن ", ltr("en", "one, two!"), " است", seen="است one, two! متن"),
    case(
        "fa-isolate-nested",
        "متن ",
        ltr("en", "see ", rtl("fa", "شاهنامه، بهار"), " here"),
        " است",
        seen="است see بهار شاهنامه، here متن",
    ),
    case("fa-isolate-beside", "متن ", ltr("en", "one"), " ", ltr("en", "two"), " است", seen="است two one متن"),
    case("fa-break", "نخست این one two", BREAK, "three four آن آخر", seen="one two این نخست آخر آن three four"),
    case("ar-em-middle", "كتاب one ", em("two"), " three هنا في بيتي", seen="بيتي في هنا one two three كتاب"),
    case("ar-across", em("نص Latin"), " word تتمة", seen="تتمة Latin word نص"),
    case("he-em-middle", "ספר one ", em("two"), " three כאן בבית שלי", seen="שלי בבית כאן one two three ספר"),
    case("he-link-words", "ראו ", link("the Book"), " (PDF)", " כאן", seen="כאן the Book (PDF) ראו"),
    case("ur-em-middle", "کتاب one ", em("two"), " three میز پر ہے", seen="ہے پر میز one two three کتاب"),
    case("ckb-em-middle", "کتێبی one ", em("two"), " three لە ماڵەکە بوو", seen="بوو ماڵەکە لە one two three کتێبی"),
)
IN_LATIN = (
    case("en-em-middle", "The line بشنو ", em("از"), " نی opens it.", seen="The line نی از بشنو opens it."),
    case("en-two", "The ", em("شاهنامهٔ"), " ", strong("فردوسی"), " is long.", seen="The فردوسی شاهنامهٔ is long."),
    case("en-across", "See ", em("Book کتاب"), " خوب here", seen="See Book خوب کتاب here"),
    case("en-across-end", "See کتاب ", em("خوب is"), " here", seen="See خوب کتاب is here"),
    case(
        "en-link-words",
        "See the books ",
        link("شاهنامه، فردوسی"),
        " on this shelf.",
        seen="See the books فردوسی شاهنامه، on this shelf.",
    ),
    case("en-link-brackets", "See (", link("شاهنامه"), ") here.", seen="See ( شاهنامه ) here."),
    case("en-call", "The شاهنامه", call(1), " is long.", seen="The شاهنامه 1 is long."),
    case(
        "en-call-middle", "The line بشنو", call(2), " از نی is well known.", seen="The line نی از 2 بشنو is well known."
    ),
    case("en-isolate", "The ", rtl("fa", "سلام!"), " is long.", seen="The سلام! is long."),
    case("en-code", "Type ", code("چاپ(x)"), " here."),
    case("fr-em-middle", "Le vers بشنو ", em("از"), " نی est là.", seen="Le vers نی از بشنو est là."),
)
_LATIN = "the long road to the old town by the sea and the hill, and so on to the end of it all (as told)"
_PERSIAN = "راه دراز به شهر کهن در کنار دریا و کوه، و همچنان تا پایان این همه (چنان‌که گفته شد) و باز"
WRAPPED = (
    case("fa-wrap-run", "در این کتاب ", f"{_LATIN} {_LATIN}", f" {_PERSIAN} {_PERSIAN} {_PERSIAN}"),
    case(
        "fa-wrap-em",
        "در این کتاب the long road ",
        em("to the old town by"),
        f" the sea, {_LATIN}",
        f" {_PERSIAN} {_PERSIAN}",
    ),
    case("fa-wrap-brackets", f"در این ({_LATIN}) کتاب {_PERSIAN} (Tehran) {_PERSIAN} «Shiraz» است."),
    case("fa-wrap-numbers", f"{_PERSIAN} 2024-05-12 {_PERSIAN} +98 21 8888 1234 {_PERSIAN} Windows 10 است."),
    case("fa-wrap-link", "در ", link(f"{_LATIN} and {_LATIN}"), f" {_PERSIAN} {_PERSIAN} {_PERSIAN}"),
    case("fa-wrap-quote", f"{_PERSIAN} «{_LATIN}» {_PERSIAN} {_PERSIAN}", kind="quote"),
    case("fa-wrap-note", f"{_PERSIAN} ({_LATIN}) {_PERSIAN} {_PERSIAN}", kind="note"),
    case("fa-wrap-item", f"{_PERSIAN} [{_LATIN}] {_PERSIAN} {_PERSIAN}", kind="item"),
    case("ar-wrap-run", "في هذا الكتاب ", _LATIN, " وهكذا إلى آخر الطريق الطويل من أوله إلى آخره في المدينة القديمة"),
    case("he-wrap-run", "בספר הזה ", _LATIN, " וכך עד סוף הדרך הארוכה מתחילתה ועד סופה בעיר העתיקה ליד הים"),
    case("en-wrap-run", f"In it, {_PERSIAN} is told. {_LATIN} {_LATIN}"),
    case(
        "en-wrap-em", "In it, راه دراز ", em("به شهر کهن"), f" در کنار دریا و کوه {_PERSIAN} is told. {_LATIN} {_LATIN}"
    ),
    case("en-wrap-brackets", f"In it ({_PERSIAN}) and {_LATIN} «بشنو از نی» and {_LATIN}"),
)
NESTING_CASES = NESTED + IN_LATIN + WRAPPED
