"""Takes captures into a collection: what is in them, which source each document belongs to, and what is to be written."""

from __future__ import annotations

from .incoming import Incoming, taken_in
from .planning import Choose, Plan, Row, leave, plan
from .starting import GUIDE, example, starter
from .writing import outputs

__all__ = ["GUIDE", "Choose", "Incoming", "Plan", "Row", "example", "leave", "outputs", "plan", "starter", "taken_in"]
