"""A question that is asked of every box time and again, answered in fewer steps.

Why the bytes stay the same: it answers from the same values by the same rules.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from .patching import Patch

_OUT_OF_FLOW = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})


def _in_normal_flow(_original: Any) -> Any:
    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        position = style["position"]
        return style["float"] not in _OUT_OF_FLOW and (
            position == "static" or not (position in ("absolute", "fixed") or position[0] in ("running()", "note()"))
        )

    return is_in_normal_flow


PATCHES = (Patch(boxes.Box, "is_in_normal_flow", _in_normal_flow),)
