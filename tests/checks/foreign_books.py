"""Small good books as others make them: an EPUB 2 and an EPUB 3 written by hand, and what installed programs make of a text."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.checks.zips import packed
from tests.conftest import missing

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="{opf}" media-type="application/oebps-package+xml"/></rootfiles></container>"""

OPF2 = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>The Weather Book</dc:title><dc:language>en</dc:language><dc:identifier id="id">isbn:0000</dc:identifier>
<dc:creator opf:role="aut">A. Gale</dc:creator><dc:date>1999-03</dc:date></metadata>
<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="a" href="a.html" media-type="application/xhtml+xml"/><item id="css" href="s.css" media-type="text/css"/></manifest>
<spine toc="ncx"><itemref idref="a"/></spine></package>"""

NCX2 = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="en"><head><meta name="dtb:uid" content="isbn:0000"/>
<meta name="dtb:depth" content="1"/><meta name="dtb:totalPageCount" content="0"/><meta name="dtb:maxPageNumber" content="0"/></head>
<docTitle><text>The Weather Book</text></docTitle><navMap><navPoint id="p1" playOrder="1"><navLabel><text>Wind</text></navLabel>
<content src="a.html#wind"/></navPoint></navMap></ncx>"""

HTML2 = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>Wind</title>
<link rel="stylesheet" type="text/css" href="s.css"/></head>
<body><h1 id="wind">Wind</h1><p class="a">It blows&nbsp;&mdash; from the sea.</p></body></html>"""

OPF3 = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Tides</dc:title><dc:language>en</dc:language>
<dc:identifier id="id">urn:isbn:0001</dc:identifier><dc:source>Tides, printed</dc:source>
<meta property="dcterms:modified">2020-01-02T03:04:05Z</meta><meta property="pageBreakSource">Tides, printed</meta>
<link rel="dcterms:conformsTo" href="http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"/>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">pageNavigation</meta><meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text in order.</meta></metadata>
<manifest><item id="nav" href="text/nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/><item id="css" href="s.css" media-type="text/css"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""

HEAD3 = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="../s.css"/></head>
<body>{body}</body></html>"""

NAV3 = """<nav epub:type="toc" role="doc-toc"><h1>Contents</h1><ol>
<li><a href="a.xhtml">Ebb</a></li>
<li><a href="b.xhtml">Flood</a></li></ol></nav>
<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages"><ol>
<li><a href="a.xhtml#p1">1</a></li>
<li><a href="a.xhtml#p2">2</a></li>
<li><a href="b.xhtml#p3">3</a></li></ol></nav>"""

A3 = """<h1><span epub:type="pagebreak" role="doc-pagebreak" id="p1" aria-label="1"></span>Ebb</h1>
<p id="a-p1">The water goes out<a epub:type="noteref" role="doc-noteref" id="c1" href="#n1">1</a>, and
<span epub:type="pagebreak" role="doc-pagebreak" id="p2" aria-label="2"></span>comes again.</p>
<table id="a-t1"><thead><tr><th scope="col">Moon</th><th scope="col">Tide</th></tr></thead>
<tbody><tr><td>full</td><td>high</td></tr></tbody></table>
<aside epub:type="footnote" role="doc-footnote" id="n1"><p><a href="#c1" role="doc-backlink">1</a> Twice a day.</p></aside>"""

B3 = """<h1><span epub:type="pagebreak" role="doc-pagebreak" id="p3" aria-label="3"></span>Flood</h1>
<p id="b-p1" class="quiet">Back to <a href="a.xhtml#a-p1">the ebb</a>.</p>"""


def epub2() -> bytes:
    """A plain EPUB 2 with its DTD, letters by name, and an NCX."""
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.format(opf="content.opf").encode(),
            "content.opf": OPF2.encode(),
            "toc.ncx": NCX2.encode(),
            "a.html": HTML2.encode(),
            "s.css": b".a { color: #333; background: white } h1 { color: rgb(120, 120, 120); font-size: 2em }",
        }
    )


def epub3() -> bytes:
    """An EPUB 3 with notes, a table, a page list and a claim of accessibility; its files in folders, no NCX."""
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.format(opf="OPS/book.opf").encode(),
            "OPS/book.opf": OPF3.encode(),
            "OPS/text/nav.xhtml": HEAD3.format(title="Contents", body=NAV3).encode(),
            "OPS/text/a.xhtml": HEAD3.format(title="Ebb", body=A3).encode(),
            "OPS/text/b.xhtml": HEAD3.format(title="Flood", body=B3).encode(),
            "OPS/s.css": b".quiet { color: #555 } @media print { .quiet { color: #ccc } }",
        }
    )


