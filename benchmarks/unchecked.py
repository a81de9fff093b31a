"""The PDF of a collection without Bayaz's own checks of it, which no command leaves out: `python -m benchmarks.unchecked DIR OUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from compiler import pipeline
from compiler.asking import BuildOptions

if __name__ == "__main__":
    collection, out = map(Path, sys.argv[1:3])
    pipeline.build(collection, BuildOptions(formats=("pdf",), checked=False, contact=False, force=True, out=out))
