"""The page that `bayaz check --html` writes."""

from __future__ import annotations

from .examined import Examined
from .page import report

__all__ = ["Examined", "report"]