# --- made by programs of others ---

MARKDOWN = """---
title: A Small Harbour
author: Ada Berg
lang: en-GB
date: 2024-05-12
---

# Arrival

We came in the evening[^1]. See [the table](#prices).

[^1]: It was late.

![Three boats in a row](boat.png)

## Prices {#prices}

| Length | Price |
|--------|-------|
| 1 m    | 3     |
| 10 m   | 25    |

# Departure

- bread
- salt, and $a^2$
"""

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A Small Harbour</title>
<style>@page { size: A5 } h1 { break-before: page }</style></head><body>
<h1>Arrival</h1><p>We came in the evening, see <a href="#dep">departure</a> and <a href="https://example.org/">a page</a>.</p>
<h2>Prices</h2><table><thead><tr><th scope="col">Length</th><th scope="col">Price</th></tr></thead>
<tbody><tr><td>1 m</td><td>3</td></tr><tr><td>10 m</td><td>25</td></tr></tbody></table>
<img src="boat.png" alt="Three boats in a row"><h1 id="dep">Departure</h1><ul><li>bread</li><li>salt</li></ul></body></html>"""


def boat() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (120, 80), (20, 40, 80)).save(buffer, "PNG")
    return buffer.getvalue()


def run(program: str, *words: str | Path, cwd: Path) -> None:
    """Runs a program that must be there, and succeed."""
    found = shutil.which(program)
    if not found:
        missing(program, "install it, or run `sh .ci/tools.sh`")
    subprocess.run([found or "", *map(str, words)], cwd=cwd, check=True, capture_output=True, timeout=240)


def _written(folder: Path) -> None:
    (folder / "book.md").write_text(MARKDOWN, "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "boat.png").write_bytes(boat())


def by_pandoc(folder: Path, _pdf: Path) -> Path:
    _written(folder)
    run("pandoc", "book.md", "--to", "epub3", "--mathml", "--output", "pandoc.epub", cwd=folder)
    return folder / "pandoc.epub"


def by_pandoc_2(folder: Path, _pdf: Path) -> Path:
    _written(folder)
    (folder / "book.md").write_text(MARKDOWN.replace(", and $a^2$", ""), "utf-8")
    run("pandoc", "book.md", "--to", "epub2", "--output", "pandoc-2.epub", cwd=folder)
    return folder / "pandoc-2.epub"


def by_calibre(folder: Path, _pdf: Path) -> Path:
    _written(folder)
    how = ("--epub-version", "3", "--language", "en", "--no-default-epub-cover", "--no-svg-cover")
    run("ebook-convert", "page.html", "calibre.epub", *how, cwd=folder)
    return folder / "calibre.epub"


def by_calibre_2(folder: Path, _pdf: Path) -> Path:
    _written(folder)
    how = ("--epub-version", "2", "--language", "en", "--no-default-epub-cover", "--no-svg-cover")
    run("ebook-convert", "page.html", "calibre-2.epub", *how, cwd=folder)
    return folder / "calibre-2.epub"


def by_chromium(folder: Path, _pdf: Path) -> Path:
    _written(folder)
    how = ("--headless", "--no-sandbox", "--disable-gpu", "--generate-pdf-document-outline", "--no-pdf-header-footer")
    browser = next(
        (name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), "chromium"
    )
    run(browser, *how, "--print-to-pdf=chromium.pdf", (folder / "page.html").as_uri(), cwd=folder)
    return folder / "chromium.pdf"


def by_qpdf(folder: Path, pdf: Path) -> Path:
    run("qpdf", "--linearize", "--newline-before-endstream", pdf, "qpdf.pdf", cwd=folder)
    return folder / "qpdf.pdf"


def by_mutool(folder: Path, pdf: Path) -> Path:
    run("mutool", "clean", "-z", pdf, "mutool.pdf", cwd=folder)
    return folder / "mutool.pdf"


PROGRAMS: dict[str, Callable[[Path, Path], Path]] = {
    "pandoc, EPUB 3": by_pandoc,
    "pandoc, EPUB 2": by_pandoc_2,
    "calibre, EPUB 3": by_calibre,
    "calibre, EPUB 2": by_calibre_2,
    "Chromium": by_chromium,
    "qpdf": by_qpdf,
    "mutool": by_mutool,
}
"""Each makes a book in a folder, some of them of a good PDF."""
