"""Colour spaces of a PDF: what the numbers of a colour mean in them, and what they become in print (ISO 32000-2, 8.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from .functions import Curve, UnconvertibleError, curve
from .targets import Colour, Target

Kind = Literal["grey", "rgb", "cmyk", "lab", "indexed", "tint", "pattern"]
_DEVICES: dict[str, tuple[Kind, int]] = {
    "/DeviceGray": ("grey", 1),
    "/G": ("grey", 1),
    "/CalGray": ("grey", 1),
    "/DeviceRGB": ("rgb", 3),
    "/RGB": ("rgb", 3),
    "/CalRGB": ("rgb", 3),
    "/DeviceCMYK": ("cmyk", 4),
    "/CMYK": ("cmyk", 4),
    "/Pattern": ("pattern", 0),
}
_DEFAULTS = {"/DeviceGray": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/DeviceCMYK": "/DefaultCMYK"}
_ICC: dict[int, Kind] = {1: "grey", 3: "rgb", 4: "cmyk"}
_SIGNATURES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A colour space: `count` numbers make a colour.

    `profile` is that of an ICC space in RGB; `base` the space of a palette, or of a pattern without colours, or that in which a `tint`
    gives the colour of an ink.
    """

    kind: Kind
    count: int
    profile: bytes = b""
    base: Space | None = None
    palette: bytes = b""
    tint: Curve | None = None

    def converted(self, value: Sequence[float], target: Target) -> Colour:
        """The colour in the target's inks. Raises `UnconvertibleError`."""
        if len(value) != self.count:
            raise UnconvertibleError("a colour with too many or too few parts")
        if self.kind == "grey":
            return target.grey(value[0])
        if self.kind == "rgb":
            return target.rgb(tuple(value), self.profile)
        if self.kind == "cmyk":
            return target.cmyk(tuple(value))
        if self.kind == "lab":
            return target.lab(tuple(value))
        if self.base is None:
            raise UnconvertibleError("a pattern in place of a colour")
        if self.tint is not None:
            return self.base.converted(self.tint(value[0]), target)
        return self.base.converted(self.entry(int(value[0])), target)

    def entry(self, index: int) -> tuple[float, ...]:
        """An entry of the palette in its own space."""
        if self.base is None:
            raise UnconvertibleError("a palette without colours")
        raw = self.palette[index * self.base.count : (index + 1) * self.base.count].ljust(self.base.count, b"\0")
        if self.base.kind == "lab":
            return (raw[0] / 2.55, raw[1] - 128.0, raw[2] - 128.0)
        return tuple(part / 255 for part in raw)

    def first(self) -> tuple[float, ...]:
        """The colour that is set when the space is chosen (ISO 32000-2, table 73)."""
        if self.kind == "cmyk":
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0,) if self.kind == "tint" else (0.0,) * self.count


GREY = Space(kind="grey", count=1)
RGB = Space(kind="rgb", count=3)
CMYK = Space(kind="cmyk", count=4)
PATTERN = Space(kind="pattern", count=0)
BY_COUNT = {1: GREY, 3: RGB, 4: CMYK}


def read(value: Any, named: Object, depth: int = 0) -> Space:
    """The space `value`, a name perhaps among those `named` in `/Resources /ColorSpace`. Raises `UnconvertibleError`."""
    if depth > _DEEPEST:
        raise UnconvertibleError("colours that are defined by each other without end")
    if isinstance(value, Name):
        return _of_name(str(value), named, depth)
    if not isinstance(value, Array) or not len(value):
        raise UnconvertibleError("a colour space that is none")
    kind = str(value[0])
    makers: dict[str, Callable[[Array, Object, int], Space]] = {
        "/ICCBased": _icc,
        "/Lab": lambda *_: Space(kind="lab", count=3),
        "/Indexed": _indexed,
        "/I": _indexed,
        "/Separation": _tint,
        "/Pattern": _pattern,
    }
    if kind in makers:
        return makers[kind](value, named, depth)
    if kind in _DEVICES:
        return Space(kind=_DEVICES[kind][0], count=_DEVICES[kind][1])
    raise UnconvertibleError(f"colours of the kind {kind.removeprefix('/')}")


def _of_name(name: str, named: Object, depth: int) -> Space:
    default = _DEFAULTS.get(name, "")
    if default in named and not isinstance(named[default], Name):
        return read(named[default], Dictionary(), depth + 1)
    if name in _DEVICES:
        return Space(kind=_DEVICES[name][0], count=_DEVICES[name][1])
    if name not in named:
        raise UnconvertibleError(f"a colour space {name.removeprefix('/')} that the page does not have")
    return read(named[name], named, depth + 1)


def _icc(value: Array, _named: Object, _depth: int) -> Space:
    stream = value[1]
    count = int(stream.N)
    if count not in _ICC or not isinstance(stream, Stream):
        raise UnconvertibleError("a faulty colour profile")
    data = stream.read_bytes()
    sound = data[16:20] == _SIGNATURES[count] and data[36:40] == b"acsp"
    return Space(kind=_ICC[count], count=count, profile=data if sound and count == 3 else b"")


def _indexed(value: Array, named: Object, depth: int) -> Space:
    base = read(value[1], named, depth + 1)
    if base.kind in ("indexed", "pattern", "tint"):
        raise UnconvertibleError("a palette of an unusual kind")
    return Space(kind="indexed", count=1, base=base, palette=table(value[3]))


def table(value: Any) -> bytes:
    """The bytes of a palette, which is a string or a stream."""
    return value.read_bytes() if isinstance(value, Stream) else bytes(value)


def _tint(value: Array, named: Object, depth: int) -> Space:
    return Space(kind="tint", count=1, base=read(value[2], named, depth + 1), tint=curve(value[3]))


def _pattern(value: Array, named: Object, depth: int) -> Space:
    if len(value) == 1:
        return PATTERN
    base = read(value[1], named, depth + 1)
    return Space(kind="pattern", count=base.count, base=base)


def written(colour: Sequence[float]) -> list[Any]:
    """A colour as operands: four digits after the point are finer than any press."""
    return [pikepdf.Object.parse(f"{round(part, 4):.4f}".rstrip("0").rstrip(".").encode()) for part in colour]


def device(inks: int) -> Name:
    """The space of the target's colours."""
    return Name.DeviceGray if inks == 1 else Name.DeviceCMYK
