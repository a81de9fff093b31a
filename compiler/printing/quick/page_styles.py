"""Styles of pages and of the boxes in their margins made once for all pages that the same rules are for.

The engine makes eighteen styles for each page, and goes through those of all pages before it for each. It also makes all sixteen boxes
of the margins to find that they are empty.

Why the bytes stay the same: a page's style hangs on the rules that are for it and on the root element. What the engine then changes in
it, it changes to the same on every page. The first page has its own style, since only then is known what a part of the page's width is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout
from weasyprint.layout import page as pages

from .patching import Patch

_PLACES = (
    *(
        f"@{side}-{part}"
        for side in ("top", "bottom")
        for part in ("left", "center", "right", "left-corner", "right-corner")
    ),
    *(f"@{side}-{part}" for side in ("left", "right") for part in ("top", "middle", "bottom")),
)
_EMPTY = frozenset({"normal", "inhibit", "none"})


def _rules(style_for: Any, page_type: Any) -> tuple[int, ...]:
    """The numbers of the rules that are for pages of this type."""
    selectors = (
        selector for sheet, _, _ in style_for._sheets for _, listed, _ in sheet.page_rules for selector in listed
    )
    return tuple(n for n, (_, _, wanted) in enumerate(selectors) if style_for._page_type_match(wanted, page_type))


def _set_styles(original: Any) -> Any:
    def set_styles(page_type: Any, html: Any, style_for: Any) -> None:
        if style_for.initial_page_sizes["box"] is None:
            original(page_type, html, style_for)
            return
        known, styles = style_for.__dict__.setdefault("quick_pages", {}), style_for.get_computed_styles()
        rules = _rules(style_for, page_type)
        if rules not in known:
            original(page_type, html, style_for)
            pseudo = [name for one, name in style_for.get_cascaded_styles() if one == page_type and name]
            known[rules] = [(name, styles[page_type, name]) for name in (None, *pseudo)]
        styles |= {(page_type, name): style for name, style in known[rules]}

    return set_styles


def _make_boxes(original: Any) -> Any:
    def make_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
        styles = (context.style_for(page.page_type, place) for place in _PLACES)
        if any(style is not None and style["content"] not in _EMPTY for style in styles):
            yield from original(context, page, state)

    return make_boxes


PATCHES = (Patch(pages, "set_page_type_computed_styles", _set_styles), Patch(layout, "make_margin_boxes", _make_boxes))
