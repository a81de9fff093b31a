"""The engine's libraries are loaded without other programs looking for them."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys

import pytest

from compiler.printing import libraries

_ASKED = """
import ctypes.util, sys
asked, search = [], ctypes.util.find_library
ctypes.util.find_library = lambda name: asked.append(name) or search(name)
import {module}
assert ctypes.util.find_library is not search
print(*[one for one in asked if "pango" in one or "gobject" in one])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the loader of Linux is asked by name")
@pytest.mark.parametrize(("module", "asks"), [("compiler.pipeline", False), ("weasyprint", True)])
def test_a_new_process_looks_for_no_library(module: str, asks: bool):
    code = _ASKED.format(module=module)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert bool(said.stdout.strip()) is asks


def test_others_look_for_theirs_as_before():
    search = ctypes.util.find_library
    with libraries.found_by_the_loader():
        assert (ctypes.util.find_library is search) is (sys.platform != "linux")
    assert ctypes.util.find_library is search
