"""Finished PDFs keep PDF/UA-1 and PDF/A-3a, by the word of two validators; what is broken is named by them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageCms

from compiler.checks import tools, validators
from compiler.printing.colours import srgb
from compiler.printing.fragment import lay_out
from tests.conftest import missing
from tests.printing.small_book import CSS, book, chapter_body, joined, page, resources
from tests.printing.test_tagging import CASES, STYLE, SVG

FLAVOURS = ("ua1", "3a")


def pictures() -> dict[str, tuple[str, bytes]]:
    """A picture with transparency, one in grey, and one in the colours of print."""
    files = {"images/a.svg": ("image/svg+xml", SVG)}
    for name, mode, kind in (("alpha", "RGBA", "png"), ("grey", "L", "png"), ("print", "CMYK", "jpeg")):
        out = BytesIO()
        Image.new(mode, (60, 40), 120 if mode == "L" else (200, 30, 60, 90)).save(out, kind)
        files[f"images/{name}.{kind}"] = (f"image/{kind}", out.getvalue())
    return files


def rich() -> bytes:
    """A small book with one of everything that has a tag, in two languages, and pictures of all kinds."""
    body = "".join(body for name, (body, _) in CASES.items() if name not in ("headings", "contents", "bare text"))
    shown = "".join(f'<p><img src="{name}" alt="{name}"/></p>' for name in pictures())
    persian = '<p lang="fa" dir="rtl">می‌روم به کتابخانه‌ای؛ قرآنِ کریم، مُحَمَّد و لاله‌ها ۱۲ (PDF).</p>'
    whole = chapter_body("one", more=body.replace('id="a"', 'id="one-a"').replace("#a", "#one-a") + shown + persian)
    files = resources(STYLE, **pictures())
    parts = [lay_out(page("one", whole.replace('id="n"', 'id="one-n"', 1)), files)]
    parts.append(lay_out(page("two", chapter_body("two"), "fa", "rtl"), files))
    return joined(parts, book())[0]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return rich()


def by_page(data: bytes) -> set[str]:
    """The rules of either flavour that the first validator finds broken."""
    limits = page_validation.SafetyLimits.unlimited()
    reports = [page_validation.validate_pdf_bytes(data, profile=flavour, limits=limits) for flavour in FLAVOURS]
    return {failure.rule_id for report in reports for failure in report.failures}


def by_verapdf(data: bytes, folder: Path) -> set[str]:
    if not tools.verapdf():
        missing("veraPDF", "run scripts/tools")
    path = folder / "book.pdf"
    path.write_bytes(data)
    assert validators.claimed(path) == ("3a", "ua1")
    return {message.code for message in validators.verapdf(path)}


def test_both_validators_pass_the_book(whole: bytes, tmp_path: Path):
    assert by_page(whole) == set()
    assert by_verapdf(whole, tmp_path) == set()


# --- broken in one place ---


def tagged(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}")


def no_alt(pdf: pikepdf.Pdf) -> None:
    del tagged(pdf, "Figure").Alt


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def smoothed(pdf: pikepdf.Pdf) -> None:
    next(one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Interpolate" in one).Interpolate = True


def no_letters(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


def no_claim(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfaExtension:schemas", b"pdfaExtension:schemes"))


def no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def undescribed(pdf: pikepdf.Pdf) -> None:
    del next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Link).Contents


def no_scope(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/S") == "/TH":
            del one["/A"]


BROKEN = (no_alt, no_intent, smoothed, no_letters, no_claim, no_structure, undescribed, no_scope)


@pytest.mark.parametrize("change", BROKEN, ids=[change.__name__ for change in BROKEN])
def test_what_is_broken_is_found(whole: bytes, change: Callable[[pikepdf.Pdf], None]):
    with pikepdf.open(BytesIO(whole)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    assert by_page(out.getvalue())


# --- parts ---


def test_the_profile_is_srgb():
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb()))
    theirs = ImageCms.createProfile("sRGB")
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    change = ImageCms.buildTransform(ours, theirs, "RGB", "RGB")
    ramp = Image.new("RGB", (256, 3))
    ramp.putdata([tuple(value if one == row else 90 for one in range(3)) for row in range(3) for value in range(256)])
    after = ImageCms.applyTransform(ramp, change)
    assert max(abs(a - b) for a, b in zip(ramp.tobytes(), after.tobytes(), strict=True)) <= 1


def test_colours_of_print_become_those_of_the_screen():
    shown = lay_out(page("one", '<p><img src="images/print.jpeg" alt="x"/></p>'), resources(CSS, **pictures()))
    with pikepdf.open(BytesIO(shown.pdf)) as pdf:
        spaces = [
            one.ColorSpace for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert spaces == [Name.DeviceRGB]
