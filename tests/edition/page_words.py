"""The first words of each printed page, read from finished files: the PDF by its tags, the EPUB and the web page by their marks.

Nothing of the compiler is asked: the PDF's pages are told by its own labels, and its words in the order of its tags as PDFium reads
them; those of the EPUB are what stands between one mark and the next in the order of the spine.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
COMPARED = 24
"""Letters that are compared: three words and more."""
_MARKER = re.compile(r"\W+\w{0,5}|\w{1,5}\W+")
_FIGURES = re.compile(r"\d")
_RTL = re.compile(r"[\u0590-\u08ff]")


@dataclass(frozen=True)
class Start:
    """A page by its label, and the letters that it begins with; `cut` if its first word is the rest of one before.

    `parts` are the lines that they are printed in. `numbered` is False for the contents, whose folios only print has.
    """

    label: str
    words: str
    parts: tuple[str, ...] = ()
    cut: bool = False
    numbered: bool = True


def letters(text: str) -> str:
    """The letters and figures alone."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def differences(book: Path, pdf: Path) -> list[str]:
    """What the two say differently: pages that one of them lacks, and pages that begin with other words.

    `book` is the EPUB or the web page.
    """
    ours, theirs = (web_pages(book) if book.suffix == ".html" else epub_pages(book)), pdf_pages(pdf)
    printed = {start.label: start for start in theirs}
    found = [f"page {label} has no mark" for label in printed if label not in {start.label for start in ours}]
    found += [f"no page {start.label}" for start in ours if start.label not in printed]
    if [start.label for start in ours] != [label for label in printed if any(s.label == label for s in ours)]:
        found.append("the marks stand in another order")
    # The first page is the cover: words in print, a picture in the e-book.
    for start in ours[1:]:
        other = printed.get(start.label)
        if other and not same(start, other):
            found.append(f"page {start.label}: {start.words[:COMPARED]!r} is {other.words[:COMPARED]!r} in print")
    return found


def same(ours: Start, theirs: Start) -> bool:
    """True if both begin with the same letters, as far as the shorter goes."""
    one, parts, at = ours.words, theirs.parts, 0
    if not ours.numbered:
        one, parts = _FIGURES.sub("", one), tuple(_FIGURES.sub("", part) for part in parts)
    # PDFium reads the words of a line in another order where it holds both directions: then its letters are compared unordered.
    ordered = str if not _RTL.search(one[: 2 * COMPARED]) else lambda line: "".join(sorted(line))
    for part in parts:
        ours_of_it = one[at : at + len(part)]
        # A page of the e-book may hold less: the words of a short chapter, whose notes print has on the page.
        said = part[: len(ours_of_it)] if ordered is str else part
        if ordered(ours_of_it) != ordered(said):
            return False
        at += len(part)
        if at >= COMPARED:
            break
    return bool(one) == bool(theirs.words)


# --- the PDF ---


def pdf_pages(pdf: Path) -> list[Start]:
    """Every page that holds words or pictures of the text."""
    with pikepdf.open(pdf) as file, pypdfium2.PdfDocument(pdf) as drawn:
        labels = [drawn.get_page_label(index) for index in range(len(drawn))]
        tags = _tags(file)
        held = [_held(page) for page in drawn]
    starts: list[Start] = []
    before = ""
    for index, label in enumerate(labels):
        marks = tags.get(index, [])
        if not marks:
            continue
        texts = [(held[index].get(number, ""), kind) for number, kind in marks if kind != "Note"]
        # Markers of lists, which the e-reader writes itself; a term of a list of definitions is a label too, and stays.
        texts = [(text, kind) for text, kind in texts if kind != "Lbl" or not _MARKER.fullmatch(text.strip())]
        lines = [text for text, _ in texts]
        words = "".join(lines)
        # The hyphen of a cut word is another sign than one that is written.
        cut = bool(re.search(r"\w\u2010\s*$", before)) and words[:1].isalpha()
        if cut:
            lines[0] = _whole(lines[0])
        parts = tuple(filter(None, map(letters, lines)))
        starts.append(Start(label, "".join(parts), parts, cut))
        before = words or before
    return starts


