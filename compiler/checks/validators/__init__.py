"""Programs of others asked about a finished book; what they answer as our messages, placed, and with how to repair it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from compiler.messages import Message, Origin

from .ace import ace
from .claims import claimed
from .epubcheck import epubcheck
from .page import page_validation
from .qpdf import qpdf
from .verapdf import verapdf

Places = Mapping[str, Origin]
Validator = Callable[[Path, Places], tuple[Message, ...]]

VALIDATORS: dict[str, dict[str, Validator]] = {
    "epub": {"epubcheck": epubcheck, "ace": ace},
    "pdf": {
        "qpdf": lambda path, _places: qpdf(path),
        "verapdf": lambda path, places: verapdf(path, None, places),
        "page-validation": lambda path, places: page_validation(path, None, places),
    },
}
"""By kind of book and by the name under which each is asked for; in the order in which they are asked."""
NAMES = tuple(name for kind in VALIDATORS.values() for name in kind)


def validated(
    path: Path, kind: str, names: Collection[str] = NAMES, places: Places | None = None
) -> tuple[Message, ...]:
    """What those of the validators for books of `kind` (`epub`, `pdf`) that are named say; an information for each that is not here.

    `places` tells for ids of elements where their text stands in the author's files.
    """
    asked = (validator for name, validator in VALIDATORS.get(kind, {}).items() if name in names)
    return tuple(message for validator in asked for message in validator(path, places or {}))


__all__ = [
    "NAMES",
    "VALIDATORS",
    "ace",
    "claimed",
    "epubcheck",
    "page_validation",
    "qpdf",
    "validated",
    "verapdf",
]
