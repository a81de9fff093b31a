"""Scores what a reader made of a capture against the capture's answer key; `python -m tests.scoring` prints the table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from compiler import readers
from compiler.files import inside, media_type
from compiler.messages import BayazError
from compiler.model.ledger import faults
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading, Wishes

CORPUS = Path(__file__).parent / "captures"
FLOOR = 0.85
FIELDS = ("title", "subtitle", "authors", "translators", "publisher", "place", "date", "language")

Data = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """A capture of the corpus with its answer key; `kind` is the folder that it lies in."""

    name: str
    kind: str
    path: Path
    key: Data

    @property
    def floor(self) -> float:
        return float(self.key.get("floor", FLOOR))


@dataclass(frozen=True)
class Score:
    """How many of the key's `total` items agree; each of the `failures` says which did not, and what was found."""

    agreeing: int
    total: int
    failures: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.agreeing / self.total if self.total else 0.0


# --- the corpus ---


def samples(root: Path = CORPUS) -> list[Sample]:
    """Every capture that has a key, by kind and name. A key without its capture is an error, never passed over."""
    return [_sample(key) for key in sorted(root.glob("*/*.key.json"))]


def _sample(key: Path) -> Sample:
    name = key.name.removesuffix(".key.json")
    beside = [path for path in sorted(key.parent.glob(f"{name}.*")) if _readable(path)]
    if len(beside) != 1:
        raise FileNotFoundError(f"{key} wants exactly one capture beside it, and there are {len(beside)}")
    return Sample(name, key.parent.name, beside[0], json.loads(key.read_text(encoding="utf-8")))


def unkeyed(root: Path = CORPUS) -> list[Path]:
    """Captures that lie in a folder of the corpus without a key."""
    keyed = {sample.path for sample in samples(root)}
    return [path for path in sorted(root.glob("*/*")) if _readable(path) and path not in keyed]


def _readable(path: Path) -> bool:
    return media_type(path.name) in readers.READERS


def read_sample(sample: Sample) -> Reading:
    """What the reader for its kind makes of it. Raises `BayazError` as the reader does."""
    data = sample.path.read_bytes()
    return readers.read(Capture(sample.path.name, data, media_type(sample.path.name)), _wishes(sample))


def _wishes(sample: Sample) -> Wishes:
    def beside(name: str) -> bytes | None:
        path = inside(sample.path.parent, name)
        return path.read_bytes() if path.is_file() else None

    wished = dict(sample.key.get("wishes", {}))
    wished["roles"] = tuple((line, role) for line, role in wished.get("roles", ()))
    return Wishes(beside=beside, **wished)


# --- scores ---


def score(reading: Reading, key: Data) -> Score:
    """By the key's `lines` for bare text, else by its `blocks`."""
    return score_lines(reading, key) if "lines" in key else score_blocks(reading, key)


def score_lines(reading: Reading, key: Data) -> Score:
    """One item for every line, note call, group of lines that are one block, and caption of the key."""
    found = _Found(reading)
    faulty = [
        *_line_faults(found, key),
        *_call_faults(found, key),
        *_group_faults(found, key),
        *_caption_faults(found, key),
    ]
    total = sum(len(key.get(part, ())) for part in ("lines", "calls", "groups", "captions"))
    return Score(total - len(faulty), total, tuple(faulty))


def score_blocks(reading: Reading, key: Data) -> Score:
    """The pairs of kind and squeezed text that stand in the same order on both sides; a block too many costs like one missing."""
    want = [(kind, squeezed(text)) for kind, text in key["blocks"]]
    have = [(row["kind"], squeezed(row["text"])) for row in _all_rows(reading_data(reading))]
    matcher = SequenceMatcher(None, want, have, autojunk=False)
    failures = []
    for step, a, b, c, d in matcher.get_opcodes():
        if step != "equal":
            failures += [f"missing {kind}: {text[:60]}" for kind, text in want[a:b]]
            failures += [f"unexpected {kind}: {text[:60]}" for kind, text in have[c:d]]
    agreeing = sum(match.size for match in matcher.get_matching_blocks())
    return Score(agreeing, max(len(want), len(have)), tuple(failures))


