"""Few hyphens: no more than two lines in a row end with one, and no word is cut at the turn of a page.

The layout engine (WeasyPrint 70.0) knows neither `hyphenate-limit-lines` nor `hyphenate-limit-last`. A third line is set without
hyphenation; a line that would be a page's last and ends with a hyphen goes over to the next page, where enough lines stay before it.
One of the first lines of a paragraph, which cannot go because too few would stay, is set again without hyphenation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

IN_A_ROW = 2
_HYPHENS = ("-", "‐")


@contextmanager
def few() -> Iterator[None]:
    """While it lasts, the engine sets lines so."""
    next_line, split, break_line = inline.get_next_linebox, inline.split_text_box, block._break_line
    is_full = False

    def counted(context: Any, linebox: Any, position_y: Any, bottom_space: Any, skip_stack: Any, *more: Any) -> Any:
        nonlocal is_full
        # Lines are set several times over, from where they begin in the text: that is what the count hangs on.
        runs = linebox.__dict__.setdefault("hyphens_before", {})
        run, number = runs.get(repr(skip_stack), (0, 1))
        for is_full in (run >= IN_A_ROW, True):
            line, resume_at = next_line(context, linebox, position_y, bottom_space, skip_stack, *more)
            if is_full or not _is_stuck(context, line, number - run - 1, position_y, bottom_space):
                break
        is_full = False
        runs[repr(resume_at)] = (run + 1 if line is not None and _ends_with_hyphen(line) else 0, number + 1)
        return line, resume_at

    def uncut(context: Any, box: Any, *more: Any, **named: Any) -> Any:
        if not is_full or box.style["hyphens"] != "auto":
            return split(context, box, *more, **named)
        box.style["hyphens"] = "manual"
        try:
            return split(context, box, *more, **named)
        finally:
            box.style["hyphens"] = "auto"

    def turned(context: Any, box: Any, line: Any, lines: Any, needed: int, page_is_empty: bool, *more: Any) -> Any:
        return break_line(context, box, line, lines, needed + _cut(box, lines, needed), page_is_empty, *more)

    inline.get_next_linebox, inline.split_text_box, block._break_line = counted, uncut, turned
    try:
        yield
    finally:
        inline.get_next_linebox, inline.split_text_box, block._break_line = next_line, split, break_line


def _is_stuck(context: Any, line: Any, whole: int, position_y: float, bottom_space: float) -> bool:
    """True for a line with a hyphen that is the last which fits on the page, and cannot go over to the next.

    If it went, and those with hyphens right before it, `whole` lines would stay of the paragraph: too few.
    """
    if line is None or whole >= line.style["orphans"] or not _ends_with_hyphen(line):
        return False
    return bool(context.overflows_page(bottom_space, position_y + 2 * line.height))


def _cut(box: Any, lines: Any, needed: int) -> int:
    """How many more lines go over to the next page than the `needed`, so that the last one left ends without a hyphen.

    None where too few would stay.
    """
    staying = len(lines) - needed
    whole = staying
    while whole >= box.style["orphans"] and _ends_with_hyphen(lines[whole - 1]):
        whole -= 1
    return staying - whole if whole >= box.style["orphans"] else 0


def _ends_with_hyphen(line: Any) -> bool:
    last = line
    while isinstance(last, boxes.LineBox | boxes.InlineBox) and last.children:
        last = last.children[-1]
    return isinstance(last, boxes.TextBox) and last.text.endswith(_HYPHENS)
