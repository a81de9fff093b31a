"""What the engine asks of every box, answered at once for plain ones: its place, its background, the height of its lines.

Why the bytes stay the same: the answers are the engine's own, kept with the style that they hang on, or follow from values that let no
other answer be. No style changes once boxes of it are laid out.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background
from weasyprint.text import line_break

from .patching import Patch, everywhere

_IN_PLACE = frozenset({"static", "relative"})


def _is_in_normal_flow(original: Any) -> Any:
    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        return (style["float"] == "none" and style["position"] in _IN_PLACE) or original(self)

    return is_in_normal_flow


def _layout_backgrounds(original: Any) -> Any:
    def layout_backgrounds(
        page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is not None or box is page or not layout_children or not _is_bare(box.style):
            original(page, box, get_image, layout_children, style)
            return
        background.resolve_radii_percentages(box)
        for child in box.all_children():
            background.layout_box_backgrounds(page, child, get_image)
        box.background = None

    return layout_backgrounds


def _is_bare(style: Any) -> bool:
    """True if a box of this style shows nothing but what is in it."""
    known: bool | None = style.__dict__.get("quick_bare")
    if known is None:
        known = style.__dict__["quick_bare"] = (
            style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and not style["box_shadow"]
            and (style["visibility"] == "hidden" or get_color(style, "background_color").alpha == 0)
        )
    return known


def _strut(original: Any) -> Any:
    def strut(style: Any) -> tuple[float, float]:
        known: tuple[float, float] | None = style.__dict__.get("quick_strut")
        if known is None:
            known = style.__dict__["quick_strut"] = original(style)
        return known

    return strut


PATCHES = (
    Patch(boxes.Box, "is_in_normal_flow", _is_in_normal_flow),
    Patch(background, "layout_box_backgrounds", _layout_backgrounds),
    *everywhere(line_break, "strut", _strut),
)
