"""Sizes of paper as people write them: `A5`, `letter`, `6x9in`, `148mm 210mm`."""

from __future__ import annotations

import difflib
import re

from compiler.messages import LayoutError

NAMED = {
    "A3": "297mm 420mm",
    "A4": "210mm 297mm",
    "A5": "148mm 210mm",
    "A6": "105mm 148mm",
    "B5": "176mm 250mm",  # ISO 216, as in Europe and Iran
    "JIS-B5": "182mm 257mm",  # JIS P 0138, as in Japan
    "letter": "8.5in 11in",
    "legal": "8.5in 14in",
}
_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?")
_SMALLEST, _LARGEST = 180.0, 2900.0
"""In points: a page smaller than 64 mm holds no line of text, one larger than a metre no printer."""


def points(length: str) -> float:
    """A CSS length in points. Raises `ValueError` if it is none with a unit that print knows."""
    found = _LENGTH.fullmatch(length.strip())
    if not found or not found[2]:
        raise ValueError(length)
    return float(found[1]) * _POINTS[found[2]]


def paper(words: str) -> tuple[float, float]:
    """Width and height in points. Raises `LayoutError` (`page-unknown`), with the nearest name, if `words` are no size."""
    named = {name.lower(): size for name, size in NAMED.items()}
    parts = re.split(r"\s*[x×]\s*|\s+", named.get(words.strip().lower(), words).strip())
    if len(parts) == 2:
        unit = re.sub(r"[\d.]", "", parts[1])
        try:
            width, height = (points(part if part[-1:].isalpha() else part + unit) for part in parts)
        except ValueError:
            raise _unknown(words) from None
        if min(width, height) >= _SMALLEST and max(width, height) <= _LARGEST:
            return width, height
    raise _unknown(words)


def _unknown(words: str) -> LayoutError:
    near = difflib.get_close_matches(words, NAMED, 1, 0.5)
    hint = f"did you mean {near[0]!r}? " if near else ""
    known = ", ".join(NAMED)
    return LayoutError.of(
        "page-unknown", f"{words!r} is no size of page", hint=f"{hint}use {known}, 6x9in or 148mm 210mm"
    )
