"""What the documents say of the readers' scores is so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.scoring import read_sample, samples, score

ROOT = Path(__file__).parent.parent
_ROW = re.compile(r"^\| (\S+) \| ([a-z]+) \| (\d+)/(\d+) \|", re.MULTILINE)


def test_every_capture_is_listed_with_a_score_that_it_reaches() -> None:
    text = (ROOT / "docs/readers.md").read_text("utf-8")
    listed = {(kind, name): (int(agreeing), int(total)) for name, kind, agreeing, total in _ROW.findall(text)}
    scored = {(sample.kind, sample.name): score(read_sample(sample), sample.key) for sample in samples()}
    assert listed.keys() == scored.keys()
    assert [place for place, (agreeing, _) in listed.items() if scored[place].agreeing < agreeing] == []
    assert [place for place, (_, total) in listed.items() if scored[place].total != total] == []
    assert len(listed) >= 20


def test_links_between_documents_lead_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "layouts").glob("*.md")):
        targets = re.findall(r"\]\(([^)#\s]+)\)", document.read_text("utf-8"))
        assert [target for target in targets if ":" not in target and not (document.parent / target).exists()] == []