class _Found:
    """A reading looked at line by line."""

    def __init__(self, reading: Reading) -> None:
        data = reading_data(reading)
        self.rows = list(_all_rows(data))
        self.at: dict[int, list[Data]] = {}
        for row in self.rows:
            first, last = row["origin"] or (1, 0)
            for line in range(first, last + 1):
                self.at.setdefault(line, []).append(row)
        self.fates: dict[int, list[Data]] = {}
        for entry in data["ledger"]:
            for line in range(entry["origin"][0], entry["origin"][1] + 1):
                self.fates.setdefault(line, []).append(entry)

    def verdicts(self, line: int) -> set[str]:
        """`metadata`, `dropped`, or the kinds of the blocks that hold the line; nothing unless there is one ledger entry."""
        entries = self.fates.get(line, [])
        if len(entries) != 1:
            return set()
        if entries[0]["fate"] != "kept":
            return {entries[0]["fate"]}
        named = entries[0]["where"].split()
        return {row["kind"] for row in self.at.get(line, []) if row["id"] in named}

    def why(self, line: int) -> str:
        return "; ".join(f"{e['fate']} {e['reason']}".strip() for e in self.fates.get(line, [])) or "no ledger entry"


def _line_faults(found: _Found, key: Data) -> Iterator[str]:
    for number, wanted in key["lines"].items():
        verdicts = found.verdicts(int(number))
        if not verdicts & set(wanted.split("|")):
            yield f"line {number}: {' '.join(sorted(verdicts)) or 'nothing'} ({found.why(int(number))}), not {wanted}"


def _call_faults(found: _Found, key: Data) -> Iterator[str]:
    for note, call in key.get("calls", {}).items():
        notes = {row["id"] for row in found.at.get(int(note), []) if row["kind"] == "note"}
        calls = {target for row in found.at.get(call, []) for target in row["calls"]}
        if not notes & calls:
            yield f"line {note}: the note is not called from line {call}"


def _group_faults(found: _Found, key: Data) -> Iterator[str]:
    for first, last in key.get("groups", ()):
        ids = [{row["id"] for row in found.at.get(line, [])} for line in (first, last)]
        if not ids[0] & ids[1]:
            yield f"lines {first}-{last}: not one block"


def _caption_faults(found: _Found, key: Data) -> Iterator[str]:
    for wanted in key.get("captions", ()):
        captions = [row for row in found.at.get(wanted["line"], []) if row["kind"] == "caption"]
        if not any(_same_caption(row, wanted) for row in captions):
            texts = [(row["text"], row["language"], row["direction"]) for row in captions]
            yield f"line {wanted['line']}: captions {texts}, not {wanted['text']!r}"


def _same_caption(row: Data, wanted: Data) -> bool:
    language = row["language"].split("-")[0]
    said = (squeezed(row["text"]), language, row["direction"])
    return said == (squeezed(wanted["text"]), wanted["language"], wanted["direction"])


def _all_rows(data: Data) -> Iterator[Data]:
    for document in data["documents"]:
        yield from document["blocks"]


# --- what a reading must never get wrong ---


def field_faults(reading: Reading, key: Data) -> list[str]:
    """Documents too many or too few, and given fields that differ; a text field of the key may list several right answers."""
    documents = reading_data(reading)["documents"]
    wanted = key["documents"]
    if len(documents) != len(wanted):
        titles = [document["title"] for document in documents]
        return [f"{len(documents)} documents {titles}, not {len(wanted)}"]
    return [
        f"document {number}, {name}: {have[name]!r}, not {want[name]!r}"
        for number, (have, want) in enumerate(zip(documents, wanted, strict=True), 1)
        for name in FIELDS
        if name in want and not _same_field(have[name], want[name])
    ]


