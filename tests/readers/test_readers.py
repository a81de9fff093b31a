"""What holds for every reader: kinds told apart, and no document without a language."""

from __future__ import annotations

import pytest

from compiler import readers
from compiler.messages import CaptureError
from compiler.model.reading import Capture


@pytest.mark.parametrize(
    ("words", "language", "direction"),
    [
        ("<p>The cat is on the mat and it was there for a day.</p>", "en", "ltr"),
        ("<p>Rue d l, plan d: la carte de l is drawn to scale and the names of it are old.</p>", "en", "ltr"),
        ("<p>Die Katze ist auf der Matte und sie war für den Tag dort.</p>", "de", "ltr"),
        ("<p>گربه روی فرش نشسته بود و پنجره باز بود.</p>", "fa", "rtl"),
    ],
)
def test_a_page_that_states_no_language_is_in_the_one_its_words_show(words: str, language: str, direction: str) -> None:
    page = f"<html><head><title>T</title></head><body><article>{words}</article></body></html>"
    document = readers.read(Capture("page.html", page.encode(), "text/html")).documents[0]
    assert document.language == language
    assert [(block.language, block.direction) for block in document.blocks] == [(language, direction)]


def test_a_kind_that_no_reader_takes_is_told() -> None:
    with pytest.raises(CaptureError, match="capture-kind"):
        readers.read(Capture("sound.mp3", b"", "audio/mpeg"))
