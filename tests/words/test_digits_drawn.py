"""Persian digits look Persian in the faces that are shipped: ۴, ۶ and ۷ have other forms in Urdu and in Arabic."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from compiler import files

FOLDER = files.shipped("layouts") / "fonts"
FACES = [
    FOLDER / family / f"{family}-{cut}.ttf"
    for family, cut in (
        ("NotoNaskhArabic", "Regular"),
        ("NotoNaskhArabic", "Bold"),
        ("Vazirmatn", "Regular"),
        ("Vazirmatn", "SemiBold"),
    )
]
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
USUAL, ITS_OWN = ("FAR ", "ARA ", "KUR "), ("URD ",)


def glyphs(font: TTFont, language: str) -> list[str]:
    """The glyphs of the Persian digits as `locl` of the language, or of the script, makes them."""
    table, names = font["GSUB"].table, font.getBestCmap()
    script = next(r.Script for r in table.ScriptList.ScriptRecord if r.ScriptTag == "arab")
    system = next((r.LangSys for r in script.LangSysRecord if r.LangSysTag == language), script.DefaultLangSys)
    features = [table.FeatureList.FeatureRecord[index] for index in system.FeatureIndex]
    lookups = [i for f in features if f.FeatureTag == "locl" for i in f.Feature.LookupListIndex]
    made = [names[ord(digit)] for digit in PERSIAN]
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            mapping = getattr(getattr(part, "ExtSubTable", part), "mapping", {})
            made = [mapping.get(glyph, glyph) for glyph in made]
    return made


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_persian_digits_keep_their_forms(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        plain = [font.getBestCmap()[ord(digit)] for digit in PERSIAN]
        for language in USUAL:
            assert glyphs(font, language) == plain
        for language in ITS_OWN:
            assert glyphs(font, language) != plain, "Urdu has its own"
