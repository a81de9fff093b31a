"""On which printed pages words stand: every place of them in a finished PDF, as PDFium reads it along its tags.

Nothing of the compiler is asked. What an index must find is told here once more, and by other means: patterns over the text of each
paragraph, cell, caption and note.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

_SAME = str.maketrans("يىكةأإؤ", "ییکهااو")
_HYPHEN = "\u2010"
_GAP = r"(?:[^\w+#&@%]|_)+"
_WORD = r"[^\W_]"
_ENDINGS = "ها|های|هایی|هایم|هایت|هایش|هایمان|هایتان|هایشان|تر|تری|ترین|ای|ام|ات|اش|ایم|اید|اند|مان|تان|شان|ی"
"""What may follow a Persian word after a non-joiner: plural, person, degree."""


@dataclass
class Passage:
    """The words of a block as they are printed, each letter with the index of its page."""

    letters: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters).strip()

    def add(self, text: str, page: int) -> None:
        """A further piece: no word goes on in it unless a hyphen has cut it, and PDFium tells of no space where a page turns."""
        self.letters += ((letter, page) for letter in f"{text}\n")


@dataclass(frozen=True)
class Places:
    """The labels of the pages on which each term begins, in their order, and how often a page turns within one."""

    pages: dict[str, list[str]]
    turned: int


def places_of(
    pdf: Path, spellings: Mapping[str, Iterable[str]], without: Iterable[str], silent: tuple[str, ...] = ()
) -> Places:
    """Where one of its spellings stands as whole words, for each term.

    What lies in a longer spelling of any term does not count. `without` are the titles of top-level parts that are left out, and
    passages that begin with one of `silent` are: what a chapter's opening says of its source is no text of the chapter.
    """
    labels, parts = _parts(pdf)
    passages = [passage for title, part in parts if not title & set(without) for passage in part]
    passages = [one for one in passages if not (silent and one.text.startswith(silent))]
    patterns = [(term, one, _pattern(one)) for term, said in spellings.items() for one in said]
    found: dict[str, set[int]] = defaultdict(set)
    turned = 0
    for passage in passages:
        for term, first, last in _terms_in(passage, patterns):
            found[term].add(first)
            turned += first != last
    return Places({term: [labels[page] for page in sorted(pages)] for term, pages in found.items()}, turned)


def passages_of(pdf: Path, title: str) -> list[str]:
    """The text of each block of the sections with this heading in the order of the tags."""
    _, parts = _parts(pdf)
    return [
        "".join(letter for letter, _ in passage.letters)
        for titles, part in parts
        if title in titles
        for passage in part
    ]


def _parts(pdf: Path) -> tuple[list[str], list[tuple[set[str], list[Passage]]]]:
    """The labels of all pages, and the passages of each section at the top of the tags, with the first words that it holds."""
    with pikepdf.open(pdf) as file, pypdfium2.PdfDocument(pdf) as drawn:
        labels = [drawn.get_page_label(index) for index in range(len(drawn))]
        held = [_held(page) for page in drawn]
        numbers = {page.objgen: index for index, page in enumerate(file.pages)}
        (document,) = file.Root.StructTreeRoot.K
        sections = [section for part in document.K for section in _kids(part)]
        parts = [list(_within(section, None, held, numbers)) for section in sections]
    return labels, [(_first_words(part), part) for part in parts]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _first_words(passages: list[Passage]) -> set[str]:
    said = ("".join(letter for letter, _ in passage.letters).strip() for passage in passages)
    return set(list(filter(None, said))[:2])


def _terms_in(passage: Passage, patterns: list[tuple[str, str, re.Pattern[str]]]) -> Iterator[tuple[str, int, int]]:
    text, pages = _plain(passage)
    folded = text.lower()
    spans = [
        (found.start(), found.end(), term)
        for term, spelling, pattern in patterns
        for found in pattern.finditer(folded)
        if _capitals(text[found.start() : found.end()], spelling)
    ]
    for start, end, term in spans:
        longer = any(a <= start and end <= b and b - a > end - start for a, b, _ in spans)
        if not longer:
            yield term, pages[start], pages[end - 1]


def _plain(passage: Passage) -> tuple[str, list[int]]:
    """The text without the hyphens of cut words, its letters the usual ones, and the page of each."""
    text = "".join(letter for letter, _ in passage.letters)
    kept = [True] * len(text)
    for cut in re.finditer(rf"(?<={_WORD}){_HYPHEN}\s*(?={_WORD})", text):
        kept[cut.start() : cut.end()] = [False] * (cut.end() - cut.start())
    left = [one for one, keep in zip(passage.letters, kept, strict=True) if keep]
    plain = [(unicodedata.normalize("NFC", letter).translate(_SAME), page) for letter, page in left]
    return "".join(letter for letter, _ in plain), [page for letter, page in plain for _ in letter]


def _pattern(spelling: str) -> re.Pattern[str]:
    words = re.findall(r"\w+", spelling.translate(_SAME).lower())
    inner = _GAP.join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?<!\w\u200c){inner}(?!\w)(?!\u200c(?!(?:{_ENDINGS})\b)\w)")


def _capitals(found: str, spelling: str) -> bool:
    """Capitals of the spelling are capitals in the text."""
    pairs = zip(re.findall(r"\w+", found), re.findall(r"\w+", spelling), strict=True)
    return all(one.isupper() for a, b in pairs for one, asked in zip(a, b, strict=True) if asked.isupper())


# --- the PDF along its tags ---


def _within(element: Any, page: Any, held: list[dict[int, str]], numbers: dict[Any, int]) -> Iterator[Passage]:
    """The passages below an element; a block inside another is one of its own."""
    own = Passage()
    inner: list[Passage] = []
    _gather(element, page, own, inner, held, numbers)
    yield own
    yield from inner


def _gather(
    element: Any, page: Any, own: Passage, inner: list[Passage], held: list[dict[int, str]], numbers: dict[Any, int]
) -> None:
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, int):
            own.add(held[numbers[page.objgen]].get(kid, ""), numbers[page.objgen])
        elif "/MCID" in kid:
            index = numbers[kid.get("/Pg", page).objgen]
            own.add(held[index].get(int(kid.MCID), ""), index)
        elif kid.get("/Type") == "/OBJR":
            continue
        elif str(kid.S)[1:] in ("Span", "Link", "Reference", "Code", "Quote", "Em", "Strong"):
            _gather(kid, page, own, inner, held, numbers)
        else:
            inner.extend(_within(kid, page, held, numbers))


def _held(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each marked content of the page; a line's end belongs to the one before it."""
    text = page.get_textpage()
    found: dict[int, str] = {}
    last = -1
    for index in range(text.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        number = pdfium.FPDFPageObj_GetMarkedContentID(drawn) if drawn else last
        found[number] = found.get(number, "") + chr(pdfium.FPDFText_GetUnicode(text, index))
        last = number
    return found
