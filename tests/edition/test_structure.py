"""The tags of finished PDFs, counted by another reading of them than Bayaz's own check: nothing untagged, unspoken or linked twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.edition.conftest import EDITIONS, Made

RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
RTL_LANGUAGES = {"ar", "ckb", "fa", "he", "ur", "yi"}
_DRAWS = {"Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "INLINE IMAGE"}
Content = tuple[int, int]
"""A page, and the number of marked content on it."""


@dataclass
class Counted:
    """What the tags of a PDF lack."""

    bare: list[int] = field(default_factory=list)
    unspoken: list[str] = field(default_factory=list)
    undescribed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, int]:
        return {name: len(found) for name, found in vars(self).items()}


def count(path: Path) -> Counted:
    """Pages with drawing that is neither tagged nor an artifact, Persian without its language, figures without a description, and
    lines of the contents with more than one annotation."""
    counted = Counted()
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        spoken: dict[Content, str] = {}
        for element, language in _elements(pdf.Root.StructTreeRoot, str(pdf.Root.get("/Lang", ""))):
            kind = str(element.S)
            spoken |= dict.fromkeys(_contents(element, pages), language)
            if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
                counted.undescribed.append(kind)
            if kind == "/TOCI":
                counted.doubled += _doubled(_annotated(element, pages))
        counted.bare = [number for number, page in enumerate(pdf.pages) if _is_bare(page, number, spoken)]
    counted.unspoken = list(_unspoken(path, spoken))
    return counted


def _elements(element: Any, language: str) -> Iterator[tuple[Any, str]]:
    """Every structure element, with the language in force."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            own = str(kid.get("/Lang", "")) or language
            yield kid, own
            yield from _elements(kid, own)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _contents(element: Any, pages: dict[Any, int]) -> Iterator[Content]:
    for kid in _kids(element):
        if isinstance(kid, int):
            yield pages[element.Pg.objgen], kid
        elif "/MCID" in kid:
            yield pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)


def _annotated(entry: Any, pages: dict[Any, int]) -> Iterator[tuple[int, float, float]]:
    """The page, middle and height of each annotation of an entry of the contents, without those of entries within it."""
    for kid in _kids(entry):
        if not isinstance(kid, pikepdf.Dictionary) or kid.get("/S") in ("/TOC", "/TOCI"):
            continue
        if kid.get("/Type") == "/OBJR":
            _, one, _, other = (float(edge) for edge in kid.Obj.Rect)
            yield pages[kid.get("/Pg", entry.get("/Pg")).objgen], (one + other) / 2, abs(one - other)
        elif "/S" in kid:
            yield from _annotated(kid, pages)


def _doubled(places: Iterator[tuple[int, float, float]]) -> list[str]:
    ordered = sorted(places)
    return [
        f"page {page} at {after}"
        for (page, before, height), (other, after, _) in pairwise(ordered)
        if page == other and after - before < height / 2
    ]


def _is_bare(page: pikepdf.Page, number: int, spoken: dict[Content, str]) -> bool:
    """True if something is drawn that is in no artifact and in no content that a tag has."""
    inside: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                inside.append(_is_told(operands, number, spoken))
            case "EMC":
                inside.pop()
            case name if name in _DRAWS and not any(inside):
                return True
    return False


def _is_told(operands: Any, number: int, spoken: dict[Content, str]) -> bool:
    marked = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
    return operands[0] == "/Artifact" or ("/MCID" in marked and (number, int(marked["/MCID"])) in spoken)


def _unspoken(path: Path, spoken: dict[Content, str]) -> Iterator[str]:
    """Tagged text with letters from right to left whose language is written from left to right, or not said."""
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf):
            for content, text in _texts(page).items():
                language = spoken.get((number, content))
                if language is not None and RTL.search(text) and language.split("-")[0] not in RTL_LANGUAGES:
                    yield f"page {number}: {text!r} in {language!r}"


def _texts(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each marked content of a page."""
    text, found = page.get_textpage(), dict[int, str]()
    for index in range(text.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        content = pdfium.FPDFPageObj_GetMarkedContentID(drawn) if drawn else -1
        found[content] = found.get(content, "") + chr(pdfium.FPDFText_GetUnicode(text, index))
    return found


@pytest.mark.parametrize("edition", (*EDITIONS, "large"))
def test_nothing_is_lacking(request: pytest.FixtureRequest, edition: str) -> None:
    made: Made = request.getfixturevalue(edition)
    assert count(made.pdf) == Counted()


# --- the counting itself ---


def one_of(pdf: pikepdf.Pdf, kind: str, key: str) -> pikepdf.Object:
    return next(
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind and key in one
    )


def without_tags(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[10]
    content = b"\n".join(part.read_bytes() for part in page.obj.Contents)
    page.obj.Contents = pdf.make_stream(re.sub(rb"/Artifact\b", b"/Span", content))


def without_language(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one and str(one.get("/Lang", "")).startswith("fa"):
            del one.Lang


def without_description(pdf: pikepdf.Pdf) -> None:
    del one_of(pdf, "/Figure", "/Alt").Alt


def with_two_links(pdf: pikepdf.Pdf) -> None:
    entry = one_of(pdf, "/TOCI", "/K")
    entry.K.append(next(kid for kid in _kids(entry) if isinstance(kid, pikepdf.Dictionary) and kid.S == "/Reference"))


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        (without_tags, "bare"),
        (without_language, "unspoken"),
        (without_description, "undescribed"),
        (with_two_links, "doubled"),
    ],
)
def test_what_is_lacking_is_counted(
    shipped: Made, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], lacking: str
) -> None:
    faulty = tmp_path / "faulty.pdf"
    with pikepdf.open(shipped.pdf) as pdf:
        change(pdf)
        pdf.save(faulty)
    figures = count(faulty).figures()
    assert figures.pop(lacking) > 0
    assert set(figures.values()) == {0}
