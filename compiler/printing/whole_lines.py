"""What stands between lines of text takes whole lines of it, so that the lines of facing pages stand at the same heights.

A style sheet says `--line-step: 14pt` of the page's text, and `--whole-lines: around` of an element in it: the layout engine then
sets that element with as much space above and below, in equal parts, as brings the text after it, beyond its margin, back to the grid
of that step from the top of the page. With `above` all of the space is above; on the first element of a page it is below. With `foot`
the element is moved down to the foot of its page. Of an element that goes on on the next page only as much is drawn as it fills: the
engine (WeasyPrint 70.0) draws its borders down to the foot of the page.

Lines themselves keep the height that the style sheet says: the engine centres each run of letters by the faces that it happens to
be drawn with, so that a dash or a bracket out of another face moves the whole line. Here all runs of one style stand alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline
from weasyprint.text.line_break import strut

WHOLE, STEP = "__whole_lines", "__line_step"
"""How the engine calls the two properties."""
_PIXELS = {"pt": 4 / 3, "px": 1.0}
_NEAR = 0.05
"""Pixels of no account."""


@contextmanager
def kept() -> Iterator[None]:
    """While it lasts, the engine sets elements that ask for it in whole lines, and lines that are told their height in that."""
    original, split = block.block_level_layout, inline.split_text_box
    top = 0.0

    def lay_out(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any, *more: Any, **named: Any
    ) -> Any:
        nonlocal top
        if containing_block.is_for_root_element:
            top = box.position_y
        result = original(context, box, bottom_space, skip_stack, containing_block, *more, **named)
        laid_out, resume_at = result[:2]
        if laid_out is not None and _is_asked(box):
            if resume_at is None and _says(box.style[WHOLE], "foot"):
                laid_out.translate(dy=max(0, context.page_bottom - laid_out.border_box_y() - laid_out.border_height()))
            elif resume_at is None:
                _fill(context, laid_out, bottom_space, top)
            else:
                _end_with_content(laid_out)
        return result

    def even(context: Any, box: Any, *more: Any, **named: Any) -> Any:
        run, *rest = split(context, box, *more, **named)
        if run is not None and run.style["line_height"] != "normal":
            _centre_as_told(run)
        return run, *rest

    block.block_level_layout, inline.split_text_box = lay_out, even
    try:
        yield
    finally:
        block.block_level_layout, inline.split_text_box = original, split


def _centre_as_told(run: Any) -> None:
    """The first face of the style says where the letters stand in the line, not the one that they are drawn with."""
    line_height, baseline = strut(run.style)
    run.margin_top += baseline - run.baseline
    run.margin_bottom = line_height - run.height - run.margin_top
    run.baseline = baseline


def _is_asked(box: Any) -> bool:
    """True if this very element asks for whole lines, not only one around it."""
    return WHOLE in getattr(box.style, "cascaded", ()) and box.element_tag and not box.is_floated()


def _fill(context: Any, box: Any, bottom_space: float, top: float) -> None:
    """Space around `box` so that what follows it is on the grid, where the page has room for it."""
    step = sum(token.value * _PIXELS.get(token.unit, 0) for token in box.style[STEP] if token.type == "dimension")
    if not step:
        return
    bottom = box.border_box_y() + box.border_height()
    space = (top - bottom - box.margin_bottom) % step
    if space < _NEAR or step - space < _NEAR or context.overflows_page(bottom_space, bottom + space):
        return
    is_first = box.border_box_y() - top < _NEAR
    above = 0 if is_first else space if _says(box.style[WHOLE], "above") else space / 2
    box.translate(dy=above)
    box.height += space - above


def _says(tokens: Any, word: str) -> bool:
    return any(token.type == "ident" and token.value == word for token in tokens)


def _end_with_content(box: Any) -> float:
    """Where the last line in `box` ends: the heights of it and of what holds that line are no more than they fill."""
    inside = [child for child in box.children if child.is_in_normal_flow()] if _holds_blocks(box) else []
    if inside:
        box.height = max(0, _end_with_content(inside[-1]) - box.content_box_y())
    return float(box.position_y + box.margin_height())


def _holds_blocks(box: Any) -> bool:
    return isinstance(box, boxes.BlockContainerBox) and not box.is_table_wrapper
