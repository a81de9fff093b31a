"""Good books that several tests of checking start from: ours, built once, and small ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import pipeline
from compiler.ebook.package import package
from tests.checks import foreign_books
from tests.checks.sound_pdf import sound
from tests.conftest import ROOT
from tests.ebook.rich_book import book, rendered


def built(folder: Path, name: str, into: Path) -> None:
    """The EPUB and the PDF of a collection, side by side under one name."""
    options = pipeline.BuildOptions(out=into / "out", formats=("epub", "pdf"), contact=False, processes=1)
    for output in pipeline.build(folder, options).outputs:
        output.path.rename(into / f"{name}.{output.format}")


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of good books."""
    folder = tmp_path_factory.mktemp("good")
    built(ROOT / "sources", "shipped", folder)
    built(ROOT / "sources" / "rahnama", "persian", folder)
    for name, data in (
        ("letters.epub", package(rendered(), book())),
        ("tides.epub", foreign_books.epub3()),
        ("weather.epub", foreign_books.epub2()),
    ):
        (folder / name).write_bytes(data)
    (folder / "apart").mkdir()
    (folder / "apart" / "letters.pdf").write_bytes(sound())
    return folder
