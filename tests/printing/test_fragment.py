"""A page laid out by itself: what is on its pages, what is said of its faults, what it may not reach."""

from __future__ import annotations

import base64
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from compiler.files import shipped
from compiler.messages import LayoutError, Origin
from compiler.model.pages import Resource
from compiler.printing import engine, remarks, typefaces
from compiler.printing.fragment import lay_out
from tests.conftest import ROOT
from tests.printing.small_book import CSS, chapter_body, fragment, page, resources

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>t</title>%s<rect width="5" height="5"/></svg>'
)


def codes(body: str, css: str = CSS, **more: tuple[str, bytes]) -> list[str]:
    laid_out = lay_out(page("one", body), resources(css, **more))
    return [message.code for message in laid_out.messages]


def test_a_sound_page_has_nothing_to_be_said_of_it():
    assert codes('<h1 id="a">Title</h1><p>Words, سلام, <a href="#a">up</a></p>') == []


def test_anchors_come_in_order_with_their_height_and_only_where_they_begin():
    body = '<h1 id="a">Title</h1><div id="b"><p id="c">one</p><p id="d" style="break-before: page">two</p></div>'
    first, second = fragment("one", body).pages
    assert [name for name, _ in first.anchors] == ["a", "b", "c"]
    assert [name for name, _ in second.anchors] == ["d"]
    heights = [height for _, height in first.anchors]
    assert heights == sorted(heights)
    assert 51 <= heights[0] < 80  # the margin is 18 mm, 51 points


def test_a_page_that_fills_a_gap_is_blank_and_an_opening_is_where_it_begins():
    body = '<p>one</p><section class="opening" style="break-before: right"><p>two</p><p style="break-before: page">3</p></section>'
    pages = fragment("one", body).pages
    assert [one.blank for one in pages] == [False, True, False, False]
    assert [one.opening for one in pages] == [True, False, True, False]


def test_the_words_of_a_page_are_those_on_it_line_by_line():
    pages = fragment("one", "<h1>A <em>b</em></h1><p>c d<br/>e</p><p style='break-before: page'>f</p>").pages
    assert [one.text for one in pages] == ["A b\nc d\ne", "f"]


def test_empty_elements_of_xhtml_stay_empty():
    first = fragment("one", '<p><a id="x"/>one</p><div id="y"/><p id="z">two</p>').pages[0]
    assert [name for name, _ in first.anchors] == ["x", "y", "z"] or [name for name, _ in first.anchors] == [
        "y",
        "z",
        "x",
    ]
    assert first.text == "one\ntwo"


@pytest.mark.parametrize(
    ("body", "css", "code"),
    [
        ('<p><a href="#nowhere">x</a></p>', CSS, "anchor-missing"),
        ('<p id="a">x</p><p id="a">y</p>', CSS, "anchor-duplicate"),
        ('<p class="t">x</p>', CSS + ".t::after { content: target-counter('#no', page) }", "anchor-missing"),
        ("<p>x</p>", CSS + "p { colour: red }", "css-ignored"),
        ("<p>x</p>", CSS + "p { color }", "css-bad"),
        ("<p>x</p>", CSS + "p:hoover(3) { color: red }", "css-bad"),
        ("<p>x</p>", CSS + "@font-face { font-family: Bad; src: url(fonts/none.ttf) }", "font-unusable"),
        ("<p>x</p>", CSS + "@import 'none.css';", "css-bad"),
        ("<p>漢</p>", CSS, "glyph-missing"),
        ('<p><img src="images/none.png" alt="x"/></p>', CSS, "resource-missing"),
        ('<p><img src="images/bad.png" alt="x"/></p>', CSS, "image-unusable"),
        ('<p><img src="images/good.svg"/></p>', CSS, "alt-missing"),
    ],
)
def test_what_the_engine_logs_becomes_a_message(body: str, css: str, code: str):
    more = {"images/bad.png": ("image/png", b"\x89PNG nothing"), "images/good.svg": ("image/svg+xml", SVG % b"")}
    assert code in codes(body, css, **more)


