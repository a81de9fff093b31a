"""Makes the pictures in docs/gallery: pages of the sample editions' PDFs, and their EPUBs on the screen of a reading system."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

from compiler.checks import tools
from compiler.pipeline import BuildOptions, build
from tests.conftest import ROOT
from tests.reading.ebooks import opened
from tests.reading.fixtures import Desk
from tests.reading.serving import serving

GALLERY = ROOT / "docs" / "gallery"
MAX_BYTES = 60_000
SCREEN = (450, 620)
_DPI = 62
_COLOURS = (48, 32, 24, 16, 12, 8)
_GUIDE, _REPORTS = "rahnama", ""


@dataclass(frozen=True)
class Shot:
    """A picture: of which collection below `sources/`, in which layout, at which address, and what is to be seen on it.

    In a PDF the address is a named destination, or the number of a sheet; in an EPUB it is a page with or without an element.
    """

    name: str
    collection: str
    layout: str
    address: str
    says: str

    @property
    def file(self) -> str:
        return f"{self.name}.png"


PAGES = (
    Shot(
        "page-cover",
        _GUIDE,
        "classic",
        "1",
        "the cover: title, parts and date from the right, year and day by the Jalali calendar",
    ),
    Shot(
        "page-contents",
        _GUIDE,
        "classic",
        "6",
        "contents: numbers at the right, folios at the left, front matter counted in abjad letters",
    ),
    Shot("page-opening", _GUIDE, "classic", "bayaz-chist", "a chapter opens on a left-hand page; a note at its foot"),
    Shot(
        "page-figure",
        _GUIDE,
        "classic",
        "bayaz-chist-rah",
        "a drawing that reads from the right, its caption in two languages, a numbered list",
    ),
    Shot("page-verse", _GUIDE, "classic", "bayaz-chist-v1", "a poem, its stanzas whole, and its source"),
    Shot("page-table", _GUIDE, "classic", "shenasname-t1", "a table that begins at the right, code inside it, notes"),
    Shot(
        "page-mixed",
        _GUIDE,
        "classic",
        "rast-be-chap-l1",
        "an English paragraph with Persian in it; dates, ranges, versions in their order",
    ),
    Shot("page-report-opening", _GUIDE, "report", "rast-be-chap", "the layout `report`: a chapter opens"),
    Shot(
        "page-report-ledger", _GUIDE, "report", "zabt-daftar", "the layout `report`: code, a ledger, numbered sections"
    ),
    Shot(
        "page-captions",
        _REPORTS,
        "classic",
        "interlink-report-4-picture-1",
        "the English sample: Persian captions with their translations",
    ),
    Shot(
        "page-large-opening",
        _GUIDE,
        "large-print",
        "bayaz-chist",
        "the layout `large-print`: letters of 18 points, lines apart, black on white",
    ),
    Shot(
        "page-large-figure",
        _REPORTS,
        "large-print",
        "interlink-report-4-picture-3",
        "the layout `large-print` from left to right: ragged, without hyphens, headings and captions large",
    ),
)
SCREENS = (
    Shot("screen-cover", _GUIDE, "classic", "cover.xhtml", "the cover"),
    Shot("screen-contents", _GUIDE, "classic", "nav.xhtml", "the contents"),
    Shot("screen-opening", _GUIDE, "classic", "bayaz-chist.xhtml", "a chapter opens"),
    Shot("screen-figure", _GUIDE, "classic", "bayaz-chist.xhtml#bayaz-chist-rah", "a drawing and its captions"),
    Shot("screen-verse", _GUIDE, "classic", "negahdari.xhtml#negahdari-v1", "a poem and its source"),
    Shot("screen-table", _GUIDE, "classic", "sakht.xhtml#sakht-t1", "a table with numbers"),
    Shot("screen-mixed", _GUIDE, "classic", "rast-be-chap.xhtml#rast-be-chap-h1", "paragraphs of two directions"),
    Shot("screen-numbers", _GUIDE, "classic", "rast-be-chap.xhtml#rast-be-chap-p12", "dates, ranges, telephone numbers, addresses"),
    Shot("screen-report", _GUIDE, "report", "baresi.xhtml", "the layout `report`"),
    Shot("screen-captions", _REPORTS, "classic", "interlink-report-4.xhtml#interlink-report-4-picture-1", "the English sample"),
)  # fmt: skip


def main() -> None:
    """Builds the editions aside, takes every picture anew, and writes the page that shows them."""
    with tempfile.TemporaryDirectory() as scratch, _desk() as desk:
        books = _Books(Path(scratch))
        for shot in PAGES:
            _save(shot, _page(books.of(shot, "pdf"), shot.address))
        for shot in SCREENS:
            _save(shot, _screen(desk, books.of(shot, "epub"), shot.address))
    (GALLERY / "README.md").write_text(page(), "utf-8")


def page() -> str:
    """The text of the gallery's own page."""
    return _PAGE.format(pages=_table(PAGES), screens=_table(SCREENS))


