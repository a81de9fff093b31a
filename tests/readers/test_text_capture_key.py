"""The reader of bare text against the answer key of a real capture; `python -m tests.readers.test_text_capture_key` prints it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from compiler import readers
from compiler.model.ledger import faults
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading
from tests.conftest import ROOT

NAME = "ashraf-news-2016"

# What each kind of the key may be for us: a fate, or a kind of block that is kept.
VERDICTS = {
    "page_title": {"dropped", "metadata"},
    "page_title_repeat": {"dropped", "metadata"},
    "teaser": {"dropped"},
    "teaser_title": {"dropped", "metadata"},
    "related_link": {"dropped"},
    "also_read_marker": {"dropped"},
    "toc_entry": {"dropped"},
    "report_ref_repeat": {"dropped"},
    "book_ref": {"dropped"},
    "link_no_href": {"metadata", "dropped"},
    "title": {"metadata", "heading"},
    "title_part": {"metadata", "heading"},
    "repost_title": {"metadata", "heading"},
    "subtitle": {"metadata", "heading"},
    "publisher": {"metadata"},
    "byline": {"metadata"},
    "date": {"metadata"},
    "translator": {"metadata"},
    "heading": {"heading"},
    "para": {"paragraph"},
    "editor_note": {"paragraph"},
    "report_ref": {"paragraph"},
    "footnote": {"note"},
    "caption_fa": {"caption"},
    "caption_fa_en_glued": {"caption"},
    "caption_en": {"caption"},
    "caption_en_continuation": {"caption"},
}

# Lines of the key's `ambiguities` where another kind of the same fate is as good.
EITHER = {7: {"metadata"}, 45: {"metadata"}, 205: {"quote", "paragraph"}, 207: {"quote", "paragraph"}}


def read(folder: Path) -> tuple[Reading, dict[str, Any]]:
    key = json.loads((folder / f"{NAME}.key.json").read_text(encoding="utf-8"))
    data = (folder / f"{NAME}.txt").read_bytes()
    return readers.read(Capture(f"{NAME}.txt", data, "text/plain")), key


@pytest.fixture(scope="module")
def reading_and_key(captures: Path) -> tuple[Reading, dict[str, Any]]:
    return read(captures)


def disagreements(reading: Reading, key: dict[str, Any]) -> list[str]:
    """Lines whose fate and kind are not the key's."""
    data = reading_data(reading)
    kinds: dict[str, str] = {row["id"]: row["kind"] for doc in data["documents"] for row in doc["blocks"]}
    found: dict[int, set[str]] = {}
    for entry in data["ledger"]:
        for line in range(entry["origin"][0], entry["origin"][1] + 1):
            kept = {kinds[name] for name in entry["where"].split()} if entry["fate"] == "kept" else {entry["fate"]}
            found.setdefault(line, set()).update(kept)
    wrong = []
    for number, said in key["lines"].items():
        wanted = VERDICTS[said["kind"]] | EITHER.get(int(number), set())
        if not found.get(int(number), set()) & wanted:
            wrong.append(f"line {number}: {sorted(found.get(int(number), set()))}, not {said['kind']}")
    return wrong


def rows(reading: Reading) -> list[dict[str, Any]]:
    return [row for document in reading_data(reading)["documents"] for row in document["blocks"]]


def lines_of(reading: Reading) -> list[str]:
    return reading.capture.data.decode("utf-8").split("\n")


def missing_paragraphs(reading: Reading, key: dict[str, Any]) -> list[int]:
    """Body paragraphs that are not there to the letter, note calls aside."""
    at = {row["origin"][0]: row for row in rows(reading) if row["kind"] == "paragraph"}
    text = lines_of(reading)
    wrong = []
    for number, said in key["lines"].items():
        if said["kind"] != "para":
            continue
        row = at.get(int(number))
        want = text[int(number) - 1].strip()
        if row is None or row["text"] != (want.replace("*", "") if row["calls"] else want):
            wrong.append(int(number))
    return wrong


def missing_captions(reading: Reading, key: dict[str, Any]) -> list[str]:
    found = Counter(
        (row["origin"][0], row["text"])
        for row in rows(reading)
        if row["kind"] == "caption" and row["language"] == "fa" and row["direction"] == "rtl"
    )
    wanted = [
        (c["line"], c["text"]) for doc in key["documents"] for c in doc["captions"] if c["lang"] == "fa" and c["keep"]
    ]
    assert len(wanted) == 13
    return [f"line {line}: {text}" for line, text in wanted if not found[(line, text)]]


def test_lines_agree_with_the_key(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    wrong = disagreements(*reading_and_key)
    assert len(wrong) <= 2, "\n".join(wrong)


def test_every_line_has_one_entry(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    reading, key = reading_and_key
    assert faults(key["totals"]["lines"], reading.ledger) == []
    assert not any(entry.reason == "not understood" for entry in reading.ledger)


def test_body_paragraphs_to_the_letter(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    assert missing_paragraphs(*reading_and_key) == []


def test_persian_captions(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    assert missing_captions(*reading_and_key) == []


def test_three_documents_with_their_facts(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    reading, key = reading_and_key
    held = [document for document in key["documents"] if document.get("text_present", True)]
    assert [document.title for document in reading.documents] == [document["title"] for document in held]
    assert [document.date for document in reading.documents] == [document["date"] for document in held]
    assert [document.publisher for document in reading.documents] == [document["publisher"] for document in held]
    authors = [tuple(filter(None, [document["author"]])) for document in held]
    assert [document.authors for document in reading.documents] == authors
    translators = [tuple(filter(None, [document["translator"]])) for document in held]
    assert [document.translators for document in reading.documents] == translators
    assert reading.documents[2].subtitle == held[2]["subtitle"]
    assert [document.place for document in reading.documents][:2] == [held[0]["place"], held[1]["place"]]


def test_notes_are_called_by_the_starred_words(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    reading, key = reading_and_key
    found = {row["origin"][0]: row for row in rows(reading)}
    for note in key["documents"][2]["footnotes"]:
        row = found[note["line"]]
        assert row["kind"] == "note"
        call = found[note["calls"][0]["line"]]
        assert call["calls"] == [row["id"]]
        assert "*" not in call["text"]


def test_headings_have_the_levels_of_the_key(reading_and_key: tuple[Reading, dict[str, Any]]) -> None:
    reading, key = reading_and_key
    found = {row["origin"][0]: row["level"] for row in rows(reading) if row["kind"] == "heading"}
    wanted = {int(n): said["level"] - 1 for n, said in key["lines"].items() if said["kind"] == "heading"}
    assert found == wanted


def main() -> None:
    reading, key = read(ROOT.parent / "shared" / "captures")
    wrong = disagreements(reading, key)
    print(
        f"lines whose fate and kind agree   {len(key['lines']) - len(wrong)} of {len(key['lines'])}", *wrong, sep="\n  "
    )
    print(f"lines without one ledger entry    {len(faults(key['totals']['lines'], reading.ledger))}")
    print(f"body paragraphs not to the letter {missing_paragraphs(reading, key)}")
    print(f"Persian captions not found        {missing_captions(reading, key)}")
    for document in reading.documents:
        told = (document.authors, document.translators, document.publisher, document.place, document.date)
        print(document.title, document.subtitle, *told, sep=" | ")


if __name__ == "__main__":
    main()
