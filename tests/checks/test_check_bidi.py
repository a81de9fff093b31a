"""The right-to-left preflight: silent on sound books, and each of many faults named by its code, with a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.checks import check_bidi
from compiler.messages import Origin
from tests.checks.zips import members, packed

FONT = Path(__file__).parents[2] / "layouts" / "fonts" / "Vazirmatn" / "Vazirmatn-Regular.ttf"
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:example:1</dc:identifier>
<dc:title>t</dc:title><dc:language>fa</dc:language></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="c" href="s.css" media-type="text/css"/>
<item id="f" href="f.ttf" media-type="font/ttf"/></manifest>
<spine page-progression-direction="rtl"><itemref idref="a"/></spine></package>"""


NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" {}><navMap><navPoint id="n"><navLabel>
<text>یک سخن</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>"""
XHTML_11 = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'


def epub(
    body: str,
    css: str = "",
    attributes: str = 'lang="fa" xml:lang="fa" dir="rtl"',
    *,
    package: str = PACKAGE,
    doctype: str = "",
    **more: bytes,
) -> bytes:
    """An EPUB of one document; `more` are members `name` with a point for the first underscore."""
    page = (
        f'{doctype}<html xmlns="http://www.w3.org/1999/xhtml" {attributes}><head><title>t</title>'
        f'<link rel="stylesheet" href="s.css"/></head><body>{body}</body></html>'
    )
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.encode(),
            "content.opf": package.encode(),
            "a.xhtml": page.encode(),
            "s.css": css.encode(),
            "f.ttf": FONT.read_bytes(),
            **{name.replace("_", ".", 1): data for name, data in more.items()},
        }
    )


def with_ncx(attributes: str) -> bytes:
    item = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
    package = PACKAGE.replace("</manifest>", item)
    return epub("<p>سخن</p>", package=package, toc_ncx=NCX.format(attributes).encode())


ENGLISH = 'lang="en" xml:lang="en"'
FACE = '@font-face { font-family: "V"; src: url(f.ttf) } '

SOUND: dict[str, bytes] = {
    "a Persian paragraph": epub("<p>این یک بند فارسی است.</p>"),
    "an English paragraph": epub("<p>A paragraph.</p>", attributes=ENGLISH),
    "a Latin name in a line": epub("<p>در New York چاپ شد.</p>"),
    "a run in an isolate": epub('<p>در <bdi lang="en" dir="ltr">New <b>York</b></bdi> چاپ شد.</p>'),
    "an element around a whole run": epub("<p>در <b>New York</b> چاپ شد.</p>"),
    "a date in an isolate": epub('<p>در <bdi dir="ltr">2024-05-12</bdi> بود.</p>'),
    "a Persian range, which reads from the right": epub("<p>سال‌های ۱۳۶۰–۱۳۶۵ بود.</p>"),
    "a date with slashes": epub("<p>در ۱۳۹۵/۴/۵ بود.</p>"),
    "an English paragraph that says so": epub('<p lang="en" xml:lang="en" dir="ltr">A paragraph of it.</p>'),
    "a caption that says so": epub(
        '<figure><figcaption lang="fa" dir="rtl">نقشهٔ شهر</figcaption></figure>', attributes=ENGLISH
    ),
    "balanced controls": epub("<p>این \u202aABC\u202c است.</p>"),
    "a mark": epub("<p>این ABC\u200e است.</p>"),
    "slant undone": epub("<p><em>سخن</em> بود</p>", "em { font-style: italic } :lang(fa) { font-style: normal }"),
    "spacing undone": epub('<p class="s">سخن</p>', ".s { letter-spacing: 0.1em } p.s { letter-spacing: 0 }"),
    "spacing undone by weight": epub(
        '<p class="s">سخن</p>', ":lang(fa) { letter-spacing: normal !important } p.s { letter-spacing: 0.1em }"
    ),
    "slant undone by weight": epub(
        '<p style="font-style: italic">سخن</p>', ":lang(fa) { font-style: normal !important }"
    ),
    "spacing undone before an import": epub(
        "<p>سخن</p>",
        "@import url('s.css'); @import 'b.css'; p { letter-spacing: 0 }",
        b_css=b"p { letter-spacing: 1px }",
    ),
    "letters that the font has": epub("<p>پژوهش گچ</p>", FACE + 'p { font-family: "V", serif }'),
    "a font that cannot be read": epub("<p>סخن</p>", FACE + "p { font-family: V }", f_ttf=b"obfuscated"),
    "names of letters as in EPUB 2": epub("<p>این&nbsp;است <b>و&nbsp;بود</b></p>", doctype=XHTML_11),
    "an NCX in its language": with_ncx('xml:lang="fa"'),
    "an NCX in its direction": with_ncx('dir="rtl"'),
    "a font that is not embedded": epub("<p>ڝ</p>", "p { font-family: Tahoma }"),
    "code": epub('<pre dir="ltr" lang="en">print("سلام")</pre><p>دستور <code>ls -l a-b</code> را</p>'),
}

FAULTS: dict[str, tuple[str, bytes]] = {
    "Persian in an English page": (
        "bidi-block-direction",
        epub('<p lang="fa">این بند فارسی است.</p>', attributes=ENGLISH),
    ),
    "Persian with a language and no direction": (
        "bidi-block-direction",
        epub('<p lang="fa">این یک بند است.</p>', attributes=ENGLISH),
    ),
    "a Persian heading": ("bidi-block-direction", epub('<h1 lang="fa">بیاض چیست</h1>', attributes=ENGLISH)),
    "a Persian item": ("bidi-block-direction", epub('<ul><li lang="fa">یک سخن</li></ul>', attributes=ENGLISH)),
    "a Persian cell": (
        "bidi-block-direction",
        epub('<table><tr><td lang="fa">یک سخن</td></tr></table>', attributes=ENGLISH),
    ),
    "opens with a Latin name": (
        "bidi-block-direction",
        epub('<p dir="ltr" lang="fa">UNAMI از سازمان ملل است</p>'),
    ),
    "English in a Persian page": ("bidi-block-direction", epub('<p lang="en">A paragraph of it.</p>')),
    "a caption without a direction": (
        "bidi-caption-direction",
        epub('<figure><figcaption lang="fa">نقشهٔ شهر</figcaption></figure>', attributes=ENGLISH),
    ),
    "a caption's paragraph": (
        "bidi-caption-direction",
        epub('<figure><figcaption><p lang="fa">نقشهٔ شهر</p></figcaption></figure>', attributes=ENGLISH),
    ),
    "a table's caption": (
        "bidi-caption-direction",
        epub('<table><caption lang="fa">نقشهٔ شهر</caption><tr><td>1</td></tr></table>', attributes=ENGLISH),
    ),
    "Persian that says it is English": (
        "bidi-language",
        epub('<p dir="rtl" lang="en">این یک بند است.</p>', attributes=ENGLISH),
    ),
    "Persian that says nothing": ("bidi-language", epub('<p dir="rtl">این یک بند است.</p>', attributes="")),
    "Hebrew that says it is English": ("bidi-language", epub('<p dir="rtl">שלום עולם</p>', attributes=ENGLISH)),
    "English that says it is Persian": ("bidi-language", epub('<p dir="ltr">A paragraph of it.</p>')),
    "a run across emphasis": ("bidi-run-crossing", epub("<p>در New <b>York</b> چاپ شد.</p>")),
    "a run out of emphasis": ("bidi-run-crossing", epub("<p>در <i>New</i> York چاپ شد.</p>")),
    "a run across a link": ("bidi-run-crossing", epub('<p>از <a href="#x">Human Rights</a> Watch است.</p>')),
    "a run across two elements": ("bidi-run-crossing", epub("<p>در <i>New</i> <b>York</b> بود.</p>")),
    "Persian across emphasis": (
        "bidi-run-crossing",
        epub("<p>They say بیاض <b>فارسی</b> in Iran, which is a book of notes.</p>", attributes=ENGLISH),
    ),
    "a bare date": ("bidi-number", epub("<p>در 2024-05-12 بود.</p>")),
    "a bare range": ("bidi-number", epub("<p>سال‌های 1979–1989 بود.</p>")),
    "a bare telephone number": ("bidi-number", epub("<p>تلفن +98 21 8888 1234 است.</p>")),
    "below zero": ("bidi-number", epub("<p>دما -5 درجه بود.</p>")),
    "a lone override": ("bidi-unbalanced", epub("<p>این \u202eABC است.</p>")),
    "a lone end": ("bidi-unbalanced", epub("<p>این ABC\u2069 است.</p>")),
    "a lone embedding in English": ("bidi-unbalanced", epub("<p>so \u202bABC it is</p>", attributes=ENGLISH)),
    "an override": ("bidi-override", epub("<p>این \u202eABC\u202c است.</p>")),
    "spaced letters": ("bidi-css-spacing", epub("<p>سخن</p>", "p { letter-spacing: 0.05em }")),
    "spacing inherited": ("bidi-css-spacing", epub("<p>سخن</p>", "body { letter-spacing: 1px }")),
    "spacing imported": (
        "bidi-css-spacing",
        epub("<p>سخن</p>", "@import url(b.css);", b_css=b"@import 'c.css'; b { }", c_css=b"p { letter-spacing: 1px }"),
    ),
    "spacing by weight": (
        "bidi-css-spacing",
        epub("<p>سخن</p>", "p { letter-spacing: 1px !important } body p { letter-spacing: 0 }"),
    ),
    "slanted letters": ("bidi-css-slant", epub("<p>سخن</p>", "p { font: italic 12px serif }")),
    "slant in the mark-up": ("bidi-css-slant", epub('<p style="font-style: oblique">سخن</p>')),
    "flush left": ("bidi-css-align", epub("<p>سخن</p>", "p { text-align: left }")),
    "a letter that the font lacks": ("bidi-glyph-missing", epub("<p>سخن ࢠ</p>", FACE + 'p { font-family: "V" }')),
    "Hebrew in a font without it": (
        "bidi-glyph-missing",
        epub('<p lang="he" dir="rtl">שלום</p>', FACE + "* { font-family: V, serif }"),
    ),
}


OUTSIDE: dict[str, tuple[str, str, bytes]] = {
    "pages that turn from left to right": (
        "epub-progression",
        "content.opf",
        epub("<p>سخن</p>", package=PACKAGE.replace("rtl", "ltr")),
    ),
    "pages that turn as the reader likes": (
        "epub-progression",
        "content.opf",
        epub("<p>سخن</p>", package=PACKAGE.replace(' page-progression-direction="rtl"', "")),
    ),
    "an NCX without a language": ("bidi-ncx", "toc.ncx", with_ncx("")),
    "an NCX in English": ("bidi-ncx", "toc.ncx", with_ncx('xml:lang="en"')),
    "direction in a style sheet": ("epub-css-direction", "s.css", epub("<p>سخن</p>", "p { direction: rtl }")),
    "unicode-bidi in a style sheet": ("epub-css-direction", "s.css", epub("<p>سخن</p>", "i { unicode-bidi: embed }")),
    "direction in an attribute": ("epub-css-direction", "a.xhtml", epub('<p style="direction: rtl">سخن</p>')),
    "a document that is no XHTML": ("epub-malformed", "a.xhtml", epub("<p>سخن")),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_books_pass_in_silence(name: str) -> None:
    assert check_bidi(SOUND[name], "b.epub") == ()


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_named_and_placed(name: str) -> None:
    code, data = FAULTS[name]
    found = check_bidi(data, "b.epub")
    assert {message.code for message in found} == {code}
    assert all(m.origin and m.origin.file == "b.epub/a.xhtml" and m.origin.first and m.hint for m in found)
    assert not any("\u202e" in str(message) for message in found)


@pytest.mark.parametrize("name", OUTSIDE)
def test_faults_of_the_whole_are_named_and_placed(name: str) -> None:
    code, path, data = OUTSIDE[name]
    (found,) = check_bidi(data, "b.epub")
    assert found.code == code
    assert found.origin and found.origin.file == f"b.epub/{path}"
    assert found.hint


def test_letters_that_a_font_lacks_are_no_error_where_the_reader_has_others() -> None:
    hebrew = '<p lang="he" dir="rtl">שלום</p>'
    levels = [
        check_bidi(epub(hebrew, f"{FACE} p {{ font-family: {family} }}"), "b.epub")[0].level
        for family in ("V", "V, serif")
    ]
    assert levels == ["error", "warning"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["a.xhtml", "s.css", "f.ttf", "content.opf"]),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=9),
)
def test_no_damage_ends_in_a_traceback(name: str, at: int, noise: bytes) -> None:
    held = members(epub("<p>این <i>New</i> York است.</p>", FACE + "p { font-family: V }"))
    place = at % len(held[name])
    held[name] = held[name][:place] + noise + held[name][place + len(noise) :]
    check_bidi(packed(held), "b.epub")


def test_a_fault_is_placed_in_the_authors_file_where_it_is_known() -> None:
    data = epub('<section id="s"><p id="p">در 2024-05-12 بود.</p></section>')
    (found,) = check_bidi(data, "b.epub", {"p": Origin("brief.md", 7), "s": Origin("brief.md", 1)})
    assert found.origin == Origin("brief.md", 7)


def test_what_is_no_epub_is_told() -> None:
    assert check_bidi(b"no book", "b.epub")