def _whole(words: str) -> str:
    return words.split(None, 1)[1] if len(words.split(None, 1)) > 1 else ""


def _tags(file: pikepdf.Pdf) -> dict[int, list[tuple[int, str]]]:
    """For each page the numbers of its marked content in the order of the tags, each with what of `Note` or `Lbl` it is in."""
    pages = {page.objgen: index for index, page in enumerate(file.pages)}
    found: dict[int, list[tuple[int, str]]] = {}
    for page, number, kind in _contents(file.Root.StructTreeRoot, None, ""):
        found.setdefault(pages[page.objgen], []).append((number, kind))
    return found


def _contents(element: Any, page: Any, kind: str) -> Iterator[tuple[Any, int, str]]:
    page = element.get("/Pg", page)
    name = str(element.get("/S", ""))[1:]
    kind = name if name == "Note" or (name == "Lbl" and kind != "Note") else kind
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield page, kid, kind
        elif "/MCID" in kid:
            yield kid.get("/Pg", page), int(kid.MCID), kind
        elif kid.get("/Type") != "/OBJR":
            yield from _contents(kid, page, kind)


def _held(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each marked content of the page, in the order of reading."""
    text = page.get_textpage()
    found: dict[int, str] = {}
    for index in range(text.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        number = pdfium.FPDFPageObj_GetMarkedContentID(drawn) if drawn else -1
        found[number] = found.get(number, "") + chr(pdfium.FPDFText_GetUnicode(text, index))
    return found


# --- the EPUB ---


def epub_pages(epub: Path) -> list[Start]:
    """Every mark in the order of the spine, by its place in the page list, and what follows up to the next."""
    pages: list[tuple[str, str, list[str]]] = []
    with zipfile.ZipFile(epub) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        names = [files[entry.get("idref")] for entry in package.iter(f"{OPF}itemref")]
        roots = {name: etree.fromstring(archive.read(f"EPUB/{name}")) for name in names}
    labels = dict(_listed(roots["nav.xhtml"]))
    for name in names:
        for kind, value in _stream(roots[name].find(f"{XHTML}body")):
            if kind == "mark":
                pages.append((labels.get(f"{name}#{value}", f"unlisted {value}"), name, []))
            elif pages:
                pages[-1][2].append(value)
    return [Start(label, letters("".join(parts)), numbered=name != "nav.xhtml") for label, name, parts in pages]


def _listed(nav: Any) -> Iterator[tuple[str, str]]:
    for listing in nav.iter(f"{XHTML}nav"):
        if listing.get("role") == "doc-pagelist":
            for link in listing.iter(f"{XHTML}a"):
                yield link.get("href"), link.text


def _stream(element: Any) -> Iterator[tuple[str, str]]:
    """Marks and text in order, without what the print has elsewhere: notes, navigation for machines."""
    if (element.get("role") or "").startswith("doc-pagebreak"):
        yield "mark", element.get("id")
    elif not _elsewhere(element):
        yield "text", element.text or ""
        for child in element.iterchildren(etree.Element):
            yield from _stream(child)
            yield "text", child.tail or ""


def _elsewhere(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("role") == "doc-endnotes"
        or not {"unprinted", "entry-folio"}.isdisjoint((element.get("class") or "").split())
    )


# --- the web page ---


def web_pages(html: Path) -> list[Start]:
    """Every mark of the page in its order, by its place in the list of pages, and what follows up to the next."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(html.read_bytes(), parser)
    links = [link for nav in root.iter("nav") if nav.get("role") == "doc-pagelist" for link in nav.iter("a")]
    labels = {link.get("href"): link.text for link in links}
    short = {mark.get("id"): f"#{mark.getparent().get('id')}" for mark in root.iter("span") if mark.get("aria-label")}
    pages: list[tuple[str, bool, list[str]]] = []
    for part in next(root.iter("main")).iterchildren("div"):
        numbered = part.find("section").get("id") != "contents"
        for kind, value in _stream(part):
            if kind == "mark":
                pages.append((labels.get(short.get(value), f"unlisted {value}"), numbered, []))
            elif pages:
                pages[-1][2].append(value)
    return [Start(label, letters("".join(parts)), numbered=numbered) for label, numbered, parts in pages]
