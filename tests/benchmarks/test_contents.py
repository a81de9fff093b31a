"""Two PDFs that say the same are told from two that do not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from weasyprint import HTML

from benchmarks.contents import chapters, compared, holding, words

PROSE = "ledger harbour lantern margin binding parchment quarto signature"


def book(path: Path, *pages: str) -> Path:
    """A PDF of two chapters: each of `pages` is a page, the last one follows the chapters."""
    names = ["part-0001", "part-0002", "", "figures"]
    links = "".join(f'<a href="#{name}">to</a> ' for name in names if name)
    parts = [
        f'<div id="{name}" style="break-before: page">{text}</div>' for name, text in zip(names, pages, strict=True)
    ]
    style = "<style>@page { size: 400pt 400pt; margin: 80pt; @top-center { content: counter(page) ' head' } }</style>"
    HTML(string=f"<html lang=en><title>t</title>{style}<p>{links}</p>{''.join(parts)}").write_pdf(
        path, pdf_variant="pdf/ua-1"
    )
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book(tmp_path_factory.mktemp("whole") / "a.pdf", PROSE, f"{PROSE} one", f"{PROSE} two", "behind")


def test_the_words_of_chapters_are_without_heads_and_what_follows(whole: Path) -> None:
    assert chapters(whole) == {"part-0001": words(PROSE), "part-0002": words(f"{PROSE} one {PROSE} two")}


def test_the_same_words_are_equal(whole: Path) -> None:
    found = compared(chapters(whole), chapters(whole))
    assert found.equal
    assert (found.chapters, found.words, found.same, found.lowest) == (2, 26, 26, 1.0)


def test_a_missing_page_is_found(whole: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.pdf"
    with pikepdf.open(whole) as file:
        del file.pages[3]
        file.save(cut)
    for found in (compared(chapters(whole), chapters(cut)), compared(chapters(cut), chapters(whole))):
        assert not found.equal
        assert found.unequal == ("part-0002",)
        assert found.lowest == 0.5


def test_a_chapter_that_one_lacks_is_found() -> None:
    one = {"part-0001": Counter("ab"), "part-0002": Counter("cd")}
    assert compared(one, {"part-0001": Counter("ab")}).unequal == ("part-0002",)
    assert compared({"part-0001": Counter("ab")}, one).unequal == ("part-0002",)
    assert compared({}, {}).lowest == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Repro\u00ad\r\nduction", {"reproduction"}),
        ("self-evid\u2010\nent 1842", {"selfevident"}),
        ("نامه\u200cها", {"نامهها"}),
        ("it7. Between", {"it", "between"}),
    ],
)
def test_words_are_joined_and_bare(text: str, expected: set[str]) -> None:
    assert set(words(text)) == expected


def test_what_a_pdf_holds_is_counted(whole: Path, tmp_path: Path) -> None:
    held = holding(whole)
    assert (held.pages, held.links, held.dangling, held.destinations) == (5, 3, 0, 3)
    assert held.elements["P"] == 1
    assert held.elements["Link"] == 3
    assert "Div" not in held.elements
    assert held.bytes == whole.stat().st_size
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(whole) as file:
        del file.Root.Names.Dests
        file.save(broken)
    assert holding(broken).dangling == 3
