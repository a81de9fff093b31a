"""Terms in a text: whole words in every spelling, the longest of those that lie in one another; and their places in a book."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.messages import Origin
from compiler.model.back import BackMatter, BackWishes, Mention, Term
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Caption,
    Cell,
    CodeBlock,
    Definitions,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Table,
    Text,
    Verse,
)
from compiler.passes.index import find_terms
from compiler.passes.terms import Finder


def found(text: str, *spellings: str) -> list[tuple[str, int]]:
    return [(one.term, one.start) for one in Finder((spelling, spelling) for spelling in spellings).find(text)]


@pytest.mark.parametrize(
    ("text", "spelling", "count"),
    [
        *(
            ("Iran, Iran’s and IRAN; Iranian", "Iran", 3),
            ("the us and the US", "US", 1),
            ("Margin, MARGIN", "margin", 2),
        ),
        *(("well known, well-known, well\n known", "well-known", 3), ("C++ and C", "C++", 1), ("AT&T", "AT&T", 1)),
        *(("soft\u00adhyphen", "softhyphen", 1), ("cafe\u0301 and café", "café", 2), ("cafe", "café", 0)),
        *(("ك و کتاب و كتاب", "کتاب", 2), ("كِتاب، کتـاب", "کتاب", 2), ("صفحه‌ها صفحه ها صفحهها", "صفحه‌ها", 2)),
        *(("کتاب‌ها و کتاب‌هایش", "کتاب", 2), ("کتاب‌خانه", "کتاب", 0), ("می‌خواند", "خواند", 0)),
        *(("آن و ان", "آن", 1), ("سال ۱۳۹۵ و 1395", "۱۳۹۵", 2), ("خانهٔ ما، خانه", "خانه", 2), ("", "a", 0)),
    ],
)
def test_words_are_found_as_a_reader_takes_them(text: str, spelling: str, count: int) -> None:
    assert len(found(text, spelling)) == count


def test_the_longest_term_wins_where_one_lies_in_another() -> None:
    text = "Camp Ashraf and Ashraf, New Camp Ashraf Road"
    assert found(text, "Ashraf", "Camp Ashraf") == [("Camp Ashraf", 0), ("Ashraf", 16), ("Camp Ashraf", 28)]
    assert found("a b c", "a b", "b c") == [("a b", 0), ("b c", 2)]
    twice = Finder([("one", "word"), ("two", "word")])
    assert [one.term for one in twice.find("word")] == ["one", "two"]


_WORDS = st.lists(st.sampled_from(["ab", "b", "abc", "c", "Ab"]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(_WORDS, max_size=8).map(", ".join), st.lists(_WORDS, max_size=5, unique=True))
def test_all_that_a_plain_search_finds_is_found(text: str, spellings: list[str]) -> None:
    """Every span of whole words that a spelling fits and no longer one holds."""
    spans = set()
    for spelling in spellings:
        gap = r"\W+".join(spelling.split())
        for start in range(len(text)):
            fits = re.compile(rf"(?<!\w){gap}(?!\w)", re.I).match(text, start)
            if fits and all(
                b.isupper() for a, b in zip(*map(_letters, (spelling, fits[0])), strict=True) if a.isupper()
            ):
                spans.add((start, fits.end(), spelling))
    whole = {(a, term) for a, b, term in spans if not any(c <= a and b <= d and d - c > b - a for c, d, _ in spans)}
    assert {(start, term) for term, start in found(text, *spellings)} == whole


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


# --- in a book ---


def book(*blocks: Block, notes: tuple[Note, ...] = (), back: BackMatter, title: str = "Title") -> Book:
    chapter = Chapter(
        id="one", record=Record(id="one", title=title), rendition="full", title=title, blocks=blocks, notes=notes
    )
    return Book(record=EditionRecord(title="T"), direction="ltr", provenance=(), chapters=(chapter,), back=back)


def terms(*said: str, **more: object) -> BackMatter:
    made = (Term(id=f"index-{n}", term=term, origin=Origin("edition.toml", n)) for n, term in enumerate(said, 1))
    return BackMatter(terms=tuple(made), **more)  # type: ignore[arg-type]


def text(*parts: str) -> Inlines:
    return tuple(map(Text, parts))


def places(made: Book, number: int = 1) -> list[Mention]:
    return list(dict(find_terms(made).back.mentions).get(f"index-{number}", ()))


@pytest.mark.parametrize(
    "content",
    [
        text("one two term"),
        (Text("one two te"), Emphasis(text("rm"))),
        (Text("one two "), Link("#a", text("term"))),
        (Text("one"), NoteRef("n", "1", "1"), Text(" two "), Isolate("en", "ltr", text("term"))),
        (Text("one\u00ad two"), LineBreak(), Text("term")),
    ],
)
def test_a_term_is_found_across_what_divides_its_letters(content: Inlines) -> None:
    assert places(book(Paragraph(id="p", content=content), back=terms("term"))) == [Mention("p", 6)]


def test_offsets_are_counted_in_the_element_that_has_the_id() -> None:
    table = Table(
        id="t", caption=text("ab"), head=((Cell(content=text("c")),),), body=((Cell(content=text("a term")),),)
    )
    verse = Verse(id="v", stanzas=((text("line"), text("term")),))
    terms_of = Definitions(
        id="d", items=((text("ab"), (Paragraph(id="dp", content=text("term")),)), (text("term"), ()))
    )
    quote = Quote(id="q", blocks=(Paragraph(id="qp", content=text("x")),), attribution=text("term"))
    figure = Figure(id="f", captions=(Caption(id="fc", content=text("a term")),))
    blocks = (Heading(id="h", level=1, content=text("term"), label="2."), table, verse, terms_of, quote, figure)
    made = book(*blocks, CodeBlock(id="k", text="x = term"), back=terms("term"))
    assert places(made) == [
        *(Mention("h", 0), Mention("t", 4), Mention("v", 4), Mention("d", 2), Mention("dp", 0), Mention("q", 0)),
        *(Mention("fc", 1), Mention("k", 2)),
    ]


def test_titles_and_notes_are_searched_too_and_no_long_descriptions() -> None:
    note = Note(id="n", blocks=(Paragraph(id="np", content=text("a term")), CodeBlock(id="nc", text="term")))
    figure = Figure(id="f", image="i", alt="a", description=(Paragraph(id="fd", content=text("term")),))
    made = book(figure, notes=(note,), back=terms("term"), title="The term")
    assert places(made) == [Mention("one", 3), Mention("np", 1, "n"), Mention("nc", 0, "n")]


def test_what_is_nowhere_is_told_with_its_line() -> None:
    back = terms("term", "lost", "heading", "below", "see")
    inner, see = replace(back.terms[3], under="index-3", term="term"), replace(back.terms[4], see=("index-1",))
    made = find_terms(
        book(Paragraph(id="p", content=text("term")), back=replace(back, terms=(*back.terms[:3], inner, see)))
    )
    assert [(m.code, m.level, m.origin) for m in made.messages] == [
        ("index-term-missing", "warning", Origin("edition.toml", 2))
    ]
    assert "lost" in made.messages[0].text


def test_persons_are_looked_for_only_where_the_editor_asks() -> None:
    back = terms("term")
    back = replace(back, terms=(replace(back.terms[0], person=True),))
    made = book(Paragraph(id="p", content=text("term")), back=back)
    assert places(made) == [] and not find_terms(made).messages
    assert places(replace(made, back=replace(back, wishes=BackWishes(persons=True)))) == [Mention("p", 0)]
    assert find_terms(replace(made, back=replace(back, wishes=BackWishes(index=False)))).back.mentions == ()
