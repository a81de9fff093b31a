"""Reads what `edition.toml` asks of the press: `[print]`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .keys import PRESS
from .paths import checked_file
from .records import PressWish
from .sheet import Sheet
from .values import Wrong

MOST_PROFILE = 16 << 20
MOST_BLEED = 20.0
"""In millimetres; presses ask for 3 to 5, and 10 for case bindings."""
SHEETS = (0, 2, 4, 8, 16, 32)
COLOURS = ("rgb", "grey", "cmyk")
WEIGHTS, VOLUMES, SHEET = (20.0, 500.0), (0.4, 4.0), (0.02, 1.0)
"""What papers weigh in g/m², their volume in cm³/g, and how thick a sheet is in millimetres."""

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s*(mm|cm|in|pt)")
_BULK = re.compile(r"(\d{1,3}(?:\.\d)?)\s*g(?:/m(?:2|²)|sm)?\s*[,;x×·]?\s*(\d(?:\.\d{1,3})?)(?:\s*cm(?:3|³)/g)?")


def press(sheet: Sheet, folder: Path) -> PressWish:
    """The wishes of the sheet; it has the faults of those that will not do."""
    said = sheet.fields(("print",), sheet.table("print"), PRESS)
    for name, check in PRESS_CHECKS.items():
        if name in said:
            try:
                said[name] = check(said[name])
            except Wrong as wrong:
                sheet.fault(("print", name), wrong.code, f"{name} {wrong.text}", wrong.hint)
                del said[name]
    profile = said.get("profile", "")
    if profile:
        checked_file(sheet, folder, profile, ("print", "profile"), MOST_PROFILE)
    if profile and said.get("colour") == "rgb":
        hint = 'write colour = "cmyk" or colour = "grey", or take the profile out'
        sheet.fault(("print", "profile"), "profile-unused", "a profile is named, but colours stay in RGB", hint)
    return PressWish(**said)


def bleed(text: str) -> float:
    """Millimetres. Raises `Wrong`."""
    found = _LENGTH.fullmatch(text)
    if not found:
        raise Wrong("length-bad", "is no length", 'write it as "3mm" or "0.125in"')
    millimetres = float(found[1]) * _MILLIMETRES[found[2]]
    if millimetres > MOST_BLEED:
        raise Wrong("length-bad", f"is more than {MOST_BLEED:g} mm", "presses ask for 3 to 5 mm")
    return millimetres


def sheets(value: int) -> int:
    """One of `SHEETS`. Raises `Wrong`."""
    if value not in SHEETS:
        raise Wrong("choice-unknown", f"must be one of {', '.join(map(str, SHEETS))}", "0 adds no blank pages")
    return value


def colour(text: str) -> str:
    """One of `COLOURS`. Raises `Wrong`."""
    if text not in COLOURS:
        raise Wrong("choice-unknown", f"must be one of {', '.join(COLOURS)}", "rgb leaves the colours as they are")
    return text


def paper(text: str) -> float:
    """The thickness of a sheet in millimetres: as it is said, or weight times volume (docs/printing.md). Raises `Wrong`."""
    thick, bulk = _LENGTH.fullmatch(text), _BULK.fullmatch(text)
    if bulk:
        weight, volume = float(bulk[1]), float(bulk[2])
        _within("the weight", weight, WEIGHTS, "g/m²")
        _within("the volume", volume, VOLUMES, "cm³/g")
        return weight * volume / 1000
    if thick and thick[2] == "mm":
        _within("a sheet", float(thick[1]), SHEET, "mm")
        return float(thick[1])
    raise Wrong("paper-bad", f"is no paper: {text:.40}", 'write weight and volume, "90 g/m2 x 1.3", or "0.12mm"')


def _within(what: str, value: float, limits: tuple[float, float], unit: str) -> None:
    low, high = limits
    if not low <= value <= high:
        hint = 'write "90 g/m2 x 1.3", or how thick one sheet is: "0.12mm"'
        raise Wrong("paper-bad", f"is no paper: {what} is {value:g} {unit}, not {low:g} to {high:g}", hint)


def isbn(text: str) -> str:
    """An ISBN of 13 digits as it is written, its hyphens kept. Raises `Wrong`."""
    text = re.sub(r"^ISBN(?:-13)?:?\s*", "", text, flags=re.I)
    digits = re.sub(r"[ -]", "", text)
    if text and not (re.fullmatch(r"97[89]\d{10}", digits, re.A) and check_digit(digits[:12]) == digits[12]):
        hint = "compare it with the number that you were given: 13 digits from 978 or 979 on, the last one a sum of the others"
        raise Wrong("isbn-bad", f"is no ISBN of 13 digits: {text:.40}", hint)
    return text


def check_digit(twelve: str) -> str:
    """The thirteenth digit of an ISBN or another article number (ISO 2108, annex A)."""
    return str(-sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(twelve)) % 10)


PRESS_CHECKS: dict[str, Callable[[Any], Any]] = {
    "bleed": bleed,
    "sheets": sheets,
    "colour": colour,
    "paper": paper,
    "isbn": isbn,
}
