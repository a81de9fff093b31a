"""Functions of a PDF with one input, as gradients and single inks have them (ISO 32000-2, 7.10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pikepdf import Array, Stream

Curve = Callable[[float], tuple[float, ...]]
MOST_PIECES = 1000
DEEPEST = 8


class UnconvertibleError(Exception):
    """Something whose colours cannot be converted; says what it is."""


def curve(value: Any, depth: int = 0) -> Curve:
    """The function, or the functions of an array side by side. Raises `UnconvertibleError` for those of another kind."""
    if depth > DEEPEST:
        raise UnconvertibleError("a gradient within gradients without end")
    if isinstance(value, Array):
        parts = [curve(part, depth + 1) for part in list(value)[:MOST_PIECES]]
        return lambda x: tuple(number for part in parts for number in part(x))
    kind = int(value.FunctionType)
    makers: dict[int, Callable[[Any], Curve]] = {0: _sampled, 2: _exponential, 3: lambda one: _stitched(one, depth)}
    made = makers.get(kind)
    low, high, *more = _numbers(value.Domain)
    if made is None or more:
        raise UnconvertibleError(f"a colour that is computed by a function of type {kind}")
    inner = made(value)
    return lambda x: inner(min(max(x, low), high))


def _exponential(value: Any) -> Curve:
    first, last = _numbers(value.get("/C0", [0])), _numbers(value.get("/C1", [1]))
    power = float(value.N)
    return lambda x: tuple(a + x**power * (b - a) for a, b in zip(first, last, strict=True))


def _stitched(value: Any, depth: int) -> Curve:
    parts = [curve(part, depth + 1) for part in list(value.Functions)[:MOST_PIECES]]
    bounds, encode = _numbers(value.Bounds), _numbers(value.Encode)
    low, high, *_ = _numbers(value.Domain)
    edges = [low, *bounds, high]

    def at(x: float) -> tuple[float, ...]:
        index = min(sum(x >= bound for bound in bounds), len(parts) - 1)
        return parts[index](_between(x, edges[index], edges[index + 1], encode[2 * index], encode[2 * index + 1]))

    return at


def _sampled(value: Any) -> Curve:
    """Samples of 8 or 16 bits along one line, and what lies between them."""
    if not isinstance(value, Stream) or int(value.BitsPerSample) not in (8, 16):
        raise UnconvertibleError("a colour that is computed from unusual samples")
    spread = _numbers(value.Range)
    count, size, data = len(spread) // 2, int(_numbers(value.Size)[0]), value.read_bytes()
    width = int(value.BitsPerSample) // 8
    decode, encode = _numbers(value.get("/Decode", spread)), _numbers(value.get("/Encode", [0, size - 1]))
    low, high, *_ = _numbers(value.Domain)

    def sample(index: int, output: int) -> float:
        start = (index * count + output) * width
        raw = int.from_bytes(data[start : start + width], "big") / ((1 << 8 * width) - 1)
        return decode[2 * output] + raw * (decode[2 * output + 1] - decode[2 * output])

    def at(x: float) -> tuple[float, ...]:
        place = min(max(_between(x, low, high, encode[0], encode[1]), 0.0), size - 1.0)
        index = min(int(place), max(size - 2, 0))
        other, part = min(index + 1, size - 1), place - index
        return tuple(sample(index, k) * (1 - part) + sample(other, k) * part for k in range(count))

    return at


def _between(x: float, low: float, high: float, to_low: float, to_high: float) -> float:
    """`x` of one span as it stands in the other (ISO 32000-2, 7.10.2)."""
    return to_low if high == low else to_low + (x - low) * (to_high - to_low) / (high - low)


def _numbers(values: Any) -> Sequence[float]:
    return [float(value) for value in values]
