"""An ICC profile of a press with four inks, made by simple sums: enough to convert to and from, and nobody's property."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

GRID = 9
_WHITE = (0.9642, 1.0, 0.8249)


def four_inks(*, both_ways: bool = True) -> bytes:
    """The profile; without `both_ways` it tells how prints look only, and colours cannot be converted to it."""
    tags = {
        "desc": b"desc" + bytes(4) + struct.pack(">I", 9) + b"Test ink\0" + bytes(78),
        "cprt": b"text" + bytes(4) + b"none\0",
        "wtpt": b"XYZ " + bytes(4) + _fixed(_WHITE),
        "A2B0": _table(4, 3, 5, _seen),
    }
    if both_ways:
        tags["B2A0"] = _table(3, 4, GRID, _mixed)
    return _file(tags, b"CMYK")


def _file(tags: dict[str, bytes], space: bytes) -> bytes:
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name.encode() + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", start + len(body), bytes(4), 0x02400000, b"prtr", space, b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(_WHITE)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(values: Sequence[float]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _table(inputs: int, outputs: int, grid: int, of: Callable[..., Sequence[float]]) -> bytes:
    """A table of 8 bits (ICC.1:2001-04, 6.5.8) of a function of parts from 0 to 1."""
    matrix = _fixed((1, 0, 0, 0, 1, 0, 0, 0, 1))
    points = bytearray()
    for number in range(grid**inputs):
        place = [number // grid ** (inputs - 1 - axis) % grid / (grid - 1) for axis in range(inputs)]
        points += bytes(round(min(max(part, 0), 1) * 255) for part in of(*place))
    straight = bytes(range(256))
    head = b"mft1" + bytes(4) + bytes([inputs, outputs, grid, 0])
    return head + matrix + straight * inputs + bytes(points) + straight * outputs


def _mixed(lightness: float, a: float, b: float) -> tuple[float, ...]:
    """Lab as a table counts it, to inks."""
    red, green, blue = _rgb(lightness * 100, a * 255 - 128, b * 255 - 128)
    black = 1 - max(red, green, blue)
    rest = 1 - black
    return (*((rest - part) / rest if rest else 0.0 for part in (red, green, blue)), black)


def _seen(cyan: float, magenta: float, yellow: float, black: float) -> tuple[float, ...]:
    """Inks to Lab as a table counts it."""
    light = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    lightness, a, b = _lab(*light)
    return (lightness / 100, (a + 128) / 255, (b + 128) / 255)


def _rgb(lightness: float, a: float, b: float) -> tuple[float, ...]:
    y = (lightness + 16) / 116
    x, z = y + a / 500, y - b / 200
    xyz = [
        white * (part**3 if part > 6 / 29 else (part - 16 / 116) / 7.787)
        for white, part in zip(_WHITE, (x, y, z), strict=True)
    ]
    rows = ((3.1339, -1.6169, -0.4906), (-0.9785, 1.9160, 0.0333), (0.0720, -0.2290, 1.4057))
    light = (sum(weight * part for weight, part in zip(row, xyz, strict=True)) for row in rows)
    return tuple(min(max(part, 0.0), 1.0) ** (1 / 2.2) for part in light)


def _lab(*rgb: float) -> tuple[float, float, float]:
    rows = ((0.4361, 0.3851, 0.1431), (0.2225, 0.7169, 0.0606), (0.0139, 0.0971, 0.7139))
    xyz = (sum(weight * part**2.2 for weight, part in zip(row, rgb, strict=True)) for row in rows)
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 0.008856 else 7.787 * part / white + 16 / 116
        for white, part in zip(_WHITE, xyz, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
