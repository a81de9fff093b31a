"""Collections for measuring are the same every time, and the documents of peers hold what the pages hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import collection, documents

ROOT = Path(__file__).parent.parent.parent


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_collection_is_the_same_in_any_process(tmp_path: Path) -> None:
    here = collection.write(tmp_path / "here", 2, "half")
    code = f"from benchmarks.collection import write; from pathlib import Path; write(Path({str(tmp_path / 'there')!r}), 2, 'half')"
    subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=ROOT, env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    )
    assert held(here) == held(tmp_path / "there")
    assert len(held(here)) == 1 + 2 * (2 + collection.SECTIONS)


def test_another_seed_is_another_collection(tmp_path: Path) -> None:
    one, other = collection.write(tmp_path / "a", 1), collection.write(tmp_path / "b", 1, seed=2)
    assert held(one)["part-0001/text.md"] != held(other)["part-0001/text.md"]


def test_a_change_is_one_comma_in_one_chapter(tmp_path: Path) -> None:
    folder = collection.write(tmp_path / "a", 2)
    before = held(folder)
    collection.change(folder, 2)
    after = held(folder)
    assert [name for name in before if before[name] != after[name]] == ["part-0002/text.md"]
    assert len(after["part-0002/text.md"]) == len(before["part-0002/text.md"]) + 1


PAGE = (
    '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="fa" xml:lang="fa" dir="ltr"><head></head>'
    '<body class="chapter-page rtl" dir="rtl"><p class="chapter-number"><span data-digits="0123456789">1</span></p>'
    '<a href="bayaz-internal:colophon-a">x</a></body></html>'
)


def test_a_page_becomes_an_element_that_keeps_language_class_and_direction() -> None:
    part = documents.part(documents.numbered(PAGE, "12"))
    assert part == (
        '<x-html lang="fa" dir="ltr"><x-body class="chapter-page rtl" dir="rtl"><p class="chapter-number">12</p>'
        '<a href="#colophon-a">x</a></x-body></x-html>'
    )


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no whole page"):
        documents.part("<p>Nothing</p>")


def test_style_sheets_keep_their_weight() -> None:
    css = 'html[dir=rtl] body.rtl, body > p, .body, #html, [lang|="fa"] body { }'
    assert documents.renamed(css) == 'x-html[dir=rtl] x-body.rtl, x-body > p, .body, #html, [lang|="fa"] x-body { }'


def test_links_between_files_lead_within_the_one() -> None:
    html = '<a href="b.xhtml#b-p1"></a><a href="b.xhtml"></a><a href="https://b.xhtml/"></a>'
    assert documents.within(html, ["b.xhtml"]) == '<a href="#b-p1"></a><a href="#b"></a><a href="https://b.xhtml/"></a>'
