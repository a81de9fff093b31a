"""Takes captures into a collection: what is in them, which source each document belongs to, and what is to be written."""

from __future__ import annotations

from .incoming import Incoming, incoming
from .planning import Plan, Row, plan
from .writing import outputs

__all__ = ["Incoming", "Plan", "Row", "incoming", "outputs", "plan"]