def test_messages_say_where_and_what():
    laid_out = lay_out(page("one", "<p>漢</p>"), resources("\n" + CSS + "\np { colour: red }"))
    by_code = {message.code: message for message in laid_out.messages}
    assert "漢" in by_code["glyph-missing"].text
    assert "U+6F22" in by_code["glyph-missing"].text
    assert by_code["glyph-missing"].origin is not None
    assert by_code["glyph-missing"].origin.file == "one"
    ignored = by_code["css-ignored"].origin
    assert ignored is not None
    assert (ignored.file, ignored.first) == ("style.css", CSS.count("\n") + 3)


def test_a_line_that_nobody_knows_is_not_lost():
    place = remarks.Place(page=Origin("one"))
    (message,) = remarks.messages([("error", "Something new"), ("error", "Something new")], place)
    assert (message.code, message.level) == ("engine-line", "error")
    assert "Something new" in message.text


def test_each_line_that_is_harmless_says_why():
    assert all(len(reason) > 10 for _, reason in remarks.HARMLESS)
    place = remarks.Place(page=Origin("one"))
    assert remarks.messages([("warning", "vh unit resolved before first page layout")], place) == ()


def test_elements_nested_too_deep_are_said():
    with pytest.raises(LayoutError) as caught:
        lay_out(page("one", "<div>" * 230 + "</div>" * 230), resources())
    assert [message.code for message in caught.value.messages] == ["nesting-deep"]


def test_a_fault_of_the_engine_is_said_with_its_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine.HTML, "render", lambda *_, **__: 1 / 0)
    with pytest.raises(LayoutError) as caught:
        lay_out(page("one", "<p>x</p>"), resources())
    (message,) = caught.value.messages
    assert message.code == "engine-failed"
    assert str(message.origin) == "one"


def test_an_ornament_needs_no_alternative_text():
    assert codes('<p><img src="images/a.svg" alt=""/></p>', CSS, **{"images/a.svg": ("image/svg+xml", SVG % b"")}) == []
    ornament = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-hidden="true"><rect width="5" height="5"/></svg>'
    assert codes(f"<p>{ornament}</p>") == []
    told = ornament.replace('aria-hidden="true"', "")
    assert codes(f"<p>{told}</p>") == ["alt-missing"]


@pytest.mark.parametrize(("start", "first"), [(' start="5"', "5"), (' start="0"', "0"), ("", "1"), (' start="x"', "1")])
def test_a_list_begins_with_its_number(start: str, first: str):
    laid_out = lay_out(page("one", f"<ol{start}><li>one<ol><li>two</li></ol></li><li>three</li></ol>"), resources())
    numbers = [line.split(".")[0].strip() for line in laid_out.pages[0].text.splitlines() if "." in line]
    assert numbers == [first, "1", str(int(first) + 1)]


# --- what it may not reach ---

OUTSIDE = [
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.png",
    "ftp://127.0.0.1/x",
    "data:image/png;base64,AAAA",
    "/etc/passwd",
    "../x",
]


@pytest.mark.parametrize("url", OUTSIDE)
@pytest.mark.parametrize(
    "body",
    [
        '<img src="{url}" alt="x"/>',
        '<p style="background: url({url})">x</p>',
        '<object data="{url}">x</object>',
        '<embed src="{url}"/>',
        '<style>@import "{url}";</style>',
        "<style>@font-face {{ font-family: Q; src: url({url}) }}</style>",
        '<img src="images/a.svg" alt="x"/>',
        '<link rel="stylesheet" href="{url}"/>',
        '<link rel="attachment" href="{url}"/>',
        '<p><a rel="attachment" href="{url}">x</a></p>',
    ],
)
def test_nothing_outside_the_resources_is_read(body: str, url: str):
    inner = f'<image href="{url}" width="3" height="3"/>'.encode()
    laid_out = lay_out(page("one", body.format(url=url)), resources(**{"images/a.svg": ("image/svg+xml", SVG % inner)}))
    assert {message.code for message in laid_out.messages} & {"resource-refused", "resource-missing"}
    assert b"root:" not in pikepdf_dump(laid_out.pdf)


def test_a_picture_that_a_drawing_holds_in_itself_is_drawn():
    png = BytesIO()
    Image.new("RGB", (2, 2), "red").save(png, "PNG")
    url = "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
    inner = f'<image href="{url}" width="3" height="3"/>'.encode()
    more = {"images/a.svg": ("image/svg+xml", SVG % inner)}
    laid_out = lay_out(page("one", '<img src="images/a.svg" alt="x"/>'), resources(**more))
    assert laid_out.messages == ()
    with pikepdf.open(BytesIO(laid_out.pdf)) as pdf:
        assert any(one.get("/Subtype") == "/Image" for one in pdf.objects if isinstance(one, pikepdf.Stream))


