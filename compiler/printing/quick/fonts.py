"""Fonts subset without a new C type for each number of glyphs.

The engine asks cffi for arrays of the type `hb_codepoint_t[731]`, a type of its own for each length: cffi parses each new one as C, and
keeps it for good. An array as long as what it is filled with needs one type for all.

Why the bytes stay the same: the arrays hold the same numbers.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import fonts

from .patching import Patch

_SIZED, _UNSIZED = "hb_codepoint_t[", "hb_codepoint_t[]"


class _Interface:
    """The engine's interface to C, with arrays of glyphs as long as what fills them."""

    def __init__(self, original: Any) -> None:
        self._original = original

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)

    def new(self, kind: str, *initial: Any) -> Any:
        return self._original.new(_UNSIZED if initial and kind.startswith(_SIZED) else kind, *initial)


PATCHES = (Patch(fonts, "ffi", _Interface),)
