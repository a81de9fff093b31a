"""What makes results, besides what they are made of: this machine's engines and Bayaz's own code, told apart by their versions."""

from __future__ import annotations

import ctypes
import platform
import sys
import zlib
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from compiler import files

PRINTING = (
    *("weasyprint", "pydyf", "pikepdf", "pypdfium2", "fonttools", "pillow", "lxml", "python-bidi", "babel", "jinja2"),
    *("tinycss2", "cssselect2", "tinyhtml5", "webencodings", "pyphen", "brotli", "zopfli"),
)
"""The distributions that have a part in a laid-out page."""
_LIBRARIES = {
    "pango": (
        "pango_version_string",
        ("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ),
    "harfbuzz": (
        "hb_version_string",
        ("libharfbuzz-0", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
    "fontconfig": ("FcGetVersion", ("libfontconfig-1", "libfontconfig.so.1", "libfontconfig.1.dylib")),
}
"""Libraries of the machine that place letters: the function that tells the version, and how the file is called."""
_PACKAGE = Path(__file__).parent
BAYAZ = "Bayaz"


@cache
def of(*distributions: str, code: tuple[str, ...] = ()) -> str:
    """What tells results of these distributions, and of these modules of Bayaz (all if none is named), from those of others."""
    said = [f"{name} {_distribution(name)}" for name in distributions]
    return "\n".join((*said, *_machine(), digest_of_code(code)))


@cache
def of_installed(code: tuple[str, ...] = ()) -> str:
    """As `of`, for whatever is installed: by the names of its folders, which is quick."""
    folders = sorted({Path(entry) for entry in sys.path if entry})
    names = sorted(found.name for folder in folders for found in folder.glob("*.dist-info"))
    return "\n".join((*names, *_machine(), digest_of_code(code)))


def told(distributions: tuple[str, ...]) -> dict[str, str]:
    """What this machine works with, by name: these distributions, Python, the libraries, the system, and Bayaz with its code."""
    # A wheel has the shipped layouts beside the code; what is made of them travels with each page.
    parts = tuple(sorted(path.name for path in _PACKAGE.iterdir() if path.name not in {"_shipped", "__pycache__"}))
    libraries = {name: _library(*where) for name, where in _LIBRARIES.items()}
    major, minor, *_ = platform.python_version_tuple()
    return {
        **{name: _distribution(name) for name in distributions},
        **{"python": f"{major}.{minor}", "zlib": zlib.ZLIB_RUNTIME_VERSION, **libraries},
        **{
            "system": f"{sys.platform} {platform.machine()}",
            BAYAZ: f"{_distribution('bayaz')} ({digest_of_code(parts)[:12]})",
        },
    }


@cache
def digest_of_code(parts: tuple[str, ...]) -> str:
    """A SHA-256 of the modules and packages `parts` of Bayaz, of all of it if none is named."""
    roots = [_PACKAGE / part for part in parts] or [_PACKAGE]
    found = sorted(path for root in roots for path in ((root,) if root.suffix else root.rglob("*")))
    kept = (path for path in found if path.suffix != ".pyc" and path.is_file())
    return files.sha256(b"\n".join(_told(path) for path in kept))


def _told(path: Path) -> bytes:
    return f"{path.relative_to(_PACKAGE).as_posix()} {files.sha256(path.read_bytes())}".encode()


def _distribution(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return "none"


@cache
def _machine() -> tuple[str, ...]:
    python = f"python {platform.python_version()} {sys.platform} {platform.machine()} zlib {zlib.ZLIB_RUNTIME_VERSION}"
    return python, *(f"{name} {_library(*told)}" for name, told in _LIBRARIES.items())


def _library(function: str, names: tuple[str, ...]) -> str:
    for name in names:
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(name), function)
            ask.restype = ctypes.c_char_p if function.endswith("string") else ctypes.c_int
            said = ask()
            return said.decode() if isinstance(said, bytes) else str(said)
    return "none"
