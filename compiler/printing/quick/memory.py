"""The collector of cyclic garbage kept quiet while a document is laid out: it finds next to nothing until the end, and looks often.

At the end the document is still in use, so it is not looked through then, but given up as a whole when the next one begins, or when
much else was made.

Why the bytes stay the same: what is collected is what nothing can reach.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MUCH = 50_000
"""Objects made after a document that have it looked through."""
_usual: list[tuple[int, int, int]] = []


@contextmanager
def unswept() -> Iterator[None]:
    """While it lasts, no garbage is looked for; what the document before has left is collected first."""
    if not gc.isenabled():
        yield
        return
    if _usual:
        gc.set_threshold(*_usual.pop())
    gc.collect(0)
    gc.disable()
    try:
        yield
    finally:
        _usual[:] = [gc.get_threshold()]
        gc.set_threshold(gc.get_count()[0] + _MUCH, *_usual[0][1:])
        gc.enable()
