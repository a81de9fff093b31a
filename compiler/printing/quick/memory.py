"""The collector of cyclic garbage kept quiet while a document is laid out: it finds next to nothing until the end, and looks often.

Why the bytes stay the same: what is collected is what nothing can reach.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """While it lasts, no garbage is looked for; what the document before has left is collected first."""
    if not gc.isenabled():
        yield
        return
    gc.collect(0)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
