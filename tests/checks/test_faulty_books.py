"""Each of many books with one fault is named, with its place and a stable code; good books pass, ours and others'."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from compiler.checks import OWN, Asked, examined
from compiler.messages import Message
from tests.checks import faulty_epubs, faulty_pdfs
from tests.checks.faulty import Fault
from tests.checks.foreign_books import PROGRAMS

FAULTS = {f"EPUB: {name}": fault for name, fault in faulty_epubs.FAULTS.items()} | {
    f"PDF: {name}": fault for name, fault in faulty_pdfs.FAULTS.items()
}
OWN_ONLY = Asked(checkers=frozenset({OWN}))
OTHER = {".epub": ".pdf", ".pdf": ".epub"}


def grave(path: Path, asked: Asked = OWN_ONLY) -> tuple[Message, ...]:
    """What is said as an error or a warning."""
    return tuple(message for message in examined(path, asked) if message.level != "info")


def base_of(good: Path, name: str) -> Path:
    path = good / name
    return path if path.is_file() else good / "apart" / name


def spoiled(fault: Fault, good: Path, folder: Path) -> Path:
    """The faulty book, beside its other form if there is one."""
    base = base_of(good, fault.base)
    beside = base.with_suffix(OTHER[base.suffix])
    if beside.is_file():
        shutil.copy(beside, folder)
    path = folder / base.name
    path.write_bytes(fault.change(base.read_bytes()))
    return path


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_in_its_place_and_nothing_else(name: str, good: Path, tmp_path: Path) -> None:
    fault = FAULTS[name]
    said = grave(spoiled(fault, good, tmp_path))
    named = [message for message in said if re.fullmatch(fault.code, message.code)]
    assert named, f"nobody said {fault.code}: {[str(message) for message in said]}"
    assert any(re.search(fault.where, str(message.origin)) for message in named), [str(m.origin) for m in named]
    assert all(message.text and message.hint for message in said)
    others = {message.code for message in said if message not in named}
    assert others <= fault.also, [str(message) for message in said if message.code in others - fault.also]


def test_there_are_many_kinds() -> None:
    assert len(faulty_epubs.FAULTS) >= 35 and len(faulty_pdfs.FAULTS) >= 25
    assert len({fault.code for fault in FAULTS.values()}) >= 50


@pytest.mark.parametrize(
    "name",
    [
        "shipped.epub",
        "shipped.pdf",
        "persian.epub",
        "persian.pdf",
        "letters.epub",
        "tides.epub",
        "weather.epub",
        "letters.pdf",
    ],
)
def test_a_good_book_passes(name: str, good: Path) -> None:
    assert [str(message) for message in grave(base_of(good, name))] == []


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_good_book_of_another_program_passes(program: str, good: Path, tmp_path: Path) -> None:
    path = PROGRAMS[program](tmp_path, good / "shipped.pdf")
    assert [str(message) for message in grave(path)] == []
