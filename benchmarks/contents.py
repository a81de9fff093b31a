"""Whether two PDFs say the same: the words of every chapter as PDFium reads them, and what else the files hold.

`python -m benchmarks.contents OURS OTHER` prints the comparison as JSON.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

AFTER = "figures"
"""The address of what stands behind the last chapter."""
HEAD, FOOT = 60.0, 60.0
"""Points at the head and the foot of a page that hold folios and running heads, no text."""
ENOUGH = 0.99
"""The share of words that are the same from which on two chapters count as equal. Readers of PDFs disagree about some."""
_DIVIDED = re.compile("[\\u0002\\u00ad\\ufffe]\\s*|(?<=\\w)[-\\u2010]\\s*\n\\s*|[-\\u2010\\u200c]")
_BLANK = ("/Span", "/Div", "/NonStruct")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Holding:
    """What a PDF holds.

    `elements` are those of its structure that say what something is, by their kinds: `Span`, `Div` and `NonStruct`, which a page
    engine makes of every box, are not counted. `links` are pages and the targets that they have links to, each pair once;
    `dangling` those of them that lead nowhere.
    """

    pages: int
    elements: dict[str, int]
    links: int
    dangling: int
    destinations: int
    outline: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Compared:
    """How the words of two PDFs agree.

    `same` of the words of the first are in the same chapter of the other; `lowest` is the smallest share of any chapter, of the
    words of either; `unequal` are chapters below `ENOUGH`, or of which one file has none.
    """

    chapters: int
    words: int
    other_words: int
    same: int
    lowest: float
    unequal: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not self.unequal


def compared(ours: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]]) -> Compared:
    """The words of chapters, by their names, in one file and the other."""
    names = [*ours, *(name for name in other if name not in ours)]
    shares = {name: _share(ours.get(name, Counter()), other.get(name, Counter())) for name in names}
    return Compared(
        chapters=len(names),
        words=sum(words.total() for words in ours.values()),
        other_words=sum(words.total() for words in other.values()),
        same=sum((ours[name] & other[name]).total() for name in ours if name in other),
        lowest=round(min(shares.values(), default=0.0), 4),
        unequal=tuple(name for name, share in shares.items() if share < ENOUGH),
    )


def _share(ours: Counter[str], other: Counter[str]) -> float:
    most = max(ours.total(), other.total())
    return (ours & other).total() / most if most else 0.0


def words(text: str) -> Counter[str]:
    """The words of a text and how often they stand there, without numbers; divided ones joined, hyphens and joiners left out."""
    whole = _DIVIDED.sub("", unicodedata.normalize("NFKC", text.replace("\r", "")))
    return Counter(word.casefold() for word in _WORD.findall(whole))


def chapters(pdf: Path) -> dict[str, Counter[str]]:
    """The words of every chapter of a collection for measuring, by the address at which it begins."""
    with pypdfium2.PdfDocument(pdf) as document:
        begins = _begins(document)
        names = [*begins]
        ends = [*[begins[name] for name in names[1:]], _page_of(document, AFTER) or len(document)]
        return {
            name: words("\n".join(_text(document[index]) for index in range(begins[name], end)))
            for name, end in zip(names, ends, strict=True)
        }


def _begins(document: pypdfium2.PdfDocument) -> dict[str, int]:
    found: dict[str, int] = {}
    while True:
        name = f"part-{len(found) + 1:04}"
        page = _page_of(document, name)
        if page is None:
            return found
        found[name] = page


def _page_of(document: pypdfium2.PdfDocument, name: str) -> int | None:
    """The index of the page that a named destination leads to."""
    place = pdfium.FPDF_GetNamedDestByName(document.raw, name.encode())
    return int(pdfium.FPDFDest_GetDestPageIndex(document.raw, place)) if place else None


def _text(page: pypdfium2.PdfPage) -> str:
    width, height = page.get_size()
    text: str = page.get_textpage().get_text_bounded(0, FOOT, width, height - HEAD)
    page.close()
    return text


def holding(pdf: Path) -> Holding:
    """What a PDF holds, counted in its objects."""
    with pypdfium2.PdfDocument(pdf) as document:
        named = int(pdfium.FPDF_CountNamedDests(document.raw))
        entries = sum(1 for _ in document.get_toc(max_depth=32))
    with pikepdf.open(pdf) as file:
        known = {bytes(name) for name in _named(file)}
        links = {link for index, page in enumerate(file.pages) for link in _links(index, page)}
        lost = sum(1 for _, target in links if target.startswith(b"#") and target[1:] not in known)
        elements = Counter(str(thing.S)[1:] for thing in file.objects if _tells(thing))
        return Holding(
            len(file.pages), dict(sorted(elements.items())), len(links), lost, named, entries, pdf.stat().st_size
        )


def _named(file: pikepdf.Pdf) -> Iterator[Any]:
    """The names of the destinations (ISO 32000-1, 12.3.2.3), from the leaves of their tree."""
    waiting = [file.Root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary())]
    while waiting:
        node = waiting.pop()
        waiting += list(node.get("/Kids", []))
        yield from list(node.get("/Names", []))[::2]


def _links(index: int, page: pikepdf.Page) -> Iterator[tuple[int, bytes]]:
    """The index of the page, and the target of each link on it: `#` and a name, or an address."""
    for note in page.obj.get("/Annots", []):
        action = note.get("/A", pikepdf.Dictionary())
        place, address = note.get("/Dest", action.get("/D")), action.get("/URI")
        if note.get("/Subtype") == "/Link" and (place is not None or address is not None):
            yield index, bytes(address) if address is not None else _place(place)


def _place(place: Any) -> bytes:
    return b"#" + bytes(place) if isinstance(place, pikepdf.String) else str(place).encode()


def _tells(thing: Any) -> bool:
    """True of an element of the structure tree (ISO 32000-1, 14.7.2) that tells more than that there is something."""
    if not isinstance(thing, pikepdf.Dictionary) or thing.get("/S") in _BLANK:
        return False
    # Its type may be left out, its parent and kind may not.
    return thing.get("/Type") == "/StructElem" or ("/P" in thing and "/S" in thing and "/Type" not in thing)


def main(ours: Path, other: Path) -> None:
    """Prints how two PDFs agree, and what each holds."""
    said = {
        "compared": asdict(compared(chapters(ours), chapters(other))),
        "ours": asdict(holding(ours)),
        "other": asdict(holding(other)),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
