"""Gradients in the colours of print: their curve of colours is sampled, converted and written anew (ISO 32000-2, 8.7.4.5)."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from . import spaces
from .functions import UnconvertibleError, curve
from .targets import Target

STEPS = 256
_AXIAL, _RADIAL, _MESHES = 2, 3, (4, 5, 6, 7)


def convert(pdf: Pdf, shading: Object, named: Object, target: Target) -> None:
    """Exchanges the colours of a gradient along a line, between circles, or over a mesh by a curve. Raises `UnconvertibleError`."""
    kind = int(shading.ShadingType)
    space = spaces.read(shading.ColorSpace, named)
    if space.kind == "grey" and target.inks == 1:
        shading.ColorSpace = Name.DeviceGray
        return
    if kind not in (_AXIAL, _RADIAL, *_MESHES) or "/Function" not in shading:
        raise UnconvertibleError("a gradient of an unusual kind")
    low, high = _domain(shading, kind)
    at = curve(shading.Function)
    colours = [space.converted(at(low + (high - low) * step / (STEPS - 1)), target) for step in range(STEPS)]
    if "/Background" in shading:
        back = space.converted([float(one) for one in shading.Background], target)
        shading.Background = Array(spaces.written(back))
    shading.ColorSpace = spaces.device(target.inks)
    samples = bytes(round(part * 255) for colour in colours for part in colour)
    shading.Function = pdf.make_indirect(_function(pdf, (low, high), samples, target.inks))


def _domain(shading: Object, kind: int) -> tuple[float, float]:
    """What the curve's input runs over: of a mesh it is the span of its decoded colour."""
    spread = list(shading.Decode)[4:6] if kind in _MESHES else shading.get("/Domain", [0, 1])
    return float(spread[0]), float(spread[1])


def _function(pdf: Pdf, domain: tuple[float, float], samples: bytes, inks: int) -> Stream:
    return Stream(
        pdf,
        samples,
        Dictionary(FunctionType=0, Domain=list(domain), Range=[0, 1] * inks, Size=[STEPS], BitsPerSample=8, Order=1),
    )
