"""A small book of everything that an EPUB of ours may hold, rendered by hand: what the tests of packing and checking start from."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from compiler.files import shipped
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import Heading, Text
from compiler.model.pages import PageRole, Rendered, RenderedPage, Resource

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="{language}" xml:lang="{language}" dir="{direction}">\n<head><meta charset="utf-8"/><title>{title}</title>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>{body}</body></html>\n'
)

STYLE = """@charset "utf-8";
/* a comment stays */
@font-face { font-family: "Text Face"; src: url(fonts/EBGaramond-Regular.ttf); font-weight: 400 }
@font-face { font-family: "Vazirmatn"; src: url("fonts/Vazirmatn-Regular.ttf"); font-weight: 400 }
@font-face { font-family: "Never Used"; src: url(fonts/Literata-Regular.ttf) }
@font-face { font-family: "Unmatched"; src: url(fonts/Literata-Bold.ttf) }
:lang(fa) { font-family: Vazirmatn, serif; line-height: 1.8 }
.name { font: small-caps 1em/1.4 "Text Face", serif; font-feature-settings: "onum" }
.nobody { font-family: Unmatched }
.mark::before { content: "§ " }
"""

ONE = """
<section epub:type="chapter" role="doc-chapter" id="one" aria-labelledby="one-title">
<h1 id="one-title">1 A Letter from the Coast</h1>
<p id="one-p1" class="name">A first paragraph with a call<a id="one-call1" epub:type="noteref" role="doc-noteref" href="#one-n1">1</a>,
an <a href="two.xhtml#two-h1">address in the other chapter</a>, one <a href="https://example.org/">outside</a>, and
<bdi lang="fa" xml:lang="fa" dir="rtl">چند واژهٔ فارسی</bdi> inside.</p>
<h2 id="one-h1">Harbours</h2>
<figure id="one-fig1"><img src="images/harbour.png" alt="Three boats in a row."/>
<figcaption><p lang="fa" xml:lang="fa" dir="rtl" id="one-fig1-c1">سه قایق در بندر</p>
<p id="one-fig1-c2">Three boats in the harbour</p></figcaption></figure>
<figure id="one-fig2"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" role="img" aria-label="A line.">
<path d="M0 5h40" stroke="#000"/></svg>
<figcaption>A line</figcaption></figure>
<h3 id="one-h2">Prices</h3>
<table id="one-t1"><caption>Prices of rope</caption><thead><tr><th scope="col">Length</th><th scope="col">Price</th></tr></thead>
<tbody><tr><td>1 m</td><td>3</td></tr><tr><td>10 m</td><td>25</td></tr></tbody></table>
<pre id="one-code1" dir="ltr"><code>if wind &lt; 5:
    sail()</code></pre>
