"""A small book for the tests of printing: XHTML, style and fonts of the layouts, laid out in a few pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

from compiler.files import shipped
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import Heading, Text
from compiler.model.outline import OutlineEntry, outline
from compiler.model.pages import Fragment, PageMap, RenderedPage, Resource, Sheet
from compiler.printing import pagemap
from compiler.printing.assembly import assemble
from compiler.printing.drawings import drawings
from compiler.printing.fragment import lay_out
from compiler.printing.pieces import taken_apart

SHEET = Sheet(width=419.53, height=595.28)
ONE_SIDED = Sheet(width=419.53, height=595.28, two_sided=False)
CSS = """
@font-face { font-family: Body; src: url(fonts/body.ttf) }
@font-face { font-family: Body; font-style: italic; src: url(fonts/italic.ttf) }
@font-face { font-family: Persian; src: url(fonts/persian.ttf) }
@page { size: A5; margin: 18mm }
@page :right { margin-left: 22mm }
body { font: 10pt/14pt Body, Persian; margin: 0 }
.cover, .opening + .opening, .part { break-before: page }
.facsimile { height: 150mm }
footer { break-before: page; padding-top: 148mm }
footer:first-child { break-before: auto }
"""
FONTS = {
    "fonts/body.ttf": "EBGaramond/EBGaramond-Regular.ttf",
    "fonts/italic.ttf": "EBGaramond/EBGaramond-Italic.ttf",
    "fonts/persian.ttf": "Vazirmatn/Vazirmatn-Regular.ttf",
}


def resources(css: str = CSS, **more: tuple[str, bytes]) -> tuple[Resource, ...]:
    """The style sheet, three fonts of the layouts, and any `name=(media type, data)`."""
    folder = shipped("layouts") / "fonts"
    return (
        Resource("style.css", "text/css", css.encode()),
        *(Resource(name, "font/ttf", (folder / path).read_bytes()) for name, path in FONTS.items()),
        *(Resource(name, kind, data) for name, (kind, data) in more.items()),
    )


def page(identifier: str, body: str, language: str = "en", direction: str = "ltr") -> RenderedPage:
    """A print page with `body` in its body element."""
    html = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}" dir="{direction}">\n'
        f'<head><title>{identifier}</title><link rel="stylesheet" href="style.css"/></head>\n<body>{body}</body></html>'
    )
    return RenderedPage(id=identifier, roles=("chapter",), title=identifier, html=html)


def fragment(identifier: str, body: str, language: str = "en", direction: str = "ltr") -> Fragment:
    return lay_out(page(identifier, body, language, direction), resources())


def chapter_body(identifier: str, paragraphs: int = 12, more: str = "") -> str:
    """A chapter with two sections, `paragraphs` paragraphs in each and a table with a head."""
    words = "A line of plain words that goes on for a while, so that a page fills as a page of a book does. " * 4
    sections = "".join(
        f'<h2 id="{identifier}-h{number}">Section {number}</h2>'
        + "".join(f'<p id="{identifier}-s{number}p{one}">{one} <em>of</em> {words}</p>' for one in range(paragraphs))
        for number in (1, 2)
    )
    table = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    return f'<section id="{identifier}" class="opening"><h1>Chapter {identifier}</h1>{more}{sections}{table}</section>'


def chapter(identifier: str) -> Chapter:
    headings = tuple(
        Heading(id=f"{identifier}-h{number}", level=1, content=(Text(f"Section {number}"),), number=str(number))
        for number in (1, 2)
    )
    record = Record(id=identifier, title=f"Chapter {identifier}")
    return Chapter(
        id=identifier, record=record, rendition="full", title=f"Chapter {identifier}", number="1", blocks=headings
    )


def book(identifiers: Sequence[str] = ("one", "two"), direction: str = "ltr", language: str = "en") -> Book:
    record = EditionRecord(
        title="Papers & letters",
        editors=("A. Editor",),
        description="Four < five",
        language=language,
        date="2026-11-23",
    )
    chapters = tuple(chapter(identifier) for identifier in identifiers)
    return Book(record=record, direction=direction, provenance=(), chapters=chapters)  # type: ignore[arg-type]


def front_body(entries: Sequence[OutlineEntry], pages: PageMap) -> str:
    """Cover, title page, imprint and contents with folios."""
    rows = "".join(
        f'<li><a href="bayaz-internal:{entry.id}">{escape(entry.title)}</a> <span>{pages.label(entry.id)}</span></li>'
        for entry in entries
    )
    return (
        '<div id="cover" class="opening">Cover</div><section id="titlepage" class="opening"><h1>Title</h1></section>'
        '<section id="imprint" class="part">Imprint</section>'
        f'<section id="contents" class="opening"><h1>Contents</h1><ol>{rows}</ol></section>'
    )


def furniture_body(pages: PageMap, the_book: Book, sheet: Sheet = SHEET) -> str:
    beside = pagemap.furniture(pages, the_book, sheet)
    lines = (f"[{one.label}|{one.running_left if one.side == 'left' else one.running_right}]" for one in beside)
    return "".join(f"<footer>{escape(line) if line != '[|]' else ''}</footer>" for line in lines)


def joined(
    bodies: Sequence[Fragment], the_book: Book, sheet: Sheet = SHEET, entries: Sequence[OutlineEntry] | None = None
) -> tuple[bytes, PageMap, tuple[Fragment, ...]]:
    """The finished PDF of `bodies` with front matter and furniture, its page map and its parts."""
    entries = outline(the_book) if entries is None else entries
    language, direction = the_book.record.language, the_book.direction
    front = fragment("front", front_body(entries, pagemap.number((), bodies, sheet, direction)), language, direction)
    pages = pagemap.number([front], bodies, sheet, direction)
    furniture = fragment("furniture", furniture_body(pages, the_book, sheet), language, direction)
    parts = (front, *bodies)
    return bound(parts, furniture, pages, entries, the_book), pages, parts


def bound(
    parts: Sequence[Fragment], furniture: Fragment, pages: PageMap, entries: Sequence[OutlineEntry], the_book: Book
) -> bytes:
    """`parts` joined as they are."""
    out = BytesIO()
    pieces = map(taken_apart, parts)
    assemble(out, pieces, (drawings(furniture),), pages, entries, the_book.record, the_book.attachments)
    return out.getvalue()
