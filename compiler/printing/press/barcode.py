"""The bars of an EAN-13 symbol, in which an ISBN is printed (ISO/IEC 15420)."""

from __future__ import annotations

from dataclasses import dataclass

MODULES = 95
QUIET = (11, 7)
"""Modules that stay white before and after the bars."""
_LEFT_ODD = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_PARITY = ("OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO")
_GUARD, _CENTRE = "101", "01010"


@dataclass(frozen=True, slots=True)
class Bar:
    """A black bar: where it begins and how wide it is, in modules; guards are `long`."""

    start: int
    width: int
    long: bool


def modules(digits: str) -> str:
    """The 95 modules of the thirteen digits, 1 for black."""
    first, left, right = int(digits[0]), digits[1:7], digits[7:]
    coded = "".join(_left(int(digit), parity) for digit, parity in zip(left, _PARITY[first], strict=True))
    return _GUARD + coded + _CENTRE + "".join(_right(int(digit)) for digit in right) + _GUARD


def bars(digits: str) -> tuple[Bar, ...]:
    """The bars of the thirteen digits from left to right."""
    pattern = modules(digits)
    found: list[Bar] = []
    start = 0
    while start < MODULES:
        end = start
        while end < MODULES and pattern[end] == pattern[start]:
            end += 1
        if pattern[start] == "1":
            found.append(Bar(start, end - start, _is_guard(start)))
        start = end
    return tuple(found)


def _left(digit: int, parity: str) -> str:
    return _LEFT_ODD[digit] if parity == "O" else _right(digit)[::-1]


def _right(digit: int) -> str:
    return "".join("1" if module == "0" else "0" for module in _LEFT_ODD[digit])


def _is_guard(start: int) -> bool:
    return start < 3 or 45 <= start < 50 or start >= 92
