"""Finished editions before five validators: epubcheck and Ace, veraPDF, page-validation and qpdf find nothing, in any of them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import page as page_validation
import pikepdf
import pytest

from compiler.checks import validators
from compiler.messages import Message
from tests.conftest import missing
from tests.edition.conftest import EDITIONS as FOUR
from tests.edition.conftest import Made

HOW = "run `sh .ci/tools.sh`"
EDITIONS = (*FOUR, "large")
FLAVOURS = ("ua1", "3a")


def page_checks(pdf: Path) -> tuple[Message, ...]:
    """What page-validation says under both flavours."""
    limits = page_validation.SafetyLimits.unlimited()
    reports = [page_validation.validate_pdf_bytes(pdf.read_bytes(), profile=name, limits=limits) for name in FLAVOURS]
    failures = itertools.chain.from_iterable(report.failures for report in reports)
    return tuple(Message(f"page-{failure.rule_id}", "error", str(failure)) for failure in failures)


def _vera(flavour: str) -> Callable[[Path], tuple[Message, ...]]:
    return lambda pdf: validators.verapdf(pdf, (flavour,))


JUDGES: dict[str, tuple[str, Callable[[Path], tuple[Message, ...]]]] = {
    "epubcheck": ("epub", validators.epubcheck),
    "Ace": ("epub", validators.ace),
    "qpdf": ("pdf", validators.qpdf),
    "page-validation": ("pdf", page_checks),
    **{f"veraPDF {flavour}": ("pdf", _vera(flavour)) for flavour in FLAVOURS},
}
Judgement = Callable[[str, str], tuple[Message, ...]]


@pytest.fixture(scope="module")
def judgement(request: pytest.FixtureRequest) -> Iterator[Judgement]:
    """What a judge says of an edition. All are asked when the first answer is wanted, as many at once as there are processors."""
    editions: dict[str, Made] = {name: request.getfixturevalue(name) for name in EDITIONS}
    asked: dict[tuple[str, str], Future[tuple[Message, ...]]] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # The long one first: it takes longest.
        for edition, judge in sorted(itertools.product(EDITIONS, JUDGES), key=lambda pair: pair[0] != "long"):
            kind, ask = JUDGES[judge]
            asked[edition, judge] = pool.submit(ask, getattr(editions[edition], kind))
        yield lambda edition, judge: asked[edition, judge].result()


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_found(judgement: Judgement, edition: str, judge: str) -> None:
    said = judgement(edition, judge)
    if any(message.code == "tool-missing" for message in said):
        missing(judge, HOW)
    assert [str(message) for message in said if message.level != "info"] == []


def test_both_standards_are_claimed(made: Made) -> None:
    assert validators.claimed(made.pdf) == ("3a", "ua1")


def test_a_fault_in_the_finished_file_is_found(shipped: Made, tmp_path: Path) -> None:
    """The judges themselves, at an edition's own size."""
    faulty = tmp_path / "faulty.pdf"
    with pikepdf.open(shipped.pdf) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure":
                del element.Alt
        pdf.save(faulty)
    assert page_checks(faulty)
