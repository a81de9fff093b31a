"""The tags of our books pass in silence; pages, figures, languages and lines of the contents at fault are named."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest

from compiler.checks import check_pdf
from compiler.printing.fragment import lay_out
from tests.checks.sound_pdf import changed
from tests.printing.small_book import ONE_SIDED, book, chapter_body, joined, page, resources
from tests.printing.test_tagging import CASES, STYLE, SVG

Change = Callable[[pikepdf.Pdf], None]
TAGS = {"pdf-page-untagged", "pdf-figure-alt", "pdf-run-language", "pdf-contents-links"}


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A book with a figure, a Persian run and contents."""
    more = CASES["figure"][0] + '<p>a <bdi lang="fa" dir="rtl">کتاب‌ها</bdi></p>'
    files = resources(STYLE, **{"images/a.svg": ("image/svg+xml", SVG)})
    body = lay_out(page("one", chapter_body("one", 9, more)), files)
    return joined((body,), book(("one",)), ONE_SIDED)[0]


def tagged(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{kind}")


def untagged_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1].obj["/StructParents"]


def mute_figure(pdf: pikepdf.Pdf) -> None:
    del tagged(pdf, "Figure").Alt


def wrong_language(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one and "/Lang" in one:
            del one["/Lang"]


def second_link(pdf: pikepdf.Pdf) -> None:
    links = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Link"]
    link = next(one for one in links if one.P.P.S == "/TOCI")
    place = next(kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR")
    link.K.append(pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=place.Obj, Pg=place.Pg))


FAULTS: dict[str, Change] = {
    "pdf-page-untagged": untagged_page,
    "pdf-figure-alt": mute_figure,
    "pdf-run-language": wrong_language,
    "pdf-contents-links": second_link,
}


def codes(data: bytes) -> set[str]:
    return {message.code for message in check_pdf(data, "book.pdf")} & TAGS


def test_a_sound_book_passes_in_silence(whole: bytes):
    assert codes(whole) == set()


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_named(whole: bytes, code: str):
    assert codes(changed(whole, FAULTS[code])) == {code}


def test_tags_that_bite_their_tail_end(whole: bytes):
    def ring(pdf: pikepdf.Pdf) -> None:
        document = pdf.Root.StructTreeRoot.K[0]
        document.K.append(document)

    assert codes(changed(whole, ring)) == set()
