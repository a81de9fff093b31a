"""Fonts are set up once for all documents that have the same, and no document gets those of another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compiler.messages import LayoutError
from compiler.model.pages import Fragment, Resource
from compiler.printing import typefaces
from compiler.printing.fragment import lay_out
from tests.printing.small_book import CSS, page, resources

BODY = "<p>Words <i>of a</i> page, سلام دنیا</p>"
SWAPPED = (
    CSS.replace("url(fonts/body.ttf)", "url(fonts/x.ttf)")
    .replace("italic.ttf", "body.ttf")
    .replace("x.ttf", "italic.ttf")
)
WITHOUT = CSS.replace("@font-face { font-family: Persian; src: url(fonts/persian.ttf) }", "")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every set of fonts that is set up."""
    typefaces.forget()
    found: list[object] = []
    begin = typefaces._Set.__init__
    monkeypatch.setattr(typefaces._Set, "__init__", lambda self: (found.append(id(self)), begin(self))[1])
    return found


def laid_out(css: str, **more: tuple[str, bytes]) -> Fragment:
    return lay_out(page("one", BODY, "en"), resources(css, **more))


def alone(css: str) -> Fragment:
    typefaces.forget()
    return laid_out(css)


def test_documents_with_the_same_fonts_share_them(made: list[object]):
    first = laid_out(CSS)
    assert laid_out(CSS) == first
    assert laid_out(f"{CSS} p {{ margin: 3pt }}") != first
    assert len(made) == 1


def test_other_rules_are_other_fonts(made: list[object]):
    assert laid_out(CSS) != laid_out(SWAPPED)
    assert len(made) == 2


def test_other_files_are_other_fonts(made: list[object]):
    files = {one.name: one for one in resources()}
    exchanged = (
        files["style.css"],
        Resource("fonts/body.ttf", "font/ttf", files["fonts/italic.ttf"].data),
        files["fonts/italic.ttf"],
        files["fonts/persian.ttf"],
    )
    assert laid_out(CSS) != lay_out(page("one", BODY, "en"), exchanged)
    assert len(made) == 2


def test_what_was_laid_out_before_changes_nothing():
    books = (
        CSS,
        SWAPPED,
        WITHOUT.replace("Body, Persian", "Body"),
        f"{CSS} @font-face {{ font-family: More; src: url(fonts/body.ttf) }}",
    )

    def of(css: str) -> object:
        try:
            return laid_out(css)
        except LayoutError as fault:
            return fault.messages

    def fresh(css: str) -> object:
        typefaces.forget()
        return of(css)

    expected = [fresh(css) for css in books]
    typefaces.forget()
    assert [of(css) for css in books] == expected
    assert [of(css) for css in reversed(books)] == expected[::-1]


def test_a_faulty_font_is_told_of_each_time(made: list[object]):
    css = f"{CSS} @font-face {{ font-family: Bad; src: url(bad.ttf) }}"
    said = [[one.code for one in laid_out(css, **{"bad.ttf": ("font/ttf", b"no font")}).messages] for _ in range(2)]
    assert said == [["font-unusable"]] * 2
    assert len(made) == 2


def test_few_are_kept():
    for number in range(typefaces.KEPT + 3):
        laid_out(f"{CSS} @font-face {{ font-family: F{number}; src: url(fonts/body.ttf) }}")
    assert len(typefaces._kept) == typefaces.KEPT


_WORK = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from tests.printing.test_typefaces import CSS, laid_out
def work(css): return len(laid_out(css).pages)
if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        print(pool.submit(work, CSS).result(), work(CSS))
"""


def test_no_file_of_a_font_is_left_by_a_process(tmp_path: Path):
    script, temporary = tmp_path / "work.py", tmp_path / "temporary"
    script.write_text(_WORK)
    temporary.mkdir()
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(temporary), "PYTHONPATH": str(Path(__file__).parents[2])}
    said = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert said.stdout.split() == ["1", "1"]
    assert not list(temporary.iterdir())
