"""The recursion over content: ids, prefixes, text, and that mapping loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compiler.messages import Origin
from compiler.model.content import (
    Block,
    Caption,
    Emphasis,
    Figure,
    Inline,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from compiler.model.ledger import BLANK, Fates, faults, settle
from compiler.model.reading import Document
from compiler.model.walk import (
    block_text,
    blocks_deep,
    captions,
    identify,
    map_block_inlines,
    map_blocks,
    text_of,
    with_prefix,
    words,
)


def said(text: str, **more: object) -> Paragraph:
    return Paragraph(content=(Text(text),), **more)  # type: ignore[arg-type]


def test_identify_counts_by_kind_and_calls_follow() -> None:
    blocks = (
        Paragraph(content=(Text("a"), NoteRef("note-a", "*"))),
        Quote(blocks=(said("b"),)),
        said("c"),
        Note(id="note-a", blocks=(said("d"),)),
    )
    named = identify(blocks, "d1")
    assert [block.id for block in blocks_deep(named)] == ["d1-p1", "d1-q1", "d1-p2", "d1-p3", "d1-n1", "d1-p4"]
    assert isinstance(named[0], Paragraph)
    assert named[0].content[1] == NoteRef("d1-n1", "*")


def test_prefix_changes_captions_and_links_too() -> None:
    figure = Figure(captions=(Caption(content=(Text("c"),)),))
    blocks = identify((figure, Paragraph(content=(Link("#d1-fig1", (Text("there"),)),))), "d1")
    moved = with_prefix(blocks, "d1", "chapter")
    assert moved[0].id == "chapter-fig1"
    assert [caption.id for caption in captions(moved)] == ["chapter-cap1"]
    assert moved[1].content[0] == Link("#chapter-fig1", (Text("there"),))  # type: ignore[union-attr]


inline = st.recursive(
    st.text(max_size=6).map(Text),
    lambda inner: st.one_of(
        st.tuples(inner).map(Emphasis),
        st.tuples(inner, inner).map(Strong),
        st.tuples(inner).map(lambda c: Link("#x", c)),
    ),
    max_leaves=6,
)
block = st.recursive(
    st.tuples(inline, inline).map(lambda content: Paragraph(content=content)),
    lambda inner: st.one_of(
        st.tuples(inner).map(lambda blocks: Quote(blocks=blocks)),
        st.tuples(inner, inner).map(lambda blocks: List(items=(blocks,))),
    ),
    max_leaves=8,
)


@given(st.lists(block, max_size=4).map(tuple))
def test_mapping_with_the_identity_changes_nothing(blocks: tuple[Block, ...]) -> None:
    def same(inline: Inline) -> tuple[Inline, ...]:
        return (inline,)

    assert map_blocks(blocks, lambda block: (map_block_inlines(block, same),)) == blocks


@given(st.lists(block, max_size=4).map(tuple))
def test_ids_are_unique_and_text_is_kept(blocks: tuple[Block, ...]) -> None:
    named = identify(blocks, "x")
    ids = [block.id for block in blocks_deep(named)]
    assert len(ids) == len(set(ids))
    assert [block_text(block) for block in named] == [block_text(block) for block in blocks]


def test_words_need_a_letter_or_digit() -> None:
    assert words("one – two, 3 …") == 3
    assert text_of((Text("a"), Emphasis((Text("b"),)))) == "ab"


def test_ledger_has_one_entry_for_each_line_and_says_so_if_not() -> None:
    blocks = identify((said("a", origin=Origin("f", 2, 3)), said("b", origin=Origin("f", 3, 3))), "d1")
    fates = Fates()
    fates.use(1, "title")
    fates.use(2, "date")
    fates.drop(5, "menu")
    ledger = settle(6, (Document(blocks=blocks),), fates, {4: BLANK})
    assert faults(6, ledger) == []
    assert [(entry.first, entry.fate, entry.where, entry.reason) for entry in ledger] == [
        (1, "metadata", "title", ""),
        (2, "kept", "d1-p1", "also date"),
        (3, "kept", "d1-p1 d1-p2", ""),
        (4, "dropped", "", BLANK),
        (5, "dropped", "", "menu"),
        (6, "dropped", "", "not understood"),
    ]
    assert faults(6, ledger[1:]) == [1]
    assert faults(6, (*ledger, ledger[0])) == [1]