_PAGE = """\
# Gallery

Pages and screens of the two editions that come with Bayaz: the guide in Persian (`sources/rahnama/`), right to left throughout, and the
English article and reports (`sources/`), with Persian in their captions. `make gallery` builds both in the layouts named, and takes
all pictures anew: PDF pages drawn by PDFium, EPUB screens of foliate-js in Chromium.

## Pages of the PDF

{pages}
## Screens of the EPUB

{screens}"""


def _table(shots: Sequence[Shot]) -> str:
    """Two pictures a row, what is to be seen below each."""
    rows: list[str] = []
    for left, right in zip(shots[::2], shots[1::2], strict=True):
        rows.append(
            f"| ![{left.says}]({left.file}) | ![{right.says}]({right.file}) |\n| {left.says} | {right.says} |\n"
        )
    return "| | |\n|---|---|\n" + "".join(rows)


@dataclass(frozen=True)
class _Books:
    """The editions, built below `folder` when they are first asked for."""

    folder: Path

    def of(self, shot: Shot, kind: str) -> Path:
        out = self.folder / f"{shot.collection or 'reports'}-{shot.layout}"
        if not out.is_dir():
            build(ROOT / "sources" / shot.collection, BuildOptions(out=out, layout=shot.layout))
        return next(out.glob(f"*.{kind}"))


# --- pages ---


def _page(pdf: Path, address: str) -> Image.Image:
    sheet = int(address) - 1 if address.isdecimal() else _sheet(pdf, address)
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[sheet].render(scale=_DPI / 72).to_pil()
        return picture


def _sheet(pdf: Path, name: str) -> int:
    """The index of the sheet to which a named destination leads."""
    with pikepdf.open(pdf) as document:
        target = pikepdf.NameTree(document.Root.Names.Dests)[name]
        place = target.D if isinstance(target, pikepdf.Dictionary) else target
        return pikepdf.Page(place[0]).index


# --- screens ---


@contextmanager
def _desk() -> Iterator[Desk]:
    with serving() as shelf, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=["--no-sandbox", "--disable-gpu"])
        yield Desk(browser, shelf)
        browser.close()


def _screen(desk: Desk, epub: Path, address: str) -> Image.Image:
    with opened(desk, epub.read_bytes(), width=SCREEN[0], height=SCREEN[1]) as book:
        book.go_to(address)
        return Image.open(io.BytesIO(book.page.screenshot()))


# --- files ---


def _save(shot: Shot, picture: Image.Image) -> None:
    """As PNG in so few colours that it is small."""
    data = next((data for n in _COLOURS if len(data := _png(picture, n)) <= MAX_BYTES), None)
    if data is None:
        raise ValueError(f"{shot.file} has more than {MAX_BYTES:,} bytes in {_COLOURS[-1]} colours")
    (GALLERY / shot.file).write_bytes(data)


def _png(picture: Image.Image, colours: int) -> bytes:
    target = io.BytesIO()
    few = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
