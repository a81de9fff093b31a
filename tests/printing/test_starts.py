"""Where pages begin, told by blocks and letters whatever the engine makes of the words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.model.pages import PageStart
from compiler.model.places import Point, letters
from tests.printing.small_book import fragment

TURN = 'style="break-before: page"'
LONG = "particularly independent manufacturers characteristic reproduction simultaneously understanding bibliography "
FOOT = '<span class="footnote" id="{0}" style="float: footnote"><span id="{0}-p1">{1}</span></span>'


def starts(body: str, language: str = "en", direction: str = "ltr") -> list[PageStart | None]:
    return [page.start for page in fragment("one", body, language, direction).pages]


def points(body: str) -> list[Point | None]:
    return [start.points[-1] if start else None for start in starts(body)]


def test_a_page_begins_at_its_first_block():
    body = f'<section id="s"><h1>Head</h1><p id="a">one</p><p id="b" {TURN}>two</p></section>'
    first, second = starts(body)
    assert first == PageStart(points=(Point("s", 0),), leads=True, words="Head")
    assert second == PageStart(points=(Point("s", 4), Point("b", 0)), leads=True, words="two")


def test_numbers_and_markers_are_passed_over():
    body = f"""<p id="a">one</p><h2 id="h" {TURN}><span class="number">1.2</span> Head</h2>
    <ol><li {TURN}><p id="i">item</p></li></ol>"""
    assert points(body) == [Point("a", 0), Point("h", 0), Point("i", 0)]


def test_a_page_within_a_paragraph_begins_after_what_the_pages_before_hold():
    body = f'<p id="a">{LONG * 80}</p>'
    made = fragment("one", body)
    assert len(made.pages) > 2
    for page in made.pages[1:]:
        assert page.start and not page.start.leads
        offset = page.start.points[-1].offset
        assert page.start.words == letters(LONG * 80)[offset : offset + 16]
        assert letters(page.text).startswith(page.start.words[:8])


def test_a_hyphenated_word_is_cut_and_a_written_hyphen_is_none():
    style = "width: 40mm; hyphens: auto; font-size: 20pt; line-height: 60mm"
    cut = [start.cut for start in starts(f'<p id="a" style="{style}">{"simultaneously " * 30}</p>') if start]
    assert any(cut) and not cut[0]
    written = starts(f'<p id="a" style="{style}; hyphens: none">{"sixty-seven-eighty-ninety-hundred " * 20}</p>')
    assert not any(start.cut for start in written if start)


def test_the_head_of_a_table_stands_again_and_begins_no_page():
    rows = "".join(f"<tr><td>row {n}</td><td>{n}</td></tr>" for n in range(80))
    found = points(f'<table id="t"><thead><tr><th>Name</th><th>Number</th></tr></thead><tbody>{rows}</tbody></table>')
    assert found[0] == Point("t", 0)
    assert len(found) > 2
    passed = "NameNumber" + "".join(f"row{n}{n}" for n in range(80))
    for point in found[1:]:
        assert point and passed[point.offset :].startswith("row")


def test_a_note_begins_no_page_of_text_and_is_told_apart():
    body = f"""<p id="a">one{FOOT.format("n1", "said")}</p><p id="b" {TURN}>two{FOOT.format("n2", LONG * 24)}</p>"""
    pages = fragment("one", body).pages
    assert [page.start.points[-1] if page.start else None for page in pages][:2] == [Point("a", 0), Point("b", 0)]
    assert pages[0].notes and pages[0].notes.points[-1] == Point("n1-p1", 0)
    moved = next(page for page in pages[1:] if page.notes)
    assert moved.notes and moved.notes.points[-1].block == "n2-p1"
    assert not moved.blank


def test_a_page_of_a_picture_alone_begins_at_the_picture():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90"><title>t</title></svg>'
    body = f'<p id="a">one</p><figure id="f" {TURN}>{drawing}</figure><p id="b" {TURN}>two</p>'
    assert points(body) == [Point("a", 0), Point("f", 0), Point("b", 0)]


def test_blank_pages_begin_nowhere():
    assert points('<p id="a">one</p><p id="b" style="break-before: right">two</p>') == [
        Point("a", 0),
        None,
        Point("b", 0),
    ]


WORDS = st.lists(
    st.sampled_from(["extraordinary", "of", "self-evident", "“so”", "a\u00adb", "ffi", "کتاب", "می‌رود"]), min_size=400
)


@settings(max_examples=8)
@given(WORDS, st.booleans())
def test_no_letter_is_lost_between_pages(words: list[str], hyphens: bool):
    text = " ".join(words)
    style = f"hyphens: {'auto' if hyphens else 'none'}; width: 60mm; font-size: 14pt; line-height: 30pt"
    whole = letters(text)
    for page in fragment("one", f'<p id="a" style="{style}">{text}</p>').pages[1:]:
        assert page.start
        offset = page.start.points[-1].offset
        assert whole[offset : offset + 16] == page.start.words
        assert letters(page.text).startswith(page.start.words[:2])
