"""Addresses of words: found again wherever they stand, the same in a page that breaks, numbers or hyphenates otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from compiler.model import places
from compiler.model.places import Point, letters, pieces


def tree(body: str):
    return etree.fromstring(f"<body>{body}</body>")


def starts(body: str) -> list[tuple[str, tuple[Point, ...]]]:
    return [(piece.text, piece.points) for piece in pieces(tree(body)) if piece.counted and piece.text.strip()]


def test_each_element_with_an_id_counts_its_own_letters():
    found = starts('<div id="d">ab<p id="p">c <em>d</em> e</p>fg</div>')
    assert found == [
        ("ab", (Point("d", 0),)),
        ("c ", (Point("d", 2), Point("p", 0))),
        ("d", (Point("d", 2), Point("p", 1))),
        (" e", (Point("d", 2), Point("p", 2))),
        ("fg", (Point("d", 2),)),
    ]


def test_what_a_skin_writes_beside_the_words_is_not_counted():
    plain = starts('<h2 id="h">Title</h2><p id="p">one two</p>')
    written = starts(
        '<h2 id="h"><span class="number">2.1</span> Title</h2><p id="p">one<a class="call" href="#n" id="c">1</a> two</p>'
    )
    assert [points for _, points in plain] == [written[0][1], written[1][1]]
    assert written[2] == (" two", (Point("p", 3),))


def test_what_is_not_seen_is_no_letter():
    assert letters("a\u00ad b\u200c\u200d\u2067c\u2069\u00a0\ufeff") == "abc"
    assert letters("é e\u0301 «؟") == "ée\u0301«؟"


def test_a_picture_has_its_place_between_words():
    root = tree('<p id="p">ab <img alt=""/> cd</p>')
    run = tuple(pieces(root))
    picture = places.found(run, Point("p", 2), 0)
    words = places.found(run, Point("p", 2), 1)
    assert picture and picture.picture
    assert words and words.text == " cd"


def test_a_place_that_is_not_there_is_not_found():
    run = tuple(pieces(tree('<p id="p">ab</p>')))
    assert places.found(run, Point("p", 2)) is None
    assert places.found(run, Point("q", 0)) is None


TEXTS = st.text("ab \n\u00ad\u200cجx", max_size=6)


@st.composite
def bodies(draw: st.DrawFn, depth: int = 3) -> str:
    parts = [draw(TEXTS)]
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        name = draw(st.sampled_from(["p", "em", "div", "td"]))
        identified = f' id="i{draw(st.integers(0, 10**9))}"' if draw(st.booleans()) else ""
        parts += [f"<{name}{identified}>", draw(bodies(depth=depth - 1)), f"</{name}>", draw(TEXTS)]
    return "".join(parts)


@given(bodies())
def test_every_letter_is_found_where_it_stands(body: str):
    root = tree(f'<div id="all">{body}</div>')
    run = tuple(pieces(root))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    for piece in run if len(set(ids)) == len(ids) else ():
        for passed, letter in enumerate(letters(piece.text)):
            point = Point(piece.points[-1].block, piece.points[-1].offset + passed)
            assert places.found(run, point) is piece
            assert piece.text[places.after(piece.text, passed)] == letter
