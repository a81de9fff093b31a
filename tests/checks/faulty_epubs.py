"""Good EPUBs with one fault put into each, what must be said of it, and where."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from tests.checks.faulty import Fault
from tests.checks.zips import Change, changed, drop, members, packed, put, swap

ONE, TWO, NAV, OPF, NCX, CSS = (
    f"EPUB/{name}" for name in ("one.xhtml", "two.xhtml", "nav.xhtml", "content.opf", "toc.ncx", "style.css")
)
A, B, TIDES_NAV, TIDES_OPF = "OPS/text/a.xhtml", "OPS/text/b.xhtml", "OPS/text/nav.xhtml", "OPS/book.opf"
_MARK = re.compile(r'(<span epub:type="pagebreak"[^>]*></span>)((?:\s|<(?!span epub)[^>]*>)*[^\s<>&]{4,}\s)')


def letters(code: str, where: str, change: Change, *also: str) -> Fault:
    """A fault in the small book of everything that ours may hold."""
    return Fault("letters.epub", code, where, lambda data: changed(data, change), frozenset(also))


def tides(code: str, where: str, change: Change, *also: str) -> Fault:
    """A fault in an EPUB 3 by another hand."""
    return Fault("tides.epub", code, where, lambda data: changed(data, change), frozenset(also))


def weather(code: str, where: str, change: Change, *also: str) -> Fault:
    """A fault in an EPUB 2 by another hand."""
    return Fault("weather.epub", code, where, lambda data: changed(data, change), frozenset(also))


def more_css(css: str) -> Change:
    def change(held: dict[str, bytes]) -> None:
        held[CSS] += css.encode()

    return change


def add(name: str, text: str, before: str = "</section>") -> Change:
    return swap(name, before, text + before)


def large_picture(held: dict[str, bytes]) -> None:
    buffer = BytesIO()
    Image.new("1", (3000, 2400)).save(buffer, "PNG")
    held["EPUB/images/harbour.png"] = buffer.getvalue()


def misnamed_font(held: dict[str, bytes]) -> None:
    items = re.findall(rb"<item [^>]*EBGaramond-Regular.ttf[^>]*>", held[OPF])
    held[OPF] = held[OPF].replace(items[0], items[0].replace(b"font/ttf", b"application/octet-stream"))


def torn_font(held: dict[str, bytes]) -> None:
    name = "EPUB/fonts/EBGaramond-Regular.ttf"
    held[name] = held[name][:300]


def latin_1(held: dict[str, bytes]) -> None:
    held[CSS] = held[CSS].replace("§".encode(), "§".encode("latin-1"))


def mark_behind_its_word(data: bytes) -> bytes:
    """The first mark that stands before a word, put behind it."""
    held = members(data)
    for name in sorted(held):
        if re.fullmatch(r"EPUB/(?!nav|cover|title|imprint|colophon)[\w-]+\.xhtml", name):
            text = held[name].decode()
            moved = _MARK.sub(lambda found: found[2] + found[1], text, count=1)
            if moved != text:
                held[name] = moved.encode()
                return packed(held)
    raise AssertionError("no mark stands before a word")


def mark_of_another_page(data: bytes) -> bytes:
    """Two pages change names."""
    held = members(data)
    swapped = {">3<": ">5<", ">5<": ">3<"}
    held[NAV] = re.sub(r'(?<=#page-[35]")>[35]<', lambda found: swapped[found[0]], held[NAV].decode()).encode()
    return packed(held)


def compressed_mimetype(data: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members(data).items():
            target.writestr(name, content)
    return buffer.getvalue()


def truncated(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def raw(base: str, code: str, where: str, change: Callable[[bytes], bytes], *also: str) -> Fault:
    return Fault(base, code, where, change, frozenset(also))


TABLE = "<table><tr><td>1 m</td><td>3</td></tr><tr><td>10 m</td><td>25</td></tr></table>"
PALE = '<p style="color: #aaa">Hardly to be seen.</p>'

FAULTS: dict[str, Fault] = {
    # the archive and the package
    "mimetype is compressed": raw("letters.epub", "epub-mimetype", r"letters\.epub$", compressed_mimetype),
    "the download broke off": raw("letters.epub", "epub-zip-broken", r"letters\.epub$", truncated),
    "a path leads out": letters("epub-zip-unsafe-path", r"letters\.epub$", put("EPUB/../../out.txt", b"x")),
    "the container names no file": letters(
        "epub-container", r"letters\.epub$", swap("META-INF/container.xml", "content.opf", "c.opf")
    ),
    "a listed file is not there": letters("epub-manifest-missing-file", OPF, drop("EPUB/fonts/EBGaramond-OFL.txt")),
    "a file is not listed": letters("epub-manifest-unlisted", OPF, put("EPUB/stray.txt", b"stray")),
    "a property is not told": letters("epub-manifest-property", OPF, swap(OPF, ' properties="svg"', "")),
    "the spine names a picture": letters(
        "epub-spine", OPF, swap(OPF, 'idref="page-two"', 'idref="cover-image"'), "epub-nav-missing"
    ),
    "the identifier is not the unique one": letters(
        "epub-metadata", OPF, swap(OPF, 'unique-identifier="edition"', 'unique-identifier="e"'), "epub-ncx"
    ),
    "the date is none": letters("epub-date", OPF, swap(OPF, "<dc:date>2026-11-23<", "<dc:date>2026-02-30<")),
    "a language that is none": letters(
        "epub-language", OPF, swap(OPF, "<dc:language>fa<", "<dc:language>Persian (Iran)<")
    ),
    "pages turn the wrong way": letters("epub-progression", OPF, swap(OPF, 'direction="ltr"', 'direction="rtl"')),
    "accessibility is claimed and not told": tides(
        "epub-accessibility", TIDES_OPF, swap(TIDES_OPF, '<meta property="schema:accessMode">textual</meta>', "")
    ),
    # media
    "a font of another type": letters("epub-media-type", "EPUB/fonts/EBGaramond", misnamed_font),
    "a font is torn": letters("epub-font-broken", "EPUB/fonts/EBGaramond", torn_font),
    "a font is not there": letters("epub-link-dangling", CSS, swap(CSS, "fonts/EBGaramond-Regular", "fonts/Nobody")),
    "a remote font": letters(
        "epub-remote", CSS, more_css("@font-face { font-family: R; src: url(https://example.org/r.woff2) }")
    ),
    "a style sheet in Latin-1": letters("epub-encoding", f"{CSS}:\\d", latin_1),
    "direction in the style sheet": letters("epub-css-direction", f"{CSS}:\\d", more_css("\np { direction: rtl }")),
    "a picture is broken": letters(
        "epub-image-broken", "EPUB/images/harbour", put("EPUB/images/harbour.png", b"\x89PNG\r\n\x1a\nnot so")
    ),
    "a picture is too large": letters("epub-image-large", "EPUB/images/harbour", large_picture),
    "a remote picture": letters(
        "epub-remote", f"{ONE}:\\d", swap(ONE, "images/harbour.png", "https://example.org/harbour.png")
    ),
    # contents and pages
    "no navigation document": tides(
        "epub-nav-missing", TIDES_OPF, swap(TIDES_OPF, ' properties="nav"', ""), "epub-page-list"
    ),
    "the contents are out of order": tides(
        "epub-nav-order",
        f"{TIDES_NAV}:\\d",
        swap(TIDES_NAV, '<li><a href="a.xhtml">Ebb</a></li>\n<li><a href="b.xhtml">Flood</a></li>',
             '<li><a href="b.xhtml">Flood</a></li>\n<li><a href="a.xhtml">Ebb</a></li>'),
    ),
    "an entry leads to no element": letters(
        "epub-link-dangling", f"{NAV}:\\d", swap(NAV, "one.xhtml#one-h2", "one.xhtml#one-h9")
    ),
    "the NCX is another book's": weather("epub-ncx", r"toc\.ncx", swap("toc.ncx", "isbn:0000", "isbn:0009")),
    "the NCX leads nowhere": weather("epub-ncx", r"toc\.ncx", swap("toc.ncx", "a.html#wind", "a.html#rain")),
    "the spine has no NCX": weather("epub-ncx", r"content\.opf", swap("content.opf", 'toc="ncx"', 'toc="none"')),
    "pages are listed out of order": tides(
        "epub-page-order",
        f"{TIDES_NAV}:\\d",
        swap(TIDES_NAV, '<li><a href="a.xhtml#p1">1</a></li>\n<li><a href="a.xhtml#p2">2</a></li>',
             '<li><a href="a.xhtml#p2">2</a></li>\n<li><a href="a.xhtml#p1">1</a></li>'),
    ),
    "a page leads nowhere": tides(
        "epub-link-dangling", f"{TIDES_NAV}:\\d", swap(TIDES_NAV, "a.xhtml#p2", "a.xhtml#p7"), "epub-page-list"
    ),
    "a page is not listed": tides(
        "epub-page-list", f"{A}:\\d", swap(TIDES_NAV, '<li><a href="a.xhtml#p2">2</a></li>', "")
    ),
    "a mark has no name": tides("epub-page-name", f"{A}:\\d", swap(A, ' id="p2" aria-label="2"', ' id="p2"')),
    "a mark stands behind its word": raw("shipped.epub", "epub-page-mark", r"\.xhtml:\d", mark_behind_its_word),
    "a mark is another page's": raw("shipped.epub", "epub-page-mark", r"\.xhtml:\d", mark_of_another_page),
    # documents
    "mark-up is broken": letters(
        "epub-malformed", ONE, swap(ONE, "</h2>", "</h3>"), "epub-nav-order"
    ),
    "no title": tides("epub-title-missing", B, swap(B, "<title>Flood</title>", "<title> </title>")),
    "no language": tides(
        "epub-language-missing", B, swap(B, ' lang="en" xml:lang="en"', "")
    ),
    "an id twice": letters("epub-id-duplicate", f"{ONE}:\\d", swap(ONE, 'id="one-q1"', 'id="one-v1"')),
    "a link to no file": letters(
        "epub-link-dangling", f"{ONE}:\\d", swap(ONE, "two.xhtml#two-h1", "three.xhtml#two-h1")
    ),
    "a link without words": tides("epub-link-empty", f"{B}:\\d", swap(B, ">the ebb</a>", "></a>")),
    "a link that acts": letters("epub-remote", f"{ONE}:\\d", swap(ONE, "https://example.org/", "javascript:go()")),
    "a script": letters("epub-script", f"{ONE}:\\d", add(ONE, "<script>0</script>"), "epub-manifest-property"),
    "an event handler": letters("epub-script", f"{ONE}:\\d", swap(ONE, "<figure id", '<figure onclick="go()" id')),
    "a picture without words": letters("epub-image-alt", f"{ONE}:\\d", swap(ONE, ' alt="Three boats in a row."', "")),
    "words that are a file's name": letters(
        "epub-alt-file-name", f"{ONE}:\\d", swap(ONE, "Three boats in a row.", "harbour.png")
    ),
    "headings leap": letters(
        "epub-heading-gap", f"{ONE}:\\d", swap(ONE, '<h3 id="one-h2">Prices</h3>', '<h5 id="one-h2">Prices</h5>')
    ),
    "a heading without words": letters("epub-heading-empty", f"{ONE}:\\d", swap(ONE, ">Harbours</h2>", "> </h2>")),
    "a table without heads": letters("epub-table-headers", f"{ONE}:\\d", add(ONE, TABLE)),
    "pale letters": letters("epub-contrast", f"{ONE}:\\d", add(ONE, PALE)),
    "pale letters by class": tides(
        "epub-contrast", f"{B}:\\d", swap("OPS/s.css", ".quiet { color: #555 }", ".quiet { color: #aaa }")
    ),
    # notes
    "a call leads to no note": letters(
        "epub-note-missing", f"{ONE}:\\d", swap(ONE, 'epub:type="footnote" role="doc-footnote" ', "")
    ),
    "no way back from a note": tides(
        "epub-note-one-way", f"{A}:\\d", swap(A, '<a href="#c1" role="doc-backlink">1</a>', "1")
    ),
    "a note that nobody calls": tides(
        "epub-note-uncalled", f"{A}:\\d", swap(A, ' epub:type="noteref" role="doc-noteref"', "")
    ),
    # right to left
    "a Persian caption without direction": letters(
        "epub-direction-missing",
        f"{ONE}:\\d",
        swap(ONE, '<p lang="fa" xml:lang="fa" dir="rtl" id', '<p lang="fa" xml:lang="fa" id'),
        "bidi-caption-direction",
    ),
    "Persian words in a line, unmarked": letters(
        "epub-run-unmarked", f"{ONE}:\\d", swap(ONE, '<bdi lang="fa" xml:lang="fa" dir="rtl">', "<bdi>"), "bidi-glyph-missing"
    ),
    "a date turns around": letters(
        "bidi-number", f"{TWO}:\\d", add(TWO, '<p>سفر در 2014-05-12 بود.</p>')
    ),
    "joined letters are torn apart": letters("bidi-css-spacing", f"{TWO}:\\d", more_css("#two-p1 { letter-spacing: 2px }")),
    "Persian is slanted": letters("bidi-css-slant", f"{TWO}:\\d", more_css("#two-p1 { font-style: italic }")),
}  # fmt: skip
