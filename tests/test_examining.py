"""Checks of finished books: the same messages in the same order, one after another and side by side."""

from __future__ import annotations

import pytest

from compiler import examining
from compiler.checks import OWN_EXTRACTORS, check_epub, check_pdf, check_text_layer, check_web
from compiler.examining import checked
from compiler.messages import Message
from compiler.workers import Pool
from tests.test_workers import length

BROKEN = {"epub": b"no zip", "pdf": b"%PDF-1.7 and nothing more", "html": b"<p>no page", "print.pdf": b"no pdf"}


def by_hand() -> set[Message]:
    found = {*check_epub(BROKEN["epub"], "b.epub", {}), *check_pdf(BROKEN["pdf"], "b.pdf")}
    found |= {*check_pdf(BROKEN["print.pdf"], "b.print.pdf"), *check_web(BROKEN["html"], "b.html")}
    return found | {*check_text_layer(BROKEN["pdf"], "b.pdf", BROKEN["epub"], "b.epub", OWN_EXTRACTORS).messages}


@pytest.mark.parametrize("processes", [1, 2])
def test_every_book_is_looked_through(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "WORTH", 0)
    with Pool(processes) as pool:
        said = checked(BROKEN, "b", {}, pool)
    errors = {message for message in said if message.level == "error"}
    assert errors == {message for message in by_hand() if message.level == "error"}
    assert {message.origin.file for message in errors if message.origin} >= {"b.epub", "b.pdf", "b.print.pdf", "b.html"}


def test_the_order_is_the_same_side_by_side() -> None:
    with Pool(1) as one, Pool(2) as two:
        list(two.in_order(length, [two.share(b"x"), two.share(b"y")]))
        assert two.started
        assert checked(BROKEN, "b", {}, two) == checked(BROKEN, "b", {}, one)
        assert not one.started


def test_small_books_start_no_process() -> None:
    with Pool(2) as pool:
        assert checked({"html": b"<p>no page"}, "b", {}, pool)
        assert not pool.started


def test_what_was_not_made_is_not_looked_for() -> None:
    with Pool(1) as pool:
        assert checked({}, "b", {}, pool) == ()
