"""The shipped typefaces: free, small, and with every letter that the books need."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from compiler import files
from compiler.render import load_layout

from .reading import LAYOUTS

FOLDER = files.shipped("layouts") / "fonts"
LATIN = "āĀēīĪōūŪâêîôûáéíóúàèçñäöüßåæøšŠžŽčČḥḤṣṢṭṬẓẒḍḌḏṯġḫẖğışʿʾʼ’‘“”„«»‹›–—…·•§†‡©№×−→←↑↓½€£"
ARABIC = (
    "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأإؤئةىكي"  # Persian and Arabic
    "ڕڵۆێەڤھ"  # Kurdish
    "ٹڈڑےںہۂ"  # Urdu
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛؟٪٫٬ًٌٍَُِّْٰٔ"
)
LATIN_FAMILIES = ("EBGaramond", "Literata", "BayazSans")
ARABIC_FAMILIES = ("NotoNaskhArabic", "Vazirmatn")


def letters(path: Path) -> set[str]:
    with TTFont(path, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def faces(*families: str) -> list[Path]:
    return [path for family in families for path in sorted((FOLDER / family).glob("*.ttf"))]


@pytest.mark.parametrize("path", faces(*LATIN_FAMILIES), ids=lambda p: p.stem)
def test_latin_faces_have_the_letters_of_transliteration(path: Path) -> None:
    missing = set(LATIN) - letters(path) - ({"ẖ"} if "Literata" in path.name else set())
    assert not missing


@pytest.mark.parametrize("path", faces(*ARABIC_FAMILIES), ids=lambda p: p.stem)
def test_arabic_faces_have_the_letters_of_four_languages(path: Path) -> None:
    assert not set(ARABIC) - letters(path)


VOCALISED = "ٱلْقُرْآنُ ٱلْكَرِيمُ ۝ ۚ ۖ ۗ ۛ ۩ ٓ ٰ ٔ ٕ ٖ ٗ ٘ ﷲ ﷽"


@pytest.mark.parametrize("path", faces("NotoNaskhArabic"), ids=lambda p: p.stem)
def test_the_arabic_text_face_has_all_signs_of_vocalised_text(path: Path) -> None:
    assert not set(VOCALISED) - letters(path)


@pytest.mark.parametrize("path", faces("NotoSerifHebrew"), ids=lambda p: p.stem)
def test_the_hebrew_face_has_letters_points_and_accents(path: Path) -> None:
    assert {chr(code) for code in (*range(0x591, 0x5C8), *range(0x5D0, 0x5EB), *range(0x5F0, 0x5F5))} <= letters(path)


@pytest.mark.parametrize("path", faces("NotoNastaliqUrdu"), ids=lambda p: p.stem)
def test_the_urdu_face_has_every_letter_of_urdu(path: Path) -> None:
    urdu = "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآأؤئۂۓ۰۱۲۳۴۵۶۷۸۹،؛؟۔ًٌٍَُِّْٰٔ"
    assert not set(urdu) - letters(path)


def test_the_symbol_faces_have_what_pages_are_full_of() -> None:
    known = set().union(*map(letters, faces("NotoSymbols")))
    assert not set("→←↑↓⇒●○◆■□▲▼★☆☎✓✔✗✘❧☞♠♣♥♦⚠✉✂①②⑳≤≥≠∞√∂∅∈") - known


@pytest.mark.parametrize("path", faces("EBGaramond"), ids=lambda p: p.stem)
def test_the_text_face_has_small_capitals_and_both_figures(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"smcp", "onum", "lnum", "tnum"} <= features


@pytest.mark.parametrize("folder", sorted(f for f in FOLDER.iterdir() if f.is_dir()), ids=lambda f: f.name)
def test_every_family_has_its_licence(folder: Path) -> None:
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
    assert f"`{folder.name}`" in (FOLDER / "README.md").read_text("utf-8")


def test_a_reserved_name_is_not_used_for_a_changed_font() -> None:
    for path in faces("BayazSans"):
        with TTFont(path, lazy=True) as font:
            assert all("Source" not in font["name"].getDebugName(number) for number in (1, 4, 6))


def test_all_faces_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.ttf")) < 6_000_000


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_faces_of_a_layout_are_there(name: str) -> None:
    layout = load_layout(name)
    for face in layout.faces:
        assert layout.find(f"fonts/{face.file}"), face.file