def pikepdf_dump(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        return b"".join(
            one.read_bytes()
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and "/DCTDecode" not in str(one.get("/Filter"))
        )


def test_entities_of_the_outside_are_not_resolved():
    html = page("one", "<p>x</p>").html.replace(
        "?>\n", '?>\n<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n', 1
    )
    laid_out = lay_out(replace(page("one", ""), html=html.replace("<p>x</p>", "<p>a&e;b</p>")), resources())
    assert "root:" not in laid_out.pages[0].text


def test_markup_that_is_not_well_formed_is_said_with_its_line():
    with pytest.raises(LayoutError) as caught:
        lay_out(page("one", "<p>a & b</p>"), resources())
    (message,) = caught.value.messages
    assert message.code == "xhtml-broken"
    assert message.origin is not None
    assert message.origin.first == 4


# --- fonts ---


def test_a_layout_without_fonts_is_refused_before_the_engine_breaks_down():
    with pytest.raises(LayoutError) as caught:
        lay_out(page("one", "<p>x</p>"), (Resource("style.css", "text/css", b"p { color: red }"),))
    assert [message.code for message in caught.value.messages] == ["font-none"]


def test_a_font_that_is_none_is_refused_too():
    css = b"@font-face { font-family: A; src: url(a.ttf) } p { font-family: A }"
    bad = (Resource("style.css", "text/css", css), Resource("a.ttf", "font/ttf", b"no font"))
    with pytest.raises(LayoutError) as caught:
        lay_out(page("one", "<p>x</p>"), bad)
    assert "font-none" in [message.code for message in caught.value.messages]


def test_every_font_used_is_one_of_the_layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # A machine whose fonts the engine can see: the letters that no embedded font has come from there, and that is said.
    fonts = shipped("layouts") / "fonts" / "NotoNaskhArabic"
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    css = CSS.replace("Body, Persian", "Body").replace(
        "@font-face { font-family: Persian; src: url(fonts/persian.ttf) }", ""
    )
    assert codes("<p>a سلام</p>", css) == ["glyph-missing"] * 4
    monkeypatch.setattr(typefaces, "NO_SYSTEM_FONTS", config)
    typefaces.forget()
    assert codes("<p>a سلام</p>", css) == ["font-foreign"]
    typefaces.forget()


def test_embedded_fonts_only():
    with pikepdf.open(BytesIO(fragment("one", "<p>a <em>b</em> سلام</p>").pdf)) as pdf:
        fonts = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.FontDescriptor
        ]
        assert sorted(str(one.FontName).partition("+")[2] for one in fonts) == ["Body", "Body-Italic", "Persian"]
        assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts)


# --- sameness ---

AGAIN = """
import sys; sys.path[:0] = {path!r}
from hashlib import sha256
from tests.printing.small_book import chapter_body, fragment
print(sha256(fragment("one", chapter_body("one")).pdf).hexdigest())
"""


def test_the_same_bytes_again_and_in_another_process():
    first = fragment("one", chapter_body("one"))
    fragment("two", "<p>between</p>")
    assert fragment("one", chapter_body("one")) == first
    script = AGAIN.format(path=[str(ROOT)])
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == sha256(first.pdf).hexdigest()


def test_links_are_described_by_their_words():
    laid_out = fragment(
        "one", '<p id="a"><a href="#a">the <em>first</em> part</a> <a href="https://example.org/x">there</a></p>'
    )
    with pikepdf.open(BytesIO(laid_out.pdf)) as pdf:
        said = [str(one.Contents) for one in pdf.pages[0].obj.Annots]
    assert said == ["the first part", "there"]


def test_furniture_has_no_tags():
    with pikepdf.open(BytesIO(fragment("furniture", "<p>1</p>").pdf)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert b"BDC" not in pdf.pages[0].obj.Contents.read_bytes()
    with pikepdf.open(BytesIO(fragment("one", "<p>1</p>").pdf)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
