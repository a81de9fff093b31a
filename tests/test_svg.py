"""An SVG picture keeps its drawing, and loses what acts, reaches out, or draws without end."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from compiler import files
from compiler.svg import left_out, safe_svg

RECT = '<rect width="4" height="3"/>'


def svg(inside: str, head: str = "") -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head}<svg {space} viewBox="0 0 90 60">{inside}</svg>'.encode()


def pixels(kind: str = "PNG") -> str:
    out = BytesIO()
    Image.new("RGB", (2, 2), "red").save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def cleaned(inside: str, head: str = "") -> str:
    safe = safe_svg(svg(inside, head))
    assert safe is not None
    assert files.image_facts(safe) == files.ImageFacts("image/svg+xml", 90, 60)
    return safe.decode()


@pytest.mark.parametrize(
    "bad",
    [
        "<script>bad()</script>",
        '<script href="https://bad.example/x.js"/>',
        "<rect onclick='bad()'/>",
        "<rect ONLOAD='bad()'/>",
        '<a href="javascript:bad()"><rect/></a>',
        '<a xlink:href="https://bad.example"><rect/></a>',
        '<image href="https://bad.example/i.png"/>',
        '<image href="file:///bad"/>',
        '<image xlink:href="bad.png"/>',
        '<use href="bad.svg#a"/>',
        '<image href="data:image/svg+xml;base64,bad"/>',
        '<image href="data:image/png;base64,bad"/>',
        '<rect style="fill: url(https://bad.example/f)"/>',
        "<rect fill='url( \"bad.svg#a\")'/>",
        "<rect style='fill: u\\72l(bad)'/>",
        "<style>@import 'bad.css';</style>",
        "<style>rect{fill:url(bad.svg#x)}</style>",
        "<foreignObject><bad xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "<animate attributeName='href' to='bad'/><set attributeName='onload' to='bad'/>",
        "<!-- bad --><?bad bad?>",
        "<x:rect xmlns:x='bad'/>",
    ],
)
def test_what_acts_or_reaches_out_is_gone(bad: str) -> None:
    text = cleaned(RECT + bad)
    assert "bad" not in text
    assert "<rect" in text


def test_entities_bring_nothing_in() -> None:
    head = '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY w "words">]>'
    text = cleaned(f"{RECT}<text>a&f;b</text>", head)
    assert "root:" not in text
    assert "ENTITY" not in text


def test_the_drawing_stays_as_it_is() -> None:
    inside = (
        '<title>T</title><style>.a{fill:url(#g)}</style><defs><linearGradient id="g"><stop offset="1"/></linearGradient>'
        '<clipPath id="c"><path d="M0 0h5v5z"/></clipPath></defs><g clip-path="url(#c)" transform="scale(2)">'
        '<use xlink:href="#s"/><rect class="a" style="stroke: #222"/></g><symbol id="s"><path d="M1 1h2"/></symbol>'
        '<text xml:space="preserve" xml:lang="fa" x="3">یک  <tspan>two</tspan> three</text>'
    )
    kept = etree.fromstring(cleaned(inside).encode())
    assert etree.tostring(kept, method="c14n") == etree.tostring(etree.fromstring(svg(inside)), method="c14n")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_sound_pixels_inside_stay(kind: str) -> None:
    assert f"data:image/{kind.lower()};base64,{pixels(kind)}" in cleaned(
        f'<image href="data:image/{kind.lower()};base64,{pixels(kind)}"/>'
    )


def bomb(use: str, count: int = 10) -> str:
    groups = "".join(f'<g id="g{n}">{use.format(n + 1) * 10}</g>' for n in range(count))
    return f'<defs>{groups}<g id="g{count}">{RECT}</g></defs><use href="#g0"/>'


@pytest.mark.parametrize(
    "inside",
    [
        bomb('<use href="#g{}"/>'),
        f'<g id="a">{RECT}<use href="#a"/></g>',
        f'<g id="a">{RECT}<use href="#b"/></g><g id="b"><use href="#a"/></g>',
        "".join(
            f'<pattern id="p{n}">' + f'<rect width="1" height="1" fill="url(#p{n + 1})"/>' * 10 + "</pattern>"
            for n in range(9)
        )
        + '<pattern id="p9"><rect/></pattern><rect fill="url(#p0)"/>',
        '<style>g > .x { fill: url(#p) }</style><pattern id="p"><rect class="x"/></pattern><rect class="x"/>',
        f'<marker id="m">{RECT * 1000}</marker><path marker-mid="url(#m)" d="{"M1 1 " * 1000}"/>',
        "".join(f'<g id="a{n}">{RECT}<use href="#a{n + 1}"/></g>' for n in range(2000)),
    ],
)
def test_what_draws_without_end_is_no_picture(inside: str) -> None:
    assert safe_svg(svg(inside)) is None


def test_a_large_map_is_a_picture() -> None:
    marks = '<g id="town"><circle r="2"/><path d="M0 0h3"/></g>' + '<use href="#town" x="3"/>' * 5000
    clips = '<clipPath id="c"><rect width="5" height="5"/></clipPath>' + '<g clip-path="url(#c)">' * 8
    assert safe_svg(svg(marks + clips + RECT * 20_000 + "</g>" * 8)) is not None


@pytest.mark.parametrize(
    "data", [b"", b"<svg", b"<p/>", svg(""), svg("<script>x</script>"), svg("<g>" * 300 + "</g>" * 300)]
)
def test_what_shows_nothing_is_no_picture(data: bytes) -> None:
    assert safe_svg(data) is None


@pytest.mark.parametrize("inside", ["/*" * 200_000, "a" * 400_000, "x{" * 100_000, "url(" + " " * 400_000])
def test_a_long_style_sheet_costs_no_more_than_its_length(inside: str) -> None:
    assert safe_svg(svg(f"{RECT}<style>{inside}</style><rect style='{inside[:100_000]}'/>")) is not None


def test_what_was_left_out_is_told() -> None:
    data = svg(f"{RECT}<metadata><x/></metadata><script/><image href='x.png'/><!-- c --><n:v xmlns:n='urn:n'/>")
    assert left_out(data, safe_svg(data) or b"") == ("image", "script")
    assert left_out(svg(RECT), safe_svg(svg(RECT)) or b"") == ()


NAMES = st.sampled_from(["g", "rect", "script", "use", "image", "style", "a", "foreignObject", "text", "pattern"])
KEYS = st.sampled_from(["id", "href", "onload", "fill", "style", "class", "{http://www.w3.org/1999/xlink}href"])
VALUES = st.sampled_from(
    ["a", "#a", "url(#a)", "url(http://x)", "javascript:x", "data:image/png;base64,AA", "file:/x", "\\"]
)
ELEMENTS = st.recursive(
    st.tuples(NAMES, st.dictionaries(KEYS, VALUES), st.just([])),
    lambda inner: st.tuples(NAMES, st.dictionaries(KEYS, VALUES), st.lists(inner, max_size=4)),
)


def built(shape: tuple[str, dict[str, str], list[object]]) -> etree._Element:
    element = etree.Element(f"{{http://www.w3.org/2000/svg}}{shape[0]}", shape[1])
    element.text = "url(http://x)"
    element.extend(built(child) for child in shape[2])  # type: ignore[arg-type]
    return element


@given(st.lists(ELEMENTS, max_size=4))
def test_no_picture_reaches_out_and_what_is_safe_stays_so(
    shapes: list[tuple[str, dict[str, str], list[object]]],
) -> None:
    safe = safe_svg(etree.tostring(built(("svg", {}, list(shapes)))))
    if safe is None:
        return
    root = etree.fromstring(safe)
    for element in root.iter():
        assert etree.QName(element).localname not in {"script", "foreignObject"}
        for key, value in element.attrib.items():
            assert not etree.QName(key).localname.startswith("on")
            assert "http:" not in value
            assert etree.QName(key).localname != "href" or value == "#a"
    assert safe_svg(safe) == safe
