"""Margins, paddings, borders and sizes of a box taken from its style at once, where none is a part of something else.

The engine asks seventeen times, for each box and each time that it is laid out, whether a length is a percentage of the box around it.

Why the bytes stay the same: where no length of a style is a percentage or a calculation, all boxes of that style get the same numbers.
No style changes once boxes of it are laid out.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.layout import percent
from weasyprint.layout.absolute import AbsolutePlaceholder

from .patching import everywhere

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_AT_LEAST = ("min_width", "min_height")
_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))
_NONE = (0, "px")


def _attributes(box: Any) -> Any:
    return (box._box if type(box) is AbsolutePlaceholder else box).__dict__


def _fixed(style: Any) -> dict[str, float | str]:
    """The numbers for all boxes of a style, none if one hangs on the box around; borders that tables share are no matter of one box."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return {}
    found: dict[str, float | str] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in _AT_LEAST else "auto"
        elif type(value) is Dimension and value.unit != "%":
            found[name] = value.value
        else:
            return {}
    for name in _BORDERS:
        found[name] = style[name]
    return found


def _resolve(original: Any) -> Any:
    def resolve(box: Any, containing_block: Any) -> None:
        own = box.style.__dict__
        known = own.get("quick_sizes")
        if known is None:
            known = own["quick_sizes"] = _fixed(box.style)
        if known:
            _attributes(box).update(known)
        else:
            original(box, containing_block)

    return resolve


def _resolve_radii(original: Any) -> Any:
    def resolve(box: Any) -> None:
        style = box.style
        is_square = style.__dict__.get("quick_square")
        if is_square is None:
            is_square = style.__dict__["quick_square"] = all(_NONE in style[name] for name in _CORNERS)
        if is_square:
            _attributes(box).update(_SQUARE)
        else:
            original(box)

    return resolve


PATCHES = (
    *everywhere(percent, "resolve_percentages", _resolve),
    *everywhere(percent, "resolve_radii_percentages", _resolve_radii),
)
