"""The editions that come with Bayaz are printed by the faster engine with the bytes that the engine as it is prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import pipeline
from compiler.printing import quick

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("sample", ["sources", "sources/rahnama"])
def test_samples_are_printed_with_the_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample: str):
    stock, faster = (printed(monkeypatch, ROOT / sample, tmp_path, engine) for engine in ("stock", "quick"))
    assert faster == stock


def printed(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path, engine: str) -> bytes:
    monkeypatch.setenv(quick.SWITCH, engine)
    options = pipeline.BuildOptions(out=out / engine, formats=("pdf",), contact=False, checked=False, processes=1)
    pipeline.build(folder, options)
    (book,) = (out / engine).glob("*.pdf")
    return book.read_bytes()
