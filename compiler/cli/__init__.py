"""The command line: a small file a command; arguments in, tables and exit code out; the only place that prints.

Commands import what they work with when they run, so that `bayaz --help` answers at once.
"""

from __future__ import annotations

from .app import main

__all__ = ["main"]