def _same_field(have: str | list[str], want: str | list[str]) -> bool:
    if isinstance(have, list):
        return [squeezed(one) for one in have] == [squeezed(one) for one in want]
    return squeezed(have) in [squeezed(one) for one in ([want] if isinstance(want, str) else want)]


def ledger_faults(reading: Reading, key: Data) -> list[int]:
    """Lines without exactly one ledger entry. For a capture without lines, all up to the last unit that the ledger names."""
    named = max((entry.last for entry in reading.ledger), default=0)
    total = len(decoded(reading, key).split("\n")) if "lines" in key else named
    return faults(max(total, named) if "lines" in key else total, reading.ledger)


def lost_letters(reading: Reading, key: Data) -> list[int]:
    """Lines that the ledger calls kept, although their letters stand in none of their blocks."""
    found = _Found(reading)
    lines = decoded(reading, key).split("\n")
    return [
        number
        for number in map(int, key["lines"])
        if any(entry["fate"] == "kept" for entry in found.fates.get(number, ()))
        and not _holds(" ".join(row["text"] for row in found.at.get(number, ())), lines[number - 1])
    ]


def decoded(reading: Reading, key: Data) -> str:
    """The capture's text by the key's encoding, which the reader must have told by itself."""
    return reading.capture.data.decode(key.get("encoding", "utf-8-sig"))


def _holds(text: str, line: str) -> bool:
    """True if the letters of `line` follow each other in `text`, but for a list marker of one letter at its start."""
    letters, all_letters = _letters(line), _letters(text)
    return letters in all_letters or letters[1:] in all_letters


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def squeezed(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return " ".join(text.split())


# --- the table ---


def table(root: Path = CORPUS) -> tuple[list[str], bool]:
    """A row for each capture and the totals by kind, and whether every capture could be read."""
    rows, sound, totals = [], True, dict[str, list[Score]]()
    for sample in samples(root):
        try:
            reading = read_sample(sample)
        except BayazError as error:
            result, sound = Score(0, 1, (str(error),)), False
            remarks = ["cannot be read"]
        else:
            result = score(reading, sample.key)
            remarks = field_faults(reading, sample.key)
        totals.setdefault(sample.kind, []).append(result)
        rows.append(_line(sample.name, sample.kind, result, "; ".join(remarks)))
    rows += [_line("mean", kind, _sum(scores), f"{_mean(scores):.3f}") for kind, scores in totals.items()]
    return rows, sound


def _line(name: str, kind: str, result: Score, remark: str) -> str:
    return f"{name:<32} {kind:<9} {result.agreeing:>4}/{result.total:<4} {result.share:6.3f}  {remark}".rstrip()


def _sum(scores: list[Score]) -> Score:
    return Score(sum(one.agreeing for one in scores), sum(one.total for one in scores))


def _mean(scores: list[Score]) -> float:
    return sum(one.share for one in scores) / len(scores)


def main(arguments: list[str]) -> int:
    """Prints the table; with names of captures, the failures of each of them instead."""
    rows, sound = table()
    if not arguments:
        print("\n".join(rows))
        return 0 if sound else 1
    for sample in samples():
        if sample.name in arguments or "all" in arguments:
            reading = read_sample(sample)
            failures = [*score(reading, sample.key).failures, *field_faults(reading, sample.key)]
            lost = [f"line {line}: kept, but its letters are not in its block" for line in _lost(reading, sample.key)]
            print(f"{sample.kind}/{sample.name}", *failures, *lost, sep="\n  ")
    return 0


def _lost(reading: Reading, key: Data) -> list[int]:
    return lost_letters(reading, key) if "lines" in key else []


if __name__ == "__main__":
    import sys

    raise SystemExit(main(sys.argv[1:]))
