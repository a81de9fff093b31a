"""Marks of printed pages in pages of the e-book: at the very word, named, unique, and never quietly elsewhere."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from compiler.model.content import Facsimile
from compiler.model.pages import PageMap, PageStart, PrintedPage, RenderedPage
from compiler.model.places import Point
from compiler.render.page_marks import Marked, marked, page_marks
from compiler.words import Words
from tests.printing.small_book import book

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" {0}><body>{1}</body></html>\n'
)
NAMESPACE = 'xmlns:epub="http://www.idpf.org/2007/ops"'


def page(body: str) -> RenderedPage:
    return RenderedPage(id="one", roles=("chapter",), title="One", html=HEAD.format(NAMESPACE, body))


def start(block: str, offset: int, **more: object) -> PageStart:
    return PageStart(points=(Point("one", 0), Point(block, offset)), **more)  # type: ignore[arg-type]


def pages(*begun: PageStart | None, front: bool = False, notes: PageStart | None = None) -> PageMap:
    made = tuple(
        PrintedPage(
            index=n, number=n + 1, label=str(n + 1), side="right", fragment="one", start=one, front=front, notes=notes
        )
        for n, one in enumerate(begun)
    )
    return PageMap(pages=made, blocks={}, heights={})


def marks_in(body: str, *begun: PageStart | None) -> Marked:
    ids = [element.get("id") for element in etree.fromstring(page(body).html.encode()).iter() if element.get("id")]
    homes = {"one": "one", **dict.fromkeys(ids, "one"), **{one.points[-1].block: "one" for one in begun if one}}
    return marked(page(body), page_marks(pages(*begun), book(), homes, Words()))


def shown(made: Marked) -> str:
    """The body, each mark as its label in brackets."""
    root = etree.fromstring(made.page.html.encode())
    body = etree.tostring(root[-1], encoding="unicode").removeprefix("<body").partition(">")[2].removesuffix("</body>")
    for mark in root.iter("{*}span"):
        if mark.get("role") == "doc-pagebreak":
            written = f'<span epub:type="pagebreak" role="doc-pagebreak" id="{mark.get("id")}" aria-label="{mark.get("aria-label")}"/>'
            body = body.replace(written, f"[{mark.get('aria-label')}]").replace(
                written[:-2] + "></span>", f"[{mark.get('aria-label')}]"
            )
    return body


def test_a_mark_stands_before_the_first_letter():
    made = marks_in(
        '<p id="p">one <em>two</em> three</p>', start("p", 0, leads=True), start("p", 3), start("p", 6, words="three")
    )
    assert shown(made) == '<p id="p">[1]one <em>[2]two</em> [3]three</p>'
    assert made.messages == ()


def test_a_cut_word_is_read_whole_before_the_mark():
    assert (
        shown(marks_in('<p id="p">an example of it</p>', start("p", 6, cut=True)))
        == '<p id="p">an example [1]of it</p>'
    )
    assert shown(marks_in('<p id="p">an example</p>', start("p", 6, cut=True))) == '<p id="p">an example[1]</p>'


def test_a_block_bears_its_mark_within():
    assert shown(marks_in('<figure id="f"><img alt=""/></figure>', start("f", 0, leads=True))) == (
        '<figure id="f">[1]<img alt=""/></figure>'
    )
    heading = '<h2 id="h"><b class="number">1</b> A</h2>'
    assert shown(marks_in(heading, start("h", 0, leads=True))) == '<h2 id="h">[1]<b class="number">1</b> A</h2>'


def test_a_table_begins_in_its_first_cell():
    table = '<table id="t"><tr><td>a</td><td>b</td></tr></table>'
    assert shown(marks_in(table, start("t", 0, leads=True))) == table.replace("<td>a", "<td>[1]a")
    assert shown(marks_in(table, start("t", 1))) == table.replace("<td>b", "<td>[1]b")


def test_a_mark_goes_with_its_block_to_the_next_screen():
    """Between blocks it could stay behind: it stands in the first block that has words, outside of links."""
    body = '<section id="s"><header><h2><a href="x"><bdi>one</bdi></a></h2></header></section>'
    assert shown(marks_in(body, start("s", 0, leads=True))) == body.replace("<h2>", "<h2>[1]")
    figure = '<section id="s"><figure><img alt="x"/></figure></section>'
    assert shown(marks_in(figure, start("s", 0, leads=True))) == figure.replace("<img", "[1]<img")


def test_a_page_may_begin_with_the_number_of_a_heading():
    body = '<section id="s"><p>one</p><h2><span class="number">3</span> two</h2></section>'
    assert shown(marks_in(body, start("s", 3))) == body.replace("<h2>", "<h2>[1]")
    assert shown(marks_in(body, start("s", 3, words="two"))) == body.replace(" two", " [1]two")


def test_a_picture_in_a_line_may_begin_a_page():
    body = '<p id="p">one <img alt="x"/> two</p>'
    assert shown(marks_in(body, start("p", 3, pictures=0))) == '<p id="p">one [1]<img alt="x"/> two</p>'
    assert shown(marks_in(body, start("p", 3, pictures=1))) == '<p id="p">one <img alt="x"/> [1]two</p>'


def test_marks_at_one_place_keep_their_order():
    assert shown(marks_in('<p id="p">one</p>', start("p", 1), start("p", 1))) == '<p id="p">o[1][2]ne</p>'
    body = '<p id="p">one <img alt="x"/></p>'
    assert shown(marks_in(body, start("p", 3), start("p", 3))) == '<p id="p">one [1][2]<img alt="x"/></p>'


def test_words_that_are_not_there_are_told():
    made = marks_in('<p id="p">one two</p>', start("p", 3, words="three"))
    assert [message.code for message in made.messages] == ["page-mark-astray"]
    assert "three" in made.messages[0].text
    gone = marks_in('<div id="one"><p id="p">one</p></div>', start("nowhere", 5))
    assert [message.code for message in gone.messages] == ["page-mark-astray"]
    assert shown(gone).count("[1]") == 1
    late = marks_in('<p id="p">one</p>', start("p", 9))
    assert shown(late) == '<p id="p">one[1]</p>' and [m.code for m in late.messages] == ["page-mark-astray"]


def test_no_word_is_changed_and_empty_elements_keep_their_end_tags():
    body = '<p id="p">a &lt;b&gt; c</p><p/><td></td><br/>'
    made = marks_in(body, start("p", 1))
    assert "".join(etree.fromstring(made.page.html.encode()).itertext()) == "a <b> c"
    assert "<p></p><td></td><br/>" in made.page.html


def test_blank_pages_have_no_mark_and_ids_are_of_western_figures():
    map_ = pages(start("p", 0), None, start("p", 2))
    names = [mark.id for mark in page_marks(map_, book(), {"p": "one"}, Words())]
    assert names == ["page-1", "page-3"]
    front = pages(*[start("p", 0)] * 4, front=True)
    assert [mark.id for mark in page_marks(front, book(), {"p": "one"}, Words())][-1] == "page-iv"
    assert [mark.id for mark in page_marks(map_, book(), {"p": "one", "page-1": "one"}, Words())] == [
        "page-1-",
        "page-3",
    ]


def test_a_page_of_the_rest_of_a_note_begins_where_the_text_goes_on():
    note = start("n", 40)
    within = page_marks(
        pages(start("p", 0), None, start("p", 9), notes=note), book(), {"p": "one", "n": "one"}, Words()
    )
    assert [mark.start.points[-1] for mark in within] == [Point("p", 0), Point("p", 9), Point("p", 9)]
    last = page_marks(pages(start("p", 0), None, notes=note), book(), {"p": "one", "n": "one"}, Words())
    assert [mark.start.points[-1] for mark in last] == [Point("p", 0), Point("n", 40)]


def test_a_facsimile_says_which_original_page_it_is():
    shown_page = Facsimile(id="x-page1", capture="x.pdf", page=7, text="", width=1, height=1)
    whole = book()
    chapters = (replace(whole.chapters[0], blocks=(shown_page,)), *whole.chapters[1:])
    marks = page_marks(pages(start("x-page1", 0)), replace(whole, chapters=chapters), {"x-page1": "one"}, Words())
    assert [(mark.label, mark.name) for mark in marks] == [("1", "1 = original p. 7")]
