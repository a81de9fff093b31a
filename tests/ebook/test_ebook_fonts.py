"""Fonts: cut to the letters of the book without changing how it looks; unused ones left out with their rules and licences."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from weasyprint import HTML

from compiler.files import shipped
from compiler.finishing.documents import parse
from compiler.finishing.fonts import Letters, cut, fitted
from compiler.finishing.styles import faces, families_used, urls, without_faces
from compiler.model.pages import Resource
from tests.ebook.rich_book import STYLE, font, licence, rendered

PERSIAN = "لالهٔ نامه‌های کوه، گفت‌وگوی ۱۲۳ و اللّه"
LATIN = "Office fjord, “ffi”, Éa—1234"


def fitted_names() -> set[str]:
    pages = tuple(map(parse, rendered().pages))
    return {resource.name for resource in fitted(rendered().resources, pages)}


def test_fonts_that_no_page_uses_are_left_out_with_their_licences() -> None:
    names = fitted_names()
    assert {"fonts/EBGaramond-Regular.ttf", "fonts/EBGaramond-OFL.txt", "fonts/Vazirmatn-Regular.ttf"} <= names
    assert not any("Literata" in name for name in names)


def test_their_rules_go_and_every_other_byte_of_the_style_sheet_stays() -> None:
    pages = tuple(map(parse, rendered().pages))
    sheet = next(r for r in fitted(rendered().resources, pages) if r.name == "style.css").data.decode()
    assert [family for family, _ in faces(sheet)] == ["text face", "vazirmatn"]
    gone = [line for line in STYLE.splitlines() if line not in sheet]
    assert gone == [
        line
        for line in STYLE.splitlines()
        if line.startswith(('@font-face { font-family: "Never', '@font-face { font-family: "Unm'))
    ]


@pytest.mark.parametrize(
    ("family", "face", "text"),
    [
        ("Vazirmatn", "Vazirmatn-Regular", PERSIAN),
        ("EBGaramond", "EBGaramond-Regular", LATIN),
        ("EBGaramond", "EBGaramond-Italic", LATIN),
    ],
)
def test_text_looks_the_same_in_the_cut_font(family: str, face: str, text: str) -> None:
    whole = font(family, face)
    small = cut(whole, Letters(frozenset(text)))
    assert len(small) < len(whole.data) / 2
    assert picture(text, small) == picture(text, whole.data)
    assert picture(text, small) != picture("x" + text, small)


def picture(text: str, face: bytes) -> bytes:
    address = "data:font/ttf;base64," + base64.b64encode(face).decode()
    side = "rtl" if text == PERSIAN else "ltr"
    html = (
        f"<style>@font-face {{ font-family: Cut; src: url({address}) }} @page {{ size: 400px 80px; margin: 0 }} "
        f'p {{ font: 24px Cut; }} b {{ font: small-caps 16px Cut }}</style><p dir="{side}">{text} <b>{text}</b></p>'
    )
    with pypdfium2.PdfDocument(HTML(string=html).write_pdf()) as document:
        return bytes(document[0].render(scale=2).to_pil().tobytes())


def test_a_cut_font_keeps_its_names_and_what_joins_letters() -> None:
    made = fitted(rendered().resources, tuple(map(parse, rendered().pages)))
    face = TTFont(BytesIO(next(resource.data for resource in made if "Vazirmatn" in resource.name)))
    assert {"init", "medi", "fina"} <= {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord}
    assert face["name"].getDebugName(13) and face["name"].getDebugName(0)
    assert set(map(ord, "۰۱۲۳۴۵۶۷۸۹")) <= set(face.getBestCmap())


def test_a_woff2_stays_one_and_is_the_same_each_time() -> None:
    whole = TTFont(BytesIO(font("Vazirmatn", "Vazirmatn-Regular").data))
    whole.flavor = "woff2"
    buffer = BytesIO()
    whole.save(buffer)
    woff = Resource("fonts/v.woff2", "font/woff2", buffer.getvalue())
    small = cut(woff, Letters(frozenset(PERSIAN)))
    assert small[:4] == b"wOF2" and len(small) < len(woff.data)
    assert small == cut(woff, Letters(frozenset(PERSIAN)))


def test_a_licence_of_a_used_font_stays_though_another_goes() -> None:
    pages = tuple(map(parse, rendered().pages))
    resources = (*rendered().resources, licence("Vazirmatn"))
    names = {resource.name for resource in fitted(resources, pages)}
    assert "fonts/Vazirmatn-OFL.txt" in names and "fonts/Literata-OFL.txt" not in names


# --- style sheets ---


@pytest.mark.parametrize(
    "css",
    [
        "p { font-family: serif, 'Text Face' }",
        "p { font: italic 1em/1.2 Text Face, serif }",
        ":root { --text: 'Text Face' } p { font-family: var(--text) }",
        "@media print { p { font-family: 'text face' } }",
        "p::first-letter { font-family: 'Text Face' }",
        "p:unheard-of(x) { font-family: 'Text Face' }",
    ],
)
def test_a_family_is_used(css: str) -> None:
    roots = [parse(page).root for page in rendered().pages]
    assert families_used(css, frozenset({"text face"}), roots) == {"text face"}


@pytest.mark.parametrize(
    "css",
    [
        ".nobody { font-family: 'Text Face' }",
        "@font-face { font-family: 'Text Face'; src: url(a.ttf) }",
        "p { font-family: 'Other Text Face' }",
        "/* p { font-family: 'Text Face' } */",
    ],
)
def test_a_family_is_not_used(css: str) -> None:
    roots = [parse(page).root for page in rendered().pages]
    assert families_used(css, frozenset({"text face"}), roots) == frozenset()


def test_addresses_of_a_style_sheet() -> None:
    css = "@import 'a.css'; b { background: url(c.png), url('d e.png') } i { content: 'url(no.png)'; src: url(data:x) }"
    assert sorted(urls(css)) == ["a.css", "c.png", "d e.png"]


def test_a_rule_with_another_address_stays() -> None:
    css = "@font-face { font-family: A; src: url(a.ttf), url(b.ttf) }"
    assert without_faces(css, frozenset({"a.ttf"})) == css
    assert without_faces(css, frozenset({"a.ttf", "b.ttf"})) == ""


FACES = sorted(path for path in (shipped("layouts") / "fonts").rglob("*") if path.suffix in {".ttf", ".otf"})


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.name)
def test_shipped_faces_may_be_embedded_and_are_of_a_kind_that_reading_systems_use(path: Path) -> None:
    with TTFont(path) as face:
        assert face["OS/2"].fsType == 0, "Kobo and Apple Books leave out what may not be embedded (OpenType, fsType)"
        assert face["name"].getDebugName(1) and face["name"].getDebugName(4)
        assert (path.suffix == ".otf") == ("CFF " in face) and "fvar" not in face
