"""Computed values of styles found on a short way where they are what is inherited, what is initial, or as written.

Why the bytes stay the same: the short ways are those of the engine's own long one for such values, without the questions to which the
answer is no. All else goes the long way: variables, calculations, logical properties that are said, and the few properties that depend
on others.

Rules of the engine's own style sheet give each element six pseudo-elements that hardly one has. Their styles are made when asked for;
nothing hangs on when.
"""

from __future__ import annotations

from typing import Any

from weasyprint import css
from weasyprint.css import computed_values, properties

from .patching import Patch

_SPECIAL = frozenset({"position", "float", "display", "page"})
"""Properties that are computed from what is said of others."""
_SIMPLE = frozenset({str, int, float, properties.Dimension, type(None)})
"""Types of values that hold no calculation and no variable."""
_KEYWORDS = frozenset({"inherit", "initial"})
_PHYSICAL = {
    name: tuple(find(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
    for name, find in computed_values.PHYSICAL_FUNCTIONS.items()
}
"""The logical properties that may stand for a physical one, in text from left to right and from right to left."""


def _is_plain(name: str) -> bool:
    return name not in _SPECIAL and not name.startswith("text_decoration_")


_INHERITED = frozenset(filter(_is_plain, properties.INHERITED))
_INITIAL = {
    name: value
    for name, value in properties.INITIAL_VALUES.items()
    if _is_plain(name) and name not in properties.INHERITED and name not in properties.INITIAL_NOT_COMPUTED
}
_COMPUTED = {
    name: computed_values.COMPUTER_FUNCTIONS.get(name) for name in properties.INITIAL_VALUES if _is_plain(name)
}
_COMPUTED_INITIAL = {
    name: (computed_values.COMPUTER_FUNCTIONS[name], properties.INITIAL_VALUES[name])
    for name in properties.INITIAL_NOT_COMPUTED & set(computed_values.COMPUTER_FUNCTIONS)
    if _is_plain(name)
}


def _missing(original: Any) -> Any:
    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        logical = _PHYSICAL.get(key)
        if logical and (logical[0] in cascaded or logical[1] in cascaded):
            return original(self, key)
        if key in cascaded:
            return _said(self, key, original)
        if key in _INITIAL:
            value = self[key] = _INITIAL[key]
            return value
        if key in _INHERITED and self.parent_style is not None:
            value = self.parent_style[key]
            if type(value) in _SIMPLE:
                self[key] = value
                return value
        elif key in _COMPUTED_INITIAL:
            compute, initial = _COMPUTED_INITIAL[key]
            value = self[key] = compute(self, key, initial)
            return value
        return original(self, key)

    return missing


def _said(style: Any, key: str, original: Any) -> Any:
    """The computed value of a property that is said of an element itself."""
    value, _ = style.cascaded[key]
    if type(value) not in _SIMPLE or value in _KEYWORDS or key not in _COMPUTED:
        return original(style, key)
    compute = _COMPUTED[key]
    if compute:
        value = compute(style, key, value)
    style[key] = value
    return value


# --- pseudo-elements ---


def _set_computed_styles(original: Any) -> Any:
    def set_computed_styles(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: Any = None,
        target_collector: Any = None,
    ) -> None:
        cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
        # An anchor is collected at once, and pages have their own order.
        if pseudo_type is None or target_collector is None or "anchor" in cascaded:
            original(self, element, parent, root, pseudo_type, base_url, target_collector)
        else:
            self.__dict__.setdefault("quick_late", {})[element, pseudo_type] = cascaded, parent, root, base_url

    return set_computed_styles


def _call(original: Any) -> Any:
    def call(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        late = self.__dict__.get("quick_late")
        if pseudo_type and late and (element, pseudo_type) in late:
            cascaded, parent, root, base_url = late.pop((element, pseudo_type))
            styles = self.get_computed_styles()
            styles[element, pseudo_type] = css.ComputedStyle(
                styles[parent, None],
                cascaded,
                pseudo_type,
                styles[root, None],
                base_url,
                self.font_config,
                self.initial_page_sizes,
            )
        return original(self, element, pseudo_type)

    return call


PATCHES = (
    Patch(css.ComputedStyle, "__missing__", _missing),
    Patch(css.StyleFor, "set_computed_styles", _set_computed_styles),
    Patch(css.StyleFor, "__call__", _call),
)
