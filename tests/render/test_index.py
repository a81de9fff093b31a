"""The index as both skins show it: folios in a row joined, links that arrive, references, and the order of the language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from compiler import render
from compiler.model.back import BackMatter, BackWishes, Mention, Name, Term
from compiler.model.outline import outline
from compiler.model.pages import PageMap, PrintedPage
from compiler.render.indexing import index_groups, numbered_places, page_spots, printed_places
from compiler.words import Words

from .books import book
from .reading import LAYOUTS, find, layout, page, text, tree

TERMS = (
    Term(id="index-1", term="Leaf", variants=("leaves",), see_also=("index-3",)),
    Term(id="index-2", term="folio", see=("index-1",)),
    Term(id="index-3", term="apple"),
    Term(id="index-4", term="stem", under="index-1"),
    Term(id="index-5", term="zebra", see=("index-6",)),
    Term(id="index-6", term="nowhere"),
    Term(id="index-7", term="برگ", language="fa"),
    Term(id="index-8", term="Éclair", sort="Zoo"),
)


def pages(*numbers: tuple[int, bool]) -> PageMap:
    """A page map with a block `b<index>` on each of its pages; True marks the front matter."""
    words = Words()
    made = tuple(
        PrintedPage(
            index=index,
            number=number,
            label=words.numerals.front(number) if front else words.digits(number),
            side="left",
            fragment="one",
            front=front,
        )
        for index, (number, front) in enumerate(numbers)
    )
    return PageMap(pages=made, blocks={f"b{index}": index for index in range(len(made))}, heights={})


def shown(map_: PageMap, *blocks: str, known: Any = None) -> list[list[str]]:
    places = printed_places(map_, map_.blocks if known is None else known, page_spots(map_, ()))
    return [[locator.label for locator in span] for span in places([Mention(block, 0) for block in blocks])]


BODY = pages(*((n, True) for n in range(1, 6)), *((n, False) for n in range(1, 9)))


def test_three_pages_in_a_row_are_a_range_and_two_are_not() -> None:
    assert shown(BODY, "b5", "b6") == [["1"], ["2"]]
    assert shown(BODY, "b7", "b5", "b6", "b5") == [["1", "3"]]
    assert shown(BODY, "b5", "b7", "b8", "b9", "b11") == [["1"], ["3", "5"], ["7"]]


def test_the_front_matter_does_not_run_on_into_the_text() -> None:
    assert shown(BODY, "b2", "b3", "b4", "b5", "b6", "b7") == [["iii", "v"], ["1", "3"]]
    assert shown(BODY, "b4", "b5", "b6") == [["v"], ["1"], ["2"]]


def test_a_folio_leads_to_the_block_that_begins_on_its_page_else_to_the_page() -> None:
    map_ = replace(BODY, turns={"b5": ((40, 6),)})
    places = printed_places(map_, map_.blocks, page_spots(map_, ()))
    (first,), (second,) = places([Mention("b5", 3), Mention("b5", 40)])
    assert (first.label, first.target) == ("1", "b5")
    assert (second.label, second.target) == ("2", "page-2")
    taken = printed_places(map_, map_.blocks, page_spots(map_, {"page-2"}))
    assert taken([Mention("b5", 41)])[0][0].target == "page-2-"


def test_what_print_has_no_id_for_is_on_the_page_of_its_note() -> None:
    places = printed_places(BODY, BODY.blocks, page_spots(BODY, ()))
    assert [one.label for (one,) in places([Mention("inside", 4, "b8")])] == ["4"]
    assert places([Mention("gone", 0)]) == ()


def test_without_a_pdf_places_are_counted_block_by_block() -> None:
    places = numbered_places(Words())([Mention("a", 0), Mention("a", 9), Mention("b", 0)])
    assert [(one.label, one.target, one.printed) for (one,) in places] == [("1", "a", False), ("2", "b", False)]


def with_index(direction: str = "ltr", **more: Any) -> Any:
    mentions = (
        ("index-1", (Mention("one-p1", 0), Mention("two", 0))),
        ("index-3", (Mention("one-h1", 0),)),
        ("index-4", (Mention("one-p1", 9),)),
        ("index-7", (Mention("three", 0),)),
        ("index-8", (Mention("three", 0),)),
    )
    names = (Name(name="Zaytun", note="A name."), Name(name="برگ", spellings=("Barg", "bärg"), language="fa"))
    made = book(direction=direction) if direction == "ltr" else book(direction=direction, language="fa")  # type: ignore[arg-type]
    return replace(made, back=BackMatter(terms=TERMS, mentions=mentions, names=names, **more))


def test_entries_stand_in_order_under_their_letters_and_only_those_that_lead_somewhere() -> None:
    groups = index_groups(with_index(), numbered_places(Words()))
    listed = [(group.letter, [entry.term.term for entry in group.entries]) for group in groups]
    assert listed == [("A", ["apple"]), ("F", ["folio"]), ("L", ["Leaf"]), ("Z", ["Éclair"]), ("ب", ["برگ"])]
    leaf = groups[2].entries[0]
    assert [entry.term.term for entry in leaf.inner] == ["stem"]
    assert [(one.id, one.term) for one in leaf.see_also] == [("index-3", "apple")]
    assert [one.term for one in groups[1].entries[0].see] == ["Leaf"]


def test_persons_are_neither_listed_nor_referred_to_unless_asked() -> None:
    made = with_index()
    terms = tuple(replace(term, person=term.id == "index-3") for term in TERMS)
    hidden = replace(made, back=replace(made.back, terms=terms))
    groups = index_groups(hidden, numbered_places(Words()))
    assert [group.letter for group in groups] == ["F", "L", "Z", "ب"]
    assert groups[1].entries[0].see_also == ()
    asked = replace(hidden, back=replace(hidden.back, wishes=BackWishes(persons=True)))
    assert index_groups(asked, numbered_places(Words()))[0].letter == "A"


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_both_skins_show_the_same_parts(name: str, direction: str) -> None:
    made = with_index(direction)
    printed = render.back(made, layout(name), pages()).pages[0]
    assert printed.roles == ("figures", "names", "index", "colophon")
    rendered = render.ebook(made, layout(name), outline(made))
    shelf = [one.id for one in rendered.pages]
    assert shelf[-4:] == ["figures", "names", "index", "colophon"]
    kinds = {
        one.id: find(one, "//h:section")[0].get("{http://www.idpf.org/2007/ops}type") for one in rendered.pages[-4:]
    }
    assert kinds == {"figures": "loi", "names": "glossary", "index": "index", "colophon": "colophon"}
    assert find(page(rendered, "index"), "//h:section")[0].get("role") == "doc-index"
    listed = [a.get("href") for a in find(page(rendered, "nav"), "//h:nav[@id='contents']//h:a")]
    assert listed[-4:] == [f"{part}.xhtml" for part in shelf[-4:]]


def test_the_entries_of_the_e_book_lead_to_blocks_and_to_one_another() -> None:
    made = with_index()
    shown_index = page(render.ebook(made, layout("classic"), outline(made)), "index")
    entries = {entry.get("id"): entry for entry in find(shown_index, "//h:li")}
    links = {name: [a.get("href") for a in entry.findall("{*}a")] for name, entry in entries.items()}
    assert links["index-1"] == ["one.xhtml#one-p1", "two.xhtml", "#index-3"]
    assert links["index-2"] == ["#index-1"]
    assert text(entries["index-2"]) == "folio. See Leaf"
    assert text(entries["index-1"]) == "Leaf, 1, 2. See also apple stem, 1"
    persian = find(shown_index, "//h:li[@id='index-7']//h:bdi")[0]
    assert (persian.get("lang"), persian.get("dir")) == ("fa", "rtl")


def test_names_are_sorted_and_say_their_language() -> None:
    made = with_index()
    shown_names = page(render.ebook(made, layout("classic"), outline(made)), "names")
    assert [text(term) for term in tree(shown_names).iter("{*}dt")] == ["Zaytun", "برگ"]
    assert text(next(tree(shown_names).iter("{*}dd"))) == "A name."
    assert "Also written Barg, bärg." in text(tree(shown_names))


@pytest.mark.parametrize(
    ("wishes", "parts"),
    [
        (BackWishes(), ["figures", "names", "index"]),
        (BackWishes(figures=False, names=False), ["index"]),
        (BackWishes(index=False, chronology=True, bibliography=True), ["figures", "names"]),
    ],
)
def test_the_editor_says_which_parts_there_are(wishes: BackWishes, parts: list[str]) -> None:
    rendered = render.back(with_index(wishes=wishes), layout("classic"), pages())
    assert list(rendered.pages[0].roles) == [*parts, "colophon"]


def test_figures_are_listed_by_chapter_with_their_folios() -> None:
    made = with_index()
    shown_parts = render.back(made, layout("classic"), pages()).pages[0]
    heads = [text(head) for head in find(shown_parts, "//h:section[@id='figures']/h:h2")]
    assert heads and len(heads) == len(set(heads))
    links = [a.get("href") for a in find(shown_parts, "//h:section[@id='figures']//h:a")]
    assert all(link.startswith("bayaz-internal:") for link in links)
