"""The same content for other programs: the printed pages as one HTML document, and the pages of the e-book as another.

`python -m benchmarks.documents COLLECTION PRINTED JOINED` writes both into folders of these names, with styles, fonts and pictures.
"""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from compiler import pipeline, render
from compiler.asking import BuildOptions
from compiler.model.book import Book
from compiler.model.outline import outline
from compiler.model.pages import PageMap, Resource

DOCUMENT = "book.html"
UNNUMBERED = "unnumbered.html"
"""The printed pages once more, without numbers in the contents and at the head of pages."""
NUMBERS = "numbers.css"
_PARTS = re.compile(r"<html([^>]*)>.*?<body([^>]*)>(.*)</body>", re.DOTALL)
_XML_ONLY = re.compile(r'\s(?:xmlns(?::\w+)?|xml:lang)="[^"]*"')
_ROOTS = re.compile(r"(?<![\w.#-])(html|body)(?![\w-])")
_NUMBER = re.compile(r'(<p class="chapter-number">).*?</p>', re.DOTALL)
_SPINE = re.compile(r'<itemref idref="page-([^"]+)"')
_FRAME = (
    "html, body { margin: 0; padding: 0 }\nx-html, x-body { display: block }\nx-html + x-html { break-before: page }\n"
)
_HEADS = """
.entry-folio a::after { content: target-counter(attr(href), page) }
.chapter h1 { string-set: head content(text) }
@page { @top-right { content: counter(page) } @top-left { content: string(head) } }
@page bare { @top-right { content: none } @top-left { content: none } }
"""
"""What Bayaz draws on finished pages, as anyone would ask it of a page engine: folios in the contents and lists, heads of pages."""


def write_printed(book: Book, layout: render.Layout, folder: Path) -> Path:
    """Front matter, chapters and back matter as print has them, in one document, with the style sheet of the whole book."""
    nowhere = PageMap(pages=(), blocks={}, heights={})
    front = render.front(book, layout, outline(book), nowhere)
    chapters, back = render.chapters(book, layout), render.back(book, layout, nowhere)
    _put(folder, (*front.resources, *chapters.resources, *back.resources))
    sheet = folder / "style.css"
    sheet.write_text(_FRAME + renamed(sheet.read_text("utf-8")), "utf-8")
    (folder / NUMBERS).write_text(_HEADS, "utf-8")
    numbers = [chapter.number for chapter in book.chapters]
    texts = [numbered(page.html, number) for page, number in zip(chapters.pages, numbers, strict=True)]
    inner = "\n".join(map(part, (front.pages[0].html, *texts, back.pages[0].html)))
    title, language = book.record.title, book.record.language
    (folder / UNNUMBERED).write_text(whole(title, language, inner, "style.css"), "utf-8")
    (folder / DOCUMENT).write_text(whole(title, language, inner, "style.css", NUMBERS), "utf-8")
    return folder / DOCUMENT


def write_joined(epub: Path, folder: Path) -> Path:
    """The pages of an EPUB from its first chapter on, in the order of its spine, as one document of one file."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(epub) as archive:
        spine = _SPINE.findall(archive.read("EPUB/content.opf").decode())
        names = [f"{name}.xhtml" for name in spine[spine.index("nav") + 1 :]]
        pages = [archive.read(f"EPUB/{name}").decode() for name in names]
        for name in archive.namelist():
            if name.startswith(("EPUB/images/", "EPUB/fonts/", "EPUB/style.css")):
                path = folder / name.removeprefix("EPUB/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))
    inner = "\n".join(within(section(page), names) for page in pages)
    (folder / DOCUMENT).write_text(whole("A measured book", "en", inner, "style.css"), "utf-8")
    return folder / DOCUMENT


def renamed(css: str) -> str:
    """A style sheet for pages within one document: `html` and `body` are `x-html` and `x-body`, of the same weight."""
    return _ROOTS.sub(r"x-\1", css)


def part(html: str) -> str:
    """A whole page as an element of one document; links lead within it."""
    root, body, inner = _taken(html)
    inner = inner.replace('href="bayaz-internal:', 'href="#')
    return f"<x-html{root}><x-body{body}>{inner}</x-body></x-html>"


def numbered(html: str, number: str) -> str:
    """A chapter's page with its number at its head: Bayaz draws it only when it joins the chapters."""
    return _NUMBER.sub(lambda found: f"{found[1]}{escape(number)}</p>", html, count=1)


def section(html: str) -> str:
    """A page of an e-book as an element of one document."""
    root, _, inner = _taken(html)
    return f"<div{root}>{inner}</div>"


def within(html: str, names: Iterable[str]) -> str:
    """The links of a page to others of `names` lead to their places in the same document."""
    for name in names:
        page = name.removesuffix(".xhtml")
        html = html.replace(f'href="{name}#', 'href="#').replace(f'href="{name}"', f'href="#{page}"')
    return html


def whole(title: str, language: str, inner: str, *sheets: str) -> str:
    """An HTML document with these style sheets."""
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>{links}'
    return f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}</head>\n<body>\n{inner}\n</body></html>\n'


def _taken(html: str) -> tuple[str, str, str]:
    """The attributes of the root and of the body, and what the body holds. Raises `ValueError` if it is no whole page."""
    found = _PARTS.search(html)
    if not found:
        raise ValueError(f"no whole page: {html[:80]!r}")
    root, body, inner = found.groups()
    return _XML_ONLY.sub("", root), body, inner


def _put(folder: Path, resources: Iterable[Resource]) -> None:
    for resource in resources:
        path = folder / resource.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(resource.data)


def main(collection: Path, printed: Path, joined: Path) -> None:
    """Writes both documents of a collection."""
    with tempfile.TemporaryDirectory() as out:
        options = BuildOptions(formats=("epub",), checked=False, contact=False, out=Path(out))
        made = pipeline.build(collection, options)
        write_joined(made.outputs[0].path, joined)
    write_printed(made.book, made.layout, printed)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
