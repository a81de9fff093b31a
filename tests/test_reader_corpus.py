"""Every capture of the corpus is read and scored against its answer key; none is passed over."""

from __future__ import annotations

from functools import cache
from statistics import mean

import pytest

from compiler.model.reading import Capture, Document, Entry, Reading
from tests import scoring
from tests.scoring import Sample, samples

SAMPLES = samples()
TEXTS = [sample for sample in SAMPLES if "lines" in sample.key]
ENCODINGS = {"utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1256"}


def named(sample: Sample) -> str:
    return f"{sample.kind}/{sample.name}"


@cache
def _readings() -> dict[str, Reading]:
    return {}


def reading_of(sample: Sample) -> Reading:
    known = _readings()
    if named(sample) not in known:
        known[named(sample)] = scoring.read_sample(sample)
    return known[named(sample)]


every = pytest.mark.parametrize("sample", SAMPLES, ids=named)
every_text = pytest.mark.parametrize("sample", TEXTS, ids=named)


@every
def test_agrees_with_the_key(sample: Sample) -> None:
    result = scoring.score(reading_of(sample), sample.key)
    assert result.share >= sample.floor, "\n".join(result.failures)


@every
def test_documents_and_their_facts(sample: Sample) -> None:
    assert scoring.field_faults(reading_of(sample), sample.key) == []


@every
def test_ledger_has_one_entry_for_each_unit(sample: Sample) -> None:
    assert scoring.ledger_faults(reading_of(sample), sample.key) == []


@every_text
def test_kept_lines_stand_in_their_blocks(sample: Sample) -> None:
    assert scoring.lost_letters(reading_of(sample), sample.key) == []


def test_text_captures_on_the_whole() -> None:
    scores = {named(sample): scoring.score(reading_of(sample), sample.key).share for sample in TEXTS}
    assert mean(scores.values()) >= 0.95, scores


# --- the corpus itself ---


def test_no_capture_lacks_a_key() -> None:
    assert scoring.unkeyed() == []


@every_text
def test_key_names_every_line_with_something_in_it(sample: Sample) -> None:
    lines = sample.path.read_bytes().decode(sample.key["encoding"]).split("\n")
    assert [int(n) for n in sample.key["lines"]] == [n for n, line in enumerate(lines, 1) if line.strip()]


def test_text_captures_come_in_every_encoding_twice() -> None:
    found = [sample.key["encoding"] for sample in TEXTS]
    assert {encoding for encoding in ENCODINGS if found.count(encoding) >= 2} == ENCODINGS


# --- the scoring itself: it must be able to say no ---

LINES = {"documents": [{"title": "T"}], "encoding": "utf-8", "lines": {"1": "metadata", "2": "paragraph"}}


def reading(*documents: Document, ledger: tuple[Entry, ...], text: str = "T\nwords") -> Reading:
    return Reading(capture=Capture("a.txt", text.encode(), "text/plain"), documents=documents, ledger=ledger)


def test_a_missing_line_counts_against() -> None:
    made = reading(Document(title="T"), ledger=(Entry(1, 1, "metadata", "title"),))
    assert scoring.score(made, LINES).agreeing == 1
    assert scoring.ledger_faults(made, LINES) == [2]


def test_a_line_with_two_entries_counts_against() -> None:
    twice = (Entry(1, 1, "metadata", "title"), Entry(1, 2, "dropped", "", "?"))
    assert scoring.score(reading(Document(title="T"), ledger=twice), LINES).agreeing == 0


def test_a_wrong_field_and_a_missing_document_are_told() -> None:
    assert scoring.field_faults(reading(Document(title="Other"), ledger=()), LINES)
    assert scoring.field_faults(reading(ledger=()), LINES)
    assert scoring.field_faults(reading(Document(title=" T "), ledger=()), LINES) == []


def test_blocks_too_many_cost_like_blocks_missing() -> None:
    nothing = reading(Document(title="T"), ledger=())
    assert scoring.score(nothing, {"blocks": [["paragraph", "words"]]}).share == 0.0
