"""WeasyPrint and the libraries that it draws with, loaded in half the time: a process is ready to work so much sooner.

WeasyPrint tries the names that each library has on every system. For one that the loader does not know, cffi has a compiler and a
linker look for it, in processes of their own, a dozen in all. On Linux the loader knows the names that are left.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def found_by_the_loader() -> Iterator[None]:
    """While it lasts, a library that the loader of Linux does not know by a name is not looked for in other ways."""
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


with found_by_the_loader():
    import weasyprint  # noqa: F401 - loads them
