"""A content stream in the colours of print: every operator that sets a colour, exchanged (ISO 32000-2, 8.6.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Operator, Stream

from . import spaces
from .functions import UnconvertibleError
from .spaces import Space
from .targets import FULL_BLACK, Target

MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
"""Operators that tie what is drawn to tags, which sheets for the press have none of."""
_DEVICE = {"g": spaces.GREY, "rg": spaces.RGB, "k": spaces.CMYK}
_USES = {"Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font"}
_DEEPEST_STATE = 256

Step = tuple[list[Any], Any]


@dataclass(slots=True)
class Drawn:
    """A stream's new instructions, and the names of what it uses, by the kind of resource."""

    steps: list[Any] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)

    def uses(self, kind: str, name: str) -> None:
        self.used.setdefault(kind, set()).add(name)


class _Colours:
    """The colour spaces for filling and for stroking, as they are at a place of the stream; None where they were set outside."""

    def __init__(self) -> None:
        self.now: dict[bool, Space | None] = {False: None, True: None}
        self._kept: list[dict[bool, Space | None]] = []

    def keep(self) -> None:
        if len(self._kept) > _DEEPEST_STATE:
            raise UnconvertibleError("a drawing that is nested too deep")
        self._kept.append(dict(self.now))

    def restore(self) -> None:
        if self._kept:
            self.now = self._kept.pop()


def converted(stream: Object, resources: Object, target: Target | None) -> Drawn:
    """The stream's instructions without marks, in the colours of `target`, or with only greys made grey if it is None.

    Raises `UnconvertibleError`.
    """
    drawn, colours = Drawn(), _Colours()
    named = resources.get("/ColorSpace", Dictionary())
    for step in pikepdf.parse_content_stream(stream):
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            _check_inline(step, target)
            drawn.steps.append(step)
            continue
        operator, operands = str(step.operator), list(step.operands)
        if operator in MARKS:
            continue
        if operator in _USES and operands:
            drawn.uses(_USES[operator], str(operands[0]))
        drawn.steps += _exchanged(operator, operands, colours, drawn, lambda value: spaces.read(value, named), target)
    return drawn


def _exchanged(
    operator: str,
    operands: list[Any],
    colours: _Colours,
    drawn: Drawn,
    read: Callable[[Any], Space],
    target: Target | None,
) -> Iterator[Step]:
    stroking, plain = operator[:1].isupper(), operator.lower()
    if operator == "q":
        colours.keep()
    elif operator == "Q":
        colours.restore()
    if target is None:
        yield from _greyed(operator, operands, drawn)
    elif plain in _DEVICE and operator not in ("q", "Q"):
        colours.now[stroking] = space = read(_device_name(plain))
        yield _set(space, operands, stroking, target)
    elif plain == "cs":
        colours.now[stroking] = space = read(operands[0])
        yield from _chosen(space, operands, stroking, drawn, target)
    elif plain in ("sc", "scn"):
        yield _coloured(colours.now[stroking], operator, operands, drawn, target)
    elif operator != "ri":
        yield operands, Operator(operator)


def _device_name(operator: str) -> Name:
    return {"g": Name.DeviceGray, "rg": Name.DeviceRGB, "k": Name.DeviceCMYK}[operator]


def _greyed(operator: str, operands: list[Any], drawn: Drawn) -> Iterator[Step]:
    """Nothing is converted, but what is grey by its numbers is said to be grey, so that it prints in black alone."""
    if operator in ("scn", "SCN") and operands and isinstance(operands[-1], Name):
        drawn.uses("/Pattern", str(operands[-1]))
    elif operator in ("cs", "CS"):
        drawn.uses("/ColorSpace", str(operands[0]))
    elif operator in ("rg", "RG") and len({float(one) for one in operands}) == 1:
        value = float(operands[0])
        operator = "g" if operator == "rg" else "G"
        operands = spaces.written((0.0 if value <= FULL_BLACK else value,))
    yield operands, Operator(operator)


def _set(space: Space, operands: list[Any], stroking: bool, target: Target) -> Step:
    """The operator that sets this colour in the target's inks."""
    colour = space.converted([float(one) for one in operands], target)
    name = "g" if target.inks == 1 else "k"
    return spaces.written(colour), Operator(name.upper() if stroking else name)


def _chosen(space: Space, operands: list[Any], stroking: bool, drawn: Drawn, target: Target) -> Iterator[Step]:
    """A space is chosen: its first colour is set, or patterns are chosen, which have their own colours."""
    if space.kind != "pattern":
        yield _set(space, list(space.first()), stroking, target)
        return
    if space.base is not None:
        drawn.uses("/ColorSpace", str(operands[0]))
    yield operands, Operator("CS" if stroking else "cs")


def _coloured(space: Space | None, operator: str, operands: list[Any], drawn: Drawn, target: Target) -> Step:
    stroking = operator[:1].isupper()
    if operands and isinstance(operands[-1], Name):
        drawn.uses("/Pattern", str(operands[-1]))
        parts: list[Any] = []
        if len(operands) > 1 and space is not None and space.base is not None:
            parts = spaces.written(space.base.converted([float(one) for one in operands[:-1]], target))
        return [*parts, operands[-1]], Operator(operator)
    space = space or spaces.BY_COUNT.get(len(operands))
    if space is None:
        raise UnconvertibleError("a colour in a space that is not told")
    return _set(space, operands, stroking, target)


def _check_inline(step: Any, target: Target | None) -> None:
    """Pictures among the instructions are let through where they have no colours: they draw letters."""
    image = step.iimage
    if target is not None and not image.image_mask and image.colorspace not in ("/DeviceGray", "/G"):
        raise UnconvertibleError("a picture among the instructions")


def written(steps: list[Any]) -> bytes:
    return pikepdf.unparse_content_stream(steps)


def is_form(part: Object) -> bool:
    return isinstance(part, Stream) and part.get("/Subtype") == Name.Form
