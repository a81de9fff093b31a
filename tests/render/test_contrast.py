"""Colours of layouts: measured as WCAG measures them, on paper and on every screen, and those of the shipped layouts are sound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import render
from compiler.model.outline import outline
from compiler.model.pages import Rendered, RenderedPage, Resource, Skin
from compiler.render.contrast import contrast, ratio
from tests.ebook.test_ebook_layouts import whole_book

SHIPPED = ("classic", "report")
colours = st.tuples(*(st.floats(0, 1) for _ in range(3)))


def shown(css: str, body: str = '<p class="a">Words</p>', skin: Skin = "ebook") -> Rendered:
    html = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head><body>{body}</body></html>'
    )
    page = RenderedPage(id="one", roles=("chapter",), title="One", html=html)
    return Rendered(skin=skin, pages=(page,), resources=(Resource("style.css", "text/css", css.encode()),))


def hexed(value: str) -> tuple[float, float, float]:
    red, green, blue = (int(value[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_ratios_are_those_that_wcag_gives(one: str, other: str, expected: float) -> None:
    assert ratio(hexed(one), hexed(other)) == pytest.approx(expected, abs=0.01)


@given(colours, colours)
def test_a_ratio_is_the_same_either_way_and_within_its_bounds(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    assert ratio(one, other) == ratio(other, one)
    assert 1 <= ratio(one, other) <= 21.0001
    assert ratio(one, one) == 1


@pytest.mark.parametrize(
    ("css", "screens"),
    [
        ("p { color: #bbb }", ["a light screen", "a sepia screen"]),
        ("p { color: #111 }", ["a dark screen"]),
        ("p { color: #111; background: #fff }", []),
        ("body { background: #111; color: #eee }", []),
        (
            "body { background: #111; color: #eee } p { color: #333 }",
            ["a light screen", "a sepia screen", "a dark screen"],
        ),
        ("p { background: #fff }", ["a dark screen"]),
        ("p { opacity: 0.4 }", ["a light screen", "a sepia screen", "a dark screen"]),
        ("p { color: rgba(0, 0, 0, 0.3) }", ["a light screen", "a sepia screen", "a dark screen"]),
        ("p { color: inherit; background: transparent }", []),
        ("p { color: #111 } @media (prefers-color-scheme: dark) { p { color: #eee } }", []),
        ("p { color: #eee } @media (prefers-color-scheme: light) { p { color: #111 } }", []),
        ("p { color: #ddd } p.a { color: inherit; background: #222 }", ["a light screen", "a sepia screen"]),
        ("q { color: #ddd }", []),
    ],
)
def test_text_is_measured_on_every_screen(css: str, screens: list[str]) -> None:
    said = contrast(shown(css))
    assert [message.text.split(" on ")[-1].split(",")[0] for message in said] == screens
    assert {(message.code, message.level) for message in said} <= {("layout-contrast", "error")}


@pytest.mark.parametrize(
    ("night", "screens"), [("--ink: #eee; --paper: #111", []), ("--ink: #333; --paper: #111", ["a dark screen"])]
)
def test_named_colours_are_followed_those_that_a_reader_chooses_besides_are_not(night: str, screens: list[str]) -> None:
    css = (
        ":root { --ink: #222; --paper: #fff } html { color: var(--ink); background: var(--paper) }"
        ":root:has(#_a:checked) { --ink: #fff }"
        f"@media (prefers-color-scheme: dark) {{ :root:not(:has(#_b:checked)) {{ {night} }} }}"
    )
    said = contrast(shown(css, skin="web"))
    assert [message.text.split(" on ")[-1].split(",")[0] for message in said] == screens


def test_the_message_names_sheet_rule_and_measure() -> None:
    (said,) = contrast(shown("p.a { color: #999 }", skin="print"))
    assert said.origin and said.origin.file == "style.css" and said.quote == "p.a" and "2.8" in said.text


@pytest.mark.parametrize(
    ("colour", "levels"), [("#b5462c", ["warning"]), ("#983820", []), ("#e07050", ["error"]), ("#555", [])]
)
def test_coloured_text_on_paper_needs_more(colour: str, levels: list[str]) -> None:
    assert [message.level for message in contrast(shown(f"p {{ color: {colour} }}", skin="print"))] == levels


def test_styles_of_elements_count_and_elements_without_text_do_not() -> None:
    assert contrast(shown("", '<p style="color: #ccc">Words</p>', "print"))
    assert not contrast(shown("", '<p style="color: #ccc"> </p>', "print"))
    assert not contrast(shown("", '<p style="color: #ccc"><b style="color: #000">Words</b> </p>', "print"))
    assert contrast(shown("", '<p style="color: #ccc"><b style="color: #000">Words</b> more</p>', "print"))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_layouts_can_be_read_everywhere(name: str) -> None:
    book, layout = whole_book(), render.load_layout(name)
    made = (
        render.chapters(book, layout),
        render.cover(book, layout),
        render.ebook(book, layout, outline(book), b"a cover", None),
        render.web(book, layout, outline(book), b"a cover", None),
    )
    assert [str(message) for one in made for message in one.messages if message.code == "layout-contrast"] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cover_is_clear_in_grey(name: str) -> None:
    colour = render.load_layout(name).cover
    assert ratio(hexed(colour["ink"]), hexed(colour["ground"])) > 7


def test_a_pale_layout_stops_the_book() -> None:
    layout = render.load_layout("classic")
    pale = replace(layout, cover={**layout.cover, "ink": "#1f3d46"})
    said = render.cover(whole_book(), pale).messages
    assert said and {(message.code, message.level) for message in said} == {("layout-contrast", "error")}


SELECTORS = st.sampled_from(
    [
        *(
            "p",
            ".a",
            "em",
            "#x",
            "[dir=rtl]",
            ".b > p",
            ".b em",
            "p:lang(fa)",
            ":is(p, li):not(.a)",
            "p a:hover",
            "p::before",
        ),
        *(
            "p + p",
            "p:first-child",
            "li ~ li",
            "p:nth-child(2n)",
            "div:has(em)",
            '[lang|="fa"] em',
            "[*|lang] p",
            "body",
            ":root",
        ),
    ]
)
RULES = st.lists(
    st.tuples(
        SELECTORS, st.sampled_from(["color: #999", "background: #777", "opacity: .5", "color: inherit"]), st.booleans()
    ),
    max_size=6,
)


@st.composite
def bodies(draw: st.DrawFn, depth: int = 3) -> str:
    """Elements in each other with classes, languages and directions, some of them with words."""
    parts = []
    for name in draw(st.lists(st.sampled_from(["p", "em", "div", "li"]), min_size=1, max_size=3)):
        said = draw(
            st.sampled_from(
                ["", ' class="a"', ' class="a b"', ' id="x"', ' dir="rtl"', ' lang="fa"', ' style="color: #888"']
            )
        )
        inner = draw(bodies(depth - 1)) if depth and draw(st.booleans()) else ""
        parts.append(f"<{name}{said}>{draw(st.sampled_from(['', ' ', 'words']))}{inner}</{name}>")
    return "".join(parts)


@given(RULES, st.lists(bodies(), min_size=1, max_size=3))
def test_elements_that_are_asked_about_once_get_what_each_would_get(
    rules: list[tuple[str, str, bool]], held: list[str]
) -> None:
    night = "@media (prefers-color-scheme: dark)"
    css = " ".join(f"{night} {{ {one} {{ {said} }} }}" if dark else f"{one} {{ {said} }}" for one, said, dark in rules)
    pages = tuple(replace(shown(css, body).pages[0], id=f"page-{n}") for n, body in enumerate(held))
    together = contrast(replace(shown(css), pages=pages))
    # A selector of a neighbour has each element looked at by itself; this one is met nowhere, and changes nothing.
    apart = contrast(replace(shown(f"{css} q + q {{ color: #000 }}"), pages=pages))
    assert together == apart
