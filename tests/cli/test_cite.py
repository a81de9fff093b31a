"""`bayaz cite`, run for real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import bayaz, told
from tests.conftest import ROOT
from tests.project.collections import SOURCE, sound, write

OTHER = 'title = "متن دوم"\nlanguage = "fa"\ndate = 2016-06-25\n'


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    return write(sound(tmp_path / "c"), {"second/source.toml": OTHER})


def test_the_edition_a_source_and_all_of_them(collection: Path) -> None:
    edition = bayaz("cite", cwd=collection)
    assert edition.stdout.startswith("Letters from the Harbour. Edition of 23 November 2026. urn:uuid:")
    source = bayaz("cite", "harbour-notes", cwd=collection)
    assert source.stdout == "A. Writer. Harbour Notes. The Quay, October 2014.\n"
    every = bayaz("cite", collection, "--all", cwd=collection.parent)
    assert every.stdout == f"{source.stdout}متن دوم. نویسنده نامعلوم. ۲۵ ژوئن ۲۰۱۶.\n"
    two = bayaz("cite", "c", "second", "harbour-notes", cwd=collection.parent)
    assert two.stdout.splitlines() == every.stdout.splitlines()[::-1]


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("csl-json", "[\n"),
        ("bibtex", "@techreport{interlink-report-4,"),
        ("ris", "TY  - RPRT"),
        ("cff", "cff-version:"),
    ],
)
def test_every_format_is_the_same_each_time(form: str, begins: str) -> None:
    words = () if form == "cff" else ("interlink-report-4",)
    runs = [bayaz("cite", *words, "--as", form, cwd=ROOT, env={"PYTHONHASHSEED": seed}) for seed in "12"]
    assert runs[0].stdout.startswith(begins)
    assert runs[0].stdout == runs[1].stdout
    assert not runs[0].stderr


def test_a_line_too_much_or_too_little_ends_no_output(collection: Path) -> None:
    for form in ("text", "csl-json", "bibtex", "ris", "cff"):
        out = bayaz("cite", "--as", form, cwd=collection).stdout
        assert out.endswith("\n") and not out.endswith("\n\n"), form


def test_json_tells_what_was_cited(collection: Path) -> None:
    data = told(bayaz("cite", "--all", "--as", "csl-json", "--json", cwd=collection))
    assert data["cited"] == ["harbour-notes", "second"]
    assert [item["id"] for item in json.loads(data["citation"])] == data["cited"]


def test_an_unknown_source_is_told_with_the_nearest(collection: Path) -> None:
    run = bayaz("cite", "harbor-notes", "--json", cwd=collection)
    assert run.returncode == 3
    (message,) = told(run)["messages"]
    assert message["code"] == "source-unknown"
    assert "harbour-notes" in message["hint"]


def test_what_cannot_be_asked_together(collection: Path) -> None:
    for words in (("second", "--all"), ("second", "--as", "cff"), ("--as", "docx")):
        run = bayaz("cite", *words, cwd=collection)
        assert run.returncode == 2
        assert not run.stdout
    assert bayaz("cite", "./nowhere", cwd=collection).returncode == 3


def test_a_fault_of_a_record_is_told_in_its_file(tmp_path: Path) -> None:
    run = bayaz("cite", "--all", cwd=sound(tmp_path / "c", source=SOURCE + 'nonsense = "x"\n'))
    assert run.returncode == 3
    assert "harbour-notes/source.toml" in run.stderr
