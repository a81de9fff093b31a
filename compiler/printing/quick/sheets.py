"""Style sheets and selectors parsed once in a process, not once for each document that they are for.

Why the bytes stay the same: what the parsers give back hangs on the text alone, and the engine changes none of it. Properties are still
looked at for each document, so that all faults are told of each.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import tinycss2
from weasyprint.css import validation

from .patching import Patch

SHEETS, SELECTORS = 16, 4096
"""How many are remembered."""


class _Memory:
    """The results of a function by a key of its arguments, those least lately asked for given up."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._known:
            self._known[key] = make()
            if len(self._known) > self._limit:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


_sheets, _selectors = _Memory(SHEETS), _Memory(SELECTORS)


def _parse(original: Any) -> Any:
    def parse(css: bytes, **named: Any) -> Any:
        return _sheets.get((css, *sorted(named.items())), lambda: original(css, **named))

    return parse


def _compile(original: Any) -> Any:
    def compile_selectors(prelude: Any) -> Any:
        return _selectors.get(tinycss2.serialize(prelude), lambda: original(prelude))

    return compile_selectors


PATCHES = (
    Patch(tinycss2, "parse_stylesheet_bytes", _parse),
    Patch(validation, "compile_selector_list", _compile),
)
