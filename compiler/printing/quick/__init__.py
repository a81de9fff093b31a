"""The layout engine (WeasyPrint) made faster, with the same bytes: one idea a module, each telling why nothing changes.

All of it replaces inner functions of the engine, so it is for the very versions that it was measured and tested with, and steps back to
the engine as it is on any other. docs/engine.md tells what each saves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.metadata import version

from weasyprint.text.ffi import pango

from compiler.messages import Message

from . import breaking, faces, fonts, memory, page_styles, painting, pictures, plain, sheets, sizes, styles
from .patching import patched

MEASURED = {"weasyprint": "70.0", "pydyf": "0.13.0", "cssselect2": "0.10.1", "tinycss2": "1.5.1"}
"""Versions of the engine and its parts whose inner functions are replaced."""
PANGO = (1, 50)
"""The versions of Pango whose line breaking was compared with the sums of words; others break lines by themselves."""
SWITCH = "BAYAZ_ENGINE"
"""The environment's variable that has the engine work as it is, where it says `stock`."""
_PATCHES = (
    *faces.PATCHES,
    *sheets.PATCHES,
    *fonts.PATCHES,
    *styles.PATCHES,
    *page_styles.PATCHES,
    *sizes.PATCHES,
    *plain.PATCHES,
    *pictures.PATCHES,
)


@contextmanager
def applied() -> Iterator[None]:
    """While it lasts, the engine works faster, as far as its versions are those measured."""
    with ExitStack() as stack:
        if os.environ.get(SWITCH) != "stock" and not others():
            stack.enter_context(patched(_PATCHES))
            stack.enter_context(memory.unswept())
            if is_pango_measured():
                stack.enter_context(patched((*breaking.PATCHES, *painting.PATCHES)))
        yield


def messages() -> tuple[Message, ...]:
    """What is to be said where the engine works as it is, wholly or in the breaking of lines, because of its version."""
    unknown = others() or (() if is_pango_measured() else (f"Pango {'.'.join(map(str, _pango()))}",))
    if not unknown:
        return ()
    lacking = "Bayaz's speed-up" if others() else "part of Bayaz's speed-up"
    text = f"the layout engine works without {lacking}, which is not for {', '.join(unknown)}"
    hint = "the pages are the same; install the versions that Bayaz is locked to for a faster build"
    return (Message("engine-stock", "info", text, hint=hint),)


def is_pango_measured() -> bool:
    return _pango() == PANGO


def _pango() -> tuple[int, int]:
    number = int(pango.pango_version())
    return number // 10_000, number // 100 % 100


@cache
def others() -> tuple[str, ...]:
    """The packages that are here in another version."""
    found = {name: version(name) for name in MEASURED}
    return tuple(f"{name} {here}" for name, here in found.items() if here != MEASURED[name])