<blockquote id="one-q1"><p>What is said stands said.</p></blockquote>
<div class="verse" id="one-v1"><p>The boats go out,<br/>the boats come in.</p></div>
<ul id="one-l1"><li>bread</li><li>salt</li></ul>
<dl id="one-dl1"><dt>Quay</dt><dd>where boats lie</dd></dl>
<aside epub:type="footnote" role="doc-footnote" id="one-n1"><p>
<a href="#one-call1" role="doc-backlink">1</a> So the harbour master.</p></aside>
</section>"""

TWO = """
<section epub:type="chapter" role="doc-chapter" id="two" aria-labelledby="two-title">
<h1 id="two-title">۲ نامه‌ای از کوه</h1>
<p id="two-p1">متن فارسی با نشانی <bdi lang="en" xml:lang="en" dir="ltr">Mountain Press, 2014-05-12</bdi> در میان.</p>
<h2 id="two-h1">راه‌ها</h2>
<p id="two-p2">بازگشت به <a href="one.xhtml#one-fig1">تصویر نخست</a>.</p>
</section>"""

NAV = """
<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title"><h1 id="toc-title">Contents</h1><ol>
<li><a href="titlepage.xhtml">Letters</a></li>
<li><a href="one.xhtml#one">1 A Letter from the Coast</a><ol><li><a href="one.xhtml#one-h1">Harbours</a>
<ol><li><a href="one.xhtml#one-h2">Prices</a></li></ol></li></ol></li>
<li><a href="two.xhtml#two" lang="fa" xml:lang="fa" dir="rtl">۲ نامه‌ای از کوه</a>
<ol><li><a href="two.xhtml#two-h1" lang="fa" xml:lang="fa" dir="rtl">راه‌ها</a></li></ol></li>
<li><a href="colophon.xhtml">Colophon</a></li></ol></nav>
<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks"><ol>
<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>
<li><a epub:type="toc" href="nav.xhtml#toc">Contents</a></li>
<li><a epub:type="bodymatter" href="one.xhtml#one">Text</a></li></ol></nav>"""

COVER = """<section epub:type="cover" id="cover">
<img src="images/cover.png" alt="Letters: edition of 23 November 2026" role="doc-cover"/></section>"""
TITLE = """<section epub:type="titlepage" id="titlepage"><h1>Letters</h1>
<p>and answers</p><p lang="fa" xml:lang="fa" dir="rtl">نامه‌ها</p></section>"""
COLOPHON = """<section epub:type="colophon" role="doc-colophon" id="colophon"><h1>Colophon</h1>
<p class="mark">Two sources.</p></section>"""


def png(width: int = 12, height: int = 8) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), (20, 40, 80)).save(buffer, "PNG")
    return buffer.getvalue()


def page(
    name: str, role: PageRole, title: str, body: str, language: str = "en", direction: str = "ltr"
) -> RenderedPage:
    html = HEAD.format(language=language, direction=direction, title=title, body=body)
    side = "rtl" if direction == "rtl" else "ltr"
    return RenderedPage(id=name, roles=(role,), title=title, html=html, language=language, direction=side)


def font(family: str, face: str) -> Resource:
    data = (shipped("layouts") / "fonts" / family / f"{face}.ttf").read_bytes()
    return Resource(f"fonts/{face}.ttf", "font/ttf", data)


def licence(family: str) -> Resource:
    data = (shipped("layouts") / "fonts" / family / "OFL.txt").read_bytes()
    return Resource(f"fonts/{family}-OFL.txt", "text/plain", data)


def rendered() -> Rendered:
    pages = (
        page("cover", "cover", "Cover", COVER),
        page("titlepage", "titlepage", "Letters", TITLE),
        page("nav", "contents", "Contents", NAV),
        page("one", "chapter", "A Letter from the Coast", ONE),
        page("two", "chapter", "نامه‌ای از کوه", TWO, "fa", "rtl"),
        page("colophon", "colophon", "Colophon", COLOPHON),
    )
    resources = (
        Resource("style.css", "text/css", STYLE.encode()),
        font("EBGaramond", "EBGaramond-Regular"),
        font("Vazirmatn", "Vazirmatn-Regular"),
        font("Literata", "Literata-Regular"),
        font("Literata", "Literata-Bold"),
        licence("EBGaramond"),
        licence("Literata"),
        Resource("images/harbour.png", "image/png", png()),
        Resource("images/cover.png", "image/png", png(160, 256)),
    )
    return Rendered(skin="ebook", pages=pages, resources=resources)


def book() -> Book:
    record = EditionRecord(
        title="Letters",
        subtitle="and answers",
        title_translation="نامه‌ها",
        editors=("Ada van der Berg", "Harbour Museum"),
        publisher="Bayaz tests",
        language="en",
        rights="CC0",
        description="Two letters <& their notes>.",
        identifier="urn:uuid:0b9a3cf6-6a1c-5b0e-8f52-2f0e5d1f7d11",
        date="2026-11-23",
    )
    one = Record(
        id="one",
        title="A Letter from the Coast",
        authors=("Ben Stone",),
        translators=("Ada van der Berg",),
        publisher="Coast Press",
        place="Bergen",
        date="2014-05",
        addresses=("https://example.org/coast",),
    )
    two = Record(id="two", title="نامه‌ای از کوه", authors=("مریم احمدی",), language="fa", date="2016")
    chapters = (
        Chapter(
            id="one",
            record=one,
            rendition="full",
            title=one.title,
            number="1",
            blocks=(
                Heading(id="one-h1", language="en", level=1, content=(Text("Harbours"),)),
                Heading(id="one-h2", language="en", level=2, content=(Text("Prices"),)),
            ),
        ),
        Chapter(
            id="two",
            record=two,
            rendition="full",
            title=two.title,
            number="۲",
            language="fa",
            direction="rtl",
            blocks=(Heading(id="two-h1", language="fa", direction="rtl", level=1, content=(Text("راه‌ها"),)),),
        ),
    )
    return Book(record=record, direction="ltr", provenance=(), chapters=chapters)
