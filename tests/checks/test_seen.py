"""Pages are seen once for all checks, and kept: what is said of a book is the same as where each check looks for itself."""

from __future__ import annotations

import pypdfium2
import pytest

from compiler.checks import OWN_EXTRACTORS, check_pdf, check_text_layer, seen
from compiler.checks.text_layer_furniture import unfurnished
from compiler.examining import checked
from compiler.store import Store
from compiler.workers import Pool
from tests.checks.test_check_bidi import epub
from tests.checks.test_check_pdf import CASES, Change, changed, sound
from tests.checks.test_text_layer import BODY
from tests.printing.small_book import fragment

RUNNING = "<style>@page { @top-center { content: 'خانه running 12'; } @bottom-left { content: counter(page) } }</style>"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_text_of_a_page_is_without_its_artifacts(language: str) -> None:
    direction = "rtl" if language == "fa" else "ltr"
    pdf = fragment("one", RUNNING + BODY + "<p style='break-before: page'>another 13</p>", language, direction).pdf
    with pypdfium2.PdfDocument(unfurnished(pdf)[1]) as document:
        assert [page.text for page in seen(pdf)] == [one.get_textpage().get_text_range() for one in document]
    with pypdfium2.PdfDocument(pdf) as document:
        assert all("running 12" in one.get_textpage().get_text_range() for one in document)
    assert not any("running" in page.text for page in seen(pdf))


def test_numbers_in_the_margins_and_words_from_right_to_left_are_seen() -> None:
    pdf = fragment("one", RUNNING + BODY, "fa", "rtl").pdf
    (page,) = seen(pdf)
    assert (page.bare, page.rtl, page.margins) == (False, True, ("12", "1"))
    assert "".join(text for _, text in page.marked)


@pytest.mark.parametrize("change", [change for _, change in CASES], ids=lambda change: str(change.__name__))
def test_a_fault_is_told_alike_of_pages_that_were_seen_before(change: Change) -> None:
    data = changed(sound(), change)
    assert check_pdf(data, "a.pdf", pages=tuple(seen(data))) == check_pdf(data, "a.pdf")


def test_a_build_says_the_same_with_a_store_with_a_full_one_and_by_hand(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pdf, book = fragment("one", RUNNING + BODY, "fa", "rtl").pdf, epub(BODY.replace("1842", "1843"))
    store = Store(tmp_path_factory.mktemp("store"))
    with Pool(1) as pool:
        first, again = (checked({"pdf": pdf, "epub": book}, "b", {}, pool, store) for _ in range(2))
    assert first == again
    by_hand = (*check_pdf(pdf, "b.pdf"), *check_text_layer(pdf, "b.pdf", book, "b.epub", OWN_EXTRACTORS).messages)
    assert set(by_hand) <= set(first)
    assert "text-layer-word" in {message.code for message in by_hand}
