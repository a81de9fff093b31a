"""The words with which the pages of a tagged PDF begin, in the order of its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

_MARKER = re.compile(r"\W+\w{0,5}|\w{1,5}\W+")
_CUT = re.compile(r"\w\u2010\s*$")
_MAX_DEPTH = 200
_ENOUGH = 200
"""Letters of a page that are taken from its beginning."""
Drawn = tuple[int, str]
"""The number of a marked content and what of `Note`, `Lbl` or neither it is in."""


@dataclass(frozen=True, slots=True)
class PageStart:
    """The words at the beginning of a page as its marked contents have them, without those that a cut word ends with."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


def page_starts(pdf: pikepdf.Pdf, data: bytes) -> dict[str, PageStart]:
    """How each page begins, by its label; nothing for a PDF without tags. Raises what pikepdf and PDFium raise for broken ones."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return {}
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    drawn: dict[int, list[Drawn]] = {}
    for page, number, kind in _contents(root, None, "", 0):
        if page.objgen in numbers:
            drawn.setdefault(numbers[page.objgen], []).append((number, kind))
    found: dict[str, PageStart] = {}
    before = ""
    with pypdfium2.PdfDocument(data) as document:
        for index in sorted(drawn):
            lines = _lines(document[index], drawn[index])
            cut = bool(_CUT.search(before)) and bool(lines) and lines[0][:1].isalpha()
            before = lines[-1] if lines else before
            kept = (_without_first_word(lines[0]), *lines[1:]) if cut else tuple(lines)
            found[str(pdf.pages[index].label)] = PageStart(_beginning(kept))
    return found


def _lines(page: pypdfium2.PdfPage, drawn: list[Drawn]) -> list[str]:
    """The text of each marked content that stands in the text, but for markers of lists, which readers of e-books write themselves."""
    text_of = held(page)
    texts = [(text_of.get(number, ""), kind) for number, kind in drawn if kind != "Note"]
    return [text for text, kind in texts if text and not (kind == "Lbl" and _MARKER.fullmatch(text.strip()))]


def held(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage | None = None) -> dict[int, str]:
    """The text of each marked content of a page, in the order of reading. `text` is its open text."""
    text = text or page.get_textpage()
    found: dict[int, str] = {}
    for index in range(text.count_chars()):
        thing = pdfium.FPDFText_GetTextObject(text, index)
        number = pdfium.FPDFPageObj_GetMarkedContentID(thing) if thing else -1
        found[number] = found.get(number, "") + chr(pdfium.FPDFText_GetUnicode(text, index))
    return found


def _beginning(lines: tuple[str, ...]) -> tuple[str, ...]:
    kept, length = [], 0
    for line in lines:
        kept.append(line)
        length += len(line)
        if length >= _ENOUGH:
            break
    return tuple(kept)


def _without_first_word(line: str) -> str:
    parts = line.split(None, 1)
    return parts[1] if len(parts) > 1 else ""


def _contents(
    element: pikepdf.Object, page: pikepdf.Object | None, kind: str, depth: int
) -> Iterator[tuple[pikepdf.Object, int, str]]:
    """Page, number and kind of each marked content in the order of the tags (ISO 32000-2, 14.7.5)."""
    if depth > _MAX_DEPTH:
        return
    page = element.get("/Pg", page)
    name = str(element.get("/S", "")).removeprefix("/")
    kind = name if name == "Note" or (name == "Lbl" and kind != "Note") else kind
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) and page is not None:
            yield page, kid, kind
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            own = kid.get("/Pg", page)
            if own is not None:
                yield own, int(kid.MCID), kind
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/OBJR":
            yield from _contents(kid, page, kind, depth + 1)
