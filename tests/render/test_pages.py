"""The pages of a book in both skins: fragments, front matter with folios, furniture, and the files of the EPUB."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from compiler import render
from compiler.model.book import Rendition
from compiler.model.outline import outline
from compiler.model.pages import Furniture

from .books import LONG, book
from .reading import LAYOUTS, PNG, electronic, ended, find, folios, layout, page, printed, sheet_css, text, tree

FOLIOS = folios(one="1", **{"one-h1": "2", "one-h2": "3"}, two="5", **{"two-h1": "6"}, three="7", colophon="9")


def front(name: str = "classic", **more: Any) -> Any:
    made = book(**more)
    return render.front(made, layout(name), outline(made), FOLIOS).pages[0]


# --- print ---


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_fragment_for_each_chapter_and_one_for_the_back_matter(name: str) -> None:
    rendered, (last,) = printed(name), ended(name).pages
    assert rendered.skin == "print"
    assert [one.id for one in (*rendered.pages, last)] == ["one", "two", "three", "back"]
    assert [one.roles for one in rendered.pages] == [("chapter",)] * 3
    assert last.roles == ("figures", "colophon")
    assert [section.get("id") for section in find(last, "/h:html/h:body/h:section")] == ["figures", "colophon"]
    assert [one.direction for one in (*rendered.pages, last)] == ["ltr", "ltr", "rtl", "ltr"]


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_pages_turn_the_way_of_the_book_and_lines_run_the_way_of_the_chapter(name: str, direction: Any) -> None:
    rendered = printed(name, direction=direction)
    for one, expected in zip(rendered.pages[:3], ("ltr", "ltr", "rtl"), strict=True):
        assert tree(one).get("dir") == direction
        assert find(one, "//h:body")[0].get("dir") == expected


def test_a_chapter_depends_on_nothing_outside_it() -> None:
    whole = printed("classic").pages[1].html
    alone = render.chapters(book(book().chapters[1]), layout("classic")).pages[0].html
    assert whole == alone


def test_links_reach_other_fragments_by_name() -> None:
    rendered = printed("classic")
    assert "bayaz-internal:two" in [a.get("href") for a in find(rendered.pages[0], "//h:a")]
    assert "bayaz-internal:colophon-two" in [a.get("href") for a in find(rendered.pages[1], "//h:header//h:a")]
    assert "bayaz-internal:one" in [a.get("href") for a in find(ended("classic").pages[0], "//h:h2/h:a")]


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("rendition", ["full", "facsimile", "brief", "missing"])
def test_an_opening_says_how_its_source_is_present(name: str, rendition: Rendition) -> None:
    made = book(replace(book().chapters[0], rendition=rendition))
    head = text(find(render.chapters(made, layout(name)).pages[0], "//h:header")[0])
    for fact in ("The Ruled Leaf", "Example Review", "London", "4 May 2016", "Jane Example", "M. Sample"):
        assert fact in head
    assert ("not held" in head) == (rendition in ("brief", "missing"))


def test_a_persian_opening_speaks_persian() -> None:
    head = text(find(page(printed("report"), "three"), "//h:header")[0])
    for fact in ("منبع", "۲۶ اکتبر ۲۰۱۴", "نامعلوم", "فارسی"):
        assert fact in head


@pytest.mark.parametrize("name", LAYOUTS)
def test_front_matter_in_order(name: str) -> None:
    shown = front(name)
    assert shown.roles == ("cover", "titlepage", "imprint", "provenance", "contents")
    assert [s.get("id") for s in find(shown, "//h:body/h:section")] == list(shown.roles)
    title = text(find(shown, "//*[@id='titlepage']")[0])
    assert "The Notebook & its Readers" in title
    assert "بیاض و خوانندگان آن" in title
    assert "Edition of 23 November 2026" in title
    imprint = text(find(shown, "//*[@id='imprint']")[0])
    for fact in ("urn:uuid:5f0c1a52", "Free to copy.", layout(name).title, "Noto Naskh Arabic"):
        assert fact in imprint


def test_contents_name_the_folios_beside_their_links() -> None:
    shown = front()
    entries = find(shown, "//*[@id='contents']//h:div[@class='entry']")
    read = {
        text(e.find("{*}span[@class='entry-title']")): text(e.find("{*}span[@class='entry-folio']")) for e in entries
    }
    assert read["The Ruled Leaf"] == "1"
    assert read[LONG] == "5"
    assert read["Summary"] == "6"
    assert read["Colophon"] == "9"
    assert not find(shown, "//h:a//h:span[@class='leader']")
    assert {a.get("href") for a in find(shown, "//*[@id='contents']//h:a")} >= {
        "bayaz-internal:one",
        "bayaz-internal:two-h1",
    }


def test_contents_of_a_page_map_that_knows_nothing_yet() -> None:
    made = book()
    shown = render.front(made, layout("classic"), outline(made), folios()).pages[0]
    assert {text(f) for f in find(shown, "//h:span[@class='entry-folio']")} == {""}


def test_no_provenance_no_page() -> None:
    shown = front(provenance=False)
    assert "provenance" not in [s.get("id") for s in find(shown, "//h:body/h:section")]
    assert "provenance" not in [one.id for one in electronic("classic", provenance=False).pages]


def test_a_persian_book_writes_persian_words_and_digits() -> None:
    shown = front(language="fa", direction="rtl")
    assert "فهرست" in text(tree(shown))
    assert "ویراست ۲ آذر ۱۴۰۵" in text(find(shown, "//*[@id='titlepage']")[0])
    assert "۲ آذر ۱۴۰۵ (۲۳ نوامبر ۲۰۲۶)" in text(find(shown, "//*[@id='imprint']")[0])
    assert text(find(shown, "//*[@class='cover-year']")[0]) == "۱۴۰۵"


def test_the_colophon_says_all_that_is_known_and_what_is_not() -> None:
    shown = ended("classic").pages[0]
    first = text(find(shown, "//*[@id='colophon-one']/..")[0])
    for fact in ("Example Review", "London", "4 May 2016", "full text", "leaf.txt", "captured 9 May 2016"):
        assert fact in first
    assert "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" in first
    links = [a.get("href") for a in find(shown, "//*[@id='colophon-one']/..//h:dd//h:a")]
    assert links == ["https://www.example.org/leaf?id=1&x=2"]
    assert "ftp://example.org/old" in first
    second = text(find(shown, "//*[@id='colophon-two']/..")[0])
    assert "Publishernot known" in second
    assert "September 2009" in second
    assert "Capturenone held" in second


# --- furniture ---

RUNNING = Furniture(side="left", label="12", running_left="The Notebook", running_right="The Ruled Leaf")


@pytest.mark.parametrize("name", LAYOUTS)
def test_one_sheet_for_each_furniture_with_nothing_else_on_it(name: str) -> None:
    pieces = (
        RUNNING,
        replace(RUNNING, side="right", label="13"),
        replace(RUNNING, opening=True, label="1"),
        replace(RUNNING, label="", running_left="", running_right=""),
        replace(RUNNING, blank=True, label="xii"),
    )
    shown = render.furniture(book(), layout(name), pieces).pages[0]
    sheets = find(shown, "//h:body/h:div")
    assert len(sheets) == len(pieces)
    said = [text(sheet) for sheet in sheets]
    assert said[0].startswith("12The Notebook")
    assert said[1].startswith("13The")
    assert said[1].endswith("The Ruled Leaf")
    assert said[2:] == ["1", "", ""]


def test_a_long_running_head_is_cut_between_words() -> None:
    piece = replace(RUNNING, running_left="An Article of the Year and Four Reports of Several Authors, Gath…")
    shown = render.furniture(book(), layout("classic"), (piece,)).pages[0]
    assert text(find(shown, "//h:p[@class='running']")[0]) == "An Article of the Year and Four Reports of…"


# --- cover ---


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_cover_is_one_page_with_title_date_and_sources(name: str) -> None:
    rendered = render.cover(book(), layout(name))
    (shown,) = rendered.pages
    said = text(tree(shown))
    for words in ("The Notebook & its Readers", "بیاض و خوانندگان آن", "23 November", "2026", "On the Leaves"):
        assert words in said
    assert "1200pt 1920pt" in sheet_css(rendered)
    assert find(shown, "//*[local-name()='svg']")[0].get("aria-hidden") == "true"


def test_a_cover_with_many_sources_says_how_many_more() -> None:
    chapters = tuple(replace(book().chapters[1], id=f"c{n}") for n in range(9))
    said = text(tree(render.cover(book(*chapters), layout("classic")).pages[0]))
    assert said.count("On the Leaves") == 4
    assert "and 5 more" in said


# --- e-book ---


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_files_of_the_epub_in_reading_order(name: str) -> None:
    rendered = electronic(name)
    parts = ["cover", "titlepage", "imprint", "provenance", "nav", "one", "two", "three", "figures", "colophon"]
    assert [one.id for one in rendered.pages] == parts
    assert page(rendered, "nav").roles == ("contents",)
    for one in rendered.pages[5:8]:
        assert find(one, "//h:section[@epub:type='chapter']")[0].get("id") == one.id
    resources = {resource.name: resource for resource in rendered.resources}
    assert resources["images/cover.png"].data == PNG
    assert resources["toc.ncx"].media_type == "application/x-dtbncx+xml"
    assert find(page(rendered, "cover"), "//h:img")[0].get("src") == "images/cover.png"


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("make", [printed, electronic], ids=["print", "ebook"])
def test_ids_are_unique_and_every_reference_is_at_home(name: str, make: Any) -> None:
    rendered = make(name)
    ids = {one.id: [e.get("id") for e in tree(one).iter() if e.get("id")] for one in rendered.pages}
    assert all(len(found) == len(set(found)) for found in ids.values())
    files = {resource.name for resource in rendered.resources}
    for one in rendered.pages:
        for element in tree(one).iter():
            for target in (element.get("href"), element.get("src")):
                if target is None or re.match("https?:|bayaz-internal:", target):
                    continue
                file, _, fragment = target.partition("#")
                home = file.removesuffix(".xhtml") or one.id
                assert file in files or home in ids, target
                assert not fragment or fragment in ids[home], target


def test_navigation_has_contents_and_landmarks() -> None:
    nav = page(electronic("classic"), "nav")
    contents, landmarks = find(nav, "//h:nav")
    assert text(contents).startswith("Contents About this edition1 The Ruled Leaf")
    assert [a.get("href") for a in contents.iter("{*}a")][:3] == [
        "provenance.xhtml",
        "one.xhtml",
        "one.xhtml#one-h1",
    ]
    kinds = [a.get("{http://www.idpf.org/2007/ops}type") for a in landmarks.iter("{*}a")]
    assert kinds == ["cover", "titlepage", "toc", "bodymatter", "loi", "colophon"]
    assert landmarks.get("hidden") == "hidden"


def test_the_ncx_counts_its_points() -> None:
    ncx = etree.fromstring(next(r.data for r in electronic("classic").resources if r.name == "toc.ncx"))
    orders = [int(point.get("playOrder")) for point in ncx.iter("{*}navPoint")]
    assert orders == list(range(1, len(orders) + 1))
    names = [point.get("id") for point in ncx.iter("{*}navPoint")]
    assert len(names) == len(set(names))
    assert [c.get("src") for c in ncx.iter("{*}content")][1] == "one.xhtml"


def test_without_a_cover_there_is_no_cover_page() -> None:
    made = book()
    rendered = render.ebook(made, layout("classic"), outline(made))
    assert "cover" not in [one.id for one in rendered.pages]
    assert "cover" not in page(rendered, "nav").html


def test_a_book_without_persian_carries_no_persian_face() -> None:
    plain = replace(book(), chapters=book().chapters[1:2])
    plain = replace(plain, record=replace(plain.record, title_translation=""))
    rendered = render.ebook(plain, layout("classic"), outline(plain))
    assert not [r for r in rendered.resources if r.name.startswith("fonts/")]
    assert "@font-face" not in sheet_css(rendered)


def test_the_same_book_gives_the_same_pages() -> None:
    assert printed("report") == printed("report")
    assert electronic("report") == electronic("report")


def test_a_book_in_a_language_without_words_speaks_english_and_says_so() -> None:
    shown = page(electronic("classic", language="de"), "colophon")
    title = find(shown, "//h:h1/h:bdi")[0]
    assert (text(title), title.get("lang"), title.get("dir")) == ("Colophon", "en", "ltr")
