"""Chapter numbers, drawn at joining into the places that the fragments keep for them: no fragment depends on its number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from unicodedata import decimal

from compiler.model.pages import NumberPlace

STREAMS = "BayazNumbers"
"""The entry of a fragment's catalogue that lists the streams which stand in its places, in the order of `Fragment.numbers`.

They are parts of the contents of pages, or forms (ISO 32000-2, 7.8.2 and 8.10), with one way to be filled.
"""


def drawn(places: Sequence[tuple[int, NumberPlace]], number: str) -> dict[int, bytes]:
    """`number` drawn in all places, by the indices of their streams."""
    return {at: drawing(place, number) for at, place in places}


def drawing(place: NumberPlace, number: str) -> bytes:
    """The instructions that draw `number`, written in decimal digits of any script, in its place; none where it has no digits."""
    digits = [decimal(sign) for sign in number if sign.isdecimal()]
    if not digits:
        return b""
    moves = [place.before[first * 10 + second] for first, second in pairwise(digits)]
    width = sum(moves) + place.alone[digits[-1]]
    left = place.at - place.align * width
    shown = "".join(_glyph(place, digit, move) for digit, move in zip_longest(digits, moves))
    return f"\nBT\n/{place.font} {place.size:g} Tf\n{left:.6g} 0 Td\n[<{shown}>] TJ\nET\n".encode()


def _glyph(place: NumberPlace, digit: int, move: float | None) -> str:
    """A digit's code, and by how much nearer than its width the next one stands, as the engine rounds it."""
    shift = 0 if move is None else int(place.widths[digit] - move * 1000 / place.size)
    return f"{place.codes[digit]}>{shift}<" if shift else place.codes[digit]
