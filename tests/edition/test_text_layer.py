"""The words of the sample editions are found again in their PDFs, as the files that users make hold them."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.checks import check_text_layer, tools
from compiler.checks.text_layer_matching import Found
from compiler.checks.text_layer_pages import EXTRACTORS
from tests.conftest import missing
from tests.edition.conftest import Made


def searched(made: Made, name: str) -> Found:
    if name == "poppler" and not tools.pdftotext():
        missing("pdftotext", "install the package poppler-utils")
    pdf, epub = made.pdf, made.epub
    only = {name: EXTRACTORS[name]}
    (found,) = check_text_layer(pdf.read_bytes(), pdf.name, epub.read_bytes(), epub.name, only).found
    return found


@pytest.mark.parametrize("edition", ["persian", "shipped", "full"])
def test_pdfium_finds_every_word(edition: str, request: pytest.FixtureRequest) -> None:
    found = searched(request.getfixturevalue(edition), "pdfium")
    assert found.misses == ()
    assert found.of["right-to-left"] > (2_000 if edition == "persian" else 50)
    assert found.ordered("right-to-left") > 95


@pytest.mark.parametrize("edition", ["persian", "shipped", "full"])
def test_poppler_finds_the_words(edition: str, request: pytest.FixtureRequest) -> None:
    found = searched(request.getfixturevalue(edition), "poppler")
    assert found.share("right-to-left") >= 99, found.misses
    assert found.share() >= 99, found.misses
    assert found.ordered("right-to-left") > 90


def test_the_build_says_what_was_found(persian: Made) -> None:
    said: list[dict[str, Any]] = persian.said["messages"]
    (share,) = [message for message in said if message["code"] == "text-layer-share"]
    assert share["level"] == "info"
    assert "right-to-left words" in share["text"]
