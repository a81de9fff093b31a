"""What kind of work a source is, by the words of its record: item types of CSL, and those of BibTeX, RIS and CFF that go with them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Types(NamedTuple):
    """What the formats call an item type.

    BibTeX has `misc` for all that it has no type for, or only one that must name a container: records have none.
    """

    bibtex: str
    ris: str
    cff: str


OTHER = Types("misc", "GEN", "generic")
TYPES: dict[str, Types] = {
    "article": Types("misc", "GEN", "article"),
    "article-journal": Types("article", "JOUR", "article"),
    "article-magazine": Types("article", "MGZN", "magazine-article"),
    "article-newspaper": Types("article", "NEWS", "newspaper-article"),
    "book": Types("book", "BOOK", "book"),
    "broadcast": Types("misc", "VIDEO", "film-broadcast"),
    "chapter": Types("misc", "CHAP", "generic"),
    "document": OTHER,
    "entry-encyclopedia": Types("misc", "ENCYC", "encyclopedia"),
    "interview": OTHER,
    "legal_case": Types("misc", "CASE", "legal-case"),
    "legislation": Types("misc", "STAT", "statute"),
    "manuscript": Types("misc", "MANSCPT", "unpublished"),
    "map": Types("misc", "MAP", "map"),
    "motion_picture": Types("misc", "MPCT", "film-broadcast"),
    "pamphlet": Types("booklet", "PAMP", "pamphlet"),
    "paper-conference": Types("misc", "CPAPER", "conference-paper"),
    "personal_communication": Types("misc", "PCOMM", "personal-communication"),
    "post": Types("misc", "BLOG", "blog"),
    "post-weblog": Types("misc", "BLOG", "blog"),
    "report": Types("techreport", "RPRT", "report"),
    "speech": OTHER,
    "thesis": Types("misc", "THES", "thesis"),
    "webpage": Types("misc", "ELEC", "website"),
}

_WORDS = {
    "article": "article, essay, مقاله, مقالة, מאמר, مضمون",
    "article-journal": "journal article, scholarly article, مقاله علمی, مقاله پژوهشی, مقالة علمية",
    "article-magazine": "magazine article, magazine, مقاله مجله, مجله",
    "article-newspaper": (
        "news article, newspaper article, news report, news story, news, newspaper, press article, "
        "مقاله خبری, گزارش خبری, خبر, روزنامه, خبر صحفي, مقالة صحفية, כתבה, خبری مضمون"
    ),
    "book": "book, monograph, کتاب, كتاب, ספר",
    "broadcast": "broadcast, programme, podcast, برنامه تلویزیونی, برنامه رادیویی",
    "chapter": "chapter, book chapter, فصل, فصل کتاب, פרק, باب",
    "document": "document, press release, سند, بیانیه, اطلاعیه, وثيقة, بيان, מסמך",
    "entry-encyclopedia": "encyclopedia entry, encyclopaedia entry, encyclopedia, encyclopaedia, مدخل دانشنامه, دانشنامه",
    "interview": "interview, مصاحبه, گفتگو, گفت وگو, گفت و گو, مقابلة, ראיון, انٹرویو",
    "legal_case": "judgment, judgement, court case, ruling, رای دادگاه, حکم دادگاه",
    "legislation": "law, act, statute, قانون, חוק",
    "manuscript": "manuscript, نسخه خطی, دستنوشته, مخطوطة, כתב יד",
    "map": "map, نقشه, خريطة, מפה",
    "motion_picture": "film, video, documentary, فیلم, ویدئو, مستند",
    "pamphlet": "pamphlet, leaflet, brochure, booklet, جزوه, کتابچه, اعلامیه, كتيب",
    "paper-conference": "conference paper, مقاله همایش, مقاله کنفرانس",
    "personal_communication": "letter, email, e-mail, memo, نامه, ایمیل, رسالة, מכתב, خط",
    "post": "post, social media post, forum post, thread, پست, توییت",
    "post-weblog": "blog post, weblog, blog, یادداشت وبلاگ, وبلاگ, مدونة, בלוג",
    "report": "report, working paper, white paper, technical report, گزارش, تقرير, דוח, דו״ח, رپورٹ",
    "speech": "speech, lecture, talk, address, سخنرانی, خطابه, خطاب, محاضرة, נאום",
    "thesis": "thesis, dissertation, پایان نامه, رساله, أطروحة, תזה",
    "webpage": "web page, webpage, website, page, صفحه وب, صفحه, وبگاه, صفحة, דף אינטרנט",
}
_LETTERS = str.maketrans(
    {"ي": "ی", "ك": "ک", "ى": "ی", "ة": "ه", "ۀ": "ه", "ۂ": "ه", "أ": "ا", "\u200c": " ", "-": " "}
)


def csl_type(kind: str, *, on_the_web: bool = False) -> str:
    """The CSL type of a work that is said to be of this `kind`: by the longest words in it that name one, the first of equals.

    What says nothing known is a page of the web where it has an address there, else a document.
    """
    said = f" {_plain(kind)} "
    found = [words for words in _KNOWN if f" {words} " in said]
    return _KNOWN[max(found, key=len)] if found else "webpage" if on_the_web else "document"


def types(csl: str) -> Types:
    """What the other formats call a CSL type."""
    return TYPES.get(csl, OTHER)


def _plain(words: str) -> str:
    """Words without case, signs and marks on their letters, letters of the same look alike."""
    parted = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", words).translate(_LETTERS).casefold())
    bare = "".join(c for c in parted if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(re.findall(r"\w+", bare))


_KNOWN = {_plain(words): kind for kind, named in _WORDS.items() for words in named.split(", ")}
