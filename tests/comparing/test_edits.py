"""Edits with known answers, in Latin and in Persian: each is told as what it was, and nothing else is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.comparing import Change, ChapterText, Comparison, EditionText, Passage, compared

_ENGLISH = (
    "The quay was built of grey stone in the spring of that year.",
    "Three boats came in before noon and two of them went out again.",
    "Nobody wrote down who had paid for the lamps along the wall.",
    "A keeper of the light kept a book of every ship he saw.",
    "In the winter the harbour froze and carts drove over the ice.",
    "The book ends with a page that is torn in half.",
)
_PERSIAN = (
    "اسکله در بهار همان سال از سنگ خاکستری ساخته شد.",
    "سه قایق پیش از ظهر آمدند و دو تا از آن‌ها دوباره رفتند.",
    "هیچ‌کس ننوشت که پول چراغ‌های کنار دیوار را چه کسی داد.",
    "نگهبان فانوس دفتری داشت و هر کشتی را در آن می‌نوشت.",
    "زمستان بندر یخ بست و گاری‌ها از روی یخ می‌گذشتند.",
    "دفتر با صفحه‌ای تمام می‌شود که از میان پاره شده است.",
)
_MORE = {"en": "Later a second lamp was set up at the far end.", "fa": "بعدها چراغ دومی در آن سر اسکله گذاشتند."}


def chapter(name: str, texts: tuple[str, ...], language: str) -> ChapterText:
    direction = "rtl" if language == "fa" else "ltr"
    passages = tuple(
        Passage(id=f"{name}-p{number}", kind="p", text=text, language=language, direction=direction)  # type: ignore[arg-type]
        for number, text in enumerate(texts, 1)
    )
    return ChapterText(id=name, title=f"Chapter {name}", passages=passages, record=(("Publisher", "The Quay"),))


def edition(*chapters: ChapterText) -> EditionText:
    return EditionText(title="Letters", date="2026-11-23", chapters=chapters)


@dataclass(frozen=True)
class Edit:
    """What is done to the passages of the first chapter, and what must be told: kind, old numbers, new numbers (from 1)."""

    name: str
    done: Callable[[list[str], str], list[str]]
    told: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]


def _halves(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[:5]), " ".join(words[5:])]


def _reworded(text: str, more: str) -> str:
    words = text.split()
    return " ".join([*words[:2], more.split(maxsplit=1)[0], *words[3:]])


EDITS = (
    Edit("insert-first", lambda t, m: [m, *t], (("added", (), (1,)),)),
    Edit("insert-middle", lambda t, m: [*t[:3], m, *t[3:]], (("added", (), (4,)),)),
    Edit("insert-last", lambda t, m: [*t, m], (("added", (), (7,)),)),
    Edit("delete-first", lambda t, m: t[1:], (("removed", (1,), ()),)),
    Edit("delete-middle", lambda t, m: [*t[:2], *t[3:]], (("removed", (3,), ()),)),
    Edit("delete-two", lambda t, m: [*t[:2], *t[4:]], (("removed", (3,), ()), ("removed", (4,), ()))),
    Edit("reword", lambda t, m: [t[0], _reworded(t[1], m), *t[2:]], (("reworded", (2,), (2,)),)),
    Edit(
        "reword-two",
        lambda t, m: [_reworded(t[0], m), _reworded(t[1], m), *t[2:]],
        (("reworded", (1,), (1,)), ("reworded", (2,), (2,))),
    ),
    Edit("move-down", lambda t, m: [*t[1:5], t[0], t[5]], (("moved", (1,), (5,)),)),
    Edit("move-up", lambda t, m: [t[4], *t[:4], t[5]], (("moved", (5,), (1,)),)),
    Edit("split", lambda t, m: [*t[:2], *_halves(t[2]), *t[3:]], (("split", (3,), (3, 4)),)),
    Edit("merge", lambda t, m: [*t[:2], f"{t[2]} {t[3]}", *t[4:]], (("merged", (3, 4), (3,)),)),
    Edit(
        "delete-and-insert",
        lambda t, m: [*t[:1], *t[2:5], m, t[5]],
        (("removed", (2,), ()), ("added", (), (5,))),
    ),
    Edit(
        "reword-beside-insert",
        lambda t, m: [t[0], m, _reworded(t[1], m), *t[2:]],
        (("added", (), (2,)), ("reworded", (2,), (3,))),
    ),
    Edit("replace", lambda t, m: [*t[:3], m, *t[4:]], (("removed", (4,), ()), ("added", (), (4,)))),
)


def _number(passage: Passage) -> int:
    return int(passage.id.rpartition("p")[2])


def told(change: Change) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    return change.kind, tuple(map(_number, change.old)), tuple(map(_number, change.new))


def after(edit: Edit, language: str) -> Comparison:
    texts, more = (_PERSIAN if language == "fa" else _ENGLISH), _MORE[language]
    other = chapter("other", _ENGLISH[:3], "en")
    old = edition(chapter("quay", texts, language), other)
    new = edition(chapter("quay", tuple(edit.done(list(texts), more)), language), other)
    return compared(old, new)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_is_told_as_what_it_was(edit: Edit, language: str) -> None:
    found = after(edit, language)
    assert sorted(map(told, found.changes)) == sorted(edit.told)
    assert found.sources == ()


def test_there_are_thirty() -> None:
    assert len(EDITS) * 2 >= 30


def test_a_rewording_is_told_word_by_word() -> None:
    (change,) = after(EDITS[6], "fa").changes
    assert [(one.fate, one.text) for one in change.stretches] == [
        ("same", "سه قایق"),
        ("removed", "پیش"),
        ("added", "بعدها"),
        ("same", "از ظهر آمدند و دو تا از آن‌ها دوباره رفتند."),
    ]


# --- chapters ---


def _books() -> tuple[ChapterText, ChapterText, ChapterText]:
    return chapter("one", _ENGLISH[:4], "en"), chapter("two", _PERSIAN[:4], "fa"), chapter("three", _ENGLISH[3:], "en")


def _sources(found: Comparison) -> list[tuple[str, str, int, int]]:
    return [(one.fate, one.id, one.before, one.after) for one in found.sources]


def test_a_source_that_came() -> None:
    one, two, three = _books()
    found = compared(edition(one, two), edition(one, three, two))
    assert _sources(found) == [("came", "three", 0, 2)]
    assert [told(change)[0] for change in found.changes] == ["added"] * 3


def test_a_source_that_went() -> None:
    one, two, three = _books()
    found = compared(edition(one, two, three), edition(one, three))
    assert _sources(found) == [("went", "two", 2, 0)]
    assert [change.old_chapter for change in found.changes] == ["two"] * 4


def test_a_chapter_that_moved_is_told_once_and_its_passages_are_not() -> None:
    one, two, three = _books()
    found = compared(edition(one, two, three), edition(three, one, two))
    assert _sources(found) == [("moved", "three", 3, 1)]
    assert found.changes == ()


def test_a_source_of_which_something_else_is_known() -> None:
    one, two, _ = _books()
    found = compared(edition(one, two), edition(one, replace(two, record=(("Publisher", "ناشر دیگر"),))))
    (change,) = found.sources
    assert (change.fate, change.id, change.record) == ("changed", "two", (("Publisher", "The Quay", "ناشر دیگر"),))


def test_a_source_that_was_given_another_id_is_the_same_source() -> None:
    one, two, _ = _books()
    found = compared(edition(one, two), edition(one, replace(two, id="second")))
    assert [source.fate for source in found.sources] == []
    assert found.changes == ()


def test_a_passage_that_moved_to_another_chapter() -> None:
    one, two, _ = _books()
    shorter = replace(one, passages=one.passages[:-1])
    longer = replace(two, passages=(*two.passages, one.passages[-1]))
    (change,) = compared(edition(one, two), edition(shorter, longer)).changes
    assert (change.kind, change.old_chapter, change.new_chapter) == ("moved", "one", "two")


# --- properties ---

_TEXTS = st.lists(st.sampled_from(_ENGLISH + _PERSIAN), min_size=1, max_size=8).map(tuple)


@given(_TEXTS)
def test_an_edition_is_the_same_as_itself(texts: tuple[str, ...]) -> None:
    assert compared(edition(chapter("a", texts, "en")), edition(chapter("a", texts, "en"))).same


@given(_TEXTS, _TEXTS)
def test_what_is_told_accounts_for_every_passage(before: tuple[str, ...], later: tuple[str, ...]) -> None:
    """What is not told of is in both editions: the passages without the told ones are equal."""
    old, new = chapter("a", before, "en"), chapter("a", later, "en")
    found = compared(edition(old), edition(new))
    gone = {id(one) for change in found.changes for one in change.old}
    came = {id(one) for change in found.changes for one in change.new}
    kept = [one.key for one in old.passages if id(one) not in gone]
    assert kept == [one.key for one in new.passages if id(one) not in came]


@given(_TEXTS, _TEXTS)
def test_the_stretches_of_a_rewording_hold_both_texts(before: tuple[str, ...], later: tuple[str, ...]) -> None:
    for change in compared(edition(chapter("a", before, "en")), edition(chapter("a", later, "en"))).changes:
        if change.kind == "reworded":
            old = " ".join(one.text for one in change.stretches if one.fate != "added")
            new = " ".join(one.text for one in change.stretches if one.fate != "removed")
            assert (old, new) == (change.old[0].key, change.new[0].key)
