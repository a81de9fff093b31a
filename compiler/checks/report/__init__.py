"""The page that `bayaz check --html` writes."""

from __future__ import annotations

from .examined import Examined

__all__ = ["Examined"]
